"""Names that may be the issuer’s: where each stands, and how much speaks for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from campaign.importer.addressees.looks import honorific_and_rest, is_honorific, is_office
from campaign.importer.document import Document
from campaign.importer.fields.banners import without_banner
from campaign.importer.fields.dates import dates_in
from campaign.importer.fields.places import country_of
from campaign.importer.parts import Part
from campaign.importer.shapes import EMAIL, has_contact, is_prose
from campaign.importer.words import every, plain

HEAD_LINES = 6
FOOT_LINES = 14
WORD = r"[A-ZÀ-ÞА-ЯЁ0-9«“\"][\w'’&.\-«»“”]*"
ACRONYM = re.compile(r"\s\([A-ZА-Я][A-Za-zА-Яа-я\-]{1,11}\)")
LEGAL = re.compile(r",? ?(?:e\. ?V\.|A\. ?C\.|asbl|ONLUS|Inc\.|Ltd\.)")
SEGMENTS = re.compile(r" +[–—|·›>/] +| +- +| *[|·›] *|, +| {2,}| +(?=URGENT ACTION|Urgent Action)| \. | \(|: |; ")


@cache
def _speaks() -> re.Pattern[str]:
    """Return what finds who says what a document says: “X calls on …”."""
    joining = every("joining").pattern
    name = rf"{WORD}(?:\s+(?:{joining}\s+){{0,3}}{WORD}|\s+{joining}\s+[a-zà-ÿ][\w'’-]+){{0,8}}"
    before = r"(?:^|[.!?]\s+|\b[Tt]he |\bL[ae'] ?|\bEl |\bIl |\bO |\bA |\bDie |\bDas )"
    acronym = r"(?:\s\([A-ZА-Я][\w-]{1,12}\))?"
    return re.compile(rf"{before}(?P<name>{name}){acronym},?\s+(?:is |ha |a )?{every('speaking').pattern}")


@dataclass
class Candidate:
    """A name that may be the issuer's, with the points for it and its line."""

    name: str
    points: float
    line: int


def candidates_in(document: Document) -> Iterator[Candidate]:
    count = len(document.placed)
    for place, each in enumerate(document.placed):
        line, text = each.line, without_banner(each.line.text)
        if place < HEAD_LINES and each.part in {Part.HEAD, Part.FACTS, Part.FIELD} and not is_prose(line.text):
            for number, name in enumerate(_segments(text)):
                yield Candidate(name, 2.5 if place == 0 and number == 0 else 1.5 if place < 3 else 0.5, line.first)
        foot = place >= count - FOOT_LINES or each.part in {Part.OWN, Part.CLOSED}
        told = is_prose(line.text) and not has_contact(line.text)
        if foot and each.part not in {Part.RECIPIENTS, Part.COPIES, Part.LETTER} and not told:
            below = document.placed[place + 1].line.text if place + 1 < count else ""
            near = has_contact(line.text) or has_contact(below) or place + 3 >= count
            for number, name in enumerate(_segments(text)):
                points = 2.5 if each.part is Part.CLOSED else 2 if near and number == 0 else 1.5 if near else 1
                yield Candidate(name, points, line.first)
        whole = line.text.strip(" .,*-–—|0123456789")
        if (
            line.after_blank
            and len(whole.split()) <= 6
            and each.part not in {Part.RECIPIENTS, Part.COPIES}
            and every("body").search(plain(whole))
            and _can_be(whole)
        ):
            yield Candidate(whole, 1.5, line.first)
        if (
            place + 1 < count
            and line.text.isupper()
            and document.placed[place + 1].line.text.isupper()
            and len(line.text) < 24
        ):
            both = f"{line.text} {document.placed[place + 1].line.text}"  # a name that was set in two lines
            if _can_be(both) and len(both) < 40:
                yield Candidate(both, 1.5, line.first)
    for line in document.cleaned.dropped:
        for name in _segments(
            re.sub(
                r"(?:page|página|seite|pagina|стр\.?) \d+ (?:of|de|von|di|sur|из) \d+",
                "",
                line.text,
                flags=re.IGNORECASE,
            )
        ):
            yield Candidate(name, 1.5, line.first)
    text = document.text.replace("\n", " ")
    for match in _speaks().finditer(text):
        if " " in match["name"] or (match["name"].isupper() and len(match["name"]) > 2):
            yield Candidate(_without_article(match["name"]), 2, 1)


def _segments(text: str) -> Iterator[str]:
    """Yield what of a line can be an issuer's name: the pieces between its dashes, dots and commas."""
    text = every("news_of").sub("", text)
    for piece in SEGMENTS.split(every("section").sub("\u00a0\\1\u00a0", EMAIL.sub("", text))):
        piece = piece.replace("\u00a0", " ")
        piece = re.sub(r"\s+\d{1,2}$", "", piece)
        name = piece.strip(" .,;()«»\"'“”:-–*")
        name = piece.strip(" ,;:-–*()") if "«" in piece or "“" in piece else name
        if _can_be(name):
            yield name


def _can_be(name: str) -> bool:
    words = name.split()
    if re.search(r"\w[.!?]\s+[A-ZÀ-Þ]\w{3,}", name):
        return False
    if (
        not 1 < len(words) <= 10
        or not name[:1].isupper()
        or country_of(name)
        or every("banners").fullmatch(name)
        or dates_in(name)
    ):
        return False
    if (
        is_office(name)
        or is_honorific(name)
        or honorific_and_rest(name)[0]
        or re.search(r"[@/]|\d{3,}|https?:|www\.", name)
    ):
        return False
    return bool(every("body").search(plain(name)))


def merged(document: Document, candidates: Iterator[Candidate]) -> list[Candidate]:
    """Return candidates once each, with points for being named often and for words that bodies are called by."""
    text = plain(document.text).replace("\n", " ").casefold()
    merged: dict[str, Candidate] = {}
    for each in candidates:
        key = plain(_without_article(each.name)).casefold().strip(" .")
        if key in merged:
            merged[key].points += each.points / 2
            continue
        often = max(0, min(text.count(key) - 1, 3)) * 0.75
        merged[key] = Candidate(
            each.name, each.points + often + (0.75 if every("body").search(plain(each.name)) else 0), each.line
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
            and other.points >= each.points - 1
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
