"""The demonstration's actions built from nothing, with the desk's forms alone; the authorities are in the directory."""

import html
import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.app import create_app
from campaign.db import Database
from campaign.models import Action
from campaign.models.published import PublishedAction
from campaign.models.states import ActionState
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.demonstration import FOLDER, enter_directory
from campaign.services.publishing import newest_revision, next_revision
from campaign.settings import load_settings
from campaign.web.database import EXTENSION
from tests.conftest import LOADED_AT
from tests.web.built_from_sheets import Person, approve, ask, build, enter_organisations
from tests.web.desk import client_of, post
from tests.web.posted_form import forms_on

SHEETS = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("[0-9]_*.toml"))]
ORGANISATIONS = tomllib.loads((FOLDER / "organisations.toml").read_text("utf-8"))["organisations"]
LACK = re.compile(r"<li>\s*<a [^>]+>(.+?)</a>\s*</li>")


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Flask]:
    """A desk with nothing on it."""
    app = create_app(load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path)}))
    yield app
    app.extensions[EXTENSION].close()


@pytest.fixture
def editor(desk: Flask, database: Database) -> Person:
    return Person(client_of(desk, database, CoordinatorRole.EDITOR))


@pytest.fixture
def publisher(desk: Flask, database: Database) -> Person:
    return Person(client_of(desk, database, CoordinatorRole.PUBLISHER))


@pytest.fixture
def loaded(demonstration_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The demonstration as it is loaded, in a database beside the desk's."""
    shutil.copy(demonstration_file, tmp_path / "loaded.sqlite")
    database = Database(f"sqlite:///{tmp_path / 'loaded.sqlite'}")
    yield database
    database.close()


def built(editor: Person, database: Database, number: int) -> str:
    """Where the desk has the action of a sheet, built when the directory held that sheet and those before it."""
    with database.transaction() as session:
        for sheet in SHEETS[:number]:
            enter_directory(session, sheet)
    enter_organisations(editor, ORGANISATIONS)
    return build(editor, SHEETS[number - 1], ORGANISATIONS)


def words_of(database: Database, slug: str) -> PublishedAction:
    """What is published of an action, or would be, without what differs from one installation to another."""
    with database.reading() as session:
        action = session.scalars(select(Action).filter_by(slug=slug)).one()
        words = newest_revision(action) or next_revision(action, LOADED_AT)
    organisations = [replace(each, slug="") for each in words.organisations]
    by_name = tuple(sorted(organisations, key=lambda each: each.name("en")))
    return replace(words, slug="", organisations=by_name, demonstration=False)


def state_of(database: Database, at: str) -> ActionState:
    with database.reading() as session:
        return session.scalars(select(Action.state).filter_by(slug=at.split("/")[-1])).one()


def lacks_on(editor: Person, at: str) -> list[str]:
    """The sentences of the rail on what is missing."""
    rail = editor.client.get(at).text.split('<div class="rail-open">')[1].split("</aside>")[0]
    missing = rail.split("<h2>What is missing before it can be published</h2>")[1].split("<h2>")[0]
    return [html.unescape(sentence) for sentence in LACK.findall(missing)]


@pytest.mark.parametrize("number", [1, 3, 4])
def test_an_action_built_at_the_desk_is_published_as_the_demonstration_has_it(
    number: int, editor: Person, publisher: Person, database: Database, loaded: Database
) -> None:
    at = built(editor, database, number)

    assert ask(editor, at).status_code == 303
    approve(publisher, at)

    assert state_of(database, at) is ActionState.LIVE
    assert words_of(database, at.split("/")[-1]) == words_of(loaded, SHEETS[number - 1]["slug"])


@pytest.mark.parametrize(
    ("number", "reasons"), [(2, ["There is no demand", "There is no addressee"]), (5, ["There is no addressee"])]
)
def test_an_action_that_lacks_something_says_what_and_cannot_be_published(
    number: int, reasons: list[str], editor: Person, database: Database, loaded: Database
) -> None:
    at = built(editor, database, number)

    lacks = lacks_on(editor, at)
    asked = post(editor.client, f"{at}/ask")

    assert [lack.split(":")[0] for lack in lacks] == reasons
    assert f"{at}/ask" not in [form.action for form in forms_on(editor.client.get(at).text)]
    assert (asked.status_code, state_of(database, at)) == (422, ActionState.DRAFT)
    assert words_of(database, at.split("/")[-1]) == words_of(loaded, SHEETS[number - 1]["slug"])


def test_the_fifth_is_published_once_somebody_has_chosen_an_addressee(
    editor: Person, publisher: Person, database: Database
) -> None:
    at = built(editor, database, 5)
    addressees = f"{at}/edit/addressees"
    rows = [
        {"authority": "ru-prosecutor-general", "role": "target"},
        {"authority": "ru-president", "role": "oversight"},
    ]

    editor.saved(addressees, editor.with_rows(addressees, rows).fields)
    asked = ask(editor, at)
    approve(publisher, at)

    assert (asked.status_code, state_of(database, at)) == (303, ActionState.LIVE)
    page = publisher.client.get(f"/actions/{at.split('/')[-1]}").text
    assert "Yurii Chaika" in page
