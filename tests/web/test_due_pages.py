"""What falls due on the board, reminders on the account page, and the address that mail leads to."""

import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign.app import create_app
from campaign.db import Database
from campaign.models import Action, Addressee, Coordinator
from campaign.models.states import StopReason
from campaign.models.vocabulary import CoordinatorRole, Role
from campaign.services.closing import stop
from campaign.services.lifecycle import ask_for_review
from campaign.settings import load_settings
from tests.factories import an_authority
from tests.reminding import a_live_action
from tests.tasks.conftest import environment
from tests.web.desk import client_of, post

NOW = datetime.now(UTC)


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    """An editor at the desk."""
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def with_all_groups(database: Database) -> None:
    """Something in every group, and one group that is long."""
    with database.transaction() as session:
        action = a_live_action(session, NOW, days_left=3, slug="reviewed")
        action.texts["en"].facts = "What happened later."
        ask_for_review(session, action, "ana@desk.example", NOW)
        stop(session, a_live_action(session, NOW, 3, slug="stopped"), "ana@desk.example", StopReason.OTHER, NOW)
        a_live_action(session, NOW, days_left=30, slug="hidden", embargo_until=NOW + timedelta(days=1))
        session.add_all(
            Addressee(action_id=action.id, position=2 + n, role=Role.COPY, authority=an_authority(f"a{n}"))
            for n in range(60)
        )


def rows_of(board: str, heading: str) -> tuple[str, int, str]:
    """Whether a group is open, its count, and its rows."""
    found = re.search(rf'<details class="due" ?(open)?>\s*<summary>{heading}.*?\((\d+)\)(.*?)</details>', board, re.S)
    assert found, heading
    return found[1] or "", int(found[2]), html.unescape(found[3])


def test_the_board_says_what_else_falls_due_with_links_to_where_the_hand_is_needed(
    editor: FlaskClient, demonstration: Database
) -> None:
    with_all_groups(demonstration)

    board = editor.get("/desk/").text

    opened, count, rows = rows_of(board, "Waiting for a second person")
    assert (opened, count) == ("open", 1)
    assert '<a href="/desk/actions/reviewed"' in rows
    assert "asked by ana@desk.example" in rows
    assert "/desk/actions/stopped" in rows_of(board, "What became of it: ask, and record it")[2]
    assert "/desk/actions/hidden" in rows_of(board, "Public within a week")[2]
    opened, count, rows = rows_of(board, "Contacts that nobody verified for a year")
    assert (opened, count >= 62, rows.count("<li")) == ("", True, 51)
    assert f"and {count - 50} more" in rows


def test_a_search_shows_what_was_searched_for_and_nothing_else(editor: FlaskClient, demonstration: Database) -> None:
    with_all_groups(demonstration)

    assert "What else falls due" not in editor.get("/desk/?q=grozny").text
    assert "No action fits." in editor.get("/desk/?q=nobody").text
    assert "No action fits." in editor.get("/desk/?q=nobody&sort=title").text


def test_where_there_is_no_action_yet_the_board_teaches(database: Database, tmp_path: Path) -> None:
    app = create_app(load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path)}))

    board = client_of(app, database, CoordinatorRole.EDITOR).get("/desk/").text

    assert "This is how one comes to be" in board
    assert "What else falls due" not in board
    assert 'role="search"' not in board
    assert "/desk/actions/new" in board


def test_mail_leads_to_the_action_by_a_number(editor: FlaskClient, demonstration: Database) -> None:
    with demonstration.reading() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-in-grozny")).one()

    answer = editor.get(f"/desk/actions/by-number/{action.id}")

    assert (answer.status_code, answer.location) == (303, "/desk/actions/kalyapin-attacked-in-grozny")
    assert editor.get("/desk/actions/by-number/4711").status_code == 404


def test_a_coordinator_chooses_when_to_be_reminded(editor: FlaskClient, demonstration: Database) -> None:
    before = editor.get("/desk/account").text
    chosen = post(editor, "/desk/account/reminders", days="21 2")
    wrong = post(editor, "/desk/account/reminders", days="2, soon")

    assert 'value="14, 7, 3, 1, 0"' in before
    assert "No mail server is set here yet" in before
    assert (chosen.status_code, chosen.location) == (303, "/desk/account#reminders")
    assert (wrong.status_code, 'value="2, soon"' in wrong.text) == (422, True)
    assert "“soon” is no number of days" in html.unescape(wrong.text)
    assert 'value="21, 2"' in editor.get("/desk/account").text
    with demonstration.reading() as session:
        assert session.scalars(select(Coordinator)).one().reminder_days == (21, 2)


def test_reminders_can_be_done_without(editor: FlaskClient, demonstration: Database) -> None:
    post(editor, "/desk/account/reminders", days="")

    with demonstration.reading() as session:
        assert session.scalars(select(Coordinator)).one().reminder_days == ()


def test_with_a_mail_server_the_account_page_does_not_say_that_there_is_none(
    demonstration: Database, tmp_path: Path
) -> None:
    variables = environment(demonstration, 25) | {"CAMPAIGN_DATA_DIR": str(tmp_path)}
    editor = client_of(create_app(load_settings(variables)), demonstration, CoordinatorRole.EDITOR)

    assert "No mail server is set" not in editor.get("/desk/account").text
