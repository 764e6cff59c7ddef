"""Tables of supporters, and what becomes of their rows."""

import io
import json
import random
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from campaign.db import Database
from campaign.errors import ActionClosed, BadTable
from campaign.merging.merge import date_in_words, merge
from campaign.merging.own_part import own_part
from campaign.merging.phrasebook import tongue
from campaign.merging.supporter import read_supporter
from campaign.rendering.stamping.signatures import mark_of
from campaign.services.actions import ActionNow, find_action
from campaign.services.print_runs.press import Job
from campaign.services.print_runs.run import Summary, print_run
from campaign.services.print_runs.tables import COLUMNS, Row, Table, template

NAMED = {"name": "Maria Novak", "address_1": "Hauptstraße 12", "address_2": "Graz", "country": "AT", "place": "Graz"}
STROKES = [{"points": [{"x": 1, "y": 2}, {"x": 50, "y": 40}, {"x": 90, "y": 3}]}]


@pytest.fixture
def found(demonstration: Database) -> ActionNow:
    with demonstration.reading() as session:
        return find_action(session, "UA 315/14", datetime.now(UTC), date(2015, 1, 5))


def a_row(number: int = 2, **changes: str) -> Row:
    return Row(number, {**NAMED, **changes})


def run(
    found: ActionNow,
    rows: list[Row],
    folder: Path = Path(),
    *,
    workers: int = 1,
    separators: bool = False,
    look: Callable[[], None] = lambda: None,
) -> tuple[bytes, Summary]:
    """Print the letters of rows to the first addressee."""
    file = io.BytesIO()
    job = Job(found, frozenset({1}), None, folder, separators)
    return file, print_run(job, rows, file, workers=workers, look=look, done=lambda _: None)


def pages_of(file: io.BytesIO) -> list[str]:
    with pypdfium2.PdfDocument(file.getvalue()) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


HEADER = "Name;Address 1;Country;Place"
CSV = f"{HEADER}\r\nJosé Muñoz;Calle Mayor 1;ES;Madrid\r\n;;;\r\nEva;Road 2;GB;York\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_rows_are_texts_by_column_and_numbered_as_a_spreadsheet_counts_them(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "table.csv").write_bytes(CSV.encode(encoding))

    rows = list(Table(tmp_path / "table.csv").rows())

    assert [(row.number, row.cells["name"], row.cells["place"]) for row in rows] == [
        (2, "José Muñoz", "Madrid"),
        (4, "Eva", "York"),
    ]


def test_names_in_an_old_russian_encoding_are_refused_before_they_are_printed(tmp_path: Path) -> None:
    drawn = json.dumps(STROKES * 20).replace('"', '""')
    rows = [f'Ольга Иванова;Тверская 1;RU;Москва;"{drawn}"' for _ in range(20)]
    (tmp_path / "table.csv").write_bytes("\n".join([f"{HEADER};Signature", *rows]).encode("cp1251"))

    with pytest.raises(BadTable, match="save it as “CSV UTF-8”"):
        Table(tmp_path / "table.csv").count()


def test_a_cell_that_a_spreadsheet_spoiled_keeps_its_row_out_and_no_other(found: ActionNow, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "address_1", "country", "place"])
    for street in ("Road 2", date(2026, 5, 12), "=A1"):
        book.active.append(["Eva", street, "AT", "Graz"])
    book.active.append(["Eva", "Road 3", "AT", "Graz", "Austria"])
    book.save(tmp_path / "table.xlsx")

    _, summary = run(found, list(Table(tmp_path / "table.xlsx").rows()))

    assert (summary.letters, [row for row, _ in summary.left_out]) == (1, [3, 4, 5])
    for (_, reason), said in zip(summary.left_out, ("made a day of it", "is a formula", "more cells"), strict=True):
        assert said in str(reason)


def test_memory_does_not_grow_with_the_rows_of_a_table(tmp_path: Path) -> None:
    def most(rows: int) -> int:
        line = "Eva;Road 2;AT;Graz\n"
        (tmp_path / "table.csv").write_text(f"{HEADER}\n{line * rows}", "utf-8")
        tracemalloc.start()
        Table(tmp_path / "table.csv").count()
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(10)

    assert most(20_000) < most(2_000) + 100_000


def test_a_spreadsheet_is_read_and_its_numbers_are_texts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "address_1", "address_2", "country", "place"])
    book.active.append(["Eva", "Road 2", 10115, "DE", "Berlin"])
    book.save(tmp_path / "table.xlsx")

    (row,) = Table(tmp_path / "table.xlsx").rows()

    assert (row.number, row.cells["address_2"]) == (2, "10115")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("name,country\n", "needs the column “place”"),
        ("name,country,place,shoe size\n", "no column “shoe_size”"),
        ("name,country,place,name\n", "is there twice"),
    ],
)
def test_a_table_that_lacks_something_is_refused_as_a_whole(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "table.csv").write_text(content, "utf-8")

    with pytest.raises(BadTable, match=said):
        Table(tmp_path / "table.csv").count()


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04 no")

    with pytest.raises(BadTable, match="not a workbook that can be read"):
        Table(tmp_path / "table.xlsx").count()


def test_the_template_is_a_table_that_can_be_printed(tmp_path: Path, found: ActionNow) -> None:
    (tmp_path / "table.csv").write_text(template(), "utf-8-sig")
    rows = list(Table(tmp_path / "table.csv").rows())

    _, summary = run(found, rows)

    assert (len(rows), summary.letters, summary.left_out) == (1, 1, [])
    assert tuple(template().splitlines()[0].split(",")) == COLUMNS


def test_a_supporters_own_part_is_what_a_whole_merge_makes_of_it(found: ActionNow) -> None:
    """Bodies are merged once and shared: each letter must be as if it had been merged by itself."""
    action, spoken = found.published, tongue("en")
    (addressee, *_) = action.addressees
    fields = {"address_lines": ["Road 1"], "country": "PT", "place": "Lisboa"}
    first = read_supporter({"name": "Ana Souza", **fields})
    letter = merge(action, addressee, first, found.moment, language="en")
    for changes in (
        {"name": "محمد عبد الله"},
        {"name": "直江 あゆみ", "place": "東京"},
        {"name": "Jean-Pierre Martin", "identity": "initials"},
        {"name": "Eva", "identity": "no_address", "signature": "typed"},
        {"name": "Eva", "signature": {"strokes": STROKES}, "address_lines": ["Road 2", "Town"]},
    ):
        other = read_supporter({**fields, **changes})

        own = own_part(addressee, other, date_in_words(action, found.moment, spoken), spoken)

        assert own.put_into(letter) == merge(action, addressee, other, found.moment, language="en")


def test_every_good_row_gets_a_letter_and_every_bad_one_a_reason(found: ActionNow) -> None:
    bad = {
        3: ({"name": ""}, "your name"),
        4: ({"country": "Austria"}, "two-letter code"),
        5: ({"language": "tlh"}, "cannot be written in"),
        6: ({"signature": "../secret.png"}, "in the folder"),
        7: ({"name": "\U00013000\U00013001"}, "no font"),
        8: ({"name": "Amnesty International"}, "must not name"),
        9: ({"name": "Anna [your name]"}, "waits for words"),
    }
    rows = [a_row(), *(a_row(number, **changes) for number, (changes, _) in bad.items()), a_row(10)]

    file, summary = run(found, rows)

    assert (summary.letters, summary.supporters) == (2, 2)
    for (number, reason), (wanted, (_, said)) in zip(summary.left_out, bad.items(), strict=True):
        assert (number, said in str(reason)) == (wanted, True), str(reason)
    assert "secret" not in "".join(pages_of(file))


def test_names_that_a_file_would_put_together_are_refused(found: ActionNow) -> None:
    """Each line by itself is harmless; one below the other they are read as a name."""
    _, summary = run(found, [a_row(name="Amnesty", address_1="International 5")])

    assert [row for row, _ in summary.left_out] == [2]


def test_each_letter_has_its_own_lines_and_a_checklist_stands_in_front(found: ActionNow) -> None:
    rows = [a_row(number, name=f"Maria Novak-{chr(60 + number)}son") for number in range(5, 25)]

    file, summary = run(found, rows, separators=True)

    cover, *pages = pages_of(file)
    assert "Print run of 2015-01-05" in cover
    assert "Supporters 20" in " ".join(cover.split())
    assert len(pages) == summary.pages
    for row in rows:
        assert sum(row.cells["name"] in page for page in pages) >= 2  # the separator, and the letter


def test_words_of_ones_own_are_laid_out_by_themselves_and_noted(found: ActionNow) -> None:
    file, summary = run(found, [a_row(), a_row(3, own_words="I have been to Nizhny Novgorod.")])

    assert [(row, str(reason)) for row, reason in summary.in_full] == [(3, "It has words of the sender's own.")]
    assert "I have been to Nizhny Novgorod" in " ".join(" ".join(pages_of(file)).split())


def test_signatures_are_drawn_from_the_table_and_from_pictures_beside_it(found: ActionNow, tmp_path: Path) -> None:
    image = Image.new("L", (800, 300), 255)
    ImageDraw.Draw(image).line([(20, 250), (300, 40), (500, 260), (780, 60)], fill=0, width=9)
    image.save(tmp_path / "eva.png")
    rows = [a_row(2, signature="eva.png"), a_row(3, signature=json.dumps(STROKES)), a_row(4, signature="typed")]

    file, summary = run(found, rows, tmp_path)

    assert (summary.letters, summary.by_hand, summary.left_out) == (3, 0, [])
    assert file.getvalue().count(b"/Subtype/Image") == 1
    assert (
        mark_of(read_supporter({"name": "E", "address_lines": ["R 1"], "country": "AT", "place": "G"}).signature)
        is None
    )


def test_an_action_that_is_stopped_meanwhile_ends_the_run(found: ActionNow) -> None:
    def look() -> None:
        raise ActionClosed("It was stopped.")

    with pytest.raises(ActionClosed):
        run(found, [a_row()], look=look)


def test_two_processes_make_what_one_makes(found: ActionNow) -> None:
    chance = random.Random("workers")  # noqa: S311
    names = ["Ana", "Łukasz", "Ольга", "محمد عبد الله", "بيت تين", "直江 あゆみ", "Ελένη"]
    rows = [a_row(number, name=f"{chance.choice(names)} {chr(65 + number % 26)}") for number in range(2, 260)]

    one, _ = run(found, rows)
    two, summary = run(found, rows, workers=2)

    assert summary.letters == len(rows)
    assert pages_of(two) == pages_of(one)
