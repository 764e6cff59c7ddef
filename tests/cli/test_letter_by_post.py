"""`campaign letter` for the post: papers, envelopes and labels."""

import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Campaign
from tests.cli.test_letter import pages_of
from tests.factories import SENDER

WORDS = ("letter", "UA 315/14", "--on", "2015-01-05")


@pytest.fixture
def sender(tmp_path: Path) -> Path:
    file = tmp_path / "sender.json"
    file.write_text(json.dumps(SENDER), "utf-8")
    return file


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (["--paper", "din-b"], (595, 842)),
        (["--paper", "us-10", "--to", "2"], (612, 792)),
        (["--channel", "envelope"], (624, 312)),
        (["--channel", "envelope", "--envelope", "c6"], (459, 323)),
        (["--channel", "labels", "--first", "24"], (595, 842)),
        (["--channel", "labels", "--labels", "us-5160", "--to", "2"], (612, 792)),
    ],
)
def test_paper_envelopes_and_labels_can_be_asked_for(
    loaded: Campaign, sender: Path, tmp_path: Path, words: list[str], size: tuple[int, int]
) -> None:
    to = [] if "--to" in words else ["--to", "all"]
    output = tmp_path / "out.pdf"

    result = loaded(*WORDS, *to, *words, "--sender", sender, "-o", output)

    assert result.exit_code == 0, result.stderr
    assert tuple(round(side) for side in pypdfium2.PdfDocument(output)[0].get_size()) == size
    assert "Yurii Chaika" in " ".join(pages_of(output))


def test_an_american_gets_american_envelopes_and_labels(loaded: Campaign, tmp_path: Path) -> None:
    sender = tmp_path / "us.json"
    sender.write_text(json.dumps({**SENDER, "country": "US"}), "utf-8")

    for channel, width in (("envelope", 684), ("labels", 612)):
        output = tmp_path / f"{channel}.pdf"
        loaded(*WORDS, "--to", "2", "--channel", channel, "--sender", sender, "-o", output)
        assert round(pypdfium2.PdfDocument(output)[0].get_width()) == width


def test_a_zip_holds_an_envelope_for_each_and_one_file_of_labels(
    loaded: Campaign, sender: Path, tmp_path: Path
) -> None:
    names = []
    for channel in ("envelope", "labels"):
        output = tmp_path / f"{channel}.zip"
        loaded(*WORDS, "--to", "all", "--channel", channel, "--sender", sender, "-o", output)
        names += zipfile.ZipFile(output).namelist()

    assert names == [
        "envelope-1-investigative-committee-chairman.pdf",
        "envelope-2-prosecutor-general.pdf",
        "labels.pdf",
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--paper", "us-10"], 1, "Paper that can hold it: A4, US Letter, DIN A, DIN B"),
        (["--channel", "labels", "--first", "25"], 1, "from 1 to 24"),
        (["--channel", "labels", "--first", "0"], 1, "from 1 to 24"),
        (["--channel", "labels", "--envelope", "dl"], 2, "choose --channel envelope"),
        (["--first", "3"], 2, "choose --channel labels"),
        (["--channel", "envelope", "--labels", "us-5160"], 2, "choose --channel labels"),
        (["--channel", "envelope", "--paper", "din-b"], 2, "choose --envelope or --labels"),
    ],
)
def test_what_cannot_be_had_is_said_and_no_file_is_there(
    loaded: Campaign, sender: Path, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    result = loaded(*WORDS, "--to", "1", *words, "--sender", sender, "-o", tmp_path / "out.pdf")

    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr
    assert list(tmp_path.glob("out*")) == []
