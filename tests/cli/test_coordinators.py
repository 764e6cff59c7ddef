"""`campaign coordinators`, and the administrator of `campaign demo`."""

from datetime import UTC, datetime

import pytest

from campaign.db import Database
from campaign.models.vocabulary import LinkKind
from campaign.services.accounts.links import find_link
from campaign.services.accounts.people import find_coordinator
from tests.cli.conftest import Campaign
from tests.coordinators import a_coordinator


def email_of(database: Database, link: str, kind: LinkKind) -> str:
    with database.reading() as session:
        return find_link(session, link.strip().rsplit("/", 1)[-1], kind, datetime.now(UTC)).coordinator.email


def test_an_invitation_is_a_link_to_where_the_pages_are(
    loaded: Campaign, demonstration: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("coordinators", "invite", "Ines@desk.example", "--name", "Ines", "--role", "editor")
    first = loaded(*words).stdout
    monkeypatch.setenv("CAMPAIGN_SITE_ADDRESS", "https://letters.example/")
    second = loaded(*words).stdout

    assert first.startswith("http://127.0.0.1:8000/desk/invitation/")
    assert second.startswith("https://letters.example/desk/invitation/")
    assert email_of(demonstration, second, LinkKind.INVITATION) == "ines@desk.example"


def test_a_role_or_an_address_that_is_none_is_told(loaded: Campaign) -> None:
    assert loaded("coordinators", "invite", "ines@desk.example", "--name", "I", "--role", "emperor").exit_code == 2
    refused = loaded("coordinators", "invite", "ines", "--name", "I", "--role", "editor")
    assert (refused.exit_code, "is no e-mail address" in refused.stderr) == (1, True)


def test_who_lost_the_second_factor_gets_a_link(loaded: Campaign, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, "ines@desk.example")

    link = loaded("coordinators", "link", "ines@desk.example").stdout

    assert link.startswith("http://127.0.0.1:8000/desk/link/")
    assert email_of(demonstration, link, LinkKind.SIGN_IN) == "ines@desk.example"
    assert "no coordinator nobody@desk.example" in loaded("coordinators", "link", "nobody@desk.example").stderr


def test_coordinators_are_listed_with_their_standing_and_disabled(loaded: Campaign, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, "ines@desk.example")
        find_coordinator(session, "ines@desk.example").name = "Ines"
    loaded("coordinators", "invite", "ole@desk.example", "--name", "Ole", "--role", "viewer")

    before = loaded("coordinators", "list").stdout.splitlines()
    loaded("coordinators", "disable", "ines@desk.example")
    after = loaded("coordinators", "list").stdout.splitlines()

    assert before == ["ines@desk.example  editor  Ines", "ole@desk.example  viewer  Ole  not set up yet"]
    assert after[1].startswith("ines@desk.example  editor  Ines  disabled on 2")


def test_the_demonstration_ends_with_a_link_that_lets_its_administrator_in(campaign: Campaign) -> None:
    campaign("db", "upgrade")

    first, second = campaign("demo").stdout.splitlines()[-1], campaign("demo").stdout.splitlines()[-1]

    assert first.startswith("Sign in at the desk once, within an hour: http://127.0.0.1:8000/desk/link/")
    assert first != second
    assert "demo@desk.example  administrator" in campaign("coordinators", "list").stdout


def test_an_installation_of_ones_own_gets_no_administrator_for_trying_out(
    loaded: Campaign, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, "ines@desk.example")

    assert "/desk/link/" not in loaded("demo").stdout
