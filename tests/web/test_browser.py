"""The pages in a real browser: readable at every width, with nothing for axe to report, and nothing asked elsewhere."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select, update

from campaign.db import Database
from campaign.models import Action, SignedIn
from campaign.models.states import ActionState
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.demonstration import demonstration_link
from campaign.services.accounts.links import invite
from campaign.services.publishing import publish
from tests.conftest import LOADED_AT
from tests.coordinators import a_coordinator, code_at
from tests.web.look import look_at

ACTION = "/actions/kalyapin-judicial-harassment"
PATHS = ["/", "/?q=nobody", ACTION, "/actions/kalyapin-attacked-and-threatened", f"{ACTION}/write", "/actions/nothing"]
LARGEST_PAGE = 60_000  # bytes, with styles and script, before compression


@pytest.fixture(params=[(320, "light", True), (1440, "dark", False)], ids=["phone", "wide, no script"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page on a narrow or a wide screen, with and without scripts; whatever it asks for must be ours."""
    width, colours, scripts = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 700}, color_scheme=colours, java_script_enabled=scripts
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda asking: asked.append(asking.url))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.fixture(params=[(320, "light"), (1440, "dark")], ids=["phone, light", "wide, dark"])
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page to look at: axe needs scripts."""
    width, colours = request.param
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=colours)
    yield context.new_page()
    context.close()


def fill_in(page: Page, country: str = "PT") -> None:
    page.get_by_label("Your full name").fill("Ana Souza")
    page.get_by_label("Your postal address").fill("Rua das Flores 7\n1200-192 Lisboa")
    page.get_by_label("Your country").select_option(country)
    page.get_by_label("Where you write from").fill("Lisboa")
    page.get_by_label("Your own words").fill("As a nurse, I worry.")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_accessible_and_fits_the_screen(seen: Page, address: str, path: str) -> None:
    seen.goto(address + path)

    look_at(seen)


def test_every_state_of_writing_is_accessible(seen: Page, address: str, demonstration: Database) -> None:
    seen.goto(f"{address}{ACTION}/write")
    seen.get_by_role("button", name="Make my letters").click()
    seen.get_by_role("heading", name="Something needs a change").wait_for()
    look_at(seen)
    assert seen.evaluate("document.activeElement.id") == "problems"

    fill_in(seen)
    seen.get_by_role("button", name="Make my letters").click()
    seen.get_by_role("heading", name="Your 6 letters are ready").wait_for()
    seen.get_by_text("Other ways and files").first.click()
    look_at(seen)

    seen.get_by_role("button", name=re.compile("Send by fax.*President")).click()
    seen.get_by_role("heading", name="Send by fax").wait_for()
    for more in ("With a fax service that takes e-mail", "With a fax program"):
        seen.get_by_text(more).click()
    look_at(seen)
    seen.get_by_label("Address pattern of your fax service").fill("nobody")
    seen.get_by_role("button", name="E-mail draft with the fax").click()
    seen.get_by_text("“nobody” is no pattern for a fax service").wait_for()
    look_at(seen)
    assert seen.get_by_label("Address pattern of your fax service").input_value() == "nobody"
    seen.get_by_role("button", name="Back to your letters").click()

    with demonstration.transaction() as session:
        session.scalars(select(Action).filter_by(slug=ACTION.rsplit("/", 1)[-1])).one().move(ActionState.STOPPED)
    seen.get_by_role("button", name="All letters").click()
    seen.get_by_role("heading", name="No more letters, please").wait_for()
    look_at(seen)
    assert "As a nurse, I worry." in seen.content()


def test_every_page_of_signing_in_is_accessible(seen: Page, address: str, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, "boss@desk.example", CoordinatorRole.ADMINISTRATOR)
        invited = invite(session, "ines@desk.example", "Ines Reis", CoordinatorRole.ADMINISTRATOR, datetime.now(UTC))
    seen.goto(f"{address}/desk/invitation/{invited}")
    look_at(seen)
    seen.get_by_role("button", name="Go on").click()
    seen.get_by_text("at least 12 characters.", exact=False).first.wait_for()
    look_at(seen)
    for label in ("A new password", "The same once more"):
        seen.get_by_label(label).fill("a boat for every island")
    seen.get_by_role("button", name="Go on").click()
    seen.get_by_role("heading", name="Connect your app").wait_for()
    look_at(seen)
    assert seen.locator("svg.qr").bounding_box()["width"] >= 200
    secret = "".join(seen.locator(".key code").all_inner_texts())
    seen.get_by_label("Code from your app").fill(code_at(datetime.now(UTC), secret=secret))
    seen.get_by_role("button", name="Connect").click()
    seen.get_by_role("heading", name="Your recovery codes").wait_for()
    look_at(seen)
    recovery, second, *_ = seen.locator(".codes code").all_inner_texts()
    seen.get_by_role("link", name="I have them").click()
    seen.get_by_role("heading", name="Board").wait_for()
    look_at(seen)

    seen.get_by_role("button", name="Sign out").click()
    seen.get_by_role("heading", name="Sign in").wait_for()
    look_at(seen)
    seen.get_by_label("Your e-mail address").fill("ines@desk.example")
    seen.get_by_role("button", name="Go on").click()
    seen.get_by_text("The address or the password is not right.").wait_for()
    look_at(seen)
    seen.get_by_label("Your e-mail address").fill("ines@desk.example")
    seen.get_by_label("Your password").fill("a boat for every island")
    seen.get_by_role("button", name="Go on").click()
    seen.get_by_role("heading", name="Your code").wait_for()
    look_at(seen)
    seen.get_by_label("Code").fill(recovery)
    seen.get_by_role("button", name="Sign in").click()
    seen.get_by_role("heading", name="Board").wait_for()

    seen.get_by_role("link", name="Account").click()
    seen.get_by_text("You have 9 codes left").wait_for()
    look_at(seen)
    seen.get_by_role("button", name="Make an address for my calendar").click()
    seen.get_by_label("This is the address of your calendar").wait_for()
    look_at(seen)
    seen.get_by_role("link", name="People", exact=True).click()
    seen.get_by_role("heading", name="People", exact=True).wait_for()
    look_at(seen)
    seen.get_by_label("E-mail address").fill("a.very.long.address.of.somebody.new@organisation.example")
    seen.get_by_label("Name").fill("Somebody New")
    seen.get_by_role("button", name="Make an invitation").click()
    seen.get_by_label("Send this link").wait_for()
    look_at(seen)
    with demonstration.transaction() as session:
        session.execute(update(SignedIn).values(fresh_at=datetime.now(UTC) - timedelta(minutes=11)))
    seen.get_by_role("link", name="People", exact=True).click()
    seen.get_by_role("heading", name="Is it you?").wait_for()
    look_at(seen)
    seen.get_by_label("Your password").fill("a boat for every island")
    seen.get_by_label("Code").fill(second)
    seen.get_by_role("button", name="Go on").click()
    seen.get_by_role("heading", name="People", exact=True).wait_for()


def test_a_one_time_link_needs_no_script_and_no_wide_screen(page: Page, address: str, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        token = demonstration_link(session, datetime.now(UTC))
    page.goto(f"{address}/desk/link/{token}")
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name="Set up password and codes").wait_for()
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("desk", True, "Strict")


def test_from_the_list_to_the_letters_in_hand(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search").fill("judicial")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Judicial harassment of Igor Kalyapin").click()
    page.get_by_role("link", name="Write your letter").click()
    fill_in(page)
    page.get_by_label("Rashid Nurgaliev").uncheck()
    page.get_by_label("With my typed name").check()
    page.get_by_role("button", name="Make my letters").click()

    with page.expect_download() as every:
        page.get_by_role("button", name="All letters in one file").click()
    with page.expect_download() as one:
        page.get_by_role("button", name=re.compile("Letter to print.*President")).click()
    page.get_by_role("button", name="Change my words").click()
    page.wait_for_url("**/write")

    assert every.value.suggested_filename == "letters.pdf"
    assert len(pypdfium2.PdfDocument(Path(every.value.path()))) == 5
    assert one.value.suggested_filename == "letter-1-president-of-the-russian-federation.pdf"
    assert page.get_by_label("Your own words").input_value() == "As a nurse, I worry."
    assert page.get_by_label("Your postal address").input_value() == "Rua das Flores 7\n1200-192 Lisboa"
    assert not page.get_by_label("Rashid Nurgaliev").is_checked()


def test_the_way_from_the_list_to_the_form_needs_no_mouse(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=grozny")
    page.get_by_role("button", name="Show").focus()
    for way in ("**/actions/*", "**/write"):
        for _ in range(12):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if focused.get_attribute("href") not in (None, "#content", "/"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(way)

    assert page.get_by_role("heading", level=1).inner_text() == "Write your letter"


def test_what_is_remembered_stays_in_the_browser_by_choice_until_the_letters_are_there(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}{ACTION}/write")
    fill_in(page)
    page.reload()
    page.goto(f"{address}{ACTION}/write")
    assert page.get_by_label("Your full name").input_value() == ""

    page.get_by_label("Keep what I typed on this device").check()
    fill_in(page)
    page.goto(f"{address}{ACTION}/write")
    assert page.get_by_label("Your own words").input_value() == "As a nurse, I worry."

    page.get_by_role("button", name="Make my letters").click()
    page.get_by_role("heading", name="Your 6 letters are ready").wait_for()
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_the_embassy_is_named_as_soon_as_the_country_is_chosen(
    browser: Browser, address: str, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-and-threatened")).one()
        action.late_letters_allowed = True
        publish(session, action, LOADED_AT)
    page = browser.new_page()
    page.goto(f"{address}/actions/kalyapin-attacked-and-threatened/write")

    page.get_by_label("Your country").select_option("BE")

    page.get_by_text("That is: Embassy of the Russian Federation").wait_for()
    page.goto(f"{address}{ACTION}/write")
    page.get_by_label("Your country").select_option("BE")
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("A copy will be offered for:").count() == 0  # that embassy is an addressee itself
    page.close()


def test_what_is_remembered_goes_when_the_action_is_stopped(
    browser: Browser, address: str, demonstration: Database
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}{ACTION}/write")
    page.get_by_label("Keep what I typed on this device").check()
    fill_in(page)
    assert page.evaluate("localStorage.length") == 1

    with demonstration.transaction() as session:
        session.scalars(select(Action).filter_by(slug=ACTION.rsplit("/", 1)[-1])).one().move(ActionState.STOPPED)
    page.get_by_role("button", name="Make my letters").click()
    page.get_by_role("heading", name="No more letters, please").wait_for()

    page.wait_for_function("() => localStorage.length === 0")
    context.close()


@pytest.mark.parametrize("path", ["/", ACTION, f"{ACTION}/write"])
def test_a_page_with_all_it_needs_is_light(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(address + path, wait_until="networkidle")
    page.close()

    assert len(sizes) >= 2
    assert sum(sizes) <= LARGEST_PAGE


def test_every_page_of_the_desk_is_accessible(seen: Page, address: str, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        token = demonstration_link(session, datetime.now(UTC))
    seen.goto(f"{address}/desk/link/{token}")
    seen.get_by_role("button").first.click()
    slug = "kalyapin-judicial-harassment"
    sections = [f"actions/{slug}/edit/{name}" for name in ("basics", "texts", "persons", "demands", "addressees")]
    for path in (
        "",
        "?sort=title",
        "?q=nobody&group=later&country=RU",
        "month/2015/1",
        "keyboard",
        "organisations",
        "organisations/new",
        "organisations/fidh",
        "authorities/import",
        "actions/new",
        "import",
        f"actions/{slug}",
        f"actions/{slug}/previews",
        *sections,
    ):
        seen.goto(f"{address}/desk/{path}")
        look_at(seen)

    seen.goto(f"{address}/desk/authorities/import")
    seen.get_by_role("button", name="Check the file").click()
    seen.get_by_text("Choose a file.").wait_for()
    look_at(seen)
    content = (
        b"slug,title_en,state,fax_1\nru-interior-minister,A,RU,3.3E+10\na-judge,Judge,AL,\n,A,XX,\nru-president,Head,,"
    )
    seen.get_by_label("File").set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": content})
    seen.get_by_role("button", name="Check the file").click()
    seen.get_by_text("Nothing is changed yet.").wait_for()
    look_at(seen)
    seen.get_by_role("button", name=re.compile("^Import")).click()
    seen.get_by_text("Imported on").wait_for()
    look_at(seen)
    seen.get_by_role("button", name="Undo this import").click()
    seen.get_by_text("Undone by").wait_for()
    look_at(seen)
    seen.goto(f"{address}/desk/account")
    seen.get_by_label("Days before the last day").fill("soon")
    seen.get_by_role("button", name="Save").click()
    seen.get_by_text("“soon” is no number of days").wait_for()
    look_at(seen)
    seen.goto(f"{address}/desk/actions/{slug}/edit/addressees")
    seen.get_by_role("button", name=re.compile("Down.*row 1")).click()
    first = seen.get_by_role("listitem").filter(has=seen.get_by_label("Authority")).first
    assert first.get_by_label("Authority").input_value() == "ru-interior-minister"
    seen.get_by_role("button", name="Save").click()
    seen.wait_for_url(f"**/desk/actions/{slug}")
    look_at(seen)
    assert seen.get_by_text("moved").count() or seen.locator("ins").count()
