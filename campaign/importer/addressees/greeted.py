"""Whom the salutations of letters greet, where the addresses do not say it."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from campaign.importer.addressees.salutations import salutations_of
from campaign.importer.addressees.unlabelled import QUOTED
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee
from campaign.importer.letters import closes, greets
from campaign.importer.parts import Part
from campaign.importer.words import every, opening, plain

BELOW = 12  # lines in which the salutation of a letter follows its address
BETWEEN = 3  # lines from one address to the next
BESIDE_QUOTES = 3  # words for each salutation that is quoted with whom it is for
STEM = 5  # letters by which words of two languages are alike


def with_salutations_of_letters(addressees: Sequence[DraftAddressee], document: Document) -> list[DraftAddressee]:
    """Return addressees with the salutation of each letter given to whom it stands below, of the first else to any.

    Of several it goes to the one it names, “Dear Mr President” to the president, and to the first if it names none.
    """
    greeted = list(addressees)
    inside = [range(each.lines[0], each.lines[1] + 1) for each in greeted]  # “Sr. Orhan Demirkol” above his office
    lines = [
        line
        for line in document.of(Part.LETTER)
        if greets(plain(line.text)) and (line.text[-1:] in ",:!" or not any(line.first in each for each in inside))
    ]
    for number, line in enumerate(lines):
        targets = _targets(greeted)
        above = [] if _is_sample(line, document) else _right_above(targets, line.first)
        said_there = salutations_of(line.text, document.language)
        if any(said_there.items() & each.salutations.items() for _, each in targets):
            continue  # said with the address already
        named = _named_by(line.text, above or (targets if number == 0 else []))
        fitting = named or above or targets[: number == 0]
        bare = [each for each in fitting if not (each[1].salutations.keys() & said_there)]
        for place, each in bare[:1]:
            greeted[place] = msgspec.structs.replace(each, salutations=each.salutations | said_there)
    return _with_quoted(greeted, document)


def _with_quoted(addressees: list[DraftAddressee], document: Document) -> list[DraftAddressee]:
    """Return addressees with the salutations that sentences quote for them: “Begin to the Governor: «…»”.

    Where nobody is named before the first of them, each is for whom its own end names: “Use «…» for the Governor”.
    """
    for each in document.sentences:
        if each.part is Part.LETTER or not (quotes := list(filter(_is_quoted, QUOTED.finditer(each.text)))):
            continue
        rest = plain(QUOTED.sub(" ", each.text))
        briefly = len(rest.split()) <= BESIDE_QUOTES * len(quotes)  # “Ao ministro: «…». À governadora: «…»”
        if not (briefly or every("how_to_greet").search(rest)):
            continue
        targets = _targets(addressees)
        ends = [0, *(found.end() for found in quotes)]
        begins = [*(found.start() for found in quotes), len(each.text)]
        gaps = [each.text[end:begin] for end, begin in zip(ends, begins, strict=True)]
        told = gaps[:-1] if _named_by(gaps[0], targets) else gaps[1:]
        for quoted, words in zip(quotes, told, strict=True):
            said_there = salutations_of(quoted[1], document.language)
            named = _named_by(words, targets)
            if len(named) == 1 and not addressees[named[0][0]].salutations.keys() & said_there:
                place, other = named[0][0], addressees[named[0][0]]
                addressees[place] = msgspec.structs.replace(other, salutations=other.salutations | said_there)
    return addressees


def _targets(addressees: Sequence[DraftAddressee]) -> list[tuple[int, DraftAddressee]]:
    return [(place, each) for place, each in enumerate(addressees) if each.role != "copy"]


def _is_quoted(found: re.Match[str]) -> bool:
    return opening("sentences", "salutation_only").match(plain(found[1])) is not None


def _is_sample(salutation: Line, document: Document) -> bool:
    """Whether a letter stands below a heading of its own, “Sample letter”, so that it goes to all or to the first."""
    marks = [each for each in document.placed if each.marker and each.line.first < salutation.first]
    headed = bool(marks) and marks[-1].part is Part.LETTER
    return headed and not closes(plain(marks[-1].line.text)) and not greets(plain(marks[-1].line.text))


def _right_above(targets: Sequence[tuple[int, DraftAddressee]], first: int) -> list[tuple[int, DraftAddressee]]:
    """Return those whose addresses stand one below the other right above a line."""
    chain: list[tuple[int, DraftAddressee]] = []
    for place, each in reversed(targets):
        end = chain[0][1].lines[0] if chain else first
        if 0 < end - each.lines[1] <= (BETWEEN if chain else BELOW):
            chain.insert(0, (place, each))
    return chain


def _named_by(salutation: str, targets: Sequence[tuple[int, DraftAddressee]]) -> list[tuple[int, DraftAddressee]]:
    """Return those with whose name and office a salutation has most words in common, none without any."""
    words = _stems(salutation)
    shared = [len(words & _stems(f"{each.name or ''} {each.office or ''}")) for _, each in targets]
    return [each for each, count in zip(targets, shared, strict=True) if count and count == max(shared)]


def _stems(text: str) -> set[str]:
    """Return how the longer words of a text begin: “President”, “Presidente” and “Président” alike."""
    letters = "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(each))
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{4,}", letters)}
