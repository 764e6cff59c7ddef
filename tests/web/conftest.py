"""The pages: a client without a browser, and a server with one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from bench.browser import chromium
from bench.crowd import crowd, log
from bench.stage import served
from campaign import schema
from campaign.app import create_app
from campaign.db import Database
from campaign.models import Coordinator
from campaign.models.vocabulary import CoordinatorRole
from campaign.rendering.children import Children
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION
from campaign.web.supporter.making import RENDERER
from tests.factories import KEY


@pytest.fixture
def settings(demonstration: Database, tmp_path: Path) -> Settings:
    """Settings that point at a database with the demonstration."""
    return load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path)})


@pytest.fixture(scope="session")
def renderer() -> Children:
    """One warm fork server for all tests of pages."""
    return Children(slots=2, waiting=2, seconds=20)


@pytest.fixture
def app(settings: Settings, renderer: Children) -> Iterator[Flask]:
    """The application, with that renderer."""
    app = create_app(settings)
    app.extensions[RENDERER] = renderer
    yield app
    app.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application."""
    return app.test_client()


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """The address of a running server."""
    with served(settings) as address:
        yield address


@contextmanager
def crowded_desk(folder: Path, size: int) -> Iterator[Flask]:
    """The application over so many actions, and as many authorities, entries of the log and coordinators."""
    values = {"CAMPAIGN_DATA_DIR": str(folder), "CAMPAIGN_SITE_ADDRESS": "https://letters.example"}
    settings, now = load_settings(values), datetime.now(UTC)
    database = Database(settings.database)
    schema.upgrade(database)
    with database.transaction() as session:
        crowd(session, now, actions=size, authorities=size)
        log(session, KEY, now, entries=size, actions=size)
        session.add_all(
            Coordinator(email=f"{number}@desk.example", name="Ana", role=CoordinatorRole.VIEWER, created_at=now)
            for number in range(size)
        )
    database.close()
    Path(settings.audit_key).write_bytes(KEY)
    app = create_app(settings)
    yield app
    app.extensions[EXTENSION].close()


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A desk with 110 actions, for tests that only read, or change what no other test looks at."""
    with crowded_desk(tmp_path_factory.mktemp("crowded"), 110) as app:
        yield app


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as browser:
        yield browser
