"""What sort of document an appeal is: new, an update, an extension, the end of an action, or a letter."""

import re
from collections import Counter

from campaign.importer.document import Document, Sentence
from campaign.importer.fields.accounts import speaks_to_readers
from campaign.importer.letters import TALLEST, greets
from campaign.importer.parts import Part
from campaign.importer.shapes import is_prose
from campaign.importer.words import every, opening, plain, within

HEAD_LINES = 14
LONGEST_STOP = 160  # characters of a sentence that ends an action
LONGEST = 220  # characters of a sentence that tells of an earlier sheet
MOSTLY = 0.7  # of the words: so much of a ready letter's page is the letter


def kind_of_document(document: Document, codes: list[str], *, has_addressees: bool) -> tuple[str, int]:
    """Return the kind, one of the model's words, and the line that told."""
    begin = next((place for place, each in enumerate(document.placed) if each.part is Part.LETTER), 0)
    head = [each.line for each in document.placed[: max(HEAD_LINES, begin)]]
    short = [line for line in head if not is_prose(line.text) or len(line.text) < 140]
    for line in short:
        if within("sentences", "extension").search(plain(line.text)):
            return "extension", line.first
    for each in document.sentences:
        if _ends_it(each, has_addressees=has_addressees):
            return "stop", each.first
    for line in short:
        text = plain(line.text)
        if (
            every("update").search(text)
            or opening("sentences", "update").match(text)
            or (within("sentences", "update").search(text) and not is_prose(text))
        ):
            return "update", line.first
    for each in document.sentences:
        text = plain(each.text)
        if (every("update_of").search(text) or every("earlier_sheet").search(text)) and len(text) < LONGEST:
            return "update", each.first
    if any(re.search(r"(?<!\d)\d{1,3}\.\d{1,2}$", code) and "/" in code for code in codes):
        return "update", 1
    for line in short:
        if within("sentences", "open_letter").search(plain(line.text)):
            return "open_letter", line.first
    if found := _letter(document):
        return found
    return "action", 1


def _ends_it(each: Sentence, *, has_addressees: bool) -> bool:
    """Whether a sentence says that readers are to write no more; what a demand says is to stop is another thing."""
    text = plain(each.text)
    if len(text) >= LONGEST_STOP or every("only_later").search(text):
        return False
    if every("no_more_appeals").search(text):
        return True
    asks = each.part in {Part.LETTER, Part.DEMANDS} or (has_addressees and each.part in {Part.AFTER, Part.CLOSED})
    return not asks and within("sentences", "stop").search(text) is not None


def _letter(document: Document) -> tuple[str, int] | None:
    """Tell a letter that stands alone: ready for others to sign, or the organisation's own."""
    salutation = next(
        (each for each in document.placed if each.part is Part.LETTER and greets(plain(each.line.text))), None
    )
    if salutation is None or any(
        each.part is Part.RECIPIENTS and not 0 < salutation.line.first - each.line.last < TALLEST
        for each in document.placed
    ):
        return None
    words = Counter(
        {
            part: sum(len(each.text.split()) for each in document.paragraphs(part) if not speaks_to_readers(each))
            for part in Part
        }
    )
    if words[Part.LETTER] < MOSTLY * sum(
        words[part] for part in (Part.LETTER, Part.FACTS, Part.BACKGROUND, Part.DEMANDS)
    ):
        return None
    own = any(every("we").search(each.line.text) for each in document.placed if each.part is Part.LETTER)
    around = " ".join(plain(each.line.text) for each in document.placed if each.part is not Part.LETTER)
    ready = within("sentences", "ready_letter").search(plain(document.text)) or every("to_be_sent").search(around)
    first_person = re.search(
        r"(?<!\w)(?:I|je|me|ich|io|eu|я)\s",
        " ".join(each.line.text for each in document.placed if each.part is Part.LETTER),
    )
    return ("open_letter" if own and not ready and not first_person else "ready_letter"), salutation.line.first
