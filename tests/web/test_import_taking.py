"""Taking in a published appeal at the desk: pasted or as a file, read in a child, refused in one sentence."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from campaign.db import Database
from campaign.importer.reading.source import LARGEST_FILE
from campaign.models import ImportedDraft
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.importing.keeping import MOST_SHOWN, find_import
from tests.appeals.corpus import appeals
from tests.web.desk import client_of, key_of
from tests.web.imports import SHEET, an_import, form_in

APPEALS = {appeal.name: appeal for appeal in appeals("tuning")}


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def take(client: FlaskClient, text: str = "", content: bytes = b"", name: str = ""):
    """Post the form as a browser does; the test client itself would put a large file on a disk."""
    fields = {"desk_key": key_of(client), "seen": "", "text": text}
    head = 'Content-Disposition: form-data; name="{}"'
    parts = [f"--end\r\n{head.format(key)}\r\n\r\n{value}\r\n".encode() for key, value in fields.items()]
    parts += [f'--end\r\n{head.format("file")}; filename="{name}"\r\n\r\n'.encode(), content, b"\r\n--end--\r\n"]
    return client.post("/desk/import", data=b"".join(parts), content_type="multipart/form-data; boundary=end")


def test_a_pasted_text_is_read_and_leads_to_its_review(editor: FlaskClient) -> None:
    answer = take(editor, SHEET.replace("\n", "\r\n"))

    form = form_in(editor.get(answer.location).text)
    assert (answer.status_code, answer.location) == (303, "/desk/import/1")
    assert (form["basics-case_code"], form["addressees-0-name"]) == ("UA 61/16", "Jane Roe")
    assert "JOURNALIST HELD WITHOUT CHARGE" in editor.get("/desk/import").text


def test_a_file_of_a_megabyte_is_read_in_memory(editor: FlaskClient) -> None:
    appeal = APPEALS["en_2017_form"]
    padded = appeal.content + b"\n%" + b" " * 1_000_000  # a comment behind a PDF, which readers pass over

    answer = take(editor, content=padded, name=appeal.file_name)

    page = editor.get(answer.location).text
    assert form_in(page)["basics-case_code"] == "UA 114/17"
    assert 'class="left-out"' in page


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "", "Paste the text of an appeal, or choose a file."),
        (b"\x89PNG\r\n" + b"x" * 100, "photo.png", "This is a picture"),
        (b"x" * (LARGEST_FILE + 1), "large.txt", "This file is larger than 10 MB"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    editor: FlaskClient, content: bytes, name: str, words: str
) -> None:
    answer = take(editor, content=content, name=name)

    assert answer.status_code == 422
    assert words in answer.text


def test_a_pasted_text_stays_where_a_file_was_chosen_as_well(editor: FlaskClient) -> None:
    answer = take(editor, "A pasted text", b"A file", "file.txt")

    assert answer.status_code == 422
    assert re.search(r"<textarea[^>]*>\s*A pasted text</textarea>", answer.text)


def test_a_text_that_is_too_long_is_handed_back_whole(editor: FlaskClient) -> None:
    answer = take(editor, "Слово " * 26_000)

    assert answer.status_code == 422
    assert "more than 150000 characters" in answer.text
    assert answer.text.count("Слово ") >= 25_999


def test_a_text_that_was_pasted_before_signing_out_is_handed_back(app: Flask, demonstration: Database) -> None:
    data = {"desk_key": "0" * 64, "seen": "", "text": "A pasted text"}

    signed_out = app.test_client().post("/desk/import", data=data)
    signed_in = client_of(app, demonstration, CoordinatorRole.EDITOR).post("/desk/import", data=data)

    assert (signed_out.status_code, "A pasted text" in signed_out.text) == (401, True)
    assert (signed_in.status_code, "press Import again" in signed_in.text) == (403, True)
    assert "A pasted text" in signed_in.text


def test_those_under_review_are_listed_and_one_is_discarded(editor: FlaskClient, demonstration: Database) -> None:
    numbers = [an_import(demonstration, SHEET.replace("HELD", f"HELD {word}")) for word in ("HERE", "THERE")]

    answer = editor.post(f"/desk/import/{numbers[0]}/discard", data={"desk_key": key_of(editor)})

    page = editor.get(answer.location).text
    assert ("HELD HERE" in page, "HELD THERE" in page) == (False, True)
    assert "ana@desk.example" in page


def test_the_list_is_cut_where_nobody_reads_it_any_more(editor: FlaskClient, demonstration: Database) -> None:
    number, now = an_import(demonstration), datetime.now(UTC)
    with demonstration.transaction() as session:
        kept = find_import(session, number)
        values = {"source": "x", "reviewed": kept.reviewed, "read_at": now, "read_by": "a", "changed_at": now}
        session.add_all(ImportedDraft(**values, changed_by="a") for _ in range(MOST_SHOWN))

    page = editor.get("/desk/import").text

    assert page.count("/discard") == MOST_SHOWN
    assert "and 1 older ones" in page


def test_the_board_and_the_form_for_a_new_action_lead_there(app: Flask, demonstration: Database) -> None:
    editor, viewer = (client_of(app, demonstration, role) for role in (CoordinatorRole.EDITOR, CoordinatorRole.VIEWER))

    assert 'href="/desk/import"' in editor.get("/desk/").text
    assert 'href="/desk/import"' in editor.get("/desk/actions/new").text
    assert 'href="/desk/import"' not in viewer.get("/desk/").text
