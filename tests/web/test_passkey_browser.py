"""Passkeys in a real browser, with a device that Chromium plays."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from bench.stage import served
from campaign.db import Database
from campaign.models import Passkey, SignedIn
from campaign.models.vocabulary import CoordinatorRole
from campaign.settings import load_settings
from tests.coordinators import PASSWORD, a_coordinator, code_at
from tests.web.look import look_at

EMAIL = "ines@desk.example"


@pytest.fixture
def site(demonstration: Database, tmp_path: Path) -> Iterator[str]:
    """The address of a running server that knows it, by a name that browsers trust."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    address = f"http://localhost:{port}"
    with served(load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_SITE_ADDRESS": address}), port):
        yield address


@pytest.fixture(params=[(320, "light"), (1440, "dark")], ids=["phone, light", "wide, dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in a browser that plays a device with a fingerprint reader."""
    width, colours = request.param
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=colours)
    page = context.new_page()
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device | {"isUserVerified": True}})
    yield page
    context.close()


def heading(page: Page, words: str) -> None:
    page.get_by_role("heading", name=words, level=1).wait_for()


def give_password(page: Page) -> None:
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    heading(page, "Your code")


def test_a_passkey_is_added_signs_in_in_three_ways_and_is_removed(
    page: Page, site: str, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, EMAIL, CoordinatorRole.ADMINISTRATOR)
    page.goto(f"{site}/desk/account")
    give_password(page)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Code").fill(code_at(datetime.now(UTC)))
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name="Add a passkey").click()
    heading(page, "Add a passkey")
    expect(page.locator("#without")).to_be_hidden()
    look_at(page)
    page.get_by_label("Name").fill("Telephone of Ines")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Telephone of Ines").wait_for()
    page.get_by_text("Not used yet").wait_for()
    look_at(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("The same once more")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("There is a passkey of yours on that device already.").wait_for()

    page.get_by_role("button", name="Sign out").click()
    heading(page, "Sign in")
    give_password(page)
    look_at(page)
    page.get_by_role("button", name="Use a passkey").click()
    heading(page, "Board")
    page.get_by_role("button", name="Sign out").click()
    heading(page, "Sign in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    heading(page, "Board")

    with demonstration.transaction() as session:
        session.execute(update(SignedIn).values(fresh_at=datetime(2026, 1, 1, tzinfo=UTC)))
    page.get_by_role("link", name="People", exact=True).click()
    heading(page, "Is it you?")
    look_at(page)
    page.get_by_role("button", name="Use a passkey").click()
    heading(page, "People")

    page.get_by_role("link", name="Account").click()
    page.get_by_text("Last used").wait_for()
    with demonstration.reading() as session:
        assert session.scalars(select(Passkey.sign_count)).one() >= 3
    page.get_by_role("button", name="Remove Telephone of Ines").click()
    expect(page.get_by_role("heading", name="Telephone of Ines")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That passkey does not fit.").wait_for()
    look_at(page)


def test_at_another_address_than_its_own_the_site_offers_no_passkey_and_says_where(
    browser: Browser, site: str, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, EMAIL)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.replace('localhost', '127.0.0.1')}/desk/account/passkeys/new")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    give_password(page)
    page.get_by_label("Code").fill(code_at(datetime.now(UTC)))
    page.get_by_role("button", name="Sign in").click()

    page.get_by_text(f"Passkeys work only where the address of this page begins with {site}").wait_for()
    expect(page.get_by_role("button", name="Add")).to_be_hidden()
    context.close()


def test_without_scripts_the_code_lets_in_and_no_button_is_dead(
    browser: Browser, site: str, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, EMAIL)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/desk/account/passkeys/new")
    assert page.get_by_role("button", name="passkey").count() == 0
    give_password(page)
    page.get_by_label("Code").fill(code_at(datetime.now(UTC)))
    page.get_by_role("button", name="Sign in").click()
    heading(page, "Add a passkey")

    page.get_by_text("This needs a browser that knows passkeys").wait_for()
    assert page.get_by_role("button", name="Add").count() == 0
    context.close()
