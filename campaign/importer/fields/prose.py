"""Facts, background, and the sentences about reports and the time after the deadline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from campaign.importer.document import Document, Sentence
from campaign.importer.draft import DraftAddressee, DraftDemand
from campaign.importer.fields.accounts import (
    SHORTEST,
    describes,
    is_foot,
    is_no_account,
    is_of_the_action,
    speaks_to_readers,
    tells,
)
from campaign.importer.paragraphs import Paragraph, sentences
from campaign.importer.parts import Part
from campaign.importer.reports import asks_to_be_told, wish_to_be_told
from campaign.importer.shapes import EMAIL, has_contact, is_capitals, is_prose
from campaign.importer.words import plain, within

GAP = "\n\n"
LEAST_LEFT = 18  # words of a paragraph without its asks
SHORT = 40  # characters of a question or a label that only the next line answers


def facts_of(
    document: Document,
    demands: Sequence[DraftDemand],
    addressees: Sequence[DraftAddressee],
    organisations: Sequence[str] = (),
) -> tuple[str, int, int] | None:
    """Return what happened, in paragraphs, with its lines: the account, and that inside a ready letter."""
    said_elsewhere = [each.lines for each in addressees]
    told = [
        each
        for each in _without_asks(document.paragraphs(Part.FACTS), demands)
        if tells(each, said_elsewhere) and not speaks_to_readers(each) and not describes(each, organisations)
    ]
    lettered = [
        each
        for each in _without_asks(document.paragraphs(Part.LETTER), demands)
        if is_prose(each.text) and tells(each, said_elsewhere)
    ]
    return _whole(sorted(told + lettered, key=lambda each: each.first))


def _without_asks(paragraphs: Sequence[Paragraph], demands: Sequence[DraftDemand]) -> Iterator[Paragraph]:
    """Yield the paragraphs without the sentences in them that ask; of one that does little else nothing stays."""
    for each in paragraphs:
        text = each.text
        for demand in demands:
            if demand.lines[0] <= each.last and each.first <= demand.lines[1]:
                for source in (demand.source, *(item.source for item in demand.items)):
                    text = text.replace(source, " ")
        left = [said for said in sentences(text) if not within("sentences", "ask_sentence").search(plain(said))]
        rest = re.sub(r"\s+", " ", " ".join(left)).strip()
        if rest == each.text or len(rest.split()) >= LEAST_LEFT:
            yield replace(each, text=rest)


def background_of(document: Document) -> tuple[str, int, int] | None:
    """Return the background, in paragraphs, with the first and last line."""
    return _whole(
        [
            each
            for each in document.paragraphs(Part.BACKGROUND)
            if not is_capitals(each.text)
            and len(each.text.split()) >= SHORTEST
            and not is_foot(each)
            and not is_no_account(each)
            and not is_of_the_action(each)
        ]
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
    if (
        mark
        and has_contact(tail)
        and not EMAIL.fullmatch(tail.strip(" ."))
        and pattern.search(plain(head))
        and each.part is Part.AFTER
    ):
        return Sentence(head, each.first, each.last, each.part)
    return each


def _with_below(document: Document, each: Sentence, below: Sentence, pattern: re.Pattern[str]) -> Sentence:
    """Return a question or a label with what answers it: “Got an answer? Please send it to …”, “Copy to:”."""
    if each.text.endswith("?"):
        asks = pattern.search(plain(below.text)) is not None
        return below if asks else Sentence(f"{each.text} {below.text}", each.first, below.last, each.part)
    line = next(line for line in document.lines if line.first == below.first)
    return Sentence(f"{each.text} {line.text}", each.first, line.last, each.part)


def _is_elsewhere(each: Sentence) -> bool:
    """Whether a sentence stands in the head, or asks for copies to missions."""
    missions = each.part is Part.MISSIONS and within("sentences", "missions").search(plain(each.text))
    return each.part is Part.HEAD or bool(missions)


def _asking(document: Document, key: str) -> Sentence | None:
    pattern = within("sentences", key)
    if key == "report":
        pattern = wish_to_be_told()
    first = next((placed.line.first for placed in document.placed if placed.part is Part.RECIPIENTS), 1)
    said = document.sentences
    for place, each in enumerate(said):
        # Behind the first address readers may be asked to tell in words of any kind.
        asked = key == "report" and each.part is not Part.LETTER and each.first > first
        told = each.part in {Part.FACTS, Part.BACKGROUND} and len(each.text) > 260
        heads = is_capitals(each.text) and len(each.text) < 60
        if (
            (pattern.search(plain(each.text)) or (asked and asks_to_be_told(each.text)))
            and not told
            and not heads
            and not (key == "report" and _is_elsewhere(each))
        ):
            below = said[place + 1] if place + 1 < len(said) else None
            asks = key == "report" and len(each.text) < SHORT and each.text[-1:] in "?:"
            return _with_below(document, each, below, pattern) if asks and below else _clause(each, pattern)
    return None
