"""The directory as a file at the desk: handed in, looked at, imported whole, undone whole."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from campaign.db import Database
from campaign.models import Authority
from campaign.models.vocabulary import CoordinatorRole, SubjectKind
from campaign.services.events import history
from campaign.services.tables.reading import read_table
from campaign.web.uploads import LARGEST_POST
from tests.web.desk import client_of, key_of, post

AT = "/desk/authorities/import"
FILE = "slug;state;title_en;fax_1\nnobody;AL;Judge;+355 4 222 2222\n;XX;Nobody;\n"


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def hand_in(client: FlaskClient, content: bytes, name: str = "list.csv") -> TestResponse:
    """Hand in a file as the page would; written here, because the test client would put a large one on the disk."""
    head = 'Content-Disposition: form-data; name="'
    fields = [
        f'{head}{field}"\r\n\r\n{value}'.encode()
        for field, value in (("desk_key", key_of(client)), ("source", "a call"))
    ]
    fields.append(f'{head}file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'.encode() + content)
    body = b"".join(b"--parted\r\n" + field + b"\r\n" for field in fields) + b"--parted--\r\n"
    return client.post(AT, data=body, content_type="multipart/form-data; boundary=parted")


def words_of(answer: TestResponse) -> str:
    """A page without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def test_a_file_is_looked_at_imported_and_undone(editor: FlaskClient, demonstration: Database) -> None:
    at = hand_in(editor, FILE.encode()).location
    looked = words_of(editor.get(at))
    with demonstration.reading() as session:
        there_before = session.scalar(select(Authority).filter_by(slug="nobody"))

    assert f"{at}/left-out/csv" in editor.get(at).text
    left_out = editor.get(f"{at}/left-out/csv")
    assert left_out.headers["Content-Disposition"] == 'attachment; filename="left-out-1.csv"'
    assert read_table(left_out.data, "authorities").rows[1][0] == "3"
    assert read_table(editor.get(f"{at}/left-out/xlsx").data, "authorities").rows[1][3:] == ("XX", "Nobody")

    assert post(editor, f"{at}/confirm").location == at
    imported = words_of(editor.get(at))
    with demonstration.reading() as session:
        (contact,) = session.scalars(select(Authority).filter_by(slug="nobody")).one().contacts
        (entry,) = history(session, subject_kind=SubjectKind.AUTHORITY, subject="nobody", limit=9)

    assert post(editor, f"{at}/undo").location == at
    undone = words_of(editor.get(at))

    assert there_before is None
    assert "Nothing is changed yet. New 1 Changed 0 As they are 0 Left out, with mistakes 1" in looked
    assert "3 state “XX” is no country" in looked
    assert "nobody new, row 2" in looked
    assert "Import 1 authority" in looked
    assert (contact.e164, contact.source, entry.who) == ("+35542222222", "a call", "editor@desk.example")
    assert "Imported on" in imported
    assert "Undone by editor@desk.example" in undone
    assert "list.csv" in words_of(editor.get(AT))
    with demonstration.reading() as session:
        assert session.scalar(select(Authority).filter_by(slug="nobody")) is None


def test_what_stands_in_the_way_is_said_and_nothing_is_done(editor: FlaskClient, demonstration: Database) -> None:
    at = hand_in(editor, FILE.encode()).location
    post(editor, f"{at}/confirm")
    with demonstration.transaction() as session:
        session.scalars(select(Authority).filter_by(slug="nobody")).one().texts["en"].name = "Ana"

    again, undo = post(editor, f"{at}/confirm"), post(editor, f"{at}/undo")

    assert (again.status_code, "This import is done already" in again.text) == (409, True)
    assert (undo.status_code, "somebody changed nobody since" in undo.text) == (409, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a file."),
        (b"colour\nred", "not known: “colour”"),
        (b"PK\x03\x04", "not a workbook"),
        (b"slug\n", "no row below"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_source_is_kept(
    editor: FlaskClient, content: bytes, words: str
) -> None:
    answer = hand_in(editor, content)

    assert (answer.status_code, words in words_of(answer), 'value="a call"' in answer.text) == (422, True, True)


def test_a_file_may_be_larger_than_other_posts_and_not_larger_than_it_may(editor: FlaskClient) -> None:
    note = "x" * 4000
    rows = "\n".join(f"slug-{number},AL,Judge,{note}" for number in range(200))

    taken = hand_in(editor, f"slug,state,title_en,x_note\n{rows}".encode())
    refused = hand_in(editor, b"a" * 8_500_000)
    other = editor.post("/desk/organisations/new", data={"contact": "a" * (LARGEST_POST + 1)})

    assert (taken.status_code, refused.status_code, other.status_code) == (303, 413, 413)


@pytest.mark.parametrize(("kind", "beginning"), [("csv", b"\xef\xbb\xbfslug,"), ("xlsx", b"PK\x03\x04")])
def test_the_directory_and_the_empty_file_can_be_taken_away(editor: FlaskClient, kind: str, beginning: bytes) -> None:
    everything = editor.get(f"/desk/authorities/export/{kind}")
    empty = editor.get(f"/desk/authorities/template/{kind}")

    assert everything.data.startswith(beginning)
    assert empty.data.startswith(beginning)
    assert f".{kind}" in everything.headers["Content-Disposition"]
    assert len(read_table(everything.data, "authorities").rows) > len(read_table(empty.data, "authorities").rows) == 1


def test_long_lists_of_mistakes_and_changes_come_page_by_page(editor: FlaskClient) -> None:
    rows = [f"slug-{number},{'AL' if number % 2 else 'XX'},Judge {number}" for number in range(240)]
    at = hand_in(editor, "\n".join(["slug,state,title_en", *rows]).encode()).location

    first, third = words_of(editor.get(at)), words_of(editor.get(f"{at}?page=3&wrong=2"))

    assert ("1 of 3" in first, "slug-99 " in first, "slug-201 " in first) == (True, True, False)
    assert ("slug-201 " in third, "3 of 3" in third, "2 of 3" in third) == (True, True, True)


def test_the_page_of_the_directory_leads_to_its_files_and_back(app: Flask, demonstration: Database) -> None:
    editor, viewer = (client_of(app, demonstration, CoordinatorRole(role)) for role in ("editor", "viewer"))

    assert f'href="{AT}"' in editor.get("/desk/authorities").text
    assert f'href="{AT}"' not in viewer.get("/desk/authorities").text
    assert f'href="{AT}"' not in editor.get("/desk/").text
    assert re.search(r'class="above">\s*<a href="/desk/authorities"', editor.get(AT).text)
