"""The directory in a real browser: a correction from the public, a merge, a succession, and every page for axe."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from campaign.db import Database
from campaign.models import AuthorityText, Contact
from campaign.models.vocabulary import ContactKind
from campaign.services.authorities.saving import get_authority
from tests.factories import an_authority
from tests.web.look import look_at
from tests.web.test_browser_editing import sign_in

ACTION = "/actions/kalyapin-judicial-harassment"
PRESIDENT = "/desk/authorities/ru-president"
SCREENS = [(320, "light", True), (1280, "dark", True), (1280, "light", False)]


@pytest.fixture(params=SCREENS, ids=["phone", "wide, dark", "no script"])
def desk(
    request: pytest.FixtureRequest, browser: Browser, address: str, demonstration: Database
) -> Iterator[BrowserContext]:
    """A browser on which a publisher is signed in, narrow, dark, or without scripts."""
    width, colours, scripts = request.param
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 700},
        color_scheme=colours,
        java_script_enabled=scripts,
    )
    context.set_default_timeout(20_000)
    sign_in(context, address, demonstration)
    yield context
    context.close()


def seen(page: Page) -> None:
    """Nothing for axe to report; where no script may run, it cannot look, and its other screens did."""
    if scripted(page):
        look_at(page)


def scripted(page: Page) -> bool:
    """Whether the page's own scripts may run."""
    return page.evaluate("matchMedia('(scripting: enabled)').matches")


def test_a_correction_from_the_public_is_accepted(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto(ACTION)
    page.get_by_role("link", name="Say that an address or a number is wrong").click()
    seen(page)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").get_by_text("Choose what is wrong.").wait_for()
    seen(page)
    page.get_by_label("What is wrong").select_option(label="Fax: + 7 495 606 5173")
    page.get_by_label("What happened").fill("It is a private line.")
    page.get_by_label("What is right, if you know it").fill("+7 495 606 0000")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    seen(page)

    page.goto("/desk/")
    page.get_by_role("link", name="1 correction from the public waits").click()
    seen(page)
    page.get_by_role("link", name="Dmitri Medvedev").first.click()
    page.get_by_text("It is a private line.").wait_for()
    seen(page)
    page.get_by_label("Where you saw it yourself").fill("a call to the office")
    page.get_by_role("button", name="Put it in its place").click()
    page.get_by_text("dialled as +74956060000").wait_for()
    seen(page)
    page.get_by_role("button", name=re.compile("Ask a second person to publish the change")).first.click()
    page.get_by_text("waits for a second person").wait_for()


def test_two_that_are_one_are_merged_and_parted(desk: BrowserContext, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        text = AuthorityText(language="ru", name="Дмитрий Медведев", title="Президент")
        mail = Contact(kind=ContactKind.EMAIL, raw="office@kremlin.example", source="a page")
        session.add(an_authority("medvedev", state="RU", texts={"ru": text}, contacts=[mail]))
    page = desk.new_page()
    page.goto("/desk/authorities")
    seen(page)
    page.get_by_role("link", name="Entered twice?").click()
    seen(page)
    page.get_by_role("link", name=re.compile("Side by side.*Дмитрий")).click()
    seen(page)
    page.get_by_role("button", name="They are one: keep the first").click()
    page.get_by_role("heading", name="What was merged into it").wait_for()
    assert page.get_by_text("office@kremlin.example").count() > 0
    seen(page)

    page.get_by_role("button", name="They are two after all: undo it").click()
    page.get_by_role("heading", name="Are they one?").wait_for()

    page.get_by_role("button", name="They are two: ask no more").click()
    page.get_by_text("Nothing looks as if it were there twice.").wait_for()


def test_a_successor_takes_the_office(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto(PRESIDENT)
    seen(page)
    page.get_by_role("link", name="Somebody else takes the office").click()
    page.get_by_label("Takes the office on").fill("May")
    page.get_by_role("button", name="Enter the successor").click()
    page.get_by_role("alert").get_by_text("is no day").wait_for()
    seen(page)
    page.get_by_label("Takes the office on").fill("2026-01-02")
    page.get_by_label("Name: English").fill("Jane Roe")
    page.get_by_label("Where you know it from").fill("the office's page")
    page.get_by_role("button", name="Enter the successor").click()
    page.get_by_role("heading", name="Jane Roe").wait_for()
    page.get_by_text("Dmitri Medvedev, until 2 January 2026").wait_for()
    seen(page)
    page.get_by_role("button", name=re.compile("Ask a second person")).first.click()
    page.get_by_text("waits for a second person").wait_for()
    page.get_by_role("link", name="Judicial harassment of Igor Kalyapin").click()
    page.locator("ins").get_by_text("Jane Roe").first.wait_for()

    page.goto(ACTION)
    assert page.get_by_text("Dmitri Medvedev").count() == 1
    assert page.get_by_text("Jane Roe").count() == 0


def test_an_authority_is_edited_row_by_row(desk: BrowserContext, demonstration: Database) -> None:
    page = desk.new_page()
    page.goto(f"{PRESIDENT}/edit")
    seen(page)
    page.get_by_role("button", name="Another language").click()
    page.get_by_label("Language (code)").nth(1).fill("ru")
    page.get_by_label("Office, in words").nth(1).fill("Президент Российской Федерации")
    page.get_by_role("button", name="Another number or address").click()
    page.get_by_label("Kind", exact=True).last.select_option("email")
    page.get_by_label("As published").last.fill("nobody")
    page.get_by_label("Where what you enter or change comes from").fill("the office's page")
    page.get_by_role("button", name="Save").last.click()
    page.get_by_role("alert").get_by_text("is no e-mail address").wait_for()
    seen(page)
    page.get_by_label("As published").last.fill("office@kremlin.example")
    page.get_by_role("button", name="Save").last.click()
    page.get_by_role("heading", name="How it is reached").wait_for()
    seen(page)

    with demonstration.reading() as session:
        authority = get_authority(session, "ru-president")
        assert authority.texts["ru"].title == "Президент Российской Федерации"
        assert authority.contacts[-1].raw == "office@kremlin.example"
