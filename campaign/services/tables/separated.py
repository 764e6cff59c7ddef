"""CSV files, as spreadsheets of many countries write them: the encoding and the separator are told apart."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

from campaign.errors import BadTable
from campaign.services.tables.cells import (
    LONGEST_CELL,
    Cell,
    Odd,
    Table,
    refuse_too_large,
    trimmed_row,
)
from campaign.services.tables.guarding import FORMULA, guarded, unguarded

SEPARATORS = (",", ";", "\t")
NAMED_SEPARATOR = re.compile(r"sep=(.)\r?\n")  # Excel's own first line
ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|#+)")
MOST_FOREIGN = 0.3  # of the letters; in no Western language do so many have accents
BYTE_ORDERS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
UNKNOWN = "It cannot be told in which encoding the file is: save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."


def read_separated(content: bytes) -> Table:
    """Return the table in a CSV file; raises BadTable, naming the row, for what is none."""
    text = decoded(content)
    named = NAMED_SEPARATOR.match(text)
    body = text[named.end() :] if named else text
    lines = csv.reader(io.StringIO(body, newline=""), delimiter=named[1] if named else separator_of(body), strict=True)
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    try:
        for line in lines:
            rows.append(trimmed_row([_cell(text) for text in line]))
            cells += len(rows[-1])
            refuse_too_large(len(rows), len(rows[-1]), cells)
    except csv.Error as error:
        raise BadTable(
            "Row %(row)s is not as a row of a CSV file should be: a quotation mark is missing or one too many.",
            row=len(rows) + 1,
        ) from error
    return Table(tuple(rows))


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or the Western encoding of Windows (cp1252); raises BadTable.

    What would be read as a Western text full of accents is one in another script, and refused.
    """
    for mark, encoding in BYTE_ORDERS.items():
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding)
    if 0 in content[:200]:
        return _strictly(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(content, "cp1252")
    letters = [letter for letter in text if letter.isalpha()]
    if sum(not letter.isascii() for letter in letters) > MOST_FOREIGN * len(letters):
        raise BadTable(UNKNOWN)
    return text


def separator_of(text: str) -> str:
    """Return what parts the headings: whatever makes most of them."""

    def columns(separator: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), ()))
        except csv.Error:
            return 0

    return max(SEPARATORS, key=columns)


def separated(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV file in UTF-8 that Excel takes for one, in which no cell runs as a formula."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(text) for text in row] for row in rows)
    return codecs.BOM_UTF8 + file.getvalue().encode()


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BadTable(UNKNOWN) from None


def _cell(text: str) -> Cell:
    if len(text) > LONGEST_CELL:
        return Odd.TOO_LONG
    if FORMULA.match(text):
        return Odd.FORMULA
    if ERROR.fullmatch(text.strip()):
        return Odd.ERROR
    return unguarded(text)
