"""Names that may be the issuer’s: where each stands, and how much speaks for it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from campaign.importer.document import Document
from campaign.importer.fields.acronyms import forwarded_at, with_acronyms
from campaign.importer.fields.banners import without_banner
from campaign.importer.fields.code_shapes import code_at_end
from campaign.importer.fields.dates import dates_in
from campaign.importer.fields.imprints import COPYRIGHT, DOTTED, imprinted
from campaign.importer.fields.issuer_names import (
    WORD,
    Candidate,
    can_be_issuer,
    is_called_by_initials,
    is_plain_name,
    names_of_bodies,
    pieces_of_imprint,
    segments,
)
from campaign.importer.parts import ADDRESSED, Part, Placed
from campaign.importer.shapes import has_contact, is_prose
from campaign.importer.words import every, plain

HEAD_LINES = 6
FOOT_LINES = 14
ACRONYM = re.compile(r"\.?\s\([A-ZÀ-ÞА-ЯЁ][^\W\d_][\w\-]{0,10}\)")
LEGAL = re.compile(r",? ?(?:e\. ?V\.|A\. ?C\.|asbl|ONLUS|Inc\.|Ltd\.)")
INTERNATIONAL = re.compile(
    r"(?<![\w'’] )(?<!\w)[A-ZÀ-Þ][\w'’]+(?: [A-ZÀ-Þ][\w'’]+)?"
    r" (?:International(?:e)?|Internacional|Internazionale)(?!\s[A-ZÀ-Þ]|\w)"
)
NOTES = frozenset({Part.OWN, Part.AFTER, Part.REPORT})
PAGE = re.compile(r"(?:page|página|seite|pagina|стр\.?) \d+ (?:of|de|von|di|sur|из) \d+", re.IGNORECASE)


@cache
def _speaks() -> re.Pattern[str]:
    """Return what finds who says what a document says: “X calls on …”."""
    joining = every("joining").pattern
    name = rf"{WORD}(?:\s+(?:{joining}\s+){{0,3}}{WORD}|\s+{joining}\s+[a-zà-ÿ][\w'’-]+){{0,8}}"
    before = r"(?:^|[.!?]\s+|\b[Tt]he |\bL[ae'] ?|\bEl |\bIl |\bO |\bA |\bDie |\bDas )"
    acronym = r"(?:\s\([A-ZА-Я][\w-]{1,12}\))?"
    return re.compile(rf"{before}(?P<name>{name}){acronym},?\s+(?:is |ha |a )?{every('speaking').pattern}")


@cache
def _behalf() -> re.Pattern[str]:
    """Return what finds for whom a letter is written: “We write on behalf of X”."""
    return re.compile(rf"{every('on_behalf').pattern}\s+(?P<name>{names_of_bodies().pattern})")


def candidates_in(document: Document) -> Iterator[Candidate]:
    """Yield every name that may be the issuer's, with what speaks for its place."""
    heads = _head_names(document)
    begin = forwarded_at(document)
    for place, each in enumerate(document.placed):
        line, text = each.line, every("told_by").sub("", without_banner(each.line.text))
        if sent := every("sender").match(text):
            text = sent["value"]
        if every("price").search(text):
            continue  # “$0.44 - Letters and Cards”
        if place < HEAD_LINES or begin <= place < begin + HEAD_LINES:
            yield from _at_head(place - begin if place >= begin else place, each, text)
        yield from _at_foot(document, place, heads)
        whole = text.strip(" .,*-–—|0123456789")
        alone = (
            line.after_blank
            and not DOTTED.search(text)
            and not has_contact(text)
            and len(whole.split()) <= 6
            and code_at_end(text) is None
            and each.part not in ADDRESSED
        )
        if alone and can_be_issuer(whole):
            yield Candidate(whole, 1.5, line.first)
        if each.part in NOTES and (len(text) < 300 or not is_prose(text)):
            for match in names_of_bodies().finditer(text):
                if not match.group().isupper() and can_be_issuer(match.group()):
                    yield Candidate(match.group(), 1, line.first)
    yield from _in_two_lines(document)
    yield from _internationals(document)
    yield from imprinted(document)
    yield from with_acronyms(document)
    for line in document.cleaned.dropped:
        for name in segments(PAGE.sub("", COPYRIGHT.sub("", line.text))):
            yield Candidate(name, 1.5, line.first)
    text = document.text.replace("\n", " ")
    for match in _speaks().finditer(text):
        if is_plain_name(match["name"]) or (match["name"].isupper() and len(match["name"]) > 2):
            yield Candidate(_spelled_out(_without_article(match["name"]), text), 2, 1)
    for match in _behalf().finditer(text):
        name = re.split(r"[.!?]\s", match["name"])[0]
        if can_be_issuer(name):
            yield Candidate(name, 2, 1)


def _spelled_out(name: str, text: str) -> str:
    """Return the name that a document gives an acronym once: “Academic Shelter Network (ASN)”."""
    found = re.search(rf"({names_of_bodies().pattern})\s\({re.escape(name)}\)", text) if name.isupper() else None
    return _without_article(found[1]) if found else name


def _head_names(document: Document) -> set[str]:
    """Return the pieces of the head's lines, in small letters: what stands at the foot as well is the issuer."""
    head = [each.line.text for each in document.placed[:2] if each.part is Part.HEAD and not dates_in(each.line.text)]
    return {
        piece.casefold() for text in head for piece in pieces_of_imprint(every("news_of").sub("", without_banner(text)))
    }


def _at_head(place: int, each: Placed, text: str) -> Iterator[Candidate]:
    """Yield the names of a line at the document's head, the more surely the earlier they stand."""
    told = is_prose(text) and not DOTTED.search(text)
    if each.part in {Part.HEAD, Part.FACTS, Part.FIELD} and not told:
        for number, name in enumerate(segments(text)):
            yield Candidate(name, 2.5 if place + number == 0 else 1.5 if place < 3 else 0.5, each.line.first)
    for name, acronym in pairwise(pieces_of_imprint(text)):
        if is_called_by_initials(name, acronym) and is_plain_name(name):
            yield Candidate(name, 3, each.line.first)


def _at_foot(document: Document, place: int, heads: set[str]) -> Iterator[Candidate]:
    """Yield the names of a line at the document's foot, more surely with a contact in or below it."""
    each, count = document.placed[place], len(document.placed)
    line, text = each.line, without_banner(each.line.text)
    foot = place >= count - FOOT_LINES or each.part in {Part.OWN, Part.CLOSED}
    told = is_prose(line.text) and not has_contact(line.text)
    if not foot or each.part in {*ADDRESSED, Part.LETTER} or told:
        return
    below = document.placed[place + 1].line.text if place + 1 < count else ""
    near = has_contact(line.text) or has_contact(below) or place + 3 >= count
    for number, name in enumerate(segments(text)):
        points = 2.5 if each.part is Part.CLOSED else 2 if near and number == 0 else 1.5 if near else 1
        yield Candidate(name, points, line.first)
    for name in pieces_of_imprint(text) if near and place > 2 else ():
        if name.casefold() in heads and is_plain_name(name) and not can_be_issuer(name):
            yield Candidate(name, 3, line.first)


def _internationals(document: Document) -> Iterator[Candidate]:
    """Yield “X International” where a document names one such body alone: its publisher, who speaks of itself."""
    named: dict[str, Candidate] = {}
    for each in document.sentences:
        for found in INTERNATIONAL.finditer(each.text) if each.part not in ADDRESSED else ():
            if is_plain_name(found.group()):
                named.setdefault(found.group(), Candidate(found.group(), 2.5, each.first))
    if len(named) == 1:
        yield from named.values()


def _in_two_lines(document: Document) -> Iterator[Candidate]:
    """Yield names that were set in two short lines of capitals."""
    for above, below in pairwise(each.line for each in document.placed):
        both = f"{above.text} {below.text}"
        if both.isupper() and len(above.text) < 24 and len(both) < 40 and can_be_issuer(both):
            yield Candidate(both, 1.5, above.first)


def merged(document: Document, candidates: Iterator[Candidate]) -> list[Candidate]:
    """Return candidates once each, with points for being named often and for words that bodies are called by."""
    text = plain(document.text).replace("\n", " ").casefold()
    merged: dict[str, Candidate] = {}
    for each in candidates:
        if every("seat_of").fullmatch(f"{each.name} of "):
            continue
        each.name = every("seat_of").sub("", each.name)
        key = plain(_without_article(each.name)).casefold().strip(" .")
        if key in merged:
            known = merged[key].points
            merged[key].points = max(known, each.points) + min(known, each.points) / 2
            continue
        often = max(0, min(text.count(key) - 1, 3)) * 0.75
        merged[key] = Candidate(
            each.name,
            each.points + often + (0.75 if every("body").search(plain(each.name)) else 0),
            each.line,
            each.branded,
        )
    found = list(merged.values())
    found = [
        each
        for each in found
        if not any(each is not other and _names_by_acronym(each.name, other.name, document) for other in found)
    ]
    return [
        each
        for each in found
        if not any(
            each is not other
            and plain(each.name).casefold() in plain(other.name).casefold()
            and (
                other.points >= each.points - 2
                or (other.branded and other.name.casefold().startswith(each.name.casefold()))
                or (other.branded and other.name.casefold().endswith(each.name.casefold()))
            )
            for other in found
        )
    ]


def _names_by_acronym(name: str, other: str, document: Document) -> bool:
    """Whether a name only adds words to the acronym of another: “Secretariado Internacional de la LMMT”."""
    acronym = ACRONYM.search(fullest(other, document))
    return acronym is not None and acronym.group().strip(" ()") in name.split()


def _without_article(name: str) -> str:
    return re.sub(r"^(?:The|La|Le|L'|L’|El|Il|Die|Das|O|A)\s+", "", name).strip()


def fullest(name: str, document: Document) -> str:
    """Return a name as it is printed in ordinary letters, with the acronym that follows it in brackets."""
    text = document.text.replace("\n", " ")
    places = [match.start() for match in re.finditer(re.escape(plain(name)), plain(text), re.IGNORECASE)]
    forms = [text[start : start + len(name)] for start in places]
    mixed = next((form for form in forms if not form.isupper()), name)
    for start in places:
        if behind := ACRONYM.match(text[start + len(name) :]) or LEGAL.match(text[start + len(name) :]):
            return mixed + behind.group()
    return mixed
