"""The parts of an appeal, told by markers and the looks of lines, in any of seven languages."""

import re
from collections.abc import Sequence

from campaign.importer.address_signs import begins_addresses, ends_addresses, lists_officials
from campaign.importer.addressees.looks import honorific_and_rest, is_address, is_name, is_office
from campaign.importer.addressees.persons import heads_a_block
from campaign.importer.cleaning.lines import Line
from campaign.importer.fields.places import country_of
from campaign.importer.letters import LONG_SENTENCE, SHORT_LINE, TALLEST, greets
from campaign.importer.markers import marker_in
from campaign.importer.paragraphs import sentences
from campaign.importer.parts import ADDRESSED, Part, Placed
from campaign.importer.shapes import bullet_of, has_contact, is_capitals, is_prose
from campaign.importer.words import every, plain, within

SIDE_PARTS = frozenset({Part.OWN, Part.IGNORED, Part.DEMANDS, Part.CLOSED, Part.AFTER, Part.REPORT})
BELOW = 9  # lines that are looked at below one: as many as an address has
FEWEST_OF_A_SUBJECT = 3  # words
ABOUT_COUNTRY = re.compile(r"\W*([^:(–]{3,40}?)\s*(?::|\s[–-])\s")


def place(lines: Sequence[Line]) -> list[Placed]:
    """Return the lines with their parts."""
    placed: list[Placed] = []
    part = Part.HEAD
    level = 0  # of the heading that began the part, as far as the page marks headings
    told = False  # whether the account, or a letter, has begun
    addresses_head = False  # the page begins with them, so that the account comes after
    for number, line in enumerate(lines):
        following = lines[number + 1 : number + 1 + BELOW]
        marked = marker_in(line, following, part)
        told = told or part is Part.FACTS
        if marked is not None:
            stands, part = marked
            addresses_head = False
            level = line.level
            placed.append(Placed(line, stands, marker=True))
            continue
        if part in {Part.BACKGROUND, Part.IGNORED} and 0 < line.level <= level:
            part = Part.FACTS  # the next chapter
        if part in SIDE_PARTS and not told and _tells_a_story(line):
            part = Part.FACTS
        before, part = part, _drifted(part, line, following, placed[-1] if placed else None)
        if before is Part.HEAD and part is Part.RECIPIENTS:
            addresses_head = not _is_of_a_letter(lines[number : number + TALLEST])
            part = part if addresses_head else Part.HEAD
        if addresses_head and part is Part.AFTER:
            addresses_head, part = False, Part.FACTS
        placed.append(Placed(line, part))
    return placed


def _tells_a_story(line: Line) -> bool:
    """Whether a paragraph of several sentences tells what happened, and asks readers for nothing."""
    text = plain(line.text)
    whole = line.after_blank and len(text) > LONG_SENTENCE and is_prose(text) and len(sentences(text)) > 1
    asks = has_contact(text) or every("calls_on_readers").search(text) or every("please").search(text)
    return whole and not asks and not bullet_of(text)


def _is_of_a_letter(lines: Sequence[Line]) -> bool:
    """Whether an address stands above the salutation of a letter."""
    return any(greets(plain(line.text)) for line in lines)


def _drifted(part: Part, line: Line, following: Sequence[Line], last: Placed | None) -> Part:
    """Return the part that a line without a marker belongs to: prose ends addresses, and begins facts below a head."""
    text = plain(line.text)
    if part is Part.HEAD and is_prose(text) and not is_capitals(text) and not has_contact(text):
        return part if _is_headline(line, following) else Part.FACTS
    if part in ADDRESSED and (ends_addresses(line) or _is_subject_of_letter(line, following)):
        return Part.AFTER
    above = last.line if last else None
    headed = above is not None and len(above.text) < 60 and (above.text.endswith(":") or is_capitals(above.text))
    alone = last is not None and not last.marker and last.line.after_blank and len(last.line.text) < SHORT_LINE
    if last and alone and part is not Part.CLOSED and not (is_prose(last.line.text) or is_name(last.line.text)):
        # “Letter 1”, above “H. E. Ana Souza”
        headed = headed or honorific_and_rest(text)[0] is not None or is_office(text)
    begins = (
        line.after_blank
        or above is None
        or (headed and not is_capitals(text))
        or (has_contact(text) and within("labels", "salutation").search(text) is not None)
    )
    outside = part in {Part.HEAD, Part.DEMANDS, Part.IGNORED, Part.FACTS, Part.BACKGROUND, Part.AFTER}
    outside = outside or (part is Part.CLOSED and headed)
    if outside and ((begins and begins_addresses(line, following)) or lists_officials(line, following)):
        return Part.RECIPIENTS
    if part in {Part.BACKGROUND, Part.FACTS, Part.IGNORED} and _asks_below(line, following):
        return Part.DEMANDS
    return part


def _is_subject_of_letter(line: Line, following: Sequence[Line]) -> bool:
    """Whether a line stands alone right above a salutation and is no part of the address above it."""
    alone = line.after_blank and len(following) > 1 and following[0].after_blank and following[1].after_blank
    text = plain(line.text)
    apart = alone and greets(plain(following[0].text)) and not (has_contact(text) or country_of(text))
    return apart and not heads_a_block(text) and not is_address(text) and len(text.split()) > FEWEST_OF_A_SUBJECT


def _is_headline(line: Line, following: Sequence[Line]) -> bool:
    """Whether a long line is a title and no sentence: it stands alone and has no stop, or holds a code and a day."""
    alone = not following or following[0].after_blank or is_capitals(following[0].text)
    alone = alone and not (following and following[0].text[:1].islower())  # a blank stands between all lines
    if following and following[0].text[:1].isupper() and not is_prose(following[0].text) and not line.after_blank:
        alone = True  # “Federation of Unions in Bread and Flour”, below the head's first line
    about = ABOUT_COUNTRY.match(line.text)
    if about and country_of(about[1]) and line.text[-1:] not in ".:;" and len(line.text) < 200:
        return True  # “CUBA: Novelist's health deteriorates in prison; family visits stopped”
    if alone and line.text[-1:] not in '.!?:;”"' and len(line.text) < 160:
        return True
    return (
        bool(
            re.search(
                r"\b(?:UA|AU)\b.{0,12}\d+/\d\d|\([mfhw]\)|^\W*(?:further information on|follow-?up)",
                line.text,
                re.IGNORECASE,
            )
        )
        and len(line.text) < 160
    )


def _asks_below(line: Line, following: Sequence[Line]) -> bool:
    """Whether a sentence that begins here introduces a list of demands: it asks, and ends with a colon."""
    together = [line.text]
    for each in following:
        if each.after_blank or ":" in together[-1]:
            break
        together.append(each.text)
    if len(together) < len(following) and together[-1].endswith(",") and bullet_of(following[len(together) - 1].text):
        together[-1] += ":"  # “… bitten Sie die Behörden,” above “1) … freizulassen”
    text = plain(" ".join(together))
    head = next(reversed(sentences(text.split(":")[0])), "") + ":"
    return (
        ":" in text
        and len(head) < 260
        and (line.after_blank or (plain(line.text).startswith(head[:20]) and not head[:1].islower()))
        and (not line.after_blank or head[:20] in plain(line.text))
        and within("sentences", "demands").search(head) is not None
        and within("sentences", "to_whom").search(head) is not None
        and not within("sentences", "recipients").search(head)
    )
