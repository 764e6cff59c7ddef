"""`campaign letter`: a file that is there whole or not at all, and one plain sentence when it is not."""

import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action, Contact
from campaign.models.states import StopReason
from campaign.models.vocabulary import ContactKind, OwnMinister
from campaign.services.closing import stop
from campaign.services.lifecycle import take_action
from campaign.services.publishing import publish
from tests.cli.conftest import Campaign
from tests.conftest import LOADED_AT
from tests.factories import SENDER
from tests.services.test_own_ministers import a_foreign_minister


@pytest.fixture
def sender(tmp_path: Path) -> Path:
    file = tmp_path / "sender.json"
    file.write_text(json.dumps(SENDER), "utf-8")
    return file


def pages_of(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_range() for page in document]


def test_both_letters_of_an_action_come_in_one_file(loaded: Campaign, sender: Path, tmp_path: Path) -> None:
    output = tmp_path / "letters.pdf"

    result = loaded("letter", "ua 315/14", "--to", "all", "--on", "2015-01-05", "--sender", sender, "-o", output)

    first, second = pages_of(output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "past case" in result.stderr
    assert "Dear Chairman," in first
    assert "Dear Prosecutor General," in second
    assert "Lisboa, 5 January 2015" in first
    assert "RÚSSIA" in first
    assert output.stat().st_mode & 0o777 == 0o600  # it tells a political opinion: for its owner alone


def test_one_letter_can_be_had_alone_and_with_a_copy_to_the_mission(
    loaded: Campaign, sender: Path, tmp_path: Path
) -> None:
    words = ("letter", "UA 315/14", "--to", "2", "--on", "2015-01-27", "--sender", sender)

    loaded(*words, "-o", tmp_path / "one.pdf")
    loaded(*words, "--copies", "-o", tmp_path / "two.pdf")

    assert ["Prosecutor General" in page for page in pages_of(tmp_path / "one.pdf")] == [True]
    letter, copy = pages_of(tmp_path / "two.pdf")
    assert "For information" not in letter
    assert "Permanent Mission" in copy
    assert "For information: copy of my letter of 27 January 2015 to Yurii Chaika" in copy


def test_all_six_addressees_of_the_first_action_can_be_written_to(
    loaded: Campaign, sender: Path, tmp_path: Path
) -> None:
    for number in range(1, 7):
        output = tmp_path / f"{number}.pdf"
        result = loaded("letter", "RUS002 / 0112 / OBS 009", "--to", number, "--sender", sender, "-o", output)
        assert result.exit_code == 0
        assert ("convey my concern to your government" in pages_of(output)[0].replace("\r\n", " ")) == (number > 4)


def test_paper_follows_the_senders_country_or_the_wish(loaded: Campaign, tmp_path: Path) -> None:
    sender = tmp_path / "us.json"
    sender.write_text(json.dumps({**SENDER, "country": "US"}), "utf-8")
    words = ("letter", "kalyapin-attacked-in-grozny", "--to", "1", "--sender", sender)

    loaded(*words, "-o", tmp_path / "home.pdf")
    loaded(*words, "--paper", "a4", "-o", tmp_path / "wish.pdf")

    heights = [round(pypdfium2.PdfDocument(tmp_path / name)[0].get_height()) for name in ("home.pdf", "wish.pdf")]
    assert heights == [792, 842]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["UA 315/14", "--to", "all", "--on", "2015-03-01"], "27 January 2015. Please ask your section"),
        (["UA 315/14", "--to", "all"], "27 January 2015. Please ask your section"),
        (["UA 315/14", "--to", "3", "--on", "2015-01-05"], "there is no number 3"),
        (["UA 315/14", "--to", "1", "--on", "2015-01-05", "--language", "pt"], "cannot be written in “pt”"),
        (["UA 999/14", "--to", "1"], "There is no action"),
        (["kalyapin-defamation-campaign", "--to", "1"], "not published yet"),
        (["kalyapin-attacked-in-grozny", "--to", "1", "--copies"], "does not ask for copies"),
    ],
)
def test_what_a_person_can_mend_is_one_sentence_and_no_file(
    loaded: Campaign, sender: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    result = loaded("letter", *words, "--sender", sender, "-o", tmp_path / "out.pdf")

    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()


def test_a_stopped_action_makes_no_letter(
    loaded: Campaign, demonstration: Database, sender: Path, tmp_path: Path
) -> None:
    words = ("letter", "kalyapin-attacked-in-grozny", "--to", "1", "--sender", sender, "-o", tmp_path / "out.pdf")
    before = loaded(*words)
    (tmp_path / "out.pdf").unlink()
    with demonstration.transaction() as session:
        action = take_action(session, "kalyapin-attacked-in-grozny")
        stop(session, action, "ana@rights.example", StopReason.HARMFUL, LOADED_AT)

    result = loaded(*words)

    assert (before.exit_code, result.exit_code) == (0, 1)
    assert "was stopped: please send no more letters" in result.stderr
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[1, 2]", "must hold one object"),
        (b"[" * 90_000, "is not JSON"),
        (b'{"name": ' + b"1" * 5000 + b"}", "is not JSON"),
        (b" " * 200_000, "larger than"),
        (json.dumps({**SENDER, "name": ""}).encode(), "Give your name"),
        (json.dumps({**SENDER, "name": "N" * 500}).encode(), "Shorten your name"),
        (json.dumps({**SENDER, "name": "Ana\u0007"}).encode(), "U+0007"),
        (json.dumps({**SENDER, "name": "Ana 😀"}).encode(), "grinning face"),
        (json.dumps({**SENDER, "name": ["Ana"]}).encode(), "Give your name as text"),
        (json.dumps({**SENDER, "country": "ZZ"}).encode(), "two-letter code"),
        (json.dumps({**SENDER, "signature": "no/such/picture.png"}).encode(), "“ink” or “typed”"),
        (json.dumps({**SENDER, "own_words": "Amnesty International sent me."}).encode(), "must not name"),
    ],
)
def test_a_bad_sender_file_is_one_sentence_and_no_file(
    loaded: Campaign, tmp_path: Path, content: bytes, said: str
) -> None:
    sender = tmp_path / "sender.json"
    sender.write_bytes(content)

    result = loaded(
        "letter", "UA 315/14", "--to", "all", "--on", "2015-01-05", "--sender", sender, "-o", tmp_path / "out.pdf"
    )

    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()


def test_a_missing_sender_file_and_a_place_that_cannot_be_written_are_told(
    loaded: Campaign, sender: Path, tmp_path: Path
) -> None:
    words = ("letter", "kalyapin-attacked-in-grozny", "--to", "1")
    (tmp_path / "folder").mkdir()

    missing = loaded(*words, "--sender", tmp_path / "nobody.json", "-o", tmp_path / "out.pdf")
    nowhere = loaded(*words, "--sender", sender, "-o", tmp_path / "no" / "out.pdf")
    folder = loaded(*words, "--sender", sender, "-o", tmp_path / "folder")

    assert [result.exit_code for result in (missing, nowhere, folder)] == [1, 1, 1]
    assert "cannot be read" in missing.stderr
    assert "cannot be written" in nowhere.stderr
    assert "is not a file" in folder.stderr
    assert not list(tmp_path.glob(".out*")) + list(tmp_path.glob(".folder*"))


@pytest.mark.parametrize("words", [["--to", "x"], ["--to", "1", "--on", "soon"], ["--to", "1", "--paper", "a3"], []])
def test_wrong_usage_exits_2(loaded: Campaign, sender: Path, tmp_path: Path, words: list[str]) -> None:
    result = loaded("letter", "UA 315/14", *words, "--sender", sender, "-o", tmp_path / "out.pdf")

    assert result.exit_code == 2
    assert not (tmp_path / "out.pdf").exists()


def test_the_senders_own_foreign_minister_gets_a_letter_where_the_action_asks_for_it(
    loaded: Campaign, demonstration: Database, sender: Path, tmp_path: Path
) -> None:
    words = ("letter", "UA 315/14", "--to", "2", "--copies", "--own-minister", "--on", "2015-01-05", "--sender", sender)
    unasked = loaded(*words, "-o", tmp_path / "none.pdf")
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-and-threatened")).one()
        action.own_minister = OwnMinister.FOREIGN_MINISTER
        e_mail = Contact(kind=ContactKind.EMAIL, raw="rui@minister.example", source="test")
        session.add(a_foreign_minister(contacts=[e_mail]))
        publish(session, action, LOADED_AT)

    printed = loaded(*words, "-o", tmp_path / "three.pdf")
    drafted = loaded(*words, "--channel", "email", "-o", tmp_path / "drafts.zip")
    lengths = loaded("lengths", "UA 315/14").stdout.splitlines()

    assert "does not ask for letters to your own government" in unasked.stderr
    assert (printed.exit_code, drafted.exit_code) == (0, 0), drafted.stderr
    _, copy, own = pages_of(tmp_path / "three.pdf")
    assert "For information" in copy
    assert "Roe" not in copy
    assert "Dear Minister," in own
    with zipfile.ZipFile(tmp_path / "drafts.zip") as files:
        drafts = {name: files.read(name).decode() for name in files.namelist()}
    assert "Cc:" not in drafts["email-own-minister-of-foreign-affairs.eml"]
    assert {line.split()[0] for line in lengths} == {"1", "2", "own"}
