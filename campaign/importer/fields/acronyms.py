"""Bodies that a document names with their acronyms: “Red Calabozo Abierto contra la Tortura (RECAT)”."""

import re
from collections.abc import Iterator

from campaign.importer.addressees.looks import is_mission, is_office
from campaign.importer.document import Document
from campaign.importer.fields.issuer_names import LONGEST, Candidate, is_plain_name
from campaign.importer.fields.places import country_of
from campaign.importer.parts import ADDRESSED, Part
from campaign.importer.shapes import is_prose
from campaign.importer.words import every, label, plain

WITH_ACRONYM = re.compile(r"(?P<name>[^()\n;:|·•]{6,120}?)\s\((?P<acronym>[A-ZÀ-ÞА-ЯЁ][\w-]{1,11})\)")
BEGINS = re.compile(
    r"\W*(?:[Ll]['’]|(?:[Tt]he|[Ll]a|[Ll]e|[Ee]l|[Ii]l|[OoAa]|[Dd]ie|[Dd]as|[Dd]er)\s)?|.*[.!?]\s(?:\w{1,3}\s)?"
)
ELIDED = re.compile(r"(?<!\w)[Ll]['’](?=[A-ZÀ-Þ])")  # “L'Observatoire”
AUXILIARY = re.compile(r"^(?:is|are|ha|a|has|have|hat|est)\s")
SHORTEST, FEWEST_CAPITALS = 3, 2  # letters of an acronym
TOP_LINES, HEAD_LINES, FOOT_LINES = 3, 10, 14
LATEST = 30  # lines in which a forwarded message begins
MOST_WORDS = 2  # for a letter of the acronym, and two more
SURE = 3  # points
AT_EDGES = frozenset({Part.HEAD, Part.FIELD, Part.OWN, Part.REPORT, Part.AFTER, Part.CLOSED, Part.IGNORED})
ELSEWHERE = frozenset({Part.RECIPIENTS, Part.COPIES, Part.LETTER, Part.DEMANDS, Part.BACKGROUND})


def with_acronyms(document: Document) -> Iterator[Candidate]:
    """Yield the bodies that stand with their acronym at the head or foot of a document."""
    count = len(document.placed)
    begin = forwarded_at(document)
    for line in document.cleaned.dropped:  # the heads and feet of pages
        for found in WITH_ACRONYM.finditer(line.text):
            if name := named_by(found["name"], found["acronym"]):
                yield Candidate(name, SURE, line.first)
    for place, each in enumerate(document.placed):
        edge = (
            place < begin + HEAD_LINES
            or place >= count - FOOT_LINES
            or each.part in {Part.OWN, Part.REPORT, Part.CLOSED}
        )
        if not edge or each.part in ELSEWHERE:
            continue
        for found in WITH_ACRONYM.finditer(each.line.text):
            name = named_by(found["name"], found["acronym"])
            if name and every("section_of").match(found["name"]) and is_plain_name(found["name"].strip()):
                name = found["name"].strip()
            if name and (not is_prose(each.line.text) or BEGINS.fullmatch(each.line.text.split(name)[0])):
                yield Candidate(name, SURE, each.line.first)
    yield from _speaking(document)


def _speaking(document: Document) -> Iterator[Candidate]:
    """Yield the bodies that say what a document says, or that it names without their acronym at its head or foot."""
    edges = [
        each.line.text
        for place, each in enumerate(document.placed)
        if place < TOP_LINES
        or (each.part in AT_EDGES and (place < HEAD_LINES or place >= len(document.placed) - FOOT_LINES))
    ]
    around = "\n".join(edges).casefold()
    for each in document.sentences:
        for found in () if each.part in ADDRESSED else WITH_ACRONYM.finditer(each.text):
            name = named_by(found["name"], found["acronym"])
            if not name:
                continue
            head = each.text[: found.start()] + found["name"].split(name)[0]
            begins = BEGINS.fullmatch(head) is not None or every("seat_of").fullmatch(head) is not None
            behind = each.text[found.end() :].lstrip(" ,")
            speaks = begins and any(every("speaking").match(words) for words in (behind, AUXILIARY.sub("", behind)))
            if speaks or name.casefold() in around:
                yield Candidate(name, SURE, each.first)


def forwarded_at(document: Document) -> int:
    """Return where a forwarded message begins below the words of who passed it on; 0 where nothing was forwarded."""
    heads = [
        place
        for place, each in enumerate(document.placed[:LATEST])
        if each.part is Part.FIELD and label("title").match(plain(each.line.text))
    ]
    return heads[-1] + 1 if len(heads) > 1 else 0


def named_by(text: str, acronym: str) -> str | None:
    """Return the words at the end of a text that an acronym stands for, the most that it can; none if it fits none."""
    letters = re.sub(r"[^\w]|_|\d", "", acronym.split("-")[0])
    if len(letters) < SHORTEST or sum(map(str.isupper, letters)) < FEWEST_CAPITALS:
        return None
    words = ELIDED.sub(" ", text).split()[-LONGEST:]
    for start in range(len(words)):
        name = " ".join(words[start:]).strip(' ,.–—-"“”«»')
        fits = 1 < len(name.split()) <= MOST_WORDS * len(letters) + 2
        if name[:1].isupper() and fits and _stands_for(letters.casefold(), name):
            held = is_office(name) and not every("body").search(plain(name))  # “Centre for Food Justice” is none
            of_state = held or is_mission(name) or every("of_state").match(plain(name)) or country_of(name)
            return None if of_state else name
    return None


def _stands_for(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym come one after another in a name, most of them first letters of its words."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", name)]
    if not words or words[0][0] != acronym[0]:
        return False
    rest = iter("".join(words))
    if not all(letter in rest for letter in acronym):
        return False
    initials, found = "".join(word[0] for word in words), 0
    for letter in acronym:
        _, told, behind = initials.partition(letter)
        if told:
            initials, found = behind, found + 1
    return found * 2 > len(acronym)
