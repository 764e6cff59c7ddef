"""A draft as coordinators mend it: rows of what they type, each with its lines, and the doubts that are left.

What is typed is kept as it stands, right or wrong, so that saving cannot fail; reading.py finds out what it means.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from campaign.services.editing.entries import Section
from campaign.services.editing.merging import ID, SHAPES, Shape

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by part
LINES = "lines"  # of a row: "20-22", empty for one that nobody read
NEEDED = (
    *("organisations", "title", "case_code", "issue_date", "deadline_date", "country", "people", "languages"),
    *("facts", "demands", "addressees"),
)


class Part(StrEnum):
    """A part of a draft; the basics are one row, the others any number."""

    BASICS = "basics"
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    DEMANDS = "demands"
    ADDRESSEES = "addressees"


PART_SHAPES = {
    Part.BASICS: Shape(key=None),
    Part.ORGANISATIONS: Shape(),
    Part.PEOPLE: SHAPES[Section.PERSONS],
    Part.DEMANDS: SHAPES[Section.DEMANDS],
    Part.ADDRESSEES: Shape(),
}


class Where(msgspec.Struct, frozen=True):
    """A place in a draft: a row by what it is known by, and a field of it; an empty one stands for all there are."""

    part: str = ""
    row: str = ""
    field: str = ""


class Doubt(msgspec.Struct, frozen=True):
    """What somebody has to look at, until they say that they have."""

    where: Where
    says: str
    lines: tuple[int, int]
    is_settled: bool = False


class Seen(msgspec.Struct, frozen=True):
    """The lines where a field was read, and whether the signal was strong."""

    lines: tuple[int, int]
    is_sure: bool


class Dropped(msgspec.Struct, frozen=True):
    """The rows that were dropped last, and the place from 0 where they stood."""

    part: str
    place: int
    rows: tuple[Row, ...]


class ReviewedDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft under review."""

    rows: Rows
    doubts: tuple[Doubt, ...] = ()
    seen: dict[str, Seen] = {}  # of the basics, by field
    left_out: tuple[tuple[int, int], ...] = ()  # lines that say nothing of the appeal
    dropped: Dropped | None = None
    count: int = 0  # of rows that there ever were, so that no two are known by one number

    @property
    def basics(self) -> Row:
        """The fields that there are once."""
        return self.rows[Part.BASICS][0]

    def standing_doubts(self) -> list[tuple[int, Doubt]]:
        """Return the doubts of what is still there, each with its number from 0."""
        there = {(part, row[ID]) for part, rows in self.rows.items() for row in rows if ID in row}
        return [
            (number, each)
            for number, each in enumerate(self.doubts)
            if not each.where.row or (each.where.part, each.where.row) in there
        ]

    def missing(self) -> list[str]:
        """Return what a published appeal usually says and this draft does not: names of basic fields, or of parts."""
        return [name for name in NEEDED if not (self.rows[name] if name in list(Part) else self.basics.get(name))]


def with_names(draft: ReviewedDraft) -> ReviewedDraft:
    """Return the draft with a number for every new row."""
    count, rows = draft.count, {}
    for part, there in draft.rows.items():
        named: list[Row] = []
        for row in there:
            if part != Part.BASICS and not row.get(ID):
                count += 1
                row = {**row, ID: str(count)}
            named.append(row)
        rows[part] = named
    return msgspec.structs.replace(draft, rows=rows, count=count)


def lines_of(row: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the lines where a row was read; none for one that was not, or where nobody knows."""
    first, _, last = str(row.get(LINES) or "").partition("-")
    if not (_is_number(first) and _is_number(last)):
        return None
    return int(first), int(last)


def all_lines(draft: ReviewedDraft) -> Iterator[tuple[Where, Seen]]:
    """Yield every place of a draft that was read somewhere, with its lines."""
    for field, seen in draft.seen.items():
        yield Where(Part.BASICS, "", field), seen
    for part, rows in draft.rows.items():
        for row in rows:
            if lines := lines_of(row):
                sure = row.get("sure", "yes")
                yield Where(part, row.get(ID, "")), Seen(lines, sure != "no")
                for field in sure.split() if sure not in {"yes", "no"} else ():
                    yield Where(part, row.get(ID, ""), field), Seen(lines, False)


def to_json(draft: ReviewedDraft) -> str:
    """Return a draft as it is kept."""
    return msgspec.json.encode(draft).decode()


def from_json(text: str) -> ReviewedDraft:
    """Return a draft as it was kept."""
    return msgspec.json.decode(text, type=ReviewedDraft)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 6
