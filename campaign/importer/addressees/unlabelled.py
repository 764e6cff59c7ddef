"""Words of an address that no label explains: e-mail addresses, numbers, accounts and salutations by their looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from campaign.importer.addressees.looks import (
    begins_with_organisation,
    honorific_and_rest,
    is_honorific,
    is_name,
    is_office,
    is_office_of_somebody,
)
from campaign.importer.cleaning.lines import Line
from campaign.importer.letters import SALUTATION_WORDS, is_salutation
from campaign.importer.shapes import EMAIL, HANDLE, HIDDEN_EMAIL, looks_like_number
from campaign.importer.words import every, label, opening, plain

SEPARATORS = " \t|;,/-–—·•("
LONGEST_LABEL = 4  # words
NUMBER_BEHIND_LABEL = re.compile(r"[^\d:,]{2,30}:\s*(?P<number>[+(]?\d[\d\s().\-/+]{7,})")
# “Minister of Security, Ana Souza: (504) 2220-4352”, “(423) 555-0142, ext. 3 (his secretary is kind)”
NUMBER_AT_END = re.compile(
    r"(?:(?P<who>[^:]{4,120}):\s*)?(?P<number>[+(]?\d[\d\s().\-]{5,}\d(?:\s+(?:y|and|or|e|et|o|ou|und|и)\s+[+(]?\d[\d\s().\-]{5,}\d)?"
    r"(?:,?\s*ext\.?\s*\d+)?)\s*(?P<aside>\([^()]*[^\W\d_]{2}[^()]*\)?)?"
)
EXTENSION = re.compile(r"\d,?\s*ext\.?\s*\d")
QUOTED = re.compile(r"[“”„«»\"]([^“”„«»\"]{3,60})[“”„«»\"]")
BESIDE_QUOTES = 7  # words of a line round the salutations that it quotes
IN_BRACKETS = re.compile(r"[,;.]?\s*[(\[](?P<aside>[^()\[\]]{4,80})[)\]]")
BEHIND_DASH = re.compile(r"\s+[-–—]\s+(?P<aside>[^-–—()]{4,60})$")
AT_DOTS = re.compile(r"\s+[·•|]\s+|\s+[-–—]\s+(?=@)")  # “15 avenida 15-16, zona 1 · @FiscaliaGT”
NAMED_HANDLE = re.compile(rf"(?:[^\W\d_]+:?\s+)?{HANDLE.pattern}")
LINK = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True)
class Piece:
    """A contact or some words of an address, with the line they stand in."""

    kind: str
    text: str
    first: int
    last: int
    begins_line: bool = False
    after_blank: bool = False
    bullet: bool = False


def unlabelled(text: str, line: Line) -> Iterator[Piece]:
    """Yield the pieces of some words without a label in them: contacts told by their looks, else words."""
    text = text.strip(" \t|;·•").rstrip(" -–—|")
    if not text:
        return
    parts = AT_DOTS.split(text)
    if len(parts) > 1 and any(HANDLE.search(part) or EMAIL.search(part) for part in parts):
        for part in parts:
            yield from unlabelled(part, line)
        return
    piece = Piece("text", text, line.first, line.last)
    if HIDDEN_EMAIL.search(text) and len(text) < 40:
        yield replace(piece, kind="email")
        return
    if hidden := HIDDEN_EMAIL.search(text):
        yield from unlabelled(text[: hidden.start()].rstrip(" ,;-–("), line)
        yield replace(piece, kind="email", text=hidden.group())
        yield from unlabelled(text[hidden.end() :].lstrip(" ,;-–)."), line)
        return
    addresses = EMAIL.findall(text)
    if addresses:
        rest = EMAIL.sub(" ", text).strip(SEPARATORS + ")")
        for handle in HANDLE.findall(rest):
            yield replace(piece, kind="handle", text=handle)
        rest = NAMED_HANDLE.sub("", rest).strip(SEPARATORS)
        if rest.endswith(":") and len(rest.split()) <= LONGEST_LABEL:
            rest = ""  # a label that no list of words has
        if len(re.findall(r"[^\W\d_]{2,}", rest)) > 1:
            yield replace(piece, text=re.sub(r"\s+", " ", rest))
        for address in addresses:
            yield replace(piece, kind="email", text=address)
    elif found := NUMBER_BEHIND_LABEL.fullmatch(text):
        yield replace(piece, kind="number", text=found["number"])
    elif looks_like_number(text):
        yield replace(piece, kind="number")
    elif (found := NUMBER_AT_END.fullmatch(text)) and _is_number_of_somebody(found):
        if found["who"]:
            yield from unlabelled(found["who"], line)
        yield replace(piece, kind="fax" if _is_called_fax(found) else "number", text=found["number"])
    elif LINK.match(text):
        yield replace(piece, kind="website")
    elif HANDLE.search(text) and len(text) < 60:
        for handle in HANDLE.findall(text):
            yield replace(piece, kind="handle", text=handle)
    elif quoted := _quoted_salutations(text):
        yield replace(piece, kind="salutation", text=quoted)
    elif _salutes(plain(text)):
        yield replace(piece, kind="salutation")
    else:
        yield from _by_field_label(piece)


def _is_number_of_somebody(found: re.Match[str]) -> bool:
    """Whether words before a number are an office with who holds it, or a body: no street, and no note."""
    if _is_called_fax(found) or EXTENSION.search(found.string):
        return True
    who = found["who"] or ""
    office, comma, name = who.partition(", ")
    held = bool(comma) and is_office(office) and (is_name(name) or honorific_and_rest(name)[0] is not None)
    return held or is_office_of_somebody(who) or begins_with_organisation(who.partition("(")[2])


def _is_called_fax(found: re.Match[str]) -> bool:
    return every("fax_beside").search(found["aside"] or "") is not None


def without_aside(text: str) -> tuple[str, str]:
    """Return a line without the salutation that stands in it in brackets or behind a dash, and the salutation."""
    for pattern in (IN_BRACKETS, BEHIND_DASH):
        for found in pattern.finditer(text):
            aside = found["aside"].strip()
            said = _quoted_salutations(aside) or (aside if _greets_plainly(plain(aside)) else "")
            if said and (found.start() or pattern is IN_BRACKETS):
                behind = text[found.end() :].strip(" ,;.")
                return ", ".join(filter(None, (text[: found.start()].strip(), behind))), said
    return text, ""


def _quoted_salutations(text: str) -> str:
    """Return the salutations that a short line gives in quotes: “Begin with «Your Excellency» or «Dear Minister»”."""
    quoted = [each.strip(" ,.") for each in QUOTED.findall(text)]
    if not quoted or not all(opening("sentences", "salutation_only").match(plain(each)) for each in quoted):
        return ""
    rest = QUOTED.sub(" ", text)
    return " / ".join(quoted) if len(re.findall(r"[^\W\d_]+", rest)) <= BESIDE_QUOTES else ""


def _greets_plainly(text: str) -> bool:
    return every("greets_plainly").match(text) is not None and len(text.split()) <= SALUTATION_WORDS


def _salutes(text: str) -> bool:
    """Whether a line holds salutations and nothing else: “Your Majesty / Maestà”."""
    if _greets_plainly(text):
        return True
    parts = [part.strip() for part in text.split("/")]
    opens = [bool(opening("sentences", "salutation_only").match(part)) and len(part.split()) <= 5 for part in parts]
    return (len(parts) > 1 and all(opens)) or (is_salutation(text) and not is_honorific(text))


def _by_field_label(piece: Piece) -> Iterator[Piece]:
    for key in ("address", "name", "office", "organisation", "country", "title"):
        found = label(key).match(plain(piece.text))
        if found and (key != "title" or is_office(found["value"])):
            if value := piece.text[found.start("value") :].strip():
                yield replace(piece, text=value, kind="text" if key != "name" else "name")
            return
    yield piece


def names_an_official(piece: Piece) -> bool:
    """Whether what looks like a salutation is an office, as above somebody's name: “Herr Bundeskanzler”."""
    if piece.kind != "salutation" or piece.text[-1:] in ",:!":
        return False
    return is_office(honorific_and_rest(piece.text)[1])
