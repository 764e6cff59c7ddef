"""Excel workbooks (.xlsx): the first sheet, or the one that is named, read without running anything in it."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from campaign.errors import BadTable
from campaign.services.tables.cells import Cell, Limits, Odd, Row, trimmed_row
from campaign.services.tables.guarding import guarded_as_text, unguarded

MOST_FILES = 500  # in the package; a workbook has a dozen
CARRIAGE_RETURN = re.compile("_x000D_")  # as Excel writes one
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FIRST_SURE_DAY = date(1901, 1, 1)  # Excel counts from 1900, and counts a day that never was
TEXT, DAY = "@", "yyyy-mm-dd"  # formats of cells; as text, so that a number keeps its plus and its zeros
BROKEN_BOOKS = (  # what openpyxl raises for what is none
    *(ValueError, LookupError, TypeError, AttributeError, SyntaxError, EOFError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error),
)
BROKEN = "This is not a workbook that can be read: save it again as .xlsx, without a password, or as “CSV UTF-8”."

SPOILED = "#VALUE!"  # an error, which is read as one and never as a text
Written = str | date | Odd


def workbook_rows(file: BinaryIO, limits: Limits, sheet: str) -> Generator[Row]:
    """Yield the rows on the sheet of a name, or else on the first; raises BadTable for what cannot be read."""
    _refuse_bombs(file, limits)
    import openpyxl  # takes half a second, and nothing but workbooks needs it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of every feature of Excel that it leaves out
        try:
            book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
            names = [name for name in book.sheetnames if name.casefold() == sheet.casefold()] or book.sheetnames
            page: Any = book[names[0]]
            if not hasattr(page, "iter_rows"):
                raise BadTable("The first sheet of the workbook holds no table.")
            page.reset_dimensions()  # what a file says of its own size need not be so
            yield from _rows(page, limits)
        except BROKEN_BOOKS:
            raise BadTable(BROKEN) from None


def workbook(sheets: Mapping[str, Iterable[Sequence[Written]]]) -> bytes:
    """Return sheets of rows as a workbook, the first row of each its headings; a cell is text, a day or an error."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)

    def cell(page: Any, value: Written, *, heading: bool) -> Any:
        if isinstance(value, date) and value >= FIRST_SURE_DAY:
            made = WriteOnlyCell(page, datetime(value.year, value.month, value.day))  # noqa: DTZ001  (a day)
            made.number_format = DAY
            return made
        if isinstance(value, Odd):
            made = WriteOnlyCell(page, SPOILED)
            made.data_type = "e"
            return made
        text = NOT_IN_XML.sub("", guarded_as_text(str(value)))
        if not text:
            return None
        made = WriteOnlyCell(page, text)
        made.data_type = "s"  # whatever it begins with
        made.number_format = TEXT
        if heading:
            made.font = Font(bold=True)
        return made

    for name, rows in sheets.items():
        page = book.create_sheet(name)
        page.freeze_panes = "B2"
        for place, row in enumerate(rows):
            if place == 0:
                for column, text in enumerate(row, start=1):
                    dimension = page.column_dimensions[get_column_letter(column)]
                    dimension.width = max(14, len(str(text)) + 2)
                    dimension.number_format = TEXT  # also for cells in which nothing stands yet
            page.append([cell(page, value, heading=place == 0) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _refuse_bombs(file: BinaryIO, limits: Limits) -> None:
    """Refuse what unpacks to more than a workbook is; what a package says of its size binds whoever unpacks it."""
    try:
        with zipfile.ZipFile(file) as package:
            files = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise BadTable(BROKEN) from None
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > limits.unpacked_bytes:
        raise BadTable("The workbook is larger inside than can be read: part it, or save it as “CSV UTF-8”.")
    if "xl/workbook.xml" not in {file.filename for file in files}:
        raise BadTable(BROKEN)


def _rows(page: Any, limits: Limits) -> Iterator[Row]:
    cells = 0
    rows = page.iter_rows(max_row=limits.rows + 2, max_col=limits.columns + 1)
    for place, row in enumerate(rows, start=1):
        values = trimmed_row([_cell(each, limits) for each in row])
        cells += len(values)
        limits.refuse(place, len(values), cells)
        yield values


def _cell(cell: Any, limits: Limits) -> Cell:
    value = cell.value
    if cell.data_type == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        return Odd.FORMULA
    if cell.data_type == "e":
        return Odd.ERROR
    if isinstance(value, datetime):
        return Odd.TIME if value.time() != datetime.min.time() else value.date()
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if not isinstance(value, str):
        return Odd.TIME
    text = CARRIAGE_RETURN.sub("", unguarded(value))
    return text if len(text) <= limits.characters else Odd.TOO_LONG
