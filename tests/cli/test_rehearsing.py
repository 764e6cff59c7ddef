"""`campaign letter --rehearse`: specimens of what would be published, of drafts too, and nothing that could be sent."""

import email
import email.policy
import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action, Addressee
from campaign.models.states import StopReason
from campaign.models.vocabulary import Role
from campaign.services.closing import stop
from campaign.services.lifecycle import take_action
from tests.cli.conftest import Campaign
from tests.conftest import LOADED_AT
from tests.factories import SENDER

LIVE = "kalyapin-attacked-in-grozny"


@pytest.fixture
def words(tmp_path: Path) -> list[object]:
    file = tmp_path / "sender.json"
    file.write_text(json.dumps(SENDER), "utf-8")
    return ["--to", "1", "--sender", file]


@pytest.fixture
def draft(demonstration: Database) -> str:
    """A draft that lacks nothing but a publication."""
    with demonstration.transaction() as session:
        draft = session.scalars(select(Action).filter_by(slug="kalyapin-defamation-campaign")).one()
        live = session.scalars(select(Action).filter_by(slug=LIVE)).one()
        draft.addressees = [Addressee(position=1, role=Role.TARGET, authority=live.addressees[0].authority)]
        return draft.slug


def text_of(file: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))


def test_a_draft_can_be_proofed_and_makes_no_letter_else(
    loaded: Campaign, draft: str, words: list[object], tmp_path: Path
) -> None:
    output = tmp_path / "out.pdf"

    refused = loaded("letter", draft, *words, "-o", output)
    there_before = output.exists()
    result = loaded("letter", draft, *words, "--rehearse", "-o", output)

    assert (refused.exit_code, there_before) == (1, False)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "This is a rehearsal" in result.stderr
    assert "SPECIMEN" in text_of(output)
    assert "Igor" in text_of(output)


def test_a_live_action_is_rehearsed_with_its_changes_and_its_letters_stay_unmarked(
    loaded: Campaign, demonstration: Database, words: list[object], tmp_path: Path
) -> None:
    with demonstration.transaction() as session:
        take_action(session, LIVE).texts["en"].facts = "Words that nobody has published."

    loaded("letter", LIVE, *words, "-o", tmp_path / "real.pdf")
    loaded("letter", LIVE, *words, "--rehearse", "-o", tmp_path / "specimen.pdf")

    real, specimen = text_of(tmp_path / "real.pdf"), text_of(tmp_path / "specimen.pdf")
    assert ["SPECIMEN" in text for text in (real, specimen)] == [False, True]
    assert ["nobody has published" in text for text in (real, specimen)] == [False, True]


def test_faxes_and_e_mails_of_a_rehearsal_say_neither_how_to_dial_nor_whom_to_write_to(
    loaded: Campaign, words: list[object], tmp_path: Path
) -> None:
    ref = ("letter", "UA 315/14", "--to", "all", *words[2:], "--on", "2015-01-05", "--rehearse")

    fax = loaded(*ref, "--channel", "fax-tiff", "-o", tmp_path / "faxes.zip")
    service = loaded(*ref, "--channel", "fax", "--fax-service", "{digits}@fax.example", "-o", tmp_path / "service.zip")
    mail = loaded(*ref, "--channel", "email", "-o", tmp_path / "mail.zip")

    assert [result.exit_code for result in (fax, service, mail)] == [0, 0, 0]
    assert "min on the line" in fax.stderr
    for words_of_dialling in ("Dial", "sendfax", "+7"):
        assert words_of_dialling not in fax.stderr
    for archive in ("faxes.zip", "service.zip", "mail.zip"):
        with zipfile.ZipFile(tmp_path / archive) as files:
            assert files.namelist()
            for name in files.namelist():
                assert name.startswith("specimen-")
                if name.endswith(".eml"):
                    read = email.message_from_bytes(files.read(name), policy=email.policy.default)
                    assert (read["To"], read["Cc"]) == (None, None)
                    assert read["Subject"].startswith("SPECIMEN")


@pytest.mark.parametrize(
    ("ref", "said"),
    [("UA 315/14", "The last day to write"), ("nothing", "There is no action"), (LIVE, "cannot be rehearsed")],
)
def test_what_cannot_be_rehearsed_is_one_sentence_and_no_file(
    loaded: Campaign, demonstration: Database, words: list[object], tmp_path: Path, ref: str, said: str
) -> None:
    with demonstration.transaction() as session:
        stop(session, take_action(session, LIVE), "ana@desk.example", StopReason.HARMFUL, LOADED_AT)

    result = loaded("letter", ref, *words, "--rehearse", "-o", tmp_path / "out.pdf")

    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()
