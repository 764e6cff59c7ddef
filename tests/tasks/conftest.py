"""A mail server, a database with one action and one coordinator, and settings that join them."""

from collections.abc import Iterator

import pytest

from campaign.db import Database
from campaign.models import Action
from campaign.settings import Settings, load_settings
from tests.coordinators import a_coordinator
from tests.factories import NOW
from tests.reminding import a_live_action
from tests.tasks.mail import Keeper, mail_server

EMAIL = "ines@desk.example"


@pytest.fixture
def keeper() -> Keeper:
    """What keeps the mail."""
    return Keeper()


@pytest.fixture
def port(keeper: Keeper) -> Iterator[int]:
    """The port of a running mail server."""
    with mail_server(keeper) as port:
        yield port


def settings_for(database: Database, port: int) -> Settings:
    """Settings with that database and that mail server."""
    return load_settings(environment(database, port))


def environment(database: Database, port: int) -> dict[str, str]:
    """Those settings, as variables."""
    return {
        "CAMPAIGN_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "CAMPAIGN_SITE_ADDRESS": "https://letters.example",
        "CAMPAIGN_SMTP_HOST": "127.0.0.1",
        "CAMPAIGN_SMTP_PORT": str(port),
        "CAMPAIGN_SMTP_SECURITY": "none",
        "CAMPAIGN_MAIL_FROM": "desk@letters.example",
    }


@pytest.fixture
def settings(database: Database, port: int) -> Settings:
    """Settings for the test's own database."""
    return settings_for(database, port)


@pytest.fixture
def action(database: Database) -> Action:
    """A live action with its last day in three days, and a coordinator who wants to be reminded."""
    with database.transaction() as session:
        a_coordinator(session, EMAIL)
        return a_live_action(session, NOW, days_left=3)
