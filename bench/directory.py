"""How long a search of 5,000 authorities takes, and the other lists of the directory, on SQLite and on PostgreSQL."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime

from bench.crowd import crowd
from bench.report import report
from campaign import schema
from campaign.db import Database
from campaign.services.authorities.duplicates import duplicates
from campaign.services.authorities.listing import find_authorities
from campaign.services.authorities.worklist import to_verify
from campaign.settings import load_settings
from tests.postgresql import NoPostgreSQL, private_server

ACTIONS, AUTHORITIES = 100, 5_000
SEARCHES = {
    "all": "",
    "a name": "jane 4711",
    "in another script": "Джейн 4711",
    "an office": "ministre justice 311",
    "a country": "россия roe",
    "an address": "4711 long street",
    "a number": "+355 42 204 711",
    "nobody": "nobody of this name",
}


def directory() -> None:
    """Print the medians on both engines; reading one row is the yardstick."""
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", load_settings({"CAMPAIGN_DATA_DIR": folder}).database)
    try:
        with private_server() as url:
            _measure("PostgreSQL", url.render_as_string(hide_password=False))
    except NoPostgreSQL as reason:
        print(f"\nthe directory on PostgreSQL was not measured: {reason}")


def _measure(engine: str, url: str) -> None:
    database, now = Database(url), datetime.now(UTC)
    schema.upgrade(database)
    with database.transaction() as session:
        crowd(session, now, actions=ACTIONS, authorities=AUTHORITIES)

    def search(words: str, country: str = "") -> Callable[[], object]:
        def ask() -> None:
            with database.reading() as session:
                find_authorities(session, words=words, country=country, page=1, day=now.date(), language="en")

        return ask

    def one() -> None:
        with database.reading() as session:
            session.connection().exec_driver_sql("SELECT slug FROM authority WHERE id = 1").all()

    def verify() -> None:
        with database.reading() as session:
            to_verify(session, now.date(), 1, "en")

    def alike() -> None:
        with database.reading() as session:
            duplicates(session, 1, "en")

    searches = {f"search: {name}": search(words) for name, words in SEARCHES.items()}
    parts = {"one row": one, **searches, "search: in a state": search("roe", "AL"), "to verify": verify}
    report(f"a directory of {AUTHORITIES} authorities on {engine}", {**parts, "duplicates": alike})
    database.close()
