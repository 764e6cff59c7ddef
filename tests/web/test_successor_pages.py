"""Successors at the desk: entered, expected, taken back, and offered to the actions that are live."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from campaign.db import Database
from campaign.models import Succession
from campaign.models.vocabulary import CoordinatorRole
from tests.web.desk import client_of, post
from tests.web.test_authority_pages import fields_of, form_of, send

PRESIDENT = "/desk/authorities/ru-president"
FORM = f"{PRESIDENT}/successor"
TODAY = datetime.now(UTC).date()
JANE = {"name_en": "Jane Roe", "gender": "f", "salutation_en": "Madam President,", "source": "a page"}


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def test_a_successor_is_entered_and_offered_to_a_live_action(editor: FlaskClient) -> None:
    answer = send(editor, FORM, form_of(editor, FORM), day=TODAY.isoformat(), **JANE)

    assert answer.status_code == 303
    page = editor.get(PRESIDENT).text
    assert "<h1" in page
    assert "Jane Roe</h1>" in page
    assert "Dmitri Medvedev, until" in page
    assert "supporters still write with what was published before" in page
    assert "Dmitri Medvedev" in editor.get("/actions/kalyapin-judicial-harassment").text
    lacking = post(editor, f"{PRESIDENT}/offer", action="kalyapin-defamation-2014")
    assert (lacking.status_code, "cannot be published yet" in lacking.text) == (409, True)
    offered = post(editor, f"{PRESIDENT}/offer", action="kalyapin-judicial-harassment")
    assert offered.status_code == 303
    assert "waits for a second person" in editor.get(PRESIDENT).text
    assert "Jane Roe" in editor.get("/desk/actions/kalyapin-judicial-harassment").text
    again = post(editor, f"{PRESIDENT}/offer", action="kalyapin-judicial-harassment")
    assert (again.status_code, "waits for a review already" in again.text) == (409, True)


def test_one_who_is_expected_waits_on_the_work_list_until_the_day(editor: FlaskClient, demonstration: Database) -> None:
    soon = TODAY + timedelta(days=2)  # a run may go on past midnight
    assert send(editor, FORM, form_of(editor, FORM), day=soon.isoformat(), **JANE).status_code == 303

    assert "Dmitri Medvedev</h1>" in editor.get(PRESIDENT).text
    assert "The day has come" not in editor.get(PRESIDENT).text
    assert "Jane Roe" in editor.get("/desk/directory").text
    early = post(editor, f"{PRESIDENT}/successions/1/take-office")
    assert (early.status_code, "The day is still to come" in early.text) == (409, True)
    with demonstration.transaction() as session:
        session.execute(update(Succession).values(takes_office_on=TODAY))
    assert "the day has come" in editor.get("/desk/directory").text
    assert "The day has come" in editor.get(PRESIDENT).text
    assert post(editor, f"{PRESIDENT}/successions/1/take-office").status_code == 303
    assert "Jane Roe</h1>" in editor.get(PRESIDENT).text
    assert post(editor, f"{PRESIDENT}/successions/1/take-back").status_code == 409


def test_one_who_is_expected_is_taken_back(editor: FlaskClient) -> None:
    send(editor, FORM, form_of(editor, FORM), day="2999-01-01", **JANE)

    assert post(editor, f"{PRESIDENT}/successions/1/take-back").status_code == 303
    assert "From 1 January 2999" not in editor.get(PRESIDENT).text
    assert post(editor, f"{PRESIDENT}/successions/1/take-back").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"day": "May"}, "“May” is no day"), ({"day": ""}, "Say from which day"), ({"source": ""}, "who published it")],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    editor: FlaskClient, typed: dict[str, str], words: str
) -> None:
    answer = send(editor, FORM, form_of(editor, FORM), **{"day": TODAY.isoformat(), **JANE, **typed})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert fields_of(answer.text)["salutation_en"] == ["Madam President,"]


def test_a_successor_over_somebody_elses_change_is_asked_again(editor: FlaskClient) -> None:
    fields = form_of(editor, FORM)
    edited = form_of(editor, f"{PRESIDENT}/edit")
    send(editor, f"{PRESIDENT}/edit", edited, **{"texts-0-name": "D. Medvedev", "source": "a page"})

    answer = send(editor, FORM, fields, day=TODAY.isoformat(), **JANE)

    assert (answer.status_code, "Somebody else changed this authority" in answer.text) == (409, True)
    again = fields_of(answer.text)
    assert again["name_en"] == ["Jane Roe"]
    assert send(editor, FORM, again).status_code == 303
