"""`campaign print-run`: many supporters' letters in one file, and a report."""

import csv
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import update

from campaign.cli.files import whole_files
from campaign.db import Database
from campaign.errors import CannotWrite
from campaign.models import Action
from campaign.models.states import ActionState, StopReason
from tests.cli.conftest import Campaign

RUN = ("print-run", "UA 315/14", "--on", "2015-01-05")
HEADER = "name,address_1,country,place\n"


def a_table(folder: Path, rows: int, bad: int = 0) -> Path:
    """A table in which the last rows have no country."""
    lines = [f"Maria Novak {chr(65 + n % 26)},Road {n},{'AT' if n < rows - bad else ''},Graz" for n in range(rows)]
    file = folder / "supporters.csv"
    file.write_text(HEADER + "\n".join(lines), "utf-8")
    return file


def report_of(folder: Path) -> list[list[str]]:
    with (folder / "out.report.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_letters_to_all_addressees_come_in_one_file_for_its_owner_alone(loaded: Campaign, tmp_path: Path) -> None:
    output = tmp_path / "out.pdf"

    result = loaded(*RUN, "--supporters", a_table(tmp_path, 3), "-o", output)

    assert (result.exit_code, "6 letters of 3 supporters" in result.stderr) == (0, True), result.stderr
    assert len(pypdfium2.PdfDocument(output)) > 6
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert report_of(tmp_path) == []


def test_envelopes_of_letters_and_copies_come_in_a_second_file(loaded: Campaign, tmp_path: Path) -> None:
    output, envelopes = tmp_path / "out.pdf", tmp_path / "out.envelopes.pdf"
    words = (*RUN, "--to", 1, "--supporters", a_table(tmp_path, 2), "-o", output)

    result = loaded(*words, "--envelopes", "c5", "--copies")

    assert (result.exit_code, "4 letters of 2 supporters" in result.stderr) == (0, True), result.stderr
    assert (len(pypdfium2.PdfDocument(envelopes)), stat.S_IMODE(envelopes.stat().st_mode)) == (4, 0o600)


def test_letters_and_envelopes_appear_together_or_not_at_all(tmp_path: Path) -> None:
    names = tmp_path / "out.pdf", tmp_path / "out.envelopes.pdf"
    names[1].mkdir()

    with pytest.raises(CannotWrite, match="not a file"), whole_files(*names) as files:
        files[0].write(b"letters")

    assert list(tmp_path.iterdir()) == [names[1]]


def test_bad_rows_are_left_out_and_reported_and_the_exit_code_says_so(loaded: Campaign, tmp_path: Path) -> None:
    output = tmp_path / "out.pdf"

    result = loaded(*RUN, "--to", 1, "--supporters", a_table(tmp_path, 100, bad=3), "-o", output)

    assert (result.exit_code, "97 letters" in result.stderr) == (3, True), result.stderr
    assert [(row, what, "two-letter code" in why) for row, what, why in report_of(tmp_path)] == [
        (str(row), "left out", True) for row in (99, 100, 101)
    ]


@pytest.mark.long
def test_of_a_thousand_rows_with_thirty_bad_ones_970_letters_are_made(loaded: Campaign, tmp_path: Path) -> None:
    output = tmp_path / "out.pdf"

    result = loaded(*RUN, "--to", 1, "--supporters", a_table(tmp_path, 1000, bad=30), "-o", output, "--workers", 2)

    assert (result.exit_code, "970 letters" in result.stderr, len(report_of(tmp_path))) == (3, True, 30)


def test_without_one_good_row_there_is_a_report_and_no_file(loaded: Campaign, tmp_path: Path) -> None:
    result = loaded(*RUN, "--supporters", a_table(tmp_path, 2, bad=2), "-o", tmp_path / "out.pdf")

    assert (result.exit_code, "No letter could be made" in result.stderr) == (1, True)
    assert len(report_of(tmp_path)) == 2
    assert not list(tmp_path.glob("*out.pdf*"))


def test_a_template_can_be_had(campaign: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "template.csv"

    result = campaign("print-run", "--template", "-o", file)

    assert result.exit_code == 0
    assert file.read_text("utf-8-sig").startswith("name,address_1,")
    assert campaign("print-run", "--template").stdout == file.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["print-run", "UA 315/14"], 2, "needs REF, --supporters and -o"),
        (["print-run", "UA 315/14", "--supporters", "supporters.csv", "-o", "out.pdf"], 1, "last day to write"),
        ([*RUN, "--to", "9", "--supporters", "supporters.csv", "-o", "out.pdf"], 1, "there is no number 9"),
        ([*RUN, "--supporters", "nowhere.csv", "-o", "out.pdf"], 1, "nowhere.csv cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    loaded: Campaign, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    a_table(tmp_path, 1)

    result = loaded(*words)

    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert not list(tmp_path.glob("*out*"))


def test_a_run_whose_action_is_stopped_meanwhile_leaves_no_file(
    loaded: Campaign, demonstration: Database, tmp_path: Path
) -> None:
    output = tmp_path / "out.pdf"
    words = [*RUN, "--to", "1", "--supporters", a_table(tmp_path, 3000), "-o", output]
    child = subprocess.Popen([sys.executable, "-m", "campaign", *map(str, words)], stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob(".out.pdf.*")):
        assert child.poll() is None
        time.sleep(0.01)

    with demonstration.transaction() as session:
        stopped = {"state": ActionState.STOPPED, "stop_reason": StopReason.RELEASED, "stopped_at": datetime.now(UTC)}
        session.execute(update(Action).values(stopped_by="ana@desk.example", **stopped))
    _, said = child.communicate()

    assert (child.returncode, "was stopped: please send no more letters" in said) == (1, True), said
    assert not list(tmp_path.glob("*out.pdf*"))
