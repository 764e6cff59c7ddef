"""The country an action is about: by its title and opening, its code, and the addresses of those written to."""

import re
from collections.abc import Sequence

from phonenumbers import parse, region_code_for_number

from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee
from campaign.importer.fields.places import alpha_3, countries_in, country_of
from campaign.importer.parts import ADDRESSED, Part, Placed
from campaign.importer.shapes import is_prose
from campaign.importer.words import label, plain, within

HEAD_LINES = 14
LONGEST = 200  # characters of a line that begins or ends with the country
TELLING = frozenset({Part.FACTS, Part.BACKGROUND, Part.DEMANDS, Part.LETTER, Part.HEAD})
STRONG = 4  # votes: a title alone, or several weak signs
BEGINS = re.compile(r"\W*([^:.(/]{3,45})\s*(?:[:/(.]|\s-\s|$)")  # "Honduras: Armed attack …", "RUSSIAN FEDERATION"
ENDS = re.compile(
    r"[-/:,–(]\s*([^-/:,–()]{3,40})\)?\s*$"
)  # "EXTENSION OF UA 206/22 - Democratic Republic of the Congo"
US_STATE = re.compile(r",? [A-Z]{2} \d{5}(?:-\d{4})?$")  # “Montgomery, AL 36130”
THREE = re.compile(r"([A-Z]{3}) ?\d{3}")  # "RUS002 / 0112 / OBS 009"

Votes = dict[str, tuple[float, int]]


def country_found(
    document: Document, addressees: Sequence[DraftAddressee], codes: Sequence[str]
) -> tuple[str, int, bool] | None:
    """Return the country with its line, and whether the signal is strong; none where nothing tells."""
    votes: Votes = {}
    for place, each in enumerate(document.placed):
        if labelled := _labelled(each):
            return labelled, each.line.first, True
        if each.part is not Part.OWN:
            _by_line(votes, each, in_head=place < HEAD_LINES and each.part in {Part.HEAD, Part.FIELD, Part.FACTS})
    for addressee in addressees:
        if addressee.country and addressee.role == "target":
            _vote(votes, addressee.country, 2, addressee.lines[0])
        _by_reach(votes, addressee)
    for code in codes:
        if (three := THREE.match(code)) and (two := alpha_3().get(three[1])):
            _vote(votes, two, 6, 1)
    if not votes:
        return None
    best = max(votes, key=lambda code: votes[code][0])
    return best, votes[best][1], votes[best][0] >= STRONG


def _vote(votes: Votes, code: str, weight: float, line: int) -> None:
    before, first = votes.get(code, (0.0, line))
    votes[code] = (before + weight, first)


def _by_reach(votes: Votes, addressee: DraftAddressee) -> None:
    """Vote for where those written to can be reached: by the code before their numbers, or a state of the USA."""
    if addressee.role != "target" or addressee.country:
        return
    for number in (*addressee.faxes, *addressee.phones):
        if number.e164 and (code := region_code_for_number(parse(number.e164))):
            _vote(votes, code, 1, addressee.lines[0])
    if any(US_STATE.search(line) for line in addressee.address_lines):
        _vote(votes, "US", 1, addressee.lines[0])


def _labelled(each: Placed) -> str | None:
    if each.part in ADDRESSED:
        return None
    found = label("country").match(plain(each.line.text))
    return country_of(found["value"]) if found else None


def _by_line(votes: Votes, each: Placed, *, in_head: bool) -> None:
    text, line = each.line.text, each.line.first
    if in_head or "title" in text.casefold()[:40]:
        for pattern, weight, words in ((BEGINS, 8, text[:LONGEST]), (ENDS, 3, text[-LONGEST:])):
            found = pattern.search(words)
            if found and (code := country_of(found[1])):
                _vote(votes, code, weight, line)
    for found in within("sentences", "situation_in").finditer(plain(text)):
        for code, *_ in countries_in(text[found.start() : found.end() + 40])[:1]:
            _vote(votes, code, 3, line)
    for code, _, end in countries_in(text):
        if each.part in ADDRESSED and not is_prose(text) and text[end:].strip(" .,;()"):
            continue  # “Rodovia Montenegro, km 9”: the country of an address ends its line
        _vote(votes, code, 1 if each.part in TELLING else 0.5, line)
