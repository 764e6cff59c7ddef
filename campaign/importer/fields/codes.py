"""Codes of an action, as its document prints them: of the document itself, never of others that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from campaign.importer.cleaning.lines import Line
from campaign.importer.fields.code_shapes import code_at, code_at_end, segments, whole_token
from campaign.importer.words import every, label, plain, table

# "47.24", "UA 47.24": a number with a dot is a code only behind a label.
DOTTED = re.compile(r"(?<![\d.])\d{1,3}\.\d\d(?![\d.])")
TITLE_END = re.compile(r"\s*\)\s*$")  # "… (Jordan: UA 163.19)"
HEAD_LINES, FOOT_LINES = 14, 5
LATEST = 40  # lines, in which a sheet begins


@cache
def kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what finds codes of each kind: of a case, an index of a document, the number of a letter."""
    return tuple(
        (each["kind"], re.compile(each["form"], re.NOFLAG if each.get("match_case") else re.IGNORECASE))
        for each in table("codes")["code"]
    )


@lru_cache(maxsize=2048)
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
        labelled = label("code").match(bare) or label("index").match(bare) or every("reference").match(bare)
        at_edge = place < HEAD_LINES or place >= foot
        if not labelled and (code := _told(bare)):
            found.append(FoundCode(code, line.first, True, "case"))
        elif (begins := _begins_sheet(bare, place, found)) or (
            (labelled or at_edge) and not _is_sentence(line.text, place >= foot)
        ):
            more = _of_line(line, labelled is not None, in_head=place < HEAD_LINES)
            known = any(each.kind == "case" for each in found) and place >= HEAD_LINES and not (labelled or begins)
            found += [each for each in more if not (known and each.kind == "case")]  # links to others, at a page's foot
        elif at_edge and len(pieces := segments(bare)) > 1:
            codes = [code for each in pieces if not _is_sentence(each, False) and (code := _behind_label(each))]
            found += [FoundCode(code, line.first, False, "case") for code in codes]
    return _own(found)


def _begins_sheet(text: str, place: int, found: Sequence[FoundCode]) -> bool:
    """Whether a line begins with the code of a sheet that stands below other lines: of a mail, of a page's menu."""
    if place >= LATEST or any(each.kind == "case" for each in found):
        return False
    after = re.match(r"\W*", text)
    places = [match.start() for kind, form in kinds() if kind == "case" for match in form.finditer(text)]
    return any(
        start == (after.end() if after else 0) or every("of_update").fullmatch(text[:start].strip(" >*#"))
        for start in places
    )


def _told(text: str) -> str | None:
    """Return the code that a sentence says is the publisher's own: “our sheet has the number C&P 3/2019”."""
    numbered = every("ours_numbered").search(text)
    return code_at(text[numbered.end() :]) if numbered else None


def _is_sentence(text: str, at_foot: bool) -> bool:
    """Whether a line is prose, where codes are those of others; “quoting the code” of a foot is no head either."""
    words = re.findall(r"[^\W\d_]+", text)
    small = sum(word[0].islower() for word in words)
    return len(words) > (14 if not at_foot else 9) and small > len(words) / 2


def _of_line(line: Line, labelled: bool, *, in_head: bool) -> list[FoundCode]:
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
    if not found and not taken and (code := _of_no_known_form(text, in_head=in_head)):
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


def _of_no_known_form(text: str, *, in_head: bool) -> str | None:
    """Return a code that its label tells, or in the head its looks."""
    pieces = list(dict.fromkeys((text, *segments(text))))
    codes = [code for each in pieces if (code := _behind_label(each))]
    codes += [code for each in pieces if in_head and (code := code_at_end(each))]
    return codes[0] if codes else None


def _behind_label(text: str) -> str | None:
    """Return a code that only its label tells: “Urgent Action: 47.24”, “Case No. 12/05”."""
    found = label("code").match(text)
    value = found["value"].strip() if found else None
    if value is None and (numbered := _numbered(text)):
        value = text[numbered.end() :]
    if not value:
        return None
    if dotted := DOTTED.match(value):
        return dotted.group()
    return code_at(value) or (whole_token(value) if found and not value.isdigit() else None)


def _numbered(text: str) -> re.Match[str] | None:
    """Return the words of a line that say that a number follows."""
    keys = ("numbered_case", "numbered_action", "reference", "numbered_with_letters")
    return next((found for key in keys if (found := every(key).match(text))), None)


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
