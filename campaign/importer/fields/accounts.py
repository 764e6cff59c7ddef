"""What a paragraph is: an account of what happened, or a caption, a foot, words to readers or about the publisher."""

import re
from collections.abc import Sequence

from campaign.importer.draft import Lines
from campaign.importer.fields.codes import holds_code
from campaign.importer.letters import greets
from campaign.importer.paragraphs import Paragraph
from campaign.importer.shapes import bullet_of, has_contact, is_capitals, is_prose
from campaign.importer.words import every, plain, within

SHORTEST = 5  # words of a paragraph that tells something
LONGEST_CALL = 45  # words of one that only tells readers what to do
LONGEST_CAPTION = 14  # words of a line that only names what is shown or told below
LONGEST_NOTE = 22  # words of one that only names the sheet: “This is the second update of UA 75/15.”
FEWEST_TORN = 6  # words beside a line at which a letter is torn off
CUT = re.compile(r"(?:[-–—_.✂] ?){7}")  # where a letter is torn off
GOES_ON = re.compile(r"(?:(?:19|20)\d\d )?[^\W\d_A-ZÀ-ÞА-ЯЁ]")  # part of a sentence that a line's end cut
NUMBERED = re.compile(r"\b(?:UA|AU|СА)\b\W{0,3}[\w-]*\d+[/.]\d\d")


def speaks_to_readers(paragraph: Paragraph) -> bool:
    """Whether a short paragraph only tells readers what to do: “Copy the letter, sign it, and post it before …”."""
    return (
        len(paragraph.text.split()) <= LONGEST_CALL
        and every("calls_on_readers").search(plain(paragraph.text)) is not None
    )


def describes(paragraph: Paragraph, organisations: Sequence[str]) -> bool:
    """Whether a paragraph tells what its publisher is: “Academic Shelter Network (ASN) is an association of …”."""
    bare = plain(paragraph.text)
    for name in organisations:
        short = re.sub(r"\s\([^)]*\)$", "", plain(name))
        found = re.match(rf"(?:\w{{1,3}}\W)?{re.escape(short)}(?:\s\([^)]*\))?,?\s", bare, re.IGNORECASE)
        if found and every("is_a_body").match(bare[found.end() :]):
            return True
    return False


def is_no_account(paragraph: Paragraph) -> bool:
    """Whether a paragraph tells nothing: a caption, a subheading, a rate of postage, a row of dashes or of links."""
    text = paragraph.text
    words = len(text.split())
    label, colon, rest = text.partition(":")
    if colon and is_capitals(label) and len(rest.split()) <= LONGEST_NOTE:
        return True  # “NAME AND PREFERRED PRONOUN: Murat Orazov (he/him)”
    if sum(map(str.isalpha, text)) < len(text) / 4:
        return True
    if CUT.search(text) and len(re.findall(r"\w+", text)) <= FEWEST_TORN:
        return True
    if words <= LONGEST_CAPTION and holds_code(plain(text)):
        return True
    unfinished = not is_prose(text) and text.rstrip("”\"'»)]")[-1:] not in ".!?…:;" and not bullet_of(text)
    if GOES_ON.match(text):
        return False
    if words <= LONGEST_CAPTION and (unfinished or every("caption").search(text)):
        return True
    return (
        words <= LONGEST_CALL and every("price").search(text) is not None and every("postage").search(text) is not None
    )


def is_of_the_action(paragraph: Paragraph) -> bool:
    """Whether a short paragraph below the background is about letters: in which language, and until when."""
    bare = plain(paragraph.text)
    return len(bare.split()) <= LONGEST_CALL and (
        speaks_to_readers(paragraph)
        or within("sentences", "own_language").search(bare) is not None
        or within("sentences", "after_deadline").search(bare) is not None
    )


def is_foot(paragraph: Paragraph) -> bool:
    return has_contact(paragraph.text) and not is_prose(paragraph.text)


def _names_the_sheet(paragraph: Paragraph) -> bool:
    """Whether a short paragraph only says which update of which action this is."""
    short = len(paragraph.text.split()) <= LONGEST_NOTE
    return (
        short
        and bool(NUMBERED.search(paragraph.text))
        and bool(within("sentences", "update").search(plain(paragraph.text)))
    )


def tells(paragraph: Paragraph, said_elsewhere: Sequence[Lines]) -> bool:
    """Whether a paragraph tells facts; those that only ask, salutations and opening formulas do not."""
    bare = plain(paragraph.text)
    if greets(bare) or (is_capitals(paragraph.text) and len(paragraph.text) < 120) or every("opening").search(bare):
        return False
    if (
        len(paragraph.text.split()) < SHORTEST
        or is_foot(paragraph)
        or is_no_account(paragraph)
        or _names_the_sheet(paragraph)
    ):
        return False
    if (
        within("sentences", "report").search(bare)
        or within("sentences", "after_deadline").search(bare)
        or within("sentences", "stop").search(bare)
    ):
        return False
    asks_for_letters = every("appeals_asking").search(bare) and every("asks_readers").search(bare)
    inside = any(first <= paragraph.last and paragraph.first <= last for first, last in said_elsewhere)
    introduces = paragraph.text.rstrip()[-1:] in ":," and within("sentences", "demands").search(bare)
    return (
        not inside
        and not introduces
        and not asks_for_letters
        and not every("readers").match(bare)
        and not every("close").search(bare)
    )
