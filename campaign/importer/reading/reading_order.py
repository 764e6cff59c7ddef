"""The lines of a page in the order in which people read them: columns one after another, forms row by row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

GUTTER_LINES = 3  # as many lines must leave the same gap free, so that it parts columns
LIST_MARK = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•◦▪–—-]")


@dataclass
class Run:
    """Letters that follow each other on one line; y grows upwards, in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How high the letters are."""
        return self.top - self.bottom


@dataclass
class Row:
    """The runs that stand on one line of the page, from left to right."""

    runs: list[Run]

    @property
    def top(self) -> float:
        """The upper edge of its highest letter."""
        return max(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        """The lower edge of its lowest letter."""
        return min(run.bottom for run in self.runs)

    @property
    def text(self) -> str:
        """Its words, cells parted by two blanks."""
        return "  ".join(run.text for run in self.runs)


def in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """Return lines with columns one after another; rows of a form, a label and its value each, stay rows."""
    gutter = _gutter(rows)
    if gutter is None:
        return list(rows)
    ordered: list[Row] = []
    rest: list[Row] = []  # what this gap does not part; another may: three boxes below two columns
    for crosses, found in groupby(rows, lambda row: any(run.left < gutter < run.right for run in row.runs)):
        band = list(found)
        columns = None if crosses else _columns(band, gutter)
        if columns is None:
            rest += band
        else:
            ordered += [*_other_gaps(rest, rows), *columns]
            rest = []
    return ordered + _other_gaps(rest, rows)


def _other_gaps(rest: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Return the lines that a gap did not part by other gaps among them; none is left if that was all of them."""
    return in_reading_order(rest) if len(rest) < len(rows) else list(rest)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where a gap runs down the page that most lines with several runs leave free."""
    gaps = [(before.right, after.left) for row in rows for before, after in zip(row.runs, row.runs[1:], strict=False)]
    best, most = None, 0
    for left, right in gaps:
        middle = (left + right) / 2
        count = sum(first < middle < last for first, last in gaps)
        if count > most:
            best, most = middle, count
    return best if most >= GUTTER_LINES else None


def _columns(band: Sequence[Row], gutter: float) -> list[Row] | None:
    """Return two columns one after the other; none if the lines are no columns."""
    left = [Row(runs) for row in band if (runs := [run for run in row.runs if run.right <= gutter])]
    right = [Row(runs) for row in band if (runs := [run for run in row.runs if run.left >= gutter])]
    both = sum(len(row.runs) > 1 for row in band)
    if not left or not right or both < GUTTER_LINES or _is_form(left, band, gutter):
        return None
    return [*in_reading_order(left), *in_reading_order(right)]


def _is_form(left: Sequence[Row], band: Sequence[Row], gutter: float) -> bool:
    """Whether the left column holds labels or marks of what stands beside them: “FAX:”, “INDEX NUMBER:”, “b.”."""
    beside = [row.runs[0].text for row in band if len(row.runs) > 1 and row.runs[0].right <= gutter]
    labels = sum(text.endswith(":") or LIST_MARK.fullmatch(text.strip()) is not None for text in beside)
    return labels * 2 >= max(1, len(beside)) and labels >= 0.5 * len(left)
