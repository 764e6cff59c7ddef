"""The calendar of all last days: its address on the account page, and what a calendar finds there."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import vobject
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign.app import create_app
from campaign.db import Database
from campaign.models import Action, Case, FeedAddress
from campaign.models.states import StopReason
from campaign.models.vocabulary import CoordinatorRole, SubjectKind
from campaign.services.accounts.people import disable, find_coordinator
from campaign.services.closing import stop
from campaign.services.events import history
from campaign.services.publishing import publish
from campaign.settings import Settings
from campaign.web.database import EXTENSION
from tests.conftest import LOADED_AT
from tests.web.desk import client_of, post
from tests.web.test_writing import TYPED, WRITE

ADDRESS = re.compile(r'value="http://localhost(/feeds/deadlines/[\w-]{43}\.ics)"')
MAKE, END = "/desk/account/calendar", "/desk/account/calendar/end"


@pytest.fixture
def viewer(client: FlaskClient, demonstration: Database) -> FlaskClient:
    return client_of(client.application, demonstration, CoordinatorRole.VIEWER)


@pytest.fixture
def editor(client: FlaskClient, demonstration: Database) -> FlaskClient:
    return client_of(client.application, demonstration, CoordinatorRole.EDITOR)


def made(somebody: FlaskClient) -> str:
    """The path of a new address, as the page shows it once."""
    page = post(somebody, MAKE).text
    found = ADDRESS.search(page)
    assert found, page
    return found[1]


def events(client: FlaskClient, path: str) -> list:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return vobject.readOne(answer.text).vevent_list


def statuses(client: FlaskClient, *paths: str) -> list[int]:
    return [client.get(path).status_code for path in paths]


def test_a_calendar_finds_last_days_by_code_and_country_and_nobodys_name(client: FlaskClient, viewer) -> None:
    path = made(viewer)

    found = events(client, path)

    assert [(event.dtstart.value, event.summary.value) for event in found] == [
        (date(2015, 1, 27), "Last day of a demonstration: UA 315/14 · Russia"),
        (date(2027, 1, 3), "Last day of a demonstration: Russia"),
    ]
    text = client.get(path).text.casefold()
    assert [word for word in ("kalyapin", "grozny", "attacked", "localhost", "/actions") if word in text] == []


def test_the_address_is_shown_once_and_then_when_it_was_used(client: FlaskClient, viewer) -> None:
    path = made(viewer)
    account = viewer.get("/desk/account").text
    assert path not in account
    assert "No calendar has looked there yet" in account

    client.get(path)

    today = datetime.now(UTC)
    assert f"A calendar last looked there on {today.day} {today:%B %Y}" in viewer.get("/desk/account").text


def test_replacing_and_ending_are_ones_own_and_hold_at_once(client: FlaskClient, viewer, editor) -> None:
    first, others = made(viewer), made(editor)
    assert statuses(client, first, others) == [200, 200]

    second = made(viewer)
    assert statuses(client, first, second, others) == [404, 200, 200]

    answer = post(viewer, END)
    assert answer.location == "/desk/account#calendar"
    assert statuses(client, first, second, others) == [404, 404, 200]
    assert "Make an address for my calendar" in viewer.get("/desk/account").text


def test_a_wrong_address_says_the_same_as_one_that_ended(client: FlaskClient, viewer, demonstration: Database) -> None:
    path = made(viewer)
    with demonstration.transaction() as session:
        disable(session, find_coordinator(session, "viewer@desk.example"), LOADED_AT)

    answers = [client.get(each) for each in (path, "/feeds/deadlines/wrong.ics", "/feeds/deadlines/%00%ff.ics")]

    assert {(answer.status_code, answer.data) for answer in answers} == {(404, answers[0].data)}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-cache"}


def test_a_stop_cancels_at_the_next_look(client: FlaskClient, viewer, demonstration: Database) -> None:
    path, public = made(viewer), "/actions/kalyapin-attacked-in-grozny/last-day.ics"
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304

    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-in-grozny")).one()
        stop(session, action, "ana", StopReason.HARMFUL, datetime.now(UTC))
    answer = client.get(path, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")
    stopped = events(client, path)[1]
    assert (stopped.status.value, stopped.summary.value) == ("CANCELLED", "No more letters: Russia")
    (alone,) = events(client, public)
    assert (alone.status.value, alone.summary.value) == ("CANCELLED", "No more letters: Igor Kalyapin")


def test_whatever_a_code_holds_the_calendar_can_be_read(client: FlaskClient, viewer, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-in-grozny")).one()
        action.case = Case(code="A\x0b7;,\\\u2028قلم👩\x1b\r\nEND:VCALENDAR")
        publish(session, action, LOADED_AT)

    last = events(client, made(viewer))[1]

    assert last.summary.value == "Last day of a demonstration: A 7;,\\ قلم👩 END:VCALENDAR · Russia"


def test_the_log_of_changes_holds_the_making_and_the_ending_but_no_token(viewer, demonstration: Database) -> None:
    path = made(viewer)
    post(viewer, END)

    with demonstration.reading() as session:
        events = history(session, subject_kind=SubjectKind.COORDINATOR, subject="viewer@desk.example", limit=9)
        assert session.scalars(select(FeedAddress)).all() == []

    told = [html.unescape(event.after or "") for event in events]
    assert ['"calendar address ended"' in told[0], '"given a calendar address"' in told[1]] == [True, True]
    assert path.removesuffix(".ics").rpartition("/")[2] not in " ".join(told)


def test_calendars_that_ask_too_often_wait_and_keep_nobody_from_writing(settings: Settings) -> None:
    app = create_app(replace(settings, letter_limit="2 per day"))
    client = app.test_client()

    asked = statuses(client, *["/feeds/deadlines/wrong.ics"] * 3)

    assert asked == [404, 404, 429]
    assert client.post(WRITE, data=TYPED).status_code == 200
    app.extensions[EXTENSION].close()
