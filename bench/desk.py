"""How long the pages of a crowded desk take, and the public list beside them, on SQLite and on PostgreSQL."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient

from bench.crowd import LIVES, crowd, log, slug_of
from bench.report import report
from campaign import schema
from campaign.app import create_app
from campaign.db import Database
from campaign.models import Coordinator
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.sessions import begin_session
from campaign.services.editing.entries import Section
from campaign.services.key_file import KeyFile
from campaign.services.verifying import verify
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION
from tests.postgresql import NoPostgreSQL, private_server

ACTIONS, AUTHORITIES, ENTRIES = 500, 5_000, 20_000
OK = 200
COOKIE = "desk"


def desk() -> None:
    """Print the medians on SQLite; the page to sign in, which reads nothing, is the yardstick."""
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", load_settings({"CAMPAIGN_DATA_DIR": folder}))


def desk_on_postgresql() -> None:
    """Print the same on a PostgreSQL server of its own."""
    try:
        with private_server() as url, tempfile.TemporaryDirectory() as folder:
            address = url.render_as_string(hide_password=False)
            _measure("PostgreSQL", load_settings({"CAMPAIGN_DATA_DIR": folder, "CAMPAIGN_DATABASE_URL": address}))
    except NoPostgreSQL as reason:
        print(f"\na crowded desk on PostgreSQL was not measured: {reason}")


def _measure(engine: str, settings: Settings) -> None:
    token = _filled(settings)
    app = create_app(settings)
    client = app.test_client()
    client.set_cookie(COOKIE, token)
    title = f"a desk on {engine}: {ACTIONS} actions, {AUTHORITIES} authorities, {ENTRIES} entries of the log"
    pages = {name: _page(client, path) for name, path in _paths().items()}
    report(title, {"sign in": _page(app.test_client(), "/desk/sign-in"), **pages})
    app.extensions[EXTENSION].close()


def _filled(settings: Settings) -> str:
    """Fill the database, see that its log is valid, and return the token of an administrator who is signed in."""
    database, now = Database(settings.database), datetime.now(UTC)
    schema.upgrade(database)
    key = KeyFile(Path(settings.audit_key)).make()
    with database.transaction() as session:
        crowd(session, now, actions=ACTIONS, authorities=AUTHORITIES)
        log(session, key, now, entries=ENTRIES, actions=ACTIONS)
        boss = Coordinator(email="boss@desk.example", name="A boss", role=CoordinatorRole.ADMINISTRATOR, created_at=now)
        session.add(boss)
        session.flush()
        token = begin_session(session, boss.id, "a measurement", now)
    with database.reading() as session:
        if broken := verify(session, key):
            raise RuntimeError(f"The log is not valid: {broken[0]}")
    database.close()
    return token


def _paths() -> dict[str, str]:
    """Return the pages by name; the action whose sections are edited has most languages and addressees."""
    largest = f"/desk/actions/{slug_of(41)}"
    return {
        "board": "/desk/",
        "board, sorted": "/desk/?sort=title",
        "board, searched": "/desk/?q=lawyer+41",
        "month": f"/desk/month/{datetime.now(UTC):%Y/%-m}",
        **{f"an action, {life}": f"/desk/actions/{slug_of(40 + LIVES.index(life))}" for life in dict.fromkeys(LIVES)},
        **{f"edit {section}": f"{largest}/edit/{section}" for section in Section},
        "new action": "/desk/actions/new",
        "directory": "/desk/authorities",
        "directory, searched": "/desk/authorities?q=roe+4711",
        "an authority": "/desk/authorities/authority-04711",
        "edit an authority": "/desk/authorities/authority-04711/edit",
        "what to look at": "/desk/directory",
        "duplicates": "/desk/directory/duplicates",
        "people": "/desk/people",
        "account": "/desk/account",
        "public list": "/",
        "public list, searched": "/?q=lawyer",
        "public action": f"/actions/{slug_of(41)}",
    }


def _page(client: FlaskClient, path: str) -> Callable[[], object]:
    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != OK:
            raise RuntimeError(f"{path} answers {answer.status_code}")

    return ask
