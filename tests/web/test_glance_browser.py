"""The letter beside the form in a real browser: it grows with what is typed, in no one's way, and needs no script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action
from campaign.models.states import ActionState
from tests.web.look import look_at
from tests.web.test_browser import ACTION, LARGEST_PAGE, fill_in
from tests.web.test_sign_browser import draw

WRITE = f"{ACTION}/write"
WHOLE, SAMPLE = "This is how it will be printed.", "A sample, until you have filled in the form."
PATIENCE = 30_000  # ms, where a letter has to be drawn first
SHIFTED = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifted += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
}"""


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def looks(page: Page) -> list[Request]:
    """The requests for letters to look at, as they come."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    return asked


def letter_of(page: Page) -> str:
    """The words of the letter that is shown."""
    return page.locator("#glance-sheets details").text_content() or ""


@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1280, "dark")])
def test_the_letter_is_accessible_on_every_screen(browser: Browser, address: str, width: int, colours: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=colours)
    page = context.new_page()
    page.goto(address + WRITE)
    fill_in(page)
    page.get_by_role("button", name="See the letter").click()
    page.get_by_text(WHOLE).wait_for()
    look_at(page)

    page.get_by_text("The letter as text").click()
    look_at(page)
    assert page.locator("#glance-sheets img").get_attribute("alt") == (
        "Page 1 of 1 of your letter. Its words follow as text."
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_without_a_script_a_button_shows_the_letter_and_every_word_stays(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + WRITE)
    fill_in(page)
    page.get_by_label("Rashid Nurgaliev").uncheck()
    page.get_by_role("button", name="See the letter").click()

    expect(page.get_by_text(WHOLE)).to_be_in_viewport()
    expect(page.locator("#glance-sheets img")).to_be_in_viewport()
    page.get_by_role("button", name=re.compile("^3 ?:")).click()
    expect(page.get_by_text("Letter 3 of 5:")).to_be_in_viewport()
    if width == 320:
        page.get_by_role("link", name="Back to the form").click()
        expect(page.get_by_label("Your full name")).to_be_in_viewport()
    assert page.get_by_label("Your own words").input_value() == "As a nurse, I worry."
    assert not page.get_by_label("Rashid Nurgaliev").is_checked()
    page.get_by_role("button", name="Make my letters").click()
    page.get_by_role("heading", name="Your 5 letters are ready").wait_for()
    context.close()


def test_the_letter_grows_with_what_is_typed_and_nothing_jumps(wide: Page, address: str) -> None:
    wide.add_init_script(f"({SHIFTED})()")
    wide.goto(address + WRITE)
    asked = looks(wide)
    wide.wait_for_timeout(300)
    assert asked == []

    wide.get_by_label("Your full name").focus()
    wide.get_by_text(SAMPLE).wait_for()
    assert "Your name" in letter_of(wide)
    fill_in(wide)
    wide.get_by_label("Your own words").blur()
    wide.get_by_text(WHOLE).wait_for()
    expect(wide.locator("#glance-sheets")).to_contain_text("I worry", timeout=PATIENCE)
    wide.get_by_label("My initials and my town").check()
    expect(wide.locator("#glance-sheets")).to_contain_text("A. S.", timeout=PATIENCE)

    assert wide.evaluate("window.shifted") < 0.02
    assert wide.evaluate("window.scrollX") == 0


def test_one_letter_is_asked_for_at_a_time_and_the_newest_wins(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    wide.get_by_text(WHOLE).wait_for()
    wide.wait_for_load_state("networkidle")
    waiting: list[Request] = []
    most: list[int] = []

    def begin(request: Request) -> None:
        waiting.append(request)
        most.append(len(waiting))

    wide.on("request", begin)
    wide.on("requestfinished", lambda request: waiting.remove(request))
    for number in range(6):
        wide.get_by_label("Your own words").fill(f"This is number {number}.")
        wide.get_by_label("Your own words").blur()
        wide.wait_for_timeout(450)
    expect(wide.locator("#glance-sheets")).to_contain_text("number 5.", timeout=PATIENCE)

    assert max(most) == 1
    assert len(most) <= 6


@pytest.mark.parametrize("why", ["hidden", "saving data", "narrow"])
def test_nothing_is_asked_for_by_itself_while_nobody_looks_or_data_is_dear(
    browser: Browser, address: str, why: str
) -> None:
    page = browser.new_page(viewport={"width": 1000 if why == "narrow" else 1280, "height": 900})
    if why == "saving data":
        page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    if why == "hidden":
        page.add_init_script("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.goto(address + WRITE)
    asked = looks(page)
    fill_in(page)
    page.get_by_label("Your own words").blur()
    page.wait_for_timeout(900)
    assert asked == []

    if why == "hidden":
        page.evaluate(
            "delete document.hidden; Object.defineProperty(document, 'hidden', { value: false });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    else:
        page.get_by_role("button", name="See the letter").click()

    page.get_by_text(WHOLE).wait_for()
    assert "I worry" in letter_of(page)
    page.close()


def test_on_a_phone_the_letter_opens_above_the_form_and_closes_where_one_was(phone: Page, address: str) -> None:
    phone.goto(address + WRITE)
    fill_in(phone)
    phone.get_by_label("Your own words").focus()
    was_at = phone.evaluate("window.scrollY")

    for leave in ("link", "key"):
        phone.get_by_role("button", name="See the letter").click()
        phone.get_by_text(WHOLE).wait_for()
        expect(phone.get_by_role("dialog").get_by_role("button", name="See the letter")).to_have_count(0)
        phone.get_by_role("button", name=re.compile("^2 ?:")).click()
        phone.get_by_text("Letter 2 of 6:").wait_for()
        if leave == "link":
            phone.get_by_role("link", name="Back to the form").click()
        else:
            phone.keyboard.press("Escape")
        expect(phone.get_by_role("dialog")).to_have_count(0)
        assert phone.evaluate("window.scrollY") == was_at

    assert phone.get_by_label("Your own words").input_value() == "As a nurse, I worry."
    phone.get_by_label("Your own words").fill("With love 😀")
    phone.get_by_role("button", name="See the letter").click()
    phone.get_by_role("dialog").get_by_role("link", name="Your own words").click()
    assert phone.evaluate("document.activeElement.id") == "own_words"


def test_on_a_screen_that_is_turned_and_wide_the_letter_moves_beside_the_form(phone: Page, address: str) -> None:
    phone.goto(address + WRITE)
    fill_in(phone)
    phone.get_by_role("button", name="See the letter").click()
    phone.get_by_text(WHOLE).wait_for()

    phone.set_viewport_size({"width": 1100, "height": 800})

    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(phone.locator(".writing > #glance")).to_be_visible()
    assert "I worry" in letter_of(phone)


def test_nothing_that_has_the_focus_hides_behind_the_bar(phone: Page, address: str) -> None:
    phone.goto(address + WRITE)
    bar = phone.locator(".see-bar")

    for _ in range(40):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.closest('.see-bar') !== null"):
            break
        box = phone.locator(":focus").bounding_box()
        above = bar.bounding_box()
        assert box
        assert above
        assert box["y"] < above["y"]
    else:
        pytest.fail("the bar is never reached")


def test_two_tabs_show_a_letter_each(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tabs = [context.new_page(), context.new_page()]
    for tab, name in zip(tabs, ("Ana Souza", "Nguyễn Thị Hà"), strict=True):
        tab.bring_to_front()
        tab.goto(address + WRITE)
        fill_in(tab)
        tab.get_by_label("Your full name").fill(name)
        tab.get_by_label("Your full name").blur()
    for tab, name in zip(tabs, ("Ana Souza", "Nguyễn Thị Hà"), strict=True):
        tab.bring_to_front()
        expect(tab.locator("#glance-sheets .proof p").last).to_have_text(name, timeout=PATIENCE)
    context.close()


def test_a_stop_and_a_mended_word_are_told_beside_the_form(wide: Page, address: str, demonstration: Database) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    words = wide.get_by_label("Your own words")
    words.fill("With love 😀")
    words.blur()
    wide.get_by_text("grinning face").wait_for()
    assert wide.locator("#glance-sheets img").count() == 0
    look_at(wide)
    words.fill("With love")
    words.blur()
    wide.get_by_text(WHOLE).wait_for()

    with demonstration.transaction() as session:
        session.scalars(select(Action).filter_by(slug=ACTION.rsplit("/", 1)[-1])).one().move(ActionState.STOPPED)
    words.fill("With much love")
    words.blur()

    wide.get_by_text("was stopped: please send no more letters").wait_for()
    assert wide.locator("#glance-sheets img").count() == 0
    assert words.input_value() == "With much love"
    look_at(wide)


def test_when_the_site_is_away_the_letter_stays_and_a_sentence_says_so(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    wide.get_by_label("Your own words").blur()
    wide.get_by_text(WHOLE).wait_for()

    wide.route("**/write", lambda route: route.abort())
    wide.get_by_label("Your full name").fill("Ana Maria Souza")
    wide.get_by_label("Your full name").blur()

    wide.get_by_text("The letter cannot be shown just now").wait_for()
    assert wide.locator("#glance-sheets img").count() == 1


def test_a_drawn_signature_is_seen_on_the_letter(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    wide.get_by_text(WHOLE).wait_for()
    in_ink = wide.locator("#glance-sheets img").get_attribute("src")

    draw(wide)

    expect(wide.locator("#glance-sheets img")).not_to_have_attribute("src", in_ink or "", timeout=PATIENCE)
    wide.get_by_text(WHOLE).wait_for()


def test_enter_in_a_field_makes_letters_and_shows_none(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    wide.get_by_label("Where you write from").press("Enter")

    wide.get_by_role("heading", name="Your 6 letters are ready").wait_for()


def test_a_look_at_a_letter_is_light(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    with wide.expect_response(lambda response: response.request.method == "POST") as look:
        wide.get_by_label("Your own words").blur()

    assert len(look.value.body()) <= 1.2 * LARGEST_PAGE
