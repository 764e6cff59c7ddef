"""Lines of addresses taken apart: words, and contacts behind their labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from campaign.importer.addressees.looks import honorific_and_rest, is_honorific, is_name, is_office
from campaign.importer.addressees.unlabelled import (
    LINK,
    SEPARATORS,
    Piece,
    names_an_official,
    unlabelled,
    without_aside,
)
from campaign.importer.cleaning.lines import Line
from campaign.importer.shapes import EMAIL, HIDDEN_EMAIL, bullet_of, contact_label, looks_like_number
from campaign.importer.words import alternatives, every, plain

WITHIN_LINE = re.compile(r"(?<=\s)I(?=\s+(?:Fax|Tel|Phone|E-?mail))")  # "Phone: … I Fax: …": a stroke that became an I
REMARK_FIRST = re.compile(r"^\((?![\d+])[^()]*\)\s*")  # "Fax: (via the Ministry) +966 …"
AND_AT_END = re.compile(r"[\s,;]+(?:or|and|et|y|e|ou|o|oder|und|и|или)\s*$")
DIGITS = re.compile(r"\d")


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Return the pieces of some lines in order; a label with nothing behind it takes the next line."""
    found: list[Piece] = []
    waiting: str | None = None
    for place, line in enumerate(lines):
        bullet = bullet_of(line.text)
        bulleted = bullet is not None and not looks_like_number(line.text)
        text = bullet.text if bullet and bulleted else line.text
        if (
            found
            and found[-1].kind == "salutation"
            and (every("open_salutation").search(found[-1].text) or _ends_salutation(found[-1].text, text))
            and not line.after_blank
        ):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}", last=line.last)
            continue
        pieces = list(_of_line(replace(line, text=text)))
        if (
            waiting
            and pieces
            and pieces[0].kind in {"text", "number", "email", "salutation"}
            and _fits(waiting, pieces[0].text)
        ):
            pieces[0] = replace(pieces[0], kind=waiting)
        waiting = None
        if pieces and not pieces[-1].text:
            waiting = pieces.pop().kind
        if pieces:
            opens = place + 1 < len(lines) and is_name(lines[place + 1].text) and not lines[place + 1].after_blank
            only_form = pieces[0].kind == "salutation" and is_honorific(pieces[0].text)  # “Exmo. Senhor” above a name
            listed = bulleted and not _greets_one_above(pieces[0], found)  # “• Monsieur le Gouverneur de Zinder”
            office = (opens or listed) and names_an_official(pieces[0])
            kind = "text" if office or (opens and only_form) else pieces[0].kind
            pieces[0] = replace(pieces[0], kind=kind, begins_line=True, after_blank=line.after_blank, bullet=bulleted)
        found += pieces
    return found


def _greets_one_above(piece: Piece, above: Sequence[Piece]) -> bool:
    """Whether a salutation repeats the office of somebody above: “Monsieur le Ministre”."""
    office = honorific_and_rest(piece.text)[1].casefold()
    bare = re.sub(r"^(?:le |la |l['’])", "", office)
    return any(bare in each.text.casefold() for each in above if each.kind == "text")


def _ends_salutation(above: str, text: str) -> bool:
    """Whether a word belongs to the salutation above, whose line was too narrow: “Dear Inspector” above “General”."""
    office = f"{above.split(' ', 1)[-1]} {text}"
    return every("office_ends").fullmatch(text) is not None and is_office(office)


def _of_line(line: Line) -> Iterator[Piece]:
    text, salutation = without_aside(WITHIN_LINE.sub("|", line.text))
    yield from _of_words(replace(line, text=text))
    if salutation:
        yield Piece("salutation", salutation, line.first, line.last)


def _of_words(line: Line) -> Iterator[Piece]:
    text = line.text
    taken = [each.span() for form in (EMAIL, LINK) for each in form.finditer(text)]
    labels = [
        found
        for found in contact_label().finditer(plain(text))
        if _parts(text, found) and not any(start < found.start() < end for start, end in taken)
    ]
    starts = [found.start() for found in labels] + [len(text)]
    before = text[: starts[0]]
    if labels and before.count("(") > before.count(")"):
        before = before[: before.rfind("(")]  # "… (no address; telephone 331 1777)"
    if labels and _label_alone().fullmatch(plain(before).strip()):
        before = ""  # “Факс / Fax: …”
    yield from unlabelled(before, line)
    for found, end in zip(labels, starts[1:], strict=True):
        kind = next(key for key, value in found.groupdict().items() if value and key != "colon")
        yield from _labelled(kind, _value(text[found.end() : end]), line)


def _parts(text: str, found: re.Match[str]) -> bool:
    """Whether a label stands where a contact can begin; a single letter only does so behind a mark."""
    name = found.group().strip(" :.")
    numbered = any(found[kind] for kind in ("fax", "phone", "both"))
    if not numbered and ":" not in found["colon"]:
        return False
    before = text[: found.start()].rstrip()
    if len(re.sub(r"\W", "", name)) <= 2:
        return before == "" or before[-1] in "|;,/(·•-–"
    if ":" in found["colon"]:
        return True
    return before == "" or before[-1] in "|;,/(.·•-–:)" or bool(re.match(r"\s*[+(]?\d", text[found.end() :]))


@cache
def _label_alone() -> re.Pattern[str]:
    """Return what matches a label that is said once more behind a stroke."""
    names = "|".join(alternatives("labels", key) for key in ("fax", "phone", "both", "email", "salutation", "handle"))
    return re.compile(rf"(?:{names})\.?\s*/", re.IGNORECASE)


@cache
def _next_office() -> re.Pattern[str]:
    """Return what finds the next office in a run-on: “Salutation: Dear Minister President of X: His Excellency …”."""
    return re.compile(rf"(?<=\w)\s+(?={alternatives('offices', 'heads')}(?: [^:]{{2,60}})?:\s)", re.IGNORECASE)


def _office_behind(value: str) -> int | None:
    """Return where a salutation ends and the next office begins; “Dear” alone is none yet."""
    for found in _next_office().finditer(plain(value)):
        if not every("open_salutation").search(value[: found.start()]) and len(value[: found.start()].split()) > 1:
            return found.start()
    return None


def _value(text: str) -> str:
    """Return what stands behind a label without the marks round it; a bracket belongs to a number: “(00 7) 495 …”."""
    return text.lstrip(SEPARATORS[:-1] + ".").rstrip(SEPARATORS + ".")


def _labelled(kind: str, value: str, line: Line) -> Iterator[Piece]:
    if kind in {"fax", "phone", "both"}:
        value = REMARK_FIRST.sub("", value)
    if value.count(")") > value.count("("):
        value = value.rstrip(" )")
    piece = Piece(kind, value, line.first, line.last)
    if kind == "salutation" and (cut := _office_behind(value)):
        yield replace(piece, text=value[:cut].strip(SEPARATORS))
        for place, each in enumerate(_of_line(replace(line, text=value[cut:].strip()))):
            yield replace(each, begins_line=place == 0)
        return
    if kind == "salutation" or kind in {"website", "telegram"} or not value:
        yield piece
        return
    if kind == "email":
        addresses = EMAIL.findall(value) or ([value] if HIDDEN_EMAIL.search(value) else [])
        rest = re.sub(r"(?:\b(?:or|and|et|y|o|e|ou|und|oder|и|или)\b|[\s,;/|()])+", " ", EMAIL.sub(" ", value)).strip()
        for address in addresses or [value]:
            yield replace(piece, text=address)
        if addresses and rest and not HIDDEN_EMAIL.search(rest):
            yield from _tail(rest, value, line)
        return
    if kind in {"fax", "phone", "both"}:
        number = re.match(
            r"(?:[\d\s+().,/\-–;]|(?<=s):|\b(?:or|and|local|ext(?:ensi[oó]n(?:es)?|ensions?)?|x|y|et|ou|o|oder|und|и|или|Geneva|NY)\b|\((?:[^()]{1,40})\))*",
            value,
        )
        cut = number.end() if number and DIGITS.search(number.group()) else 0
        rest = value[cut:].strip(SEPARATORS + ".)")
        if cut:
            yield replace(piece, text=_value(AND_AT_END.sub("", value[:cut])))
            remark = value[cut - 1 : cut + 1].find("(") >= 0 or value[cut:].lstrip().startswith("(")
            if rest and not remark:
                yield from unlabelled(rest, line)
        return
    yield piece


def _tail(rest: str, value: str, line: Line) -> Iterator[Piece]:
    words = re.sub(r"^.*" + EMAIL.pattern, "", value).strip(SEPARATORS + ".")
    if words:
        yield from unlabelled(words, line)


def _fits(kind: str, text: str) -> bool:
    if kind in {"fax", "phone", "both"}:
        return sum(map(str.isdigit, text)) >= 5
    if kind == "email":
        return "@" in text or "protected" in text
    return kind in {"salutation", "handle", "website", "telegram"}
