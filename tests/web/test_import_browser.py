"""Importing in a real browser: from a pasted appeal to a draft action that a second person is asked about."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from campaign.db import Database
from campaign.services.importing.keeping import find_import
from tests.appeals.corpus import appeals
from tests.web.imports import an_import
from tests.web.look import look_at
from tests.web.test_browser_editing import signed_in
from tests.web.test_import_review import add_the_minister

APPEALS = {appeal.name: appeal for appeal in appeals("tuning")}


@pytest.fixture(params=[(1280, True), (320, False)], ids=["wide, script", "phone, no script"])
def desk(request: pytest.FixtureRequest, browser: Browser, address: str, demonstration: Database):
    """A browser on which a publisher is signed in, with and without scripts."""
    width, scripts = request.param
    yield from signed_in(browser, address, demonstration, scripts, width)


@pytest.fixture
def wide(browser: Browser, address: str, demonstration: Database) -> Iterator[BrowserContext]:
    yield from signed_in(browser, address, demonstration, True, 1280)


@pytest.fixture(params=[320, 1280])
def seen(request: pytest.FixtureRequest, browser: Browser, address: str, demonstration: Database) -> Iterator[Page]:
    for context in signed_in(browser, address, demonstration, True, request.param):
        yield context.new_page()


def test_from_a_pasted_appeal_to_a_draft_that_waits_for_a_second_person(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/desk/")
    page.get_by_role("link", name="Import an appeal").click()
    page.get_by_label("The text", exact=True).fill(APPEALS["en_2021_model_letter"].content.decode())
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("heading", name="Review an import").wait_for(timeout=20_000)

    for left in range(page.get_by_role("button", name="Settled", exact=False).count(), 0, -1):
        assert re.match(rf"{left} of \d+ doubts left", page.locator("#doubts h2").first.inner_text())
        page.get_by_role("button", name=re.compile("^Settled")).first.click()
    for select in page.get_by_label("In your list").all():
        select.select_option("new")
    for field in page.get_by_label("Whom supporters ask, if it is new").all():
        field.fill("office@liberty.example")
    for place in range(page.locator("#addressees > ol > li").count()):
        kind = page.locator(f"#addressees-{place}").get_by_label("Kind of office, for the form of address")
        kind.select_option("head_of_state")
    title = page.get_by_label("Title", exact=True).input_value()
    page.get_by_role("button", name="Make the action").click()
    page.get_by_role("heading", name=title).wait_for()

    rail = page.get_by_role("complementary", name="Before publication")
    if rail.locator(".rail-folded").is_visible():
        rail.locator(".rail-folded summary").click()
    rail.get_by_role("link", name=re.compile("summary is empty")).locator("visible=true").click()
    page.locator("#rows-0-summary").fill("They are in danger.")
    page.get_by_role("button", name="Save", exact=True).locator("visible=true").last.click()
    page.get_by_role("link", name="Basics").first.click()
    page.get_by_label("Consent of the persons at risk").select_option("given")
    page.get_by_role("button", name="Save", exact=True).locator("visible=true").last.click()
    page.get_by_role("button", name="Ask a second person to publish it").click()

    page.get_by_text("waits for a second person").wait_for()
    page.get_by_role("link", name="Published appeal").click()
    page.get_by_role("heading", name="The published appeal").wait_for()
    assert title.upper() in page.get_by_role("region", name="The text as it was read").inner_text().upper()


def test_pointing_at_a_field_lights_its_lines_and_a_line_its_field(
    wide: BrowserContext, demonstration: Database
) -> None:
    page = wide.new_page()
    page.goto(f"/desk/import/{an_import(demonstration)}")

    page.locator("#addressees-1-name").focus()
    lit = page.locator(".source .lit").all_inner_texts()
    page.locator(".source li", has_text="Urging them to let him see").hover()

    assert any("Prosecutor General" in line for line in lit)
    assert not any("Minister of Justice" in line for line in lit)
    assert page.locator("#demands-1.lit").count() == 1
    assert page.locator(".source .lit").count() == 1


def test_every_state_of_a_review_is_accessible_and_fits_the_screen(seen: Page, demonstration: Database) -> None:
    add_the_minister(demonstration)
    number = an_import(demonstration)
    seen.goto(f"/desk/import/{number}")
    look_at(seen)
    other = seen.context.new_page()
    other.goto(f"/desk/import/{number}")
    other.get_by_label("Title", exact=True).fill("Another title")
    other.get_by_role("button", name="Save", exact=True).locator("visible=true").last.click()
    other.wait_for_load_state()

    seen.get_by_label("Title", exact=True).fill("A third title")
    seen.get_by_role("button", name="Make the action").click()
    seen.get_by_text("You both changed this: Title").wait_for()
    look_at(seen)
    seen.get_by_role("button", name="Make the action").click()
    seen.get_by_text("This stands in the way").wait_for()
    look_at(seen)
    assert "stands in the way" in seen.evaluate("document.activeElement.innerText")

    with demonstration.reading() as session:
        assert '"title":"A third title"' in find_import(session, number).reviewed
    seen.goto("/desk/import")
    look_at(seen)


def test_what_is_typed_is_saved_by_itself_and_a_second_tab_is_told(
    wide: BrowserContext, demonstration: Database
) -> None:
    number = an_import(demonstration)
    first, second = wide.new_page(), wide.new_page()
    for page in (first, second):
        page.goto(f"/desk/import/{number}")

    first.get_by_label("Title", exact=True).fill("Typed in the first tab")
    first.get_by_text("Saved at").wait_for()
    second.get_by_label("Title", exact=True).fill("Typed in the second tab")
    second.get_by_text("Somebody saved this import meanwhile").wait_for()
    second.get_by_role("button", name="Save", exact=True).locator("visible=true").last.click()
    second.get_by_text("You both changed this: Title").wait_for()
    first.get_by_label("Case code").fill("UA 9/99")
    first.get_by_role("button", name="Save", exact=True).locator("visible=true").last.click()
    first.wait_for_load_state()

    assert first.get_by_label("Title", exact=True).input_value() == "Typed in the first tab"
    assert first.get_by_label("Case code").input_value() == "UA 9/99"
    assert second.get_by_text("Typed in the first tab").count() == 1
