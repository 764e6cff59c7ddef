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
from campaign.services.missions import answering_missions
from campaign.services.print_runs.job import Copies, Job
from campaign.services.print_runs.run import Note, Summary, What, print_run
from campaign.services.print_runs.tables import COLUMNS, Row, Table, template

NAMED = {"name": "Maria Novak", "address_1": "Hauptstraße 12", "address_2": "Graz", "country": "AT", "place": "Graz"}
STROKES = [{"points": [{"x": 1, "y": 2}, {"x": 50, "y": 40}, {"x": 90, "y": 3}]}]


@pytest.fixture
def found(demonstration: Database) -> ActionNow:
    with demonstration.reading() as session:
        return find_action(session, "UA 315/14", datetime.now(UTC), date(2015, 1, 5))


def a_row(number: int = 2, **changes: str) -> Row:
    return Row(number, {**NAMED, **changes})


class Told(list[Note]):
    """What was told of rows."""

    def of(self, what: What) -> list[tuple[int, str]]:
        """The rows of which this was told, with the reasons."""
        return [(note.row, str(note.why)) for note in self if note.what is what]


def run(
    found: ActionNow,
    rows: list[Row],
    folder: Path = Path(),
    *,
    workers: int = 1,
    separators: bool = False,
    look: Callable[[], None] = lambda: None,
) -> tuple[io.BytesIO, Summary, Told]:
    """Print the letters of rows to the first addressee."""
    file, told = io.BytesIO(), Told()
    job = Job(found, frozenset({1}), None, folder, separators)
    return file, print_run(job, rows, file, workers=workers, look=look, done=lambda _: None, note=told.append), told


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

    _, summary, told = run(found, list(Table(tmp_path / "table.xlsx").rows()))

    assert (summary.letters, summary.left_out, [note.row for note in told]) == (1, 3, [3, 4, 5])
    for note, said in zip(told, ("made a day of it", "is a formula", "more cells"), strict=True):
        assert said in str(note.why)


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

    _, summary, told = run(found, rows)

    assert (len(rows), summary.letters, told) == (1, 1, [])
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

    file, summary, told = run(found, rows)

    assert (summary.letters, summary.supporters, summary.left_out) == (2, 2, len(bad))
    for (number, reason), (wanted, (_, said)) in zip(told.of(What.LEFT_OUT), bad.items(), strict=True):
        assert (number, said in reason) == (wanted, True), reason
    assert "secret" not in "".join(pages_of(file))


def test_names_that_a_file_would_put_together_are_refused(found: ActionNow) -> None:
    """Each line by itself is harmless; one below the other they are read as a name."""
    _, _, told = run(found, [a_row(name="Amnesty", address_1="International 5")])

    assert [note.row for note in told] == [2]


def test_each_letter_has_its_own_lines_and_a_checklist_stands_in_front(found: ActionNow) -> None:
    rows = [a_row(number, name=f"Maria Novak-{chr(60 + number)}son") for number in range(5, 25)]

    file, summary, _ = run(found, rows, separators=True)

    cover, *pages = pages_of(file)
    assert "Print run of 2015-01-05" in cover
    assert "Supporters 20" in " ".join(cover.split())
    assert len(pages) == summary.pages
    for row in rows:
        assert sum(row.cells["name"] in page for page in pages) >= 2  # the separator, and the letter


def test_words_of_ones_own_are_laid_out_by_themselves_and_noted(found: ActionNow) -> None:
    file, summary, told = run(found, [a_row(), a_row(3, own_words="I have been to Nizhny Novgorod.")])

    assert (summary.in_full, told.of(What.IN_FULL)) == (1, [(3, "It has words of the sender's own.")])
    assert "I have been to Nizhny Novgorod" in " ".join(" ".join(pages_of(file)).split())


def test_signatures_are_drawn_from_the_table_and_from_pictures_beside_it(found: ActionNow, tmp_path: Path) -> None:
    image = Image.new("L", (800, 300), 255)
    ImageDraw.Draw(image).line([(20, 250), (300, 40), (500, 260), (780, 60)], fill=0, width=9)
    image.save(tmp_path / "eva.png")
    rows = [a_row(2, signature="eva.png"), a_row(3, signature=json.dumps(STROKES)), a_row(4, signature="typed")]

    file, summary, told = run(found, rows, tmp_path)

    assert (summary.letters, summary.by_hand, told) == (3, 0, [])
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

    one, _, _ = run(found, rows)
    two, summary, _ = run(found, rows, workers=2)

    assert summary.letters == len(rows)
    assert pages_of(two) == pages_of(one)


def test_every_letter_has_its_envelope_in_the_same_order(found: ActionNow, demonstration: Database) -> None:
    with demonstration.reading() as session:
        missions = answering_missions(session, found.published.country, date(2015, 1, 5), ["en"])
    rows = [
        a_row(2, country="BE", place="Gent"),
        a_row(3, identity="no_address", name="Hidden Person"),
        a_row(4, name=""),
        a_row(5, name="Jörg Öster", country="FR", place="Lyon", own_words="I have been there."),
    ]
    letters, envelopes, told = io.BytesIO(), io.BytesIO(), Told()
    job = Job(found, None, None, Path(), envelope="dl", copies=Copies(missions, frozenset()))

    summary = print_run(
        job, rows, letters, envelopes, workers=2, look=lambda: None, done=lambda _: None, note=told.append
    )

    cover, *_ = pages_of(letters)
    assert f"Envelopes, in a file of their own {summary.letters}, DL" in " ".join(cover.split())
    assert [note.row for note in told if note.what is What.LEFT_OUT] == [4]
    pages = [" ".join(page.split()) for page in pages_of(envelopes)]
    to = {
        country: [*found.published.addressees, *([missions["en", country]] if ("en", country) in missions else [])]
        for country in ("BE", "AT", "FR")
    }
    expected = [
        (sender, each.authority.addresses[0].lines[0])
        for sender, country in (("Maria Novak Hauptstraße 12", "BE"), ("", "AT"), ("Jörg Öster Hauptstraße 12", "FR"))
        for each in to[country]
    ]
    assert summary.letters == len(pages) == len(expected)
    for page, (sender, address) in zip(pages, expected, strict=True):
        assert sender in page if sender else "Hauptstraße" not in page
        assert address in page
    assert "Hidden Person" not in "".join(pages)
    assert set(sizes_of(envelopes)) == {(220, 110)}


def test_copies_go_to_the_mission_in_each_supporters_country_and_where_there_is_none_it_is_told(
    found: ActionNow, demonstration: Database
) -> None:
    with demonstration.reading() as session:
        missions = answering_missions(session, found.published.country, date(2015, 1, 5), ["en"])
    belgium = missions["en", "BE"].authority
    known = {key: mission for key, mission in missions.items() if key[1] != "AT"}
    letters, told = io.BytesIO(), Told()
    job = Job(found, frozenset({1}), None, Path(), copies=Copies(known, frozenset()))

    summary = print_run(
        job,
        [a_row(2), a_row(3, country="BE", place="Gent")],
        letters,
        workers=1,
        look=lambda: None,
        done=lambda _: None,
        note=told.append,
    )

    assert (summary.letters, summary.copies, summary.without_copy) == (3, 1, 1)
    assert told.of(What.NO_COPY) == [(2, "The directory has no mission of Russia for supporters in Austria.")]
    (copy,) = [page for page in pages_of(letters) if belgium.addresses[0].lines[0] in " ".join(page.split())]
    assert "Copy" in copy or "copy" in copy


def sizes_of(file: io.BytesIO) -> list[tuple[int, int]]:
    """The size of each page, in millimetres."""
    with pypdfium2.PdfDocument(file.getvalue()) as pdf:
        return [tuple(round(points / 72 * 25.4) for points in page.get_size()) for page in pdf]
