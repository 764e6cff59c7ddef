"""Tables of supporters: rows of texts under known columns, read one after another, however many there are."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from campaign.errors import BadTable, Sentence
from campaign.services.tables.cells import A_DAY, Cell, Limits, Odd
from campaign.services.tables.cells import Row as Line
from campaign.services.tables.reading import read_rows

COLUMNS = (
    *("name", "address_1", "address_2", "address_3", "address_4", "address_5", "country", "place"),
    *("language", "identity", "signature", "who_i_am", "my_link", "own_words"),
)
NEEDED = ("name", "country", "place")
LIMITS = Limits(
    file_bytes=2_000_000_000,  # a hundred thousand rows with drawn signatures, which take 10 kB each
    unpacked_bytes=200_000_000,  # a workbook's texts are all kept while it is read
    rows=1_000_000,
    columns=60,
    cells=60_000_000,
    characters=100_000,  # a drawn signature may have 64,000
)
ODD_CELL = "The cell under “%(column)s” cannot be used. %(reason)s"
MORE_CELLS = Sentence(
    "It has more cells than the first row has names: put what holds a separator itself into quotation marks."
)


@dataclass(frozen=True)
class Row:
    """A supporter's row: its number as spreadsheet programs count it, its cells by column, or why it cannot be used."""

    number: int
    cells: Mapping[str, str]
    refused: Sentence | None = None


@dataclass(frozen=True)
class Table:
    """A file that holds a table; it can be read any number of times."""

    path: Path

    def rows(self) -> Generator[Row]:
        """Yield the rows that are not empty; raises BadTable if the file cannot be read as such a table."""
        try:
            with self.path.open("rb") as file, closing(read_rows(file, LIMITS)) as lines:
                yield from _rows(lines)
        except OSError as error:
            raise BadTable(f"{self.path} cannot be read: {error.strerror or error}.") from error

    def count(self) -> int:
        """Return how many rows there are; raises BadTable."""
        return sum(1 for _ in self.rows())


def template() -> str:
    """Return a table with the names of all columns and one made-up row."""
    example = {
        "name": "Maria Novak",
        "address_1": "Hauptstraße 12",
        "address_2": "10115 Berlin",
        "country": "DE",
        "place": "Berlin",
        "language": "en",
        "identity": "full",
        "signature": "ink",
    }
    return f"{','.join(COLUMNS)}\n{','.join(example.get(column, '') for column in COLUMNS)}\n"


def _rows(lines: Iterator[Line]) -> Iterator[Row]:
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line)
    _, first = next(numbered, (0, ()))
    columns = _columns(first)
    for number, line in numbered:
        yield _row(number, columns, line)


def _row(number: int, columns: list[str], line: Line) -> Row:
    if len(line) > len(columns):
        return Row(number, {}, MORE_CELLS)
    cells = dict(zip(columns, map(_text, line), strict=False))
    odd = next(((column, cell) for column, cell in cells.items() if isinstance(cell, Sentence)), None)
    if odd:
        return Row(number, {}, Sentence(ODD_CELL, {"column": odd[0], "reason": odd[1]}))
    return Row(number, {column: str(cell) for column, cell in cells.items()})


def _text(cell: Cell) -> str | Sentence:
    """Return a cell as text, or why it is none: spreadsheet programs keep postcodes as numbers."""
    if isinstance(cell, Odd):
        return LIMITS.sentence(cell)
    if isinstance(cell, date):
        return Sentence(A_DAY)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _columns(first: Line) -> list[str]:
    """Return the names of the columns; raises BadTable for others, for one twice, and if one is missing."""
    columns = [_column(cell) for cell in first]
    if unknown := [column for column in columns if column not in COLUMNS]:
        raise BadTable(
            "There is no column “%(name)s”; those there are: %(names)s.",
            name=unknown[0][:40],
            names=", ".join(COLUMNS),
        )
    if twice := [column for column in columns if columns.count(column) > 1]:
        raise BadTable("The column “%(name)s” is there twice.", name=twice[0])
    if missing := [column for column in NEEDED if column not in columns]:
        raise BadTable(
            "The table needs the column “%(name)s”; `campaign print-run --template` writes an example.",
            name=missing[0],
        )
    return columns


def _column(cell: Cell) -> str:
    return str(cell or "").strip().lower().replace(" ", "_")
