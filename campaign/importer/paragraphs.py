"""Lines put together again where a sentence runs on over their ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.importer.cleaning.lines import Line
from campaign.importer.cleaning.unwrapping import WIDEST, joined
from campaign.importer.shapes import bullet_of, has_contact, is_capitals, is_prose
from campaign.importer.words import every

REACH = 20  # characters before a stop in which an abbreviation stands
NEARLY_FULL = 0.72  # of the longest line: one that is much shorter was ended on purpose
AFTER_YEAR = re.compile(r"\d{4}\s?г\.$")  # “… 2014 г. Сообщите нам”
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”»)]*\s+(?=[\"'“«(]*[A-ZÀ-ÞА-ЯЁ])")


@dataclass(frozen=True)
class Paragraph:
    """Running words, with the first and last source line."""

    text: str
    first: int
    last: int


def runs_on(above: Line, below: Line, width: int) -> bool:
    """Whether a line goes on in the next: it is nearly full and the next is no new beginning."""
    if bullet_of(below.text) or is_capitals(below.text) != is_capitals(above.text):
        return False
    if below.text[:1].isupper() and (
        "@" in above.text.rpartition(" ")[2][1:-1]
        or " · " in above.text
        or " | " in above.text
        or above.text.endswith(":")
    ):
        return False
    if below.text[:1].isupper() and has_contact(above.text) and not is_prose(above.text):
        return False
    open_end = above.text[-1:] not in ".:;!?…"
    if below.after_blank:
        # A blank within a sentence comes from a page's end or from a scan.
        return open_end and below.text[:1].islower() and len(above.text) > 40
    full = NEARLY_FULL * width <= len(above.tail or above.text) <= WIDEST and not above.whole
    return full or (open_end and below.text[:1].islower())


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs that lines make up; each line is one where nothing runs on."""
    found: list[Paragraph] = []
    width = max((len(line.text) for line in lines), default=0)
    above: Line | None = None
    for line in lines:
        if above and found and runs_on(above, line, min(width, 110)):
            before = found[-1]
            found[-1] = Paragraph(joined(before.text, line.text), before.first, line.last)
        else:
            found.append(Paragraph(line.text, line.first, line.last))
        above = line
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; a stop behind a title or an initial ends none."""
    found: list[str] = []
    start = 0
    for end in SENTENCE_END.finditer(text):
        before = text[max(0, end.start() - REACH) : end.start()]
        if every("abbreviation").search(before) and not AFTER_YEAR.search(before):
            continue
        found.append(text[start : end.start()].strip() + re.sub(r"\s+$", "", end.group()))
        start = end.end()
    found.append(text[start:].strip())
    return [each for each in found if each]
