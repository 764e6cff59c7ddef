"""Where addresses begin and end without a heading: by officials, contacts, and what cannot belong to an address."""

from collections.abc import Sequence

from campaign.importer.addressees.clauses import said
from campaign.importer.addressees.looks import (
    begins_with_organisation,
    honorific_and_rest,
    is_address,
    is_honorific,
    is_mission,
    is_name,
    is_office,
)
from campaign.importer.addressees.persons import heads_a_block, names_holder, person_in
from campaign.importer.cleaning.lines import Line
from campaign.importer.fields.dates import is_day
from campaign.importer.fields.places import country_of
from campaign.importer.letters import LONG_SENTENCE, SHORT_LINE, is_subject
from campaign.importer.paragraphs import sentences
from campaign.importer.reports import asks_to_be_told
from campaign.importer.shapes import bullet_of, has_contact, is_capitals, is_prose
from campaign.importer.whom import bare_of
from campaign.importer.words import every, plain

FEWEST_OF_A_STEP = 3  # sentences


def begins_addresses(line: Line, following: Sequence[Line]) -> bool:
    """Whether an address begins without any heading: an office or a form of address, with contacts in or below it."""
    text = said(bare_of(plain(line.text)))
    if every("own_office").match(text) and is_office(text.partition(": ")[2]):
        text = text.partition(": ")[2]  # “Office: President of X”
    first = text.split(",")[0]
    if is_prose(text) and not has_contact(text):
        return False
    if every("own_office").match(first):
        return False
    if not _names_somebody(text, following) or asks_to_be_told(text) or bullet_of(text):
        return False
    below: list[str] = []
    parted = all(each.after_blank for each in following[:3])  # a blank stands between all lines
    for each in following:
        if each.after_blank and not has_contact(each.text) and (not parted or is_prose(each.text)):
            break
        below.append(each.text)
    return (
        has_contact(text)
        or any(map(has_contact, below))
        or sum(is_address(each) or country_of(each) is not None for each in below) >= 2
    )


def lists_officials(line: Line, following: Sequence[Line]) -> bool:
    """Whether two lines each name an office and who holds it, as open letters begin: “Президенту РФ Д. А. …”."""
    if not following or following[0].after_blank:
        return False
    return all(_is_official(said(plain(each.text))) for each in (line, following[0]))


def _is_official(text: str) -> bool:
    """Whether a line names an office and who holds it: “President X”, “Juan Sabines, Governor of the State of Y”."""
    name, comma, office = text.partition(", ")
    return names_holder(text) or (bool(comma) and is_name(name) and is_office(office))


def _names_somebody(text: str, following: Sequence[Line]) -> bool:
    """Whether a line names an official, or a body or somebody whose office stands in the next line."""
    first = text.split(",")[0]
    if person_in(first) or is_office(first) or honorific_and_rest(text)[0] or is_honorific(first) or _is_official(text):
        return True
    if begins_with_organisation(first) and is_mission(first):
        return True
    if not following or following[0].after_blank or not (is_name(first) or begins_with_organisation(text)):
        return False
    below = plain(following[0].text).split(",")[0]
    return is_office(below) or (not is_name(first) and (person_in(below) or honorific_and_rest(below)[0]) is not None)


def ends_addresses(line: Line) -> bool:
    """Whether a line among addresses begins something else: prose, a letter's subject, a day, a question, a step."""
    text = plain(line.text)
    # “Committee of the Russian Federation, Long pereulok, d.2” has small words enough for prose, but no stop.
    told = is_prose(text) and (text[-1:] in ".!?:" or not (heads_a_block(text) or is_address(text)))
    apart = line.after_blank or (len(text) > LONG_SENTENCE and text[-1:] in ".!?:")
    speaks = line.after_blank and is_prose(text) and text[-1:] in ".!?" and every("speech").search(text) is not None
    if is_subject(text) and not is_capitals(text):
        return True
    if line.after_blank and len(text) < SHORT_LINE and is_day(text):
        return True
    if speaks and not heads_a_block(text) and not bullet_of(text):
        return True
    if has_contact(text):
        return False
    if apart and told and (not bullet_of(text) or len(sentences(text)) >= FEWEST_OF_A_STEP):
        return True  # “2. Call the governor. Under our law he can do nothing alone. Urge him to …”
    if is_capitals(text) and every("to_readers").search(text):
        return True  # “WHEN YOU HAVE WRITTEN”
    return text[-1:] == "?" or every("calls_on_readers").match(text) is not None  # “Como começar a carta?”
