"""Editing in a real browser: what is typed survives a killed tab, a second tab and an ended sign-in."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select, update

from campaign.db import Database
from campaign.models import Action, Coordinator, KeptForm, SignedIn
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.sessions import begin_session
from tests.coordinators import a_coordinator
from tests.web.desk import COOKIE
from tests.web.look import look_at

SLUG = "kalyapin-judicial-harassment"
AT = f"/desk/actions/{SLUG}"
TEXTS = f"{AT}/edit/texts"
TITLE = "Title"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def desk(request: pytest.FixtureRequest, browser: Browser, address: str, demonstration: Database):
    """A browser on which a publisher is signed in, with and without scripts."""
    yield from signed_in(browser, address, demonstration, request.param, 1280)


@pytest.fixture
def scripted(browser: Browser, address: str, demonstration: Database):
    """A narrow browser with scripts on which a publisher is signed in."""
    yield from signed_in(browser, address, demonstration, True, 320)


def signed_in(
    browser: Browser, address: str, database: Database, scripts: bool, width: int
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=address, java_script_enabled=scripts, viewport={"width": width, "height": 700}
    )
    context.set_default_timeout(20_000)
    sign_in(context, address, database)
    yield context
    context.close()


def sign_in(context: BrowserContext, address: str, database: Database) -> None:
    email = "publisher@desk.example"
    with database.transaction() as session:
        found = session.scalar(select(Coordinator).filter_by(email=email))
        found = found or a_coordinator(session, email, CoordinatorRole.PUBLISHER)
        token = begin_session(session, found.id, "a test", datetime.now(UTC))
    context.add_cookies([{"name": COOKIE, "value": token, "url": address}])


def title(page: Page):
    return page.get_by_label(TITLE, exact=True).first


def a_page(desk: BrowserContext, path: str) -> Page:
    page = desk.new_page()
    page.goto(path)
    return page


def wait_until_kept(database: Database, words: str) -> None:
    for _ in range(100):
        with database.reading() as session:
            if any(f'"{words}"' in rows for rows in session.scalars(select(KeptForm.rows))):
                return
        time.sleep(0.1)
    raise AssertionError(words)


def test_a_killed_tab_loses_nothing(scripted: BrowserContext, demonstration: Database) -> None:
    page = a_page(scripted, TEXTS)
    title(page).fill("Half a ti")
    page.get_by_text("Kept at").wait_for()
    title(page).fill("Half a title")
    page.close(run_before_unload=True)  # before the next few seconds are over
    wait_until_kept(demonstration, "Half a title")

    again = a_page(scripted, TEXTS)
    again.get_by_text("You left this unsaved on").wait_for()
    look_at(again)
    assert title(again).input_value() != "Half a title"
    again.get_by_role("link", name="Go on with it").click()
    assert title(again).input_value() == "Half a title"
    again.get_by_role("button", name="Save").click()
    again.wait_for_url(f"**{AT}")
    look_at(again)
    again.goto(TEXTS)

    assert title(again).input_value() == "Half a title"
    assert again.get_by_text("You left this unsaved on").count() == 0


def test_saving_leaves_nothing_kept_behind(scripted: BrowserContext, demonstration: Database) -> None:
    page = a_page(scripted, TEXTS)
    title(page).fill("A title")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{AT}")
    page.wait_for_load_state("networkidle")

    with demonstration.reading() as session:
        assert session.scalars(select(KeptForm)).all() == []


def test_two_tabs_both_keep_and_merge(scripted: BrowserContext) -> None:
    first, second = a_page(scripted, TEXTS), a_page(scripted, TEXTS)
    for page, words in ((first, "First"), (second, "Second")):
        title(page).fill(words)
        page.get_by_text("Kept at").wait_for()
    title(first).fill("First tab")
    first.get_by_text("open in another tab of yours").wait_for()
    second.get_by_role("button", name="Save").click()
    second.wait_for_url(f"**{AT}")

    first.get_by_role("button", name="Save").click()
    first.get_by_text("You both changed this: Title").wait_for()
    look_at(first)
    assert title(first).input_value() == "First tab"
    first.get_by_label("Take theirs").check()
    first.get_by_role("button", name="Save").click()
    first.wait_for_url(f"**{AT}")

    first.goto(TEXTS)
    assert title(first).input_value() == "Second"


def test_signed_out_while_typing_loses_nothing(desk: BrowserContext, address: str, demonstration: Database) -> None:
    page = a_page(desk, TEXTS)
    page.get_by_label("What happened, as letters tell it").first.fill("One.\n\nTwo.")
    with demonstration.transaction() as session:
        session.execute(update(SignedIn).values(seen_at=datetime.now(UTC) - timedelta(minutes=31)))

    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="You were signed out").wait_for()
    sign_in(desk, address, demonstration)
    page.get_by_role("button", name="I have signed in").click()
    page.get_by_text("too old to save from").wait_for()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**{AT}")

    page.goto(TEXTS)
    assert page.get_by_label("What happened, as letters tell it").first.input_value() == "One.\n\nTwo."


def test_rows_are_put_back_saves_undone_and_a_stop_takes_one_more_press(
    desk: BrowserContext, demonstration: Database
) -> None:
    page = a_page(desk, f"{AT}/edit/addressees")
    first = page.get_by_label("Authority").first.input_value()
    page.get_by_role("button", name=re.compile("Take out.*row 1")).click()
    page.get_by_role("button", name="Put it back").click()
    assert page.get_by_label("Authority").first.input_value() == first
    role = page.get_by_label("Role").first.input_value()
    page.get_by_label("Role").first.select_option("copy")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**{AT}")
    page.get_by_role("button", name=re.compile("Undo.*Addressees")).click()
    page.wait_for_load_state()
    page.goto(f"{AT}/edit/addressees")
    assert page.get_by_label("Role").first.input_value() == role != "copy"

    page.goto(AT)
    page.get_by_label("Why").select_option("harmful")
    page.get_by_role("button", name="Stop this action").click()
    page.get_by_text("At once, everywhere").wait_for()
    page.get_by_role("button", name="Yes, stop it now").click()
    page.wait_for_url(f"**{AT}")

    with demonstration.reading() as session:
        assert session.scalars(select(Action).filter_by(slug=SLUG)).one().stop_reason == "harmful"


def test_the_pages_that_ask_once_more_are_accessible(scripted: BrowserContext) -> None:
    page = scripted.new_page()
    for step in ("stop?reason=other", "approve?seen=abc", "archive"):
        page.goto(f"{AT}/{step}")
        look_at(page)
