"""The desk without a mouse: shortcuts, the focus after a link of the rail, and rows that are folded."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action
from campaign.models.vocabulary import CoordinatorRole
from campaign.paths import HOME
from campaign.services.accounts.demonstration import demonstration_link
from campaign.web.desk.shortcuts import SHORTCUTS
from tests.web.desk import client_of, post
from tests.web.look import look_at

FIFTH = "/desk/actions/kalyapin-defamation-campaign"
FIRST = "/desk/actions/kalyapin-judicial-harassment"


@pytest.fixture(params=[320, 1440])
def desk(request: pytest.FixtureRequest, browser: Browser, address: str, demonstration: Database) -> Iterator[Page]:
    """The board, with somebody signed in, on a narrow and on a wide screen."""
    with demonstration.transaction() as session:
        token = demonstration_link(session, datetime.now(UTC))
    context = browser.new_context(viewport={"width": request.param, "height": 700}, base_url=address)
    page = context.new_page()
    page.goto(f"/desk/link/{token}")
    page.get_by_role("button").first.click()
    page.goto("/desk/")
    yield page
    context.close()


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_keys_lead_to_pages_and_do_nothing_while_somebody_types(desk: Page) -> None:
    desk.keyboard.press("g")
    desk.keyboard.press("m")
    desk.wait_for_url("**/desk/month/*/*")
    desk.keyboard.press("g")
    desk.keyboard.press("b")
    desk.wait_for_url("**/desk/")
    desk.keyboard.press("/")
    assert focused(desk) == "q"
    desk.keyboard.type("gmn?")
    assert desk.get_by_label("Search").input_value() == "gmn?"
    assert desk.get_by_role("dialog").count() == 0
    desk.get_by_role("link", name="Board", exact=True).focus()
    desk.keyboard.press("n")
    desk.wait_for_url("**/desk/actions/new")
    desk.goto(FIRST)
    desk.keyboard.press("e")
    desk.keyboard.press("3")
    desk.wait_for_url(f"**{FIRST}/edit/persons")
    desk.keyboard.press("s")
    desk.wait_for_url(f"**{FIRST}")


def test_saving_by_keys_works_while_somebody_types(desk: Page) -> None:
    desk.goto(f"{FIRST}/edit/basics")
    desk.get_by_label("Index of the document").fill("Typed just now")
    desk.keyboard.press("Control+s")
    desk.wait_for_url(f"**{FIRST}")

    assert desk.get_by_text("Typed just now").count()


def test_the_dialog_opens_closes_and_can_switch_the_keys_off_for_good(desk: Page) -> None:
    desk.keyboard.press("?")
    dialog = desk.get_by_role("dialog", name="Keyboard")
    dialog.wait_for()
    look_at(desk)
    desk.keyboard.press("n")
    assert desk.url.endswith("/desk/")
    dialog.get_by_label("Use these shortcuts").uncheck()
    desk.keyboard.press("Escape")
    assert not dialog.is_visible()

    desk.reload()
    desk.keyboard.press("n")
    desk.keyboard.press("?")
    assert not dialog.is_visible()
    desk.get_by_role("link", name="Keyboard").click()
    dialog.get_by_label("Use these shortcuts").check()
    dialog.get_by_role("button", name="Close").click()
    desk.keyboard.press("n")
    desk.wait_for_url("**/desk/actions/new")


def test_a_link_of_the_rail_puts_the_focus_into_its_field(desk: Page, demonstration: Database) -> None:
    desk.goto(FIFTH)
    if desk.viewport_size and desk.viewport_size["width"] < 1000:
        desk.get_by_text(re.compile("1 piece is missing")).click()
    desk.get_by_role("link", name=re.compile("There is no addressee")).click()
    desk.wait_for_url("**/edit/addressees#add")
    assert focused(desk) == "add"

    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug=FIRST.rpartition("/")[2])).one()
        action.addressees[3].authority.office = None  # so that its letters have no salutation
    desk.goto(f"{FIRST}/edit/addressees")
    field = desk.locator("#rows-3-salutation_en")
    assert not field.is_visible()
    if desk.viewport_size and desk.viewport_size["width"] < 1000:
        desk.locator(".rail summary").click()
    links = desk.locator('.rail a[href$="#rows-3-salutation_en"]')
    links.locator("visible=true").first.click()
    field.wait_for()
    assert focused(desk) == "rows-3-salutation_en"
    assert field.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }")


def test_the_focus_is_on_what_went_wrong_before_and_after_signing_in(desk: Page) -> None:
    desk.goto("/desk/actions/new")
    desk.get_by_role("button", name="Begin").click()
    expect(desk.get_by_role("alert")).to_be_focused()

    desk.get_by_role("button", name="Sign out").click()
    desk.goto("/desk/sign-in")
    desk.get_by_label("E-mail").fill("nobody@desk.example")
    desk.get_by_label("Password").fill("wrong")
    desk.get_by_role("button", name="Go on").click()

    desk.get_by_text("The address or the password is not right.").wait_for()
    expect(desk.get_by_role("alert")).to_be_focused()
    look_at(desk)


def test_the_table_is_a_page_of_its_own_and_in_the_documentation(editor: FlaskClient) -> None:
    page = html.unescape(editor.get("/desk/keyboard").text)
    documentation = (HOME / "docs" / "coordinator.md").read_text("utf-8")
    with editor.application.test_request_context():
        lines = [f"| {' '.join(f'`{key}`' for key in each.keys)} | {each.words} |" for each in SHORTCUTS]

    assert re.findall(r"^\| `.*$", documentation, re.MULTILINE) == lines
    for shortcut in SHORTCUTS:
        assert page.count(f">{shortcut.keys[-1]}</kbd>") == 2 * sum(
            each.keys[-1] == shortcut.keys[-1] for each in SHORTCUTS
        )
    assert 'href="/desk/keyboard"' in page


def opened_rows(page: str) -> list[bool]:
    return [bool(word) for word in re.findall(r'<li class="card[^>]*>\s*<details (open)?', page)]


def test_rows_are_folded_but_for_the_only_one_new_ones_and_those_with_something_wrong(editor: FlaskClient) -> None:
    path = f"{FIRST}/edit/addressees"
    page = editor.get(path).text
    names = ["id", "authority", "role"]
    values = {
        f"rows-{row}-{name}": re.search(pattern, page)[1]  # type: ignore[index]
        for row in range(6)
        for name, pattern in zip(
            names,
            (
                rf'name="rows-{row}-id"[^>]*value="(\d+)"',
                rf'(?s)name="rows-{row}-authority".*?<option selected value="([\w-]+)"',
                rf'(?s)name="rows-{row}-role".*?<option selected value="(\w+)"',
            ),
            strict=True,
        )
    }
    seen = {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]}  # type: ignore[index]

    added = post(editor, path, **values, **seen, do="add").text
    moved = post(editor, path, **values, **seen, do="down-1").text
    wrong = post(editor, path, **{**values, **seen, "rows-4-authority": ""}, do="save").text

    assert opened_rows(page) == [False] * 6
    assert opened_rows(added) == [False] * 6 + [True]
    assert opened_rows(moved) == [False, False, True, False, False, False]
    assert opened_rows(wrong) == [False, False, False, False, True, False]
    assert opened_rows(editor.get(f"{FIRST}/edit/persons").text) == [True]
    assert re.search(r'<summary>\s*1. <span dir="auto">Dmitri Medvedev, President', page)


def test_the_board_says_by_what_it_is_sorted(editor: FlaskClient) -> None:
    by_title, grouped = editor.get("/desk/?sort=title").text, editor.get("/desk/").text

    sorted_by = [
        set(re.findall(r'aria-sort="ascending">\s*<a href="/desk/\?sort=(\w+)', page)) for page in (by_title, grouped)
    ]
    assert sorted_by == [{"title"}, {"last_day"}]
