"""Letters inside an appeal: where one opens, and where it closes."""

from collections.abc import Sequence

from campaign.importer.cleaning.lines import Line
from campaign.importer.parts import Part
from campaign.importer.shapes import has_contact, is_prose
from campaign.importer.words import every, opening, plain, within

TALLEST = 26  # lines above a letter in which its address stands
SALUTATION_LONGEST = 90
SALUTATION_WORDS = 7  # of one without a comma: “Sehr geehrte Damen und Herren”
SHORT_LINE = 50
LONG_SENTENCE = 150
ADDRESSES = frozenset({Part.RECIPIENTS, Part.COPIES})


def is_salutation(text: str) -> bool:
    """Whether a line is the salutation of a letter: “Dear Minister,”, “Monsieur le Président,”."""
    if every("readers").match(text):
        return False
    if len(text) > SALUTATION_LONGEST or not opening("sentences", "salutation_only").match(text):
        return False
    return text.rstrip()[-1:] in ",:!" or len(text.split()) <= 2


def greets(text: str) -> bool:
    """Whether a line is a salutation, also where its comma was left out, as the Swiss and web pages do."""
    if is_salutation(text) or every("opens_letter").fullmatch(text):
        return True
    short = len(text.split()) <= SALUTATION_WORDS and text.rstrip()[-1:] not in ".;?)"
    return (
        short and opening("sentences", "salutation_only").match(text) is not None and not every("readers").match(text)
    )


def closes(text: str) -> bool:
    asks = within("sentences", "ask_sentence").search(text) and not every("agree").search(text)
    return len(text) < 200 and not asks and opening("sentences", "closings").match(text) is not None


def letter_follows(salutation: Line, following: Sequence[Line], part: Part) -> bool:
    """Whether a salutation opens a letter, whose subject may stand between; among addresses only sentences tell that.

    A salutation without a comma is believed only right above a sentence, with a blank above or below it.
    """
    between = (place for place, each in enumerate(following) if not (is_subject(each.text) or greets(plain(each.text))))
    following = following[next(between, len(following)) :]  # others are greeted below it, each on a line
    if not following:
        return False
    first = following[0].text
    if has_contact(first) and not (is_prose(first) and len(first) > LONG_SENTENCE):
        return False
    speaks = is_prose(first) or (len(first) > LONG_SENTENCE and first[-1:] in ".!?:;")
    parted = following[0].after_blank or salutation.after_blank
    greeting = plain(salutation.text)
    surely = is_salutation(greeting) or every("opens_letter").fullmatch(greeting) is not None
    if surely and not speaks and len(following) > 1 and following[1].after_blank and part not in ADDRESSES:
        return is_prose(following[1].text) and len(first) < SALUTATION_LONGEST  # a subject without a label
    surely = surely or every("greets_plainly").match(greeting) is not None
    if part in ADDRESSES or not is_salutation(greeting):
        long = len(first) > LONG_SENTENCE and surely
        return speaks and (following[0].after_blank or long or (parted and salutation.text[-1:] not in ".;"))
    return speaks or len(first) > SHORT_LINE


def is_subject(text: str) -> bool:
    """Whether a line is the subject of a letter: “Re: Trial of X”, “Betreff: …”, or the label alone."""
    return every("subject").match(plain(text)) is not None
