"""What a table holds, whatever file it came in, and how large it may be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from campaign.errors import BadTable, Sentence


class Odd(StrEnum):
    """What stands in a cell in the place of a value."""

    FORMULA = "formula"
    ERROR = "error"  # such as #REF!
    TIME = "time"
    TOO_LONG = "too_long"


Cell = str | date | bool | int | float | Odd | None
Row = tuple[Cell, ...]  # trailing empty cells are left out

AS_TEXT = "Format the column as text, and enter it again."
ODD = {
    Odd.FORMULA: "It is a formula: put in what it comes to.",
    Odd.ERROR: "It is an error of the spreadsheet: put in what is right.",
    Odd.TIME: f"It is a time of day, or a span of time. {AS_TEXT}",
    Odd.TOO_LONG: "It is longer than %(most)s characters: shorten it.",
}
A_DAY = f"A spreadsheet made a day of it. {AS_TEXT}"


@dataclass(frozen=True)
class Limits:
    """How large a table may be: bytes of its file and of what a workbook unpacks to, and what it holds."""

    file_bytes: int
    unpacked_bytes: int
    rows: int  # without the headings
    columns: int
    cells: int  # that hold something
    characters: int  # of a cell

    def refuse(self, rows: int, columns: int, cells: int) -> None:
        """Raise BadTable for a table of more rows, columns or filled cells than can be read."""
        if rows > self.rows + 1 or cells > self.cells:
            raise BadTable("The file holds more than %(rows)s rows: part it.", rows=self.rows)
        if columns > self.columns:
            raise BadTable(
                "The file holds more than %(columns)s columns: take out what is not needed.", columns=self.columns
            )

    def sentence(self, odd: Odd) -> Sentence:
        """Return what is to be done about a cell that holds something odd."""
        return Sentence(ODD[odd], {"most": self.characters})


# An upload of 8 MB is the most that the server takes; 20,000 rows of a hundred cells unpack to less than that.
UPLOAD = Limits(7_900_000, 120_000_000, rows=20_000, columns=600, cells=2_000_000, characters=5_000)


def is_text(cell: Cell) -> bool:
    """Whether a cell holds a text or nothing; an odd one is none, though it is told by a word."""
    return cell is None or (isinstance(cell, str) and not isinstance(cell, Odd))


@dataclass(frozen=True)
class Table:
    """The rows of a table, the first one being its headings."""

    rows: tuple[Row, ...]


def trimmed_row(cells: list[Cell]) -> Row:
    """Return a row without the empty cells at its end, and with none whose text is only space."""
    row = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)
