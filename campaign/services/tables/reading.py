"""A file that somebody hands in, read as a table: what it is follows from what is in it, never from its name."""

from campaign.errors import BadTable
from campaign.services.tables.cells import LARGEST_FILE, Table
from campaign.services.tables.separated import read_separated
from campaign.services.tables.workbook import read_workbook

PACKAGE = b"PK\x03\x04"  # a ZIP file, which an .xlsx is
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # an .xls, or an .xlsx with a password
SECONDS = 20  # of processor time; 20,000 rows take a few


def read_table(content: bytes, sheet: str) -> Table:
    """Return the table in a CSV file or a workbook; raises BadTable, saying what to do, for anything else.

    Meant for a child with limits: files of people's making may be anything.
    """
    if len(content) > LARGEST_FILE:
        raise BadTable("The file is larger than %(megabytes)s MB: part it.", megabytes=round(LARGEST_FILE / 1e6, 1))
    if content.startswith(OLD_OFFICE):
        raise BadTable(
            "This is an Excel file of the old kind (.xls), or it has a password: save it as .xlsx without a password."
        )
    if content.startswith(PACKAGE):
        return read_workbook(content, sheet)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t"):
        raise BadTable("The file is empty.")
    return read_separated(content)
