"""What many tests stand on: a database with and without the demonstration, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa

from campaign import schema
from campaign.db import Database
from campaign.services.demonstration import load_demonstration
from tests.postgresql import NoPostgreSQL, private_server

hypothesis.settings.register_profile(
    "short", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("long", hypothesis.settings.get_profile("short"), max_examples=5000)
hypothesis.settings.load_profile("short")

LOADED_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest version, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "campaign.sqlite"
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    database.close()
    return file


@pytest.fixture(scope="session")
def demonstration_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the demonstration, to be copied."""
    file = tmp_path_factory.mktemp("demonstration") / "campaign.sqlite"
    shutil.copy(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    with database.transaction() as session:
        load_demonstration(session, LOADED_AT)
    database.close()
    return file


@pytest.fixture
def database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database of this test's own."""
    yield from _copied(migrated_file, tmp_path)


@pytest.fixture
def demonstration(demonstration_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A database of this test's own that holds the demonstration."""
    yield from _copied(demonstration_file, tmp_path)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.URL]:
    """The address of a private PostgreSQL server; tests are skipped, loudly, only where it cannot be had."""
    try:
        with private_server() as url:
            yield url
    except NoPostgreSQL as reason:
        pytest.skip(f"POSTGRESQL WAS NOT TESTED: {reason}")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, on each engine in turn."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield database
        database.close()
        return
    server: sa.URL = request.getfixturevalue("postgresql")
    name = f"test_{abs(hash(request.node.nodeid))}"
    administration = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    database = Database(server.set(database=name).render_as_string(hide_password=False))
    yield database
    database.close()
    with administration.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name}"))
    administration.dispose()


def _copied(file: Path, folder: Path) -> Iterator[Database]:
    shutil.copy(file, folder / "campaign.sqlite")
    database = Database(f"sqlite:///{folder / 'campaign.sqlite'}")
    yield database
    database.close()
