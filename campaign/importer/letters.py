"""Letters inside an appeal: where one opens, and where it closes."""

from collections.abc import Sequence

from campaign.importer.cleaning.lines import Line
from campaign.importer.parts import Part
from campaign.importer.shapes import has_contact, is_prose
from campaign.importer.words import every, opening, within

SALUTATION_LONGEST = 90
SHORT_LINE = 50


def is_salutation(text: str) -> bool:
    """Whether a line is the salutation of a letter: “Dear Minister,”, “Monsieur le Président,”."""
    if every("readers").match(text):
        return False
    if len(text) > SALUTATION_LONGEST or not opening("sentences", "salutation_only").match(text):
        return False
    return text.rstrip()[-1:] in ",:!" or len(text.split()) <= 2


def closes(text: str) -> bool:
    asks = within("sentences", "ask_sentence").search(text) and not every("agree").search(text)
    return len(text) < 200 and not asks and opening("sentences", "closings").match(text) is not None


def letter_follows(salutation: Line, following: Sequence[Line], part: Part) -> bool:
    """Whether a salutation opens a letter; among addresses only sentences tell that, below a blank or it below one."""
    if not following or has_contact(following[0].text):
        return False
    if part in {Part.RECIPIENTS, Part.COPIES}:
        parted = following[0].after_blank or (salutation.after_blank and salutation.text[-1:] in ",:")
        return is_prose(following[0].text) and parted
    return is_prose(following[0].text) or len(following[0].text) > SHORT_LINE
