"""The pages: a client without a browser, and a server with one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from bench.browser import chromium
from bench.stage import served
from campaign.app import create_app
from campaign.db import Database
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION


@pytest.fixture
def settings(demonstration: Database, tmp_path: Path) -> Settings:
    """Settings that point at a database with the demonstration."""
    return load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path)})


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    """A client of the application."""
    app = create_app(settings)
    yield app.test_client()
    app.extensions[EXTENSION].close()


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """The address of a running server."""
    with served(settings) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as browser:
        yield browser
