"""Organisations at the desk: list and form, conflicts told, changes recorded, nothing taken out that is used."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action, Organisation
from campaign.models.vocabulary import CoordinatorRole, SubjectKind
from campaign.services.events import history
from tests.web.desk import client_of, post

AT = "/desk/organisations"
ROWS = {"rows-0-kind": "name", "rows-0-language": "en", "rows-0-text": "Watchers of Rights"}
NEW = {"contact": "office@watchers.example", "do": "save", **ROWS}


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def form_of(client: FlaskClient, path: str) -> dict[str, str]:
    """What the form of a page would send, unchanged."""
    page = html.unescape(client.get(path).text.split("Where it is used")[0])
    fields = dict(re.findall(r'<input[^>]*? name="([\w-]+)"[^>]*? value="([^"]*)"', page))
    chosen = re.findall(r'<select[^>]*? name="([\w-]+)".*?<option selected value="(\w+)"', page, re.DOTALL)
    return {name: value for name, value in fields.items() if name != "desk_key"} | dict(chosen)


def test_one_is_entered_listed_changed_and_taken_out(editor: FlaskClient, demonstration: Database) -> None:
    assert post(editor, f"{AT}/new", **NEW).status_code == 303
    assert "Watchers of Rights" in editor.get(AT).text

    fields = {**form_of(editor, f"{AT}/watchers-of-rights"), "contact": "another@watchers.example"}
    assert post(editor, f"{AT}/watchers-of-rights", **fields).status_code == 303
    assert "another@watchers.example" in editor.get(AT).text

    assert post(editor, f"{AT}/watchers-of-rights/remove").status_code == 303
    with demonstration.reading() as session:
        log = history(session, subject_kind=SubjectKind.ORGANISATION, subject="watchers-of-rights", limit=9)
        assert [(each.what.value, each.before is None, each.after is None) for each in log] == [
            ("edited", False, True),
            ("edited", False, False),
            ("created", True, False),
        ]
        assert session.scalar(select(Organisation).filter_by(slug="watchers-of-rights")) is None


def test_what_is_changed_waits_for_a_second_person_in_every_action_that_names_it(
    editor: FlaskClient, demonstration: Database
) -> None:
    fields = form_of(editor, f"{AT}/fidh")
    place = sum(name.endswith("-text") for name in fields)
    alias = {f"rows-{place}-kind": "alias", f"rows-{place}-language": "", f"rows-{place}-text": "The Federation"}

    assert post(editor, f"{AT}/fidh", **fields).status_code == 303  # nothing was changed
    with demonstration.reading() as session:
        assert [action for action in session.scalars(select(Action)) if action.changes] == []
    assert post(editor, f"{AT}/fidh", **fields, **alias).status_code == 303

    with demonstration.reading() as session:
        named = {
            action.slug for action in session.scalars(select(Action)) for o in action.organisations if o.slug == "fidh"
        }
        changed = {action.slug for action in session.scalars(select(Action)) if action.changes}
    assert changed == named != set()
    assert "The Federation" in editor.get(f"/desk/actions/{min(named)}").text


def test_one_that_is_used_is_not_taken_out(editor: FlaskClient, demonstration: Database) -> None:
    answer = post(editor, f"{AT}/fidh/remove")

    assert (answer.status_code, "These actions name it" in answer.text) == (422, True)
    assert editor.get(f"{AT}/fidh").status_code == 200


def test_who_comes_second_sees_both_and_can_put_theirs_in_place(editor: FlaskClient) -> None:
    mine = {**form_of(editor, f"{AT}/fidh"), "contact": "mine@fidh.example"}
    post(editor, f"{AT}/fidh", **{**mine, "contact": "theirs@fidh.example"})

    told = post(editor, f"{AT}/fidh", **mine)
    again = re.search(r'name="seen" value="(\w+)"', told.text)
    assert again
    saved = post(editor, f"{AT}/fidh", **{**mine, "seen": again[1]})

    assert (told.status_code, saved.status_code) == (409, 303)
    assert "mine@fidh.example" in told.text
    assert "theirs@fidh.example" in told.text
    assert "mine@fidh.example" in editor.get(AT).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"contact": " "}, "whom a supporter asks"),
        ({"rows-0-language": "en fr"}, "Row 1 names several languages"),
        ({"rows-0-language": "klingon"}, "is no language"),
        ({"rows-0-text": "…"}, "Row 1 holds no name"),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_in_the_form(
    editor: FlaskClient, fields: dict[str, str], said: str
) -> None:
    answer = post(editor, f"{AT}/new", **{**NEW, **fields})

    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert all(f'value="{value}"' in html.unescape(answer.text) for value in {**NEW, **fields}.values() if "@" in value)


def test_rows_are_added_and_taken_out_without_being_saved(editor: FlaskClient) -> None:
    more = post(editor, f"{AT}/new", **{**NEW, "do": "add"}).text
    less = post(editor, f"{AT}/new", **{**NEW, "do": "remove-0"}).text

    assert [page.count('name="rows-') for page in (more, less)] == [6, 0]
    assert 'value="Watchers of Rights"' in more
    assert "watchers-of-rights" not in editor.get(AT).text
    assert post(editor, f"{AT}/new", **{**NEW, "rows-0-kind": "nonsense"}).status_code == 400
