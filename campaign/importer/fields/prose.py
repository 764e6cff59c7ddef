"""Facts, background, and the sentences about reports and the time after the deadline."""

import re
from collections.abc import Sequence

from campaign.importer.document import Document, Sentence
from campaign.importer.draft import DraftAddressee, DraftDemand, Lines
from campaign.importer.letters import greets
from campaign.importer.paragraphs import Paragraph
from campaign.importer.parts import Part
from campaign.importer.shapes import has_contact, is_capitals, is_prose
from campaign.importer.words import alternatives, every, plain, within

GAP = "\n\n"
SHORTEST = 5  # words of a paragraph that tells something
LONGEST_CALL = 45  # words of one that only tells readers what to do
LONGEST_NOTE = 22  # words of one that only names the sheet: “This is the second update of UA 75/15.”
NUMBERED = re.compile(r"\b(?:UA|AU|СА)\b\W{0,3}[\w-]*\d+[/.]\d\d")


def facts_of(
    document: Document, demands: Sequence[DraftDemand], addressees: Sequence[DraftAddressee]
) -> tuple[str, int, int] | None:
    """Return what happened, in paragraphs, with its lines: the account, and that inside a ready letter."""
    said_elsewhere = [*(each.lines for each in demands), *(each.lines for each in addressees)]
    told = [
        each for each in document.paragraphs(Part.FACTS) if _tells(each, said_elsewhere) and not speaks_to_readers(each)
    ]
    lettered = [
        each for each in document.paragraphs(Part.LETTER) if is_prose(each.text) and _tells(each, said_elsewhere)
    ]
    return _whole(sorted(told + lettered, key=lambda each: each.first))


def background_of(document: Document) -> tuple[str, int, int] | None:
    """Return the background, in paragraphs, with the first and last line."""
    return _whole(
        [
            each
            for each in document.paragraphs(Part.BACKGROUND)
            if not is_capitals(each.text) and len(each.text.split()) >= SHORTEST and not _is_foot(each)
        ]
    )


def speaks_to_readers(paragraph: Paragraph) -> bool:
    """Whether a short paragraph only tells readers what to do: “Copy the letter, sign it, and post it before …”."""
    return (
        len(paragraph.text.split()) <= LONGEST_CALL
        and every("calls_on_readers").search(plain(paragraph.text)) is not None
    )


def _is_foot(paragraph: Paragraph) -> bool:
    return has_contact(paragraph.text) and not is_prose(paragraph.text)


def _names_the_sheet(paragraph: Paragraph) -> bool:
    """Whether a short paragraph only says which update of which action this is."""
    short = len(paragraph.text.split()) <= LONGEST_NOTE
    return (
        short
        and bool(NUMBERED.search(paragraph.text))
        and bool(within("sentences", "update").search(plain(paragraph.text)))
    )


def _tells(paragraph: Paragraph, said_elsewhere: Sequence[Lines]) -> bool:
    """Whether a paragraph tells facts; those that only ask, salutations and opening formulas do not."""
    bare = plain(paragraph.text)
    if greets(bare) or (is_capitals(paragraph.text) and len(paragraph.text) < 120) or every("opening").search(bare):
        return False
    if len(paragraph.text.split()) < SHORTEST or _is_foot(paragraph) or _names_the_sheet(paragraph):
        return False
    if (
        within("sentences", "report").search(bare)
        or within("sentences", "after_deadline").search(bare)
        or within("sentences", "stop").search(bare)
    ):
        return False
    asked = within("sentences", "ask_sentence").search(bare) is not None
    asks_for_letters = every("appeals_asking").search(bare) and every("asks_readers").search(bare)
    inside = any(first <= paragraph.last and paragraph.first <= last for first, last in said_elsewhere)
    introduces = paragraph.text.rstrip()[-1:] in ":," and within("sentences", "demands").search(bare)
    return (
        not inside
        and not introduces
        and not asked
        and not asks_for_letters
        and not every("readers").match(bare)
        and not every("close").search(bare)
    )


def _whole(found: list[Paragraph]) -> tuple[str, int, int] | None:
    if not found:
        return None
    return GAP.join(each.text for each in found), found[0].first, found[-1].last


def after_deadline_of(document: Document) -> Sentence | None:
    """Return the sentence that says what to do after the deadline."""
    return _asking(document, "after_deadline")


def report_of(document: Document) -> Sentence | None:
    """Return the sentence that asks to be told, or for copies of answers."""
    return _asking(document, "report")


def _clause(each: Sentence, pattern: re.Pattern[str]) -> Sentence:
    """Return the clause behind a semicolon where that alone asks."""
    head, mark, tail = each.text.rpartition("; ")
    if mark and pattern.search(plain(tail)) and not pattern.search(plain(head)):
        return Sentence(tail, each.first, each.last, each.part)
    found = pattern.search(plain(each.text))
    if found and has_contact(each.text[: found.start()]):  # “Write to X at x@y, and send us a copy”
        behind = re.split(r",\s", each.text[: found.start()])[-1]
        return Sentence(each.text[found.start() - len(behind) :].strip(), each.first, each.last, each.part)
    head, mark, tail = each.text.partition(": ")
    if mark and has_contact(tail) and pattern.search(plain(head)) and each.part is Part.AFTER:
        return Sentence(head, each.first, each.last, each.part)
    return each


def _asking(document: Document, key: str) -> Sentence | None:
    pattern = re.compile(r"(?<!\w)" + alternatives("sentences", key), re.IGNORECASE)
    if key == "report":
        pattern = re.compile(rf"{pattern.pattern}|^{every('copy_by_mail').pattern}$", re.IGNORECASE)
    for each in document.sentences:
        told = each.part in {Part.FACTS, Part.BACKGROUND} and len(each.text) > 260
        heads = is_capitals(each.text) and len(each.text) < 60
        if (
            pattern.search(plain(each.text))
            and not told
            and not heads
            and not (key == "report" and each.part in {Part.MISSIONS, Part.HEAD})
        ):
            return _clause(each, pattern)
    return None
