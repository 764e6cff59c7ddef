"""CSV files, as spreadsheets of many countries write them, row by row; and written so that no cell runs."""

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterable, Sequence
from typing import BinaryIO, TextIO

from campaign.errors import BadTable
from campaign.services.tables.cells import Cell, Limits, Odd, Row, trimmed_row
from campaign.services.tables.encodings import UNKNOWN, encoding_of
from campaign.services.tables.guarding import FORMULA, guarded, unguarded

SEPARATORS = (",", ";", "\t", "|")
NAMED_SEPARATOR = re.compile(r"sep=(.)[\r\n]+")  # Excel's own first line
LONGEST_SEPARATOR_LINE = 8
ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|#+)")


def separated_rows(file: BinaryIO, limits: Limits) -> Generator[Row]:
    """Yield the rows of a CSV file; raises BadTable, naming the row, for what is none."""
    text = io.TextIOWrapper(file, encoding_of(file), newline="")
    number = cells = 0
    try:
        separator = _named_separator(text) or _separator_of(text)
        for line in csv.reader(text, delimiter=separator, strict=True):
            row = trimmed_row([_cell(cell, limits) for cell in line])
            number += 1
            cells += len(row)
            limits.refuse(number, len(row), cells)
            yield row
    except csv.Error as error:
        raise BadTable(
            "Row %(row)s is not as a row of a CSV file should be: a quotation mark is missing or one too many.",
            row=number + 1,
        ) from error
    except UnicodeError:
        raise BadTable(UNKNOWN) from None
    finally:
        text.detach()  # the file is the caller's to close


def separated(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV file in UTF-8 that Excel takes for one, in which no cell runs as a formula."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(text) for text in row] for row in rows)
    return codecs.BOM_UTF8 + file.getvalue().encode()


def _named_separator(text: TextIO) -> str | None:
    """Return the separator that the first line names, and stand behind that line; else stand at the beginning."""
    named = NAMED_SEPARATOR.fullmatch(text.readline(LONGEST_SEPARATOR_LINE))
    if not named:
        text.seek(0)
        return None
    return named[1]


def _separator_of(text: TextIO) -> str:
    """Return what parts the headings: whatever makes most of them; stand at the beginning again."""

    def columns(separator: str) -> int:
        text.seek(0)
        try:
            return len(next(filter(any, csv.reader(text, delimiter=separator)), ()))
        except csv.Error:
            return 0

    best = max(SEPARATORS, key=columns)
    text.seek(0)
    return best


def _cell(text: str, limits: Limits) -> Cell:
    if len(text) > limits.characters:
        return Odd.TOO_LONG
    if FORMULA.match(text):
        return Odd.FORMULA
    if ERROR.fullmatch(text.strip()):
        return Odd.ERROR
    return unguarded(text)
