"""The database's two ways: one that writes, one that cannot."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, StatementError

from campaign import schema
from campaign.db import Database
from campaign.errors import CampaignError, DatabaseUnavailable
from campaign.models import Action, Case, Organisation
from tests.factories import an_action


def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.add(Organisation(slug="one", contact="x"))
        session.flush()
        raise RuntimeError

    with database.reading() as session:
        assert session.scalars(sa.select(Organisation)).all() == []


def test_reading_cannot_write(empty_database: Database) -> None:
    schema.upgrade(empty_database)

    with pytest.raises((DBAPIError, CampaignError)), empty_database.reading() as session:
        session.add(Case(code="UA 1/26"))
        session.flush()

    with empty_database.transaction() as session:
        session.add(Case(code="UA 1/26"))
    with empty_database.reading() as session:
        assert session.scalars(sa.select(Case.code)).all() == ["UA 1/26"]


def test_writers_that_read_first_queue_up_instead_of_failing(database: Database) -> None:
    with database.transaction() as session:
        session.add(Organisation(slug="counter", contact="0"))

    def count() -> None:
        for _ in range(50):
            with database.transaction() as session:
                counter = session.scalars(sa.select(Organisation)).one()
                counter.contact = str(int(counter.contact) + 1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert session.scalars(sa.select(Organisation.contact)).one() == "200"


def test_sqlite_keeps_a_write_ahead_log_and_foreign_keys(database: Database) -> None:
    with database.reading() as session:
        pragmas = {name: session.scalar(sa.text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys")}

    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1}


def test_moments_come_back_in_utc_and_need_a_time_zone(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    in_summer_time = datetime(2026, 3, 29, 4, 30, tzinfo=timezone(timedelta(hours=2)))
    with empty_database.transaction() as session:
        session.add(an_action(embargo_until=in_summer_time))

    with empty_database.reading() as session:
        assert session.scalars(sa.select(Action)).one().embargo_until == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    with pytest.raises(StatementError), empty_database.transaction() as session:
        session.add(an_action(slug="another", embargo_until=datetime(2026, 1, 1)))  # noqa: DTZ001  (on purpose)


def test_a_bad_address_is_told_in_words() -> None:
    with pytest.raises(DatabaseUnavailable, match="is not a database address"):
        Database("not an address")
    with pytest.raises(DatabaseUnavailable, match="is not a database address"):
        Database("postgresql://localhost:abc/x")
    with pytest.raises(DatabaseUnavailable, match="SQLite or a PostgreSQL"):
        Database("mysql://localhost/x")


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"no database, " * 100)

    with pytest.raises(DatabaseUnavailable, match="not a database"):
        schema.require_current(Database(f"sqlite:///{tmp_path}/x.sqlite"))


def test_a_database_that_is_not_set_up_says_what_to_do(empty_database: Database) -> None:
    with pytest.raises(DatabaseUnavailable, match="campaign db upgrade"):
        schema.require_current(empty_database)
