"""Codes of an action, as its document prints them: of the document itself, never of others that it names."""

import re
from dataclasses import dataclass
from functools import cache

from campaign.importer.cleaning.lines import Line
from campaign.importer.fields.dates import dates_in
from campaign.importer.words import every, label, plain, table

# "47.24", "UA 47.24": a number with a dot is a code only behind a label.
DOTTED = re.compile(r"(?<![\d.])\d{1,3}\.\d\d(?![\d.])")
FREE = re.compile(
    r"[A-ZА-Я][A-ZА-Я\d&]*(?:[ \-/.]{1,3}[A-ZА-Я\d]+)*\d[A-Z\d]*(?:[ \-/.]{1,3}[A-Z\d]+)*(?:-[a-z](?!\w))?"
    r"|\d{2,5} [A-Z]{2,5}\W*$|\d{1,4} ?[-/.] ?\d{2,4}|\d{1,4}/[A-Z]{1,5}/\d{2,4}"
)
TITLE_END = re.compile(r"\s*\)\s*$")  # "… (Jordan: UA 163.19)"
HEAD_LINES, FOOT_LINES = 14, 5


@cache
def kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what finds codes of each kind: of a case, an index of a document, the number of a letter."""
    return tuple(
        (each["kind"], re.compile(each["form"], re.NOFLAG if each.get("match_case") else re.IGNORECASE))
        for each in table("codes")["code"]
    )


def holds_code(text: str) -> bool:
    """Whether a line holds a code in one of the known forms."""
    return any(pattern.search(text) for _, pattern in kinds())


@dataclass(frozen=True)
class FoundCode:
    """A code in its printed form, with its line; sure where it stands where a document says what it is."""

    text: str
    line: int
    sure: bool
    kind: str


def codes_of(lines: tuple[Line, ...]) -> list[FoundCode]:
    """Return the document's own codes: those in its head, behind labels, or in its last lines."""
    found: list[FoundCode] = []
    foot = len(lines) - FOOT_LINES
    for place, line in enumerate(lines):
        bare = plain(line.text)
        labelled = (
            any(label(key).match(bare) for key in ("code", "index")) or every("reference").match(bare) is not None
        )
        at_edge = place < HEAD_LINES or place >= foot
        if not (labelled or at_edge) or _is_sentence(line.text, place >= foot):
            continue
        found += _of_line(line, labelled)
    return _own(found)


def _is_sentence(text: str, at_foot: bool) -> bool:
    """Whether a line is prose, where codes are those of others; “quoting the code” of a foot is no head either."""
    words = re.findall(r"[^\W\d_]+", text)
    small = sum(word[0].islower() for word in words)
    return len(words) > (14 if not at_foot else 9) and small > len(words) / 2


def _of_line(line: Line, labelled: bool) -> list[FoundCode]:
    text = plain(line.text)
    found: list[tuple[int, FoundCode]] = []
    taken: list[tuple[int, int]] = []
    of_others: list[int] = []  # where codes of others end: those behind them in the sentence are others' as well
    for kind, pattern in kinds():
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append((match.start(), match.end()))
            others = every("of_others").search(before[-45:]) and not every("of_update").search(before)
            others = others or any(end < match.start() and ". " not in text[end : match.start()] for end in of_others)
            of_others += [match.end()] if others else []
            if others or (_in_brackets(before) and not TITLE_END.match(text[match.end() :])):
                continue
            found.append((match.start(), FoundCode(_printed(match), line.first, True, kind)))
    if not found and not taken and (code := _behind_label(text)):
        found.append((0, FoundCode(code, line.first, labelled, "case")))
    return [code for _, code in sorted(found, key=lambda each: each[0])]


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")") and len(before) > 12


def _printed(match: re.Match[str]) -> str:
    """Return a code without the words and colon round it: “UA: 315/14” is printed UA 315/14."""
    groups = match.groupdict()
    if groups.get("number"):
        return f"{match.group()[: match.start('mark') - match.start()]} {groups['number']}"
    return match.group().strip()


def _behind_label(text: str) -> str | None:
    """Return a code that only its label tells: “Urgent Action: 47.24”, “Case No. 12/05”."""
    found = label("code").match(text)
    value = found["value"].strip() if found else None
    numbered = every("numbered_case").match(text) or every("numbered_action").match(text)
    numbered = numbered or every("reference").match(text)
    if value is None and numbered:
        value = text[numbered.end() :]
    if value and (days := dates_in(value)) and days[0].start:
        value = value[: days[0].start].strip()  # “Leaflet CDR/11   14 February 2011”
    if not value:
        return None
    if dotted := DOTTED.search(value):
        return dotted.group()
    found_free = FREE.match(value)
    return found_free.group().strip() if found_free and any(map(str.isdigit, found_free.group())) else None


def _own(found: list[FoundCode]) -> list[FoundCode]:
    """Return each code once, and of several indexes of one document the first alone."""
    own: list[FoundCode] = []
    for code in found:
        bare = re.sub(r"\W", "", code.text).casefold()
        if code.kind == "case" and any(
            bare.startswith(_bare(each)) or _bare(each).startswith(bare) for each in own if each.kind == "case"
        ):
            continue
        if any(_bare(each) == bare for each in own):
            continue
        if code.kind == "index" and any(each.kind == "index" for each in own):
            continue
        own.append(code)
    return own


def _bare(code: FoundCode) -> str:
    return re.sub(r"\W", "", code.text).casefold()
