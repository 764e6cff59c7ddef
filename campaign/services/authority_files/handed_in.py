"""A row that is kept out of the directory, as it was handed in.

What a spreadsheet spoiled must not come back as a text that looks right.
"""

from collections.abc import Sequence

import msgspec

from campaign.services.authority_files.columns import OURS, SLUG, Column
from campaign.services.authority_files.values import BadCell, value_in
from campaign.services.tables.cells import Cell, Odd, is_text


class LeftOut(msgspec.Struct, frozen=True):
    """A row that is kept out, cell by cell as it was handed in; none stands for what a spreadsheet spoiled."""

    row: int
    cells: tuple[str | None, ...]


def as_handed_in(columns: Sequence[Column | None], cells: Sequence[Cell]) -> tuple[str | None, ...]:
    """Return the cells of a row as texts, those under no heading included."""
    wide = [*columns, *[None] * (len(cells) - len(columns))]
    return tuple(_text(column, cell) for column, cell in zip(wide, cells, strict=False))


def _text(column: Column | None, cell: Cell) -> str | None:
    if is_text(cell):
        return str(cell or "")
    if column is None:
        return "" if isinstance(cell, Odd) else str(cell)
    if column.name in (SLUG, *OURS):
        return None
    try:
        return value_in(column, cell)
    except BadCell:
        return None
