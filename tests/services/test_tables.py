"""Files of people's making, read as tables: encodings, separators, what spreadsheets spoil, and bombs."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from campaign.errors import BadTable
from campaign.rendering.children import Children
from campaign.services.tables.cells import UPLOAD, Odd, Table
from campaign.services.tables.guarding import guarded, guarded_as_text, unguarded
from campaign.services.tables.reading import read_table
from campaign.services.tables.separated import separated
from campaign.services.tables.workbook import workbook

ROWS = (("slug", "name_en"), ("one", "Zoë Müller"))

AT_ONE = datetime(2026, 5, 4, 1)  # noqa: DTZ001  (as a workbook has it)


def read(content: bytes) -> Table:
    """The table, read in this process."""
    return read_table(content, "authorities")


def a_workbook(*rows: tuple[object, ...], sheet: str = "authorities") -> bytes:
    """A workbook as a spreadsheet program makes it."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_and_separators_are_told_apart(encoding: str, separator: str) -> None:
    text = "\r\n".join(separator.join(row) for row in ROWS)

    assert read(text.encode(encoding)).rows == ROWS


def test_excels_own_line_that_names_the_separator_is_heeded() -> None:
    assert read(b"sep=|\r\na|b,c\r\n1|2").rows == (("a", "b,c"), ("1", "2"))


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1251", "Ольга Иванова"),
        ("cp1253", "Ελένη Παπαδοπούλου"),
        ("cp1255", "משה כהן"),
        ("koi8-r", "Юрий Чайка"),
        ("gbk", "张伟"),
        ("shift-jis", "直江あゆみ"),
        ("cp1250", "Paweł Nowak"),
        ("cp1250", "Anna Dąbrowska"),
        ("mac-roman", "José Müller"),
    ],
)
def test_an_old_encoding_that_would_come_out_as_nonsense_is_refused_however_little_of_it_there_is(
    encoding: str, names: str
) -> None:
    drawn = '"[{""points"":[{""time"":1,""x"":2,""y"":3}]}]"'
    rows = [f"{names};Road {number};{drawn}" for number in range(50)]

    with pytest.raises(BadTable, match="save it as “CSV UTF-8”"):
        read("\n".join(["name;address_1;signature", *rows]).encode(encoding))


def test_western_names_of_many_accents_are_read_as_such() -> None:
    rows = [["name"], ["Zoë Müller"], ["Åsa Öberg"], ["Inês Ção"], ["été à Évry"], ["Ærø"], ["40 m³ n.º 2 £5"]]

    assert read("\n".join(row[0] for row in rows).encode("cp1252")).rows == tuple(map(tuple, rows))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b'a,b\n"c,d', "Row 2"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old kind"),
        (b"PK\x03\x04 nothing", "not a workbook"),
        (b"a" * (UPLOAD.file_bytes + 1), "larger than"),
        (b"a\n" * (UPLOAD.rows + 2), "rows"),
        (b",".join([b"a"] * (UPLOAD.columns + 1)), "columns"),
    ],
)
def test_what_is_no_table_or_too_large_a_one_is_told(content: bytes, words: str) -> None:
    with pytest.raises(BadTable, match=words):
        read(content)


def test_what_a_spreadsheet_spoiled_is_marked_and_not_read_as_a_text() -> None:
    table = read(b"a,b,c,d\n=1+1,#REF!,\"'+1\",'=x\n" + b"x" * 6000)

    assert table.rows[1] == (Odd.FORMULA, Odd.ERROR, "+1", "=x")
    assert table.rows[2] == (Odd.TOO_LONG,)


def test_cells_of_a_workbook_are_what_they_are() -> None:
    table = read(a_workbook(("text", 1, 1.5, True, date(2026, 5, 4), AT_ONE, time(9), "=A1", "#N/A", None)))

    assert table.rows == (("text", 1, 1.5, True, date(2026, 5, 4), Odd.TIME, Odd.TIME, Odd.FORMULA, Odd.ERROR),)


def test_the_sheet_of_the_name_is_read_wherever_it_stands() -> None:
    content = workbook({"notes": [["x"]], "Authorities": [["a", "b"], ["=1", date(2026, 5, 4)]]})

    assert read(content).rows == (("a", "b"), ("=1", date(2026, 5, 4)))


@pytest.mark.parametrize(
    "text", ["=1+1", "+41 22", "-1", "@x", "\tx", "\rx", "\nx", "  =1", "\xa0+1", "\u200b=1", "＝1", "'=1"]
)
def test_what_a_spreadsheet_would_run_is_guarded_and_found_again(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == unguarded(guarded_as_text(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'", "'tis", "O'Neill", "1 + 1"])
def test_what_runs_nowhere_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


def test_in_a_workbook_every_cell_is_text_also_those_that_are_still_empty() -> None:
    content = workbook({"authorities": [["a", "b"], ["=1+1", "+41 22"]]})

    page = openpyxl.load_workbook(io.BytesIO(content))["authorities"]
    assert [(cell.data_type, cell.number_format, cell.value) for cell in page[2]] == [
        ("s", "@", "=1+1"),
        ("s", "@", "+41 22"),
    ]
    assert page.column_dimensions["B"].number_format == "@"


def test_in_a_csv_file_no_cell_begins_so_that_it_would_run() -> None:
    assert separated([["=1", "+2", "a"]]).decode("utf-8-sig") == "'=1,'+2,a\r\n"


def test_a_bomb_is_refused_before_it_is_unpacked(renderer_for_files: Children) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part in ("xl/workbook.xml", "xl/sharedStrings.xml"):
            package.writestr(part, b"\0" * 70_000_000)

    assert len(file.getvalue()) < 200_000
    with pytest.raises(BadTable, match="larger inside"):
        renderer_for_files.read(20, read_table, file.getvalue(), "authorities")


def test_a_broken_workbook_and_one_that_takes_too_long_end_in_a_sentence(renderer_for_files: Children) -> None:
    whole = a_workbook(("a",))
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    broken, laughs = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content[:-20] if name.endswith("sheet1.xml") else content)
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><worksheet><sheetData>&l11;</sheetData></worksheet>'
    with zipfile.ZipFile(laughs, "w") as package:
        for name, content in parts.items():
            package.writestr(name, bomb if name.endswith("sheet1.xml") else content)

    for content in (broken.getvalue(), laughs.getvalue()):
        with pytest.raises(BadTable, match="not a workbook that can be read|too long"):
            renderer_for_files.read(5, read_table, content, "authorities")
    assert renderer_for_files.read(5, read_table, whole, "authorities").rows == (("a",),)


@pytest.fixture(scope="module")
def renderer_for_files() -> Children:
    """Children that read files within limits."""
    return Children(slots=1, waiting=0, seconds=5)
