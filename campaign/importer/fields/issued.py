"""The day of issue, apart from all other dates of a document."""

import re
from dataclasses import dataclass
from datetime import date

from campaign.importer.document import Document
from campaign.importer.fields.codes import holds_code, kinds
from campaign.importer.fields.dates import FoundDate, dates_in
from campaign.importer.parts import ADDRESSED, Part
from campaign.importer.shapes import is_prose
from campaign.importer.words import alternatives, compiled, every, plain

HEAD_LINES, FOOT_LINES = 16, 8
SUBJECT, SENT = re.compile(r"Subject: "), re.compile(r"Date: \d{4}-\d\d-\d\d$")  # as reading/mail.py heads a mail
SENT_RANK = 3  # the day on which a mail was sent counts where its text holds none
FAR = 160  # characters before a day in which an earlier sheet is named
LONGEST_PLACE = 40  # characters: “Geneva-Paris, 19 January 2012”


@dataclass(frozen=True)
class FoundIssue:
    """The day of issue with its line; `other` is what its numbers could also mean."""

    day: date
    line: int
    sure: bool
    other: date | None = None


def issue_of(document: Document, deadline: date | None, *, month_first: bool) -> FoundIssue | None:
    """Return the day of issue: behind its label, else alone in the head or at the foot."""
    labelled = compiled(r"(?<![\w-])" + alternatives("labels", "issue_date") + r"\s*[:.]?\s*$")
    weak: list[tuple[int, FoundIssue]] = []
    count = len(document.placed)
    for place, each in enumerate(document.placed):
        text = each.line.text
        for found in dates_in(text, month_first):
            before = plain(text[: found.start])
            issue = FoundIssue(found.day, each.line.first, True, found.other)
            above = document.placed[place - 1].line.text if place else ""
            if place == 1 and SENT.match(text) and SUBJECT.match(above):
                weak.append((SENT_RANK, issue))
                continue
            if (
                found.day != deadline
                and not _told(text, each.part)
                and not _of_others(before[-FAR:])
                and (labelled.search(before) or (not before.strip() and _label_above(above, labelled)))
            ):
                return issue
            rank = _rank(text, found, place, count, each.part)
            if rank and found.day != deadline:
                weak.append((rank, issue))
    if not weak:
        return None
    rank, best = min(weak, key=lambda each: each[0])
    return FoundIssue(best.day, best.line, rank <= 3, best.other)


def _of_others(before: str) -> bool:
    """Whether an earlier sheet is what was issued: “Further information on EXTRA 31/99, issued 1 March”."""
    codes = [found.start() for _, form in kinds() for found in form.finditer(before)]
    head = before[: min(codes, default=0)]
    return any(every(key).search(head) for key in ("of_others", "of_update", "earlier_sheet"))


def _told(text: str, part: Part) -> bool:
    """Whether a date stands in a sentence, where “published on” speaks of something else."""
    return (
        is_prose(text) and (len(text) > 140 or (text.rstrip()[-1:] in ".!?" and not text.rstrip().endswith("г.")))
    ) or (part in {Part.FACTS, Part.BACKGROUND, Part.LETTER} and len(text) > 100)


def _runs(text: str, after: str) -> bool:
    """Whether a line is a sentence; a place before the day, and nothing behind it, make none."""
    return is_prose(text) and (bool(re.search(r"\w", after)) or len(text) > 90)


def _label_above(text: str, labelled: re.Pattern[str]) -> bool:
    return len(text) < 40 and labelled.search(plain(text)) is not None


def _rank(text: str, found: FoundDate, place: int, count: int, part: Part) -> int | None:
    """Return how likely a date is that of issue, the smallest the likeliest; none for dates within sentences."""
    before, after = text[: found.start], text[found.end :]
    in_brackets = before.count("(") > before.count(")")
    coded = holds_code(plain(text))
    if in_brackets or (_runs(text, after) and not coded) or part in ADDRESSED:
        return None
    if coded and not re.search(r"\w", after) and len(text) < 140 and part is not Part.FACTS:
        return 1 if place < HEAD_LINES else 3
    alone = not re.search(r"\w", after) and len(before) <= LONGEST_PLACE and not re.search(r"\d", before)
    edge = place < HEAD_LINES
    if edge and alone:
        return 1
    if edge and (before.strip() == "" or len(text) < 120):
        return 2
    if place >= count - FOOT_LINES and alone:
        return 3
    if alone and part in {Part.LETTER, Part.CLOSED, Part.AFTER, Part.HEAD}:
        return 4
    return None
