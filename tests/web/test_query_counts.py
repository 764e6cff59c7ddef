"""How often each page asks the database: as often for many actions as for few, and never more than the table allows."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from bench.crowd import slug_of
from campaign.db import Database
from campaign.models import Action
from campaign.models.vocabulary import ActionKind, CoordinatorRole
from campaign.services.copying import follow_up
from campaign.services.verifying import verify
from campaign.web.database import EXTENSION
from tests.factories import KEY
from tests.web.conftest import crowded_desk
from tests.web.desk import client_of

OK, SEE_OTHER, GONE = 200, 303, 410
FEW = 30  # the crowded desk has more than three times as many
SMALL, LARGE = slug_of(0), slug_of(20)  # live both; the second has more of everything: texts, persons, addressees
DRAFT, IN_REVIEW, STOPPED = slug_of(26), slug_of(27), slug_of(28)
FOLLOWED, ORGANISATION = "kalyapin-judicial-harassment", "watchers-0"
DAY = f"{datetime.now(UTC):%Y/%m}"

# Every page by its route, with a path and the most questions that it may ask, the one who is signed in included.
# Where a page shows more, raise its line; where the number grows with the rows, read them together (services/loading).
CEILINGS = {
    "/": {"/": 1, "/?q=lawyer&country=AL&page=2": 1},
    "/actions/<slug>": {f"/actions/{SMALL}": 4, f"/actions/{STOPPED}": 4},
    "/desk/": {"/desk/": 11, "/desk/?sort=title&q=the&country=AL&group=later": 3},
    "/desk/month/<year>/<month>": {f"/desk/month/{DAY}": 3},
    "/desk/keyboard": {"/desk/keyboard": 1},
    "/desk/organisations": {"/desk/organisations": 5},
    "/desk/organisations/new": {"/desk/organisations/new": 1},
    "/desk/organisations/<slug>": {f"/desk/organisations/{ORGANISATION}": 5},
    "/desk/import": {"/desk/import": 3},
    "/desk/import/<number>": {"/desk/import/1": 14},
    "/desk/actions/<slug>/source": {},  # no action of the crowd has one: test_import_review.py looks at it
    "/desk/authorities": {"/desk/authorities": 8, "/desk/authorities?q=roe&country=AL&page=2": 8},
    "/desk/authorities/new": {"/desk/authorities/new": 1},
    "/desk/authorities/<slug>": {"/desk/authorities/authority-00000": 17},
    "/desk/authorities/<slug>/edit": {"/desk/authorities/authority-00000/edit": 7},
    "/desk/authorities/<slug>/successor": {"/desk/authorities/authority-00000/successor": 7},
    "/desk/authorities/<slug>/same": {"/desk/authorities/authority-00000/same": 12},
    "/desk/directory/duplicates": {"/desk/directory/duplicates": 2},
    "/desk/directory/duplicates/<one>/<other>": {
        "/desk/directory/duplicates/authority-00000/authority-00001": 23,
    },
    "/desk/directory": {"/desk/directory": 7},
    "/desk/directory/corrections/<which>": {"/desk/directory/corrections/1": 6},
    "/desk/authorities/import": {"/desk/authorities/import": 2},
    "/desk/authorities/import/<which>/left-out/<kind>": {},  # see test_authority_file_pages.py
    "/desk/authorities/import/<which>": {"/desk/authorities/import/1": 2},
    "/desk/authorities/export/<kind>": {"/desk/authorities/export/csv": 9},
    "/desk/authorities/template/<kind>": {"/desk/authorities/template/csv": 1},
    "/desk/actions/new": {"/desk/actions/new": 1},
    "/desk/actions/by-number/<number>": {"/desk/actions/by-number/1": 2},
    "/desk/actions/<slug>/approve": {f"/desk/actions/{each}/approve": 3 for each in (SMALL, LARGE)},
    "/desk/actions/<slug>/stop": {f"/desk/actions/{each}/stop": 3 for each in (SMALL, LARGE)},
    "/desk/actions/<slug>/archive": {f"/desk/actions/{each}/archive": 3 for each in (SMALL, LARGE)},
    "/desk/actions/<slug>/proof": {f"/desk/actions/{each}/proof": 26 for each in (SMALL, LARGE)},
    "/desk/actions/<slug>/previews": {
        **{f"/desk/actions/{each}/previews": 4 for each in (SMALL, LARGE)},
        f"/desk/actions/{STOPPED}/previews": 3,
    },
    "/desk/actions/<slug>": {f"/desk/actions/{each}": 28 for each in (SMALL, LARGE, DRAFT, IN_REVIEW, STOPPED)},
    "/desk/actions/<slug>/edit/<name>": {
        **{f"/desk/actions/{each}/edit/basics": 28 for each in (SMALL, LARGE)},
        **{f"/desk/actions/{each}/edit/texts": 23 for each in (SMALL, LARGE)},
        **{f"/desk/actions/{each}/edit/persons": 23 for each in (SMALL, LARGE)},
        **{f"/desk/actions/{each}/edit/demands": 23 for each in (SMALL, LARGE)},
        **{f"/desk/actions/{each}/edit/addressees": 24 for each in (SMALL, LARGE)},
    },
    "/desk/sign-in": {"/desk/sign-in": 1},
    "/desk/code": {"/desk/code": 2},
    "/desk/again": {"/desk/again": 2},
    "/desk/invitation/<token>": {"/desk/invitation/nothing": 2},
    "/desk/link/<token>": {"/desk/link/nothing": 2},
    "/desk/account": {"/desk/account": 7},
    "/desk/account/set-up": {"/desk/account/set-up": 1},
    "/desk/account/passkeys/new": {"/desk/account/passkeys/new": 1},
    "/desk/people": {"/desk/people": 2},
}
LIST = re.compile(r"\((?:\?, )*\?\)")  # of the rows that one question is about, however many
LINES = [(path, most) for paths in CEILINGS.values() for path, most in paths.items()]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with crowded_desk(tmp_path_factory.mktemp("few"), FEW) as app:
        yield app


def asked_by(app: Flask, path: str) -> list[str]:
    """The questions to the database that one page asks an administrator."""
    database: Database = app.extensions[EXTENSION]
    client = client_of(app, database, CoordinatorRole.ADMINISTRATOR)
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            asked.append(LIST.sub("(…)", statement))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        answer = client.get(path)
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)
    assert answer.status_code in (OK, SEE_OTHER, GONE), path
    return asked


def test_the_table_holds_every_page_of_the_desk(few: Flask) -> None:
    rules = [rule for rule in few.url_map.iter_rules() if "GET" in (rule.methods or ())]
    pages = {re.sub(r"<(?:[a-z]+(?:\([^>]*\))?:)?(\w+)>", r"<\1>", rule.rule) for rule in rules}

    assert {page for page in pages if page.startswith("/desk")} == {
        each for each in CEILINGS if each.startswith("/desk")
    }


@pytest.mark.parametrize(("path", "most"), LINES, ids=[path for path, _ in LINES])
def test_a_page_asks_as_often_however_many_rows_there_are(few: Flask, crowded: Flask, path: str, most: int) -> None:
    asked, asked_of_many = asked_by(few, path), asked_by(crowded, path)

    assert asked_of_many == asked
    assert len(asked) <= most


@pytest.mark.parametrize(
    "page", ["", "/edit/basics", "/edit/texts", "/edit/persons", "/edit/demands", "/edit/addressees"]
)
def test_a_large_action_is_read_as_often_as_a_small_one(few: Flask, page: str) -> None:
    small, large = (asked_by(few, f"/desk/actions/{slug}{page}") for slug in (SMALL, LARGE))

    assert large == small


def test_the_basics_of_a_case_of_many_actions_are_read_as_often_as_of_few(app: Flask, demonstration: Database) -> None:
    path, counts = f"/desk/actions/{FOLLOWED}/edit/basics", []
    for _ in range(2):
        with demonstration.transaction() as session:
            action = session.scalars(sa.select(Action).filter_by(slug=FOLLOWED)).one()
            follow_up(session, action, "ana@desk.example", datetime.now(UTC), ActionKind.UPDATE)
            follow_up(session, action, "ana@desk.example", datetime.now(UTC), ActionKind.UPDATE)
        counts.append(asked_by(app, path))

    assert counts[0] == counts[1]


def test_the_crowd_has_a_valid_log_and_a_copy_of_every_state(few: Flask, tmp_path: Path) -> None:
    with few.extensions[EXTENSION].reading() as session:
        assert verify(session, KEY) == ()
    board = client_of(few, few.extensions[EXTENSION], CoordinatorRole.VIEWER).get("/desk/").text

    assert re.findall(r'<h2 id="(\w+)">', board) == [
        "due",
        "overdue",
        "this_week",
        "later",
        "no_last_day",
        "draft",
        "closed",
    ]
