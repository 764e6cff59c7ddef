"""Letters inside an appeal: where one opens, and where it closes."""

from collections.abc import Sequence

from campaign.importer.cleaning.lines import Line
from campaign.importer.parts import ADDRESSED, Part
from campaign.importer.shapes import has_contact, is_prose
from campaign.importer.words import every, opening, plain, within

TALLEST = 26  # lines above a letter in which its address stands
SALUTATION_LONGEST = 90
SALUTATION_WORDS = 7  # of one without a comma: “Sehr geehrte Damen und Herren”
SHORT_LINE = 50
LONG_SENTENCE = 150


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
    """Whether a salutation opens a letter, with its subject between or not; among addresses only sentences tell."""
    below = _below_subject(following)
    if not below or (has_contact(below[0].text) and not _is_long_sentence(below[0].text)):
        return False
    first, greeting = below[0], plain(salutation.text)
    speaks = is_prose(first.text) or _is_long_sentence(first.text) or _begins_to_ask(first.text)
    greets_surely = is_salutation(greeting) or every("opens_letter").fullmatch(greeting) is not None
    if part not in ADDRESSED and is_salutation(greeting):
        return speaks or len(first.text) > SHORT_LINE or _is_subject_above(below)
    if not speaks:
        return part not in ADDRESSED and greets_surely and _is_subject_above(below)
    plainly = greets_surely or every("greets_plainly").match(greeting) is not None
    parted = first.after_blank or (salutation.after_blank and salutation.text[-1:] not in ".;")
    return parted or (plainly and _is_long_sentence(first.text))


def _below_subject(following: Sequence[Line]) -> Sequence[Line]:
    """Return what follows a salutation without the subject, and without salutations to others, each on a line."""
    places = (place for place, each in enumerate(following) if not (is_subject(each.text) or greets(plain(each.text))))
    return following[next(places, len(following)) :]


def _is_subject_above(lines: Sequence[Line]) -> bool:
    """Whether a short line stands alone above a sentence, as a subject without a label does."""
    alone = len(lines) > 1 and lines[1].after_blank and len(lines[0].text) < SALUTATION_LONGEST
    return alone and is_prose(lines[1].text)


def _begins_to_ask(text: str) -> bool:
    """Whether a short line introduces what a letter asks for: “I respectfully ask you to:”."""
    asking = within("sentences", "letter_ask").search(f"{plain(text)} …") or within("sentences", "demands").search(text)
    return text.rstrip()[-1:] == ":" and asking is not None


def _is_long_sentence(text: str) -> bool:
    return len(text) > LONG_SENTENCE and (is_prose(text) or text[-1:] in ".!?:;")


def is_subject(text: str) -> bool:
    """Whether a line is the subject of a letter: “Re: Trial of X”, “Betreff: …”, or the label alone."""
    return every("subject").match(plain(text)) is not None
