"""`campaign letter` by fax and e-mail, `campaign directory` and `campaign lengths`."""

import email
import email.policy
import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action
from campaign.settings import load_settings
from tests.cli.conftest import Campaign
from tests.factories import SENDER

SHEET = "RUS002 / 0112 / OBS 009"


@pytest.fixture
def words(tmp_path: Path) -> list[object]:
    file = tmp_path / "sender.json"
    file.write_text(json.dumps(SENDER), "utf-8")
    return ["--sender", file]


def test_a_fax_to_print_and_how_to_send_it(loaded: Campaign, words: list[object], tmp_path: Path) -> None:
    output = tmp_path / "fax.pdf"

    result = loaded("letter", SHEET, "--to", 1, "--channel", "fax", "--cover", *words, "-o", output)

    document = pypdfium2.PdfDocument(output)
    assert result.exit_code == 0
    assert "Page 1 of 2" in document[0].get_textpage().get_text_range()
    assert "Fax to addressee 1: 2 pages, about 1 min on the line at 9600 bit/s, 1 min at 14400." in result.stderr
    assert "Dial 00 7 495 606-51-73, or: sendfax -n -m -d +74956065173 fax.pdf" in result.stderr
    assert "Dial 00 7 495 630-24-08, or: sendfax -n -m -d +74956302408 fax.pdf" in result.stderr


def test_a_fax_image_at_standard_resolution(loaded: Campaign, words: list[object], tmp_path: Path) -> None:
    output = tmp_path / "fax.tif"
    choices = ("--channel", "fax-tiff", "--resolution", "standard", "--coding", "g3")

    result = loaded("letter", SHEET, "--to", 2, *choices, *words, "-o", output)

    with Image.open(output) as image:
        assert (image.size, image.info["compression"]) == ((1728, 1143), "group3")
    assert "sendfax -n -l -d" in result.stderr


def test_faxes_to_several_to_print_come_in_one_file(loaded: Campaign, words: list[object], tmp_path: Path) -> None:
    result = loaded("letter", SHEET, "--to", "all", "--channel", "fax", *words, "-o", tmp_path / "faxes.pdf")

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "faxes.pdf")]
    assert sum("Page 1 of" in page for page in pages) == 5
    assert "Addressee 4 has no fax number. Choose another channel: print." in result.stderr


def test_files_that_go_to_one_addressee_each_come_in_a_zip(
    loaded: Campaign, words: list[object], tmp_path: Path
) -> None:
    refused = loaded("letter", SHEET, "--to", "all", "--channel", "fax-tiff", *words, "-o", tmp_path / "all.tif")
    result = loaded("letter", SHEET, "--to", "all", "--channel", "fax-tiff", *words, "-o", tmp_path / "all.zip")

    assert (refused.exit_code, (tmp_path / "all.tif").exists()) == (1, False)
    assert "5 addressees need a file each" in refused.stderr
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = archive.namelist()
    assert names[0] == "fax-1-president-of-the-russian-federation.tif"
    assert len(names) == 5
    assert f"sendfax -n -m -d +74956374925 {names[1]}" in result.stderr


def test_an_e_mail_draft_with_the_letter_attached(loaded: Campaign, words: list[object], tmp_path: Path) -> None:
    output = tmp_path / "letter.eml"
    on = ("UA 315/14", "--on", "2015-01-05", "--channel", "email", "--attach")

    result = loaded("letter", *on, "--to", "all", *words, "-o", output)

    read = email.message_from_bytes(output.read_bytes(), policy=email.policy.default)
    assert read["To"] == "prgenproc@gov.ru"
    assert [part.get_filename() for part in read.iter_attachments()] == ["letter.pdf"]
    assert "Addressee 1 has no e-mail address. Choose another channel: print, fax." in result.stderr


def test_a_fax_service_gets_a_draft(loaded: Campaign, words: list[object], tmp_path: Path) -> None:
    output = tmp_path / "fax.eml"
    service = ("--channel", "fax", "--fax-service", "{digits}@fax.example")

    result = loaded("letter", SHEET, "--to", 2, *service, *words, "-o", output)

    assert email.message_from_bytes(output.read_bytes())["To"] == "74956374925@fax.example"
    assert "sendfax" not in result.stderr


@pytest.mark.parametrize(
    ("choices", "status", "said"),
    [
        (["--to", "4", "--channel", "fax"], 1, "Addressee 4 has no fax number. Choose another channel: print."),
        (["--to", "1", "--channel", "email"], 1, "Addressee 1 has no e-mail address"),
        (["--to", "1", "--channel", "fax", "--fax-service", "fax@fax.example"], 1, "is no pattern"),
        (["--to", "1", "--channel", "print", "--cover"], 2, "are for faxes"),
        (["--to", "1", "--channel", "email", "--fax-service", "{digits}@fax.example"], 2, "are for faxes"),
        (["--to", "1", "--attach"], 2, "is for e-mails"),
        (["--to", "1", "--channel", "pigeon"], 2, "pigeon"),
        (["--to", "1", "--channel", "fax-tiff", "--resolution", "superb"], 2, "superb"),
    ],
)
def test_what_does_not_fit_makes_no_file(
    loaded: Campaign, words: list[object], tmp_path: Path, choices: list[str], status: int, said: str
) -> None:
    result = loaded("letter", SHEET, *choices, *words, "-o", tmp_path / "out")

    assert (result.exit_code, said in result.stderr) == (status, True)
    assert not (tmp_path / "out").exists()


def test_contacts_are_entered_confirmed_and_refused(loaded: Campaign) -> None:
    add = ("directory", "add", "ru-president")
    fax = loaded(*add, "fax", "Faxes: +7 495 606 36 02 / 07", "--source", "a sheet, today")
    (number,) = [line.split()[0] for line in fax.stdout.splitlines() if " 07 " in line]
    broken = loaded(*add, "email", "[email protected]", "--source", "a sheet, today")
    confirmed = loaded("directory", "confirm", "ru-president", number)
    loaded("directory", "refuses", "ru-president", "email", "fax")
    shown = loaded("directory", "show", "ru-president")

    assert "? +7 495 606-36-07 (printed as the end of a number)" in fax.stdout
    assert (broken.exit_code, "take the address itself" in broken.stderr) == (1, True)
    assert confirmed.stdout.split() == [number, "fax", "07", "+7", "495", "606-36-07"]
    assert "+7 495 606-36-02" in shown.stdout
    assert shown.stdout.splitlines()[-1] == "refuses: fax, email"
    assert loaded("directory", "show", "nobody").exit_code == 1
    with Database(load_settings().database).reading() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-judicial-harassment")).one()
        assert [change.who for change in action.changes] == ["command line"]  # two persons have to see the new number


def test_lengths_say_what_fits_into_a_link(loaded: Campaign) -> None:
    lines = loaded("lengths", "UA 315/14").stdout.splitlines()

    in_order = ["ru", "en", "ar", "de", "es", "fr"]  # as the sheet reads them, then the others
    assert [line.split()[:2] for line in lines] == [[number, language] for number in "12" for language in in_order]
    assert all("of 1600 bytes in a mailto link: the text is pasted" in line for line in lines)
