"""Cutting a long list into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

ROWS_A_PAGE = 50
LONGEST_NUMBER = 6  # digits; Python refuses to read thousands of them

Row = TypeVar("Row")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """One page of a list; pages count from 1."""

    rows: Sequence[Row]
    page: int
    last_page: int


def part_of(rows: Sequence[Row], page: int) -> Part[Row]:
    """Return a page of the rows: the last one where there are fewer, the first one for a number below 1."""
    last_page = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(max(page, 1), last_page)
    return Part(rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE], page, last_page)


def page_number(text: str) -> int:
    """Return the page that a text names; the first one for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 1
