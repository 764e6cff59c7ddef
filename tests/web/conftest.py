"""The pages: a client without a browser, and a server with one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from bench.browser import chromium
from bench.stage import served
from campaign.app import create_app
from campaign.db import Database
from campaign.rendering.children import Children
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION
from campaign.web.supporter.making import RENDERER


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as browser:
        yield browser
