"""Tables of supporters, as spreadsheet programs write them: CSV in any encoding and with any separator, and XLSX."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from campaign.errors import BadTable

COLUMNS = (
    *("name", "address_1", "address_2", "address_3", "address_4", "address_5", "country", "place"),
    *("language", "identity", "signature", "who_i_am", "my_link", "own_words"),
)
NEEDED = ("name", "country", "place")
SEPARATORS = (",", ";", "\t", "|")
LARGEST_FILE = 500_000_000  # bytes: a hundred thousand rows with drawn signatures
LARGEST_SHEET = 50_000_000  # of an XLSX, packed
LARGEST_UNPACKED = 1_000_000_000
MOST_COLUMNS = 60
READ_AT_ONCE = 1 << 20
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Row:
    """A supporter's row: its number as spreadsheet programs count it, and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A file that holds a table; it can be read any number of times."""

    path: Path

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty; raises BadTable if the file cannot be read as such a table."""
        numbered = enumerate(_lines(self.path), start=1)
        for _, first in numbered:
            if any(first):
                columns = _columns(first)
                break
        else:
            raise BadTable(f"{self.path} is empty: its first row names the columns.")
        for number, line in numbered:
            if any(line):
                yield Row(number, dict(zip(columns, line, strict=False)))

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


def _lines(path: Path) -> Iterator[list[str]]:
    try:
        if path.suffix.lower() == ".xlsx":
            yield from _sheet(path)
        else:
            yield from _csv(path)
    except OSError as error:
        raise BadTable(f"{path} cannot be read: {error.strerror or error}.") from error


def _csv(path: Path) -> Iterator[list[str]]:
    if path.stat().st_size > LARGEST_FILE:
        raise BadTable(f"{path} is larger than {LARGEST_FILE // 10**6} MB: part it.")
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline()
            file.seek(0)
            for line in csv.reader(file, delimiter=_separator(first)):
                yield [cell.strip() for cell in line]
    except (csv.Error, UnicodeError) as error:
        raise BadTable(f"{path} is no table that can be read: {error}.") from error


def _encoding(path: Path) -> str:
    """Return the encoding of a text: by its first bytes; else UTF-8, if all of it is; else what Windows writes."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while file.read(READ_AT_ONCE):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator(first: str) -> str:
    """Return what parts the columns: whatever finds the most of them."""
    return max(SEPARATORS, key=lambda separator: len(set(map(_column, first.split(separator))) & set(COLUMNS)))


def _sheet(path: Path) -> Iterator[list[str]]:
    import openpyxl  # takes half a second, and most tables are CSV

    _refuse_large_sheet(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            for cells in book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True):
                yield [_text(cell) for cell in cells]
        finally:
            book.close()
    except (ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile, SyntaxError) as error:
        raise BadTable(f"{path} cannot be read as an XLSX file: {type(error).__name__}.") from error


def _refuse_large_sheet(path: Path) -> None:
    """Files can unpack to a thousand times their size."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except zipfile.BadZipFile as error:
        raise BadTable(f"{path} cannot be read as an XLSX file: {type(error).__name__}.") from error
    if path.stat().st_size > LARGEST_SHEET or unpacked > LARGEST_UNPACKED:
        raise BadTable(f"{path} is too large: part it, or save it as CSV.")


def _text(cell: Any) -> str:
    """Return a cell as text: spreadsheet programs keep postcodes as numbers."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def _columns(first: Iterable[str]) -> list[str]:
    """Return the names of the columns; raises BadTable for others, for one twice, and if one is missing."""
    columns = [_column(cell) for cell in first]
    while columns and not columns[-1]:
        columns.pop()
    if unknown := [column for column in columns if column not in COLUMNS]:
        raise BadTable(f"There is no column “{unknown[0][:40]}”; those there are: {', '.join(COLUMNS)}.")
    if twice := [column for column in columns if columns.count(column) > 1]:
        raise BadTable(f"The column “{twice[0]}” is there twice.")
    if missing := [column for column in NEEDED if column not in columns]:
        raise BadTable(f"The table needs the column “{missing[0]}”; `campaign print-run --template` writes an example.")
    return columns


def _column(cell: str) -> str:
    return cell.strip().strip('"').lower().replace(" ", "_")
