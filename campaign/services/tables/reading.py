"""A file that somebody hands in, read as a table: what it is follows from what is in it, never from its name."""

import io
import os
from collections.abc import Generator
from typing import BinaryIO

from campaign.errors import BadTable
from campaign.services.tables.cells import UPLOAD, Limits, Row, Table
from campaign.services.tables.separated import separated_rows
from campaign.services.tables.workbook import workbook_rows

PACKAGE = b"PK\x03\x04"  # a ZIP file, which an .xlsx is
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # an .xls, or an .xlsx with a password
NOTHING = b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"  # byte order marks and space
LOOKED_AT = 4_096
SECONDS = 20  # of processor time; 20,000 rows take a few


def read_rows(file: BinaryIO, limits: Limits, sheet: str = "") -> Generator[Row]:
    """Yield the rows of a CSV file or a workbook as they are read; of a workbook those on `sheet`, or the first one.

    The file must stand at its beginning, and let itself be read again. Raises BadTable, saying what to do, for anything
    else and for what is larger than the limits. Files of strangers' making are read in a child: see `read_table`.
    """
    size, start = file.seek(0, os.SEEK_END), _from_the_beginning(file)
    if size > limits.file_bytes:
        raise BadTable(
            "The file is larger than %(megabytes)s MB: part it.", megabytes=round(limits.file_bytes / 1e6, 1)
        )
    if start.startswith(OLD_OFFICE):
        raise BadTable(
            "This is an Excel file of the old kind (.xls), or it has a password: save it as .xlsx without a password."
        )
    if start.startswith(PACKAGE):
        return workbook_rows(file, limits, sheet)
    if size == len(start) and not start.strip(NOTHING):
        raise BadTable("The file is empty.")
    return separated_rows(file, limits)


def read_table(content: bytes, sheet: str) -> Table:
    """Return the table in an uploaded file; raises BadTable as `read_rows` does.

    Meant for a child with limits: files of people's making may be anything.
    """
    return Table(tuple(read_rows(io.BytesIO(content), UPLOAD, sheet)))


def _from_the_beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    start = file.read(LOOKED_AT)
    file.seek(0)
    return start
