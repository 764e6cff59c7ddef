"""What a table holds, whatever file it came in, and how large it may be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from campaign.errors import BadTable

LARGEST_FILE = 7_900_000  # bytes; an upload of 8 MB is the most that the server takes
MOST_ROWS = 20_000
MOST_COLUMNS = 600
MOST_CELLS = 2_000_000  # that hold something
LONGEST_CELL = 5_000  # characters


class Odd(StrEnum):
    """What stands in a cell in the place of a value."""

    FORMULA = "formula"
    ERROR = "error"  # such as #REF!
    TIME = "time"
    TOO_LONG = "too_long"


Cell = str | date | bool | int | float | Odd | None


@dataclass(frozen=True)
class Table:
    """The rows of a table, the first one being its headings; trailing empty cells are left out."""

    rows: tuple[tuple[Cell, ...], ...]


def refuse_too_large(rows: int, columns: int, cells: int) -> None:
    """Raise BadTable for a table of more rows, columns or filled cells than can be read."""
    if rows > MOST_ROWS + 1 or cells > MOST_CELLS:
        raise BadTable("The file holds more than %(rows)s rows: part it.", rows=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise BadTable(
            "The file holds more than %(columns)s columns: take out what is not needed.", columns=MOST_COLUMNS
        )


def trimmed_row(cells: list[Cell]) -> tuple[Cell, ...]:
    """Return a row without the empty cells at its end, and with none whose text is only space."""
    row = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)
