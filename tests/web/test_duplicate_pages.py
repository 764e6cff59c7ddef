"""Duplicates at the desk: listed, put side by side, merged, parted again, told apart."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from campaign.db import Database
from campaign.models import AuthorityText, Contact
from campaign.models.vocabulary import ContactKind, CoordinatorRole
from tests.factories import an_authority
from tests.web.desk import client_of, post

LIST = "/desk/directory/duplicates"
PAIR = f"{LIST}/ru-president/medvedev"


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    with demonstration.transaction() as session:
        text = AuthorityText(language="ru", name="Дмитрий Медведев", title="Президент")
        mail = Contact(kind=ContactKind.EMAIL, raw="office@kremlin.example", source="a page")
        session.add(an_authority("medvedev", state="RU", texts={"ru": text}, contacts=[mail]))
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def test_two_are_merged_and_parted_again(editor: FlaskClient) -> None:
    assert PAIR in editor.get(LIST).text
    page = html.unescape(editor.get(PAIR).text)
    assert "Дмитрий Медведев" in page
    assert "office@kremlin.example" in page
    before = editor.get("/desk/authorities/ru-president").text

    merged = post(editor, PAIR, do="keep-one", seen=seen_on(page))

    assert (merged.status_code, merged.location) == (303, "/desk/authorities/ru-president")
    kept = editor.get(merged.location).text
    assert "office@kremlin.example" in kept
    assert "What was merged into it" in kept
    assert editor.get("/desk/authorities/medvedev").location == "/desk/authorities/ru-president"
    assert PAIR not in editor.get(LIST).text
    assert "merged already" in editor.get(PAIR).text
    again = post(editor, PAIR, do="keep-one", seen=seen_on(page))
    assert (again.status_code, "It is one with “ru-president” now" in again.text) == (409, True)
    for page_of in ("edit", "same", "successor"):
        led = editor.get(f"/desk/authorities/medvedev/{page_of}")
        assert (led.status_code, led.location) == (303, f"/desk/authorities/ru-president/{page_of}")
    late = post(editor, "/desk/authorities/medvedev/verified", which="contact-1", source="a page")
    assert (late.status_code, "open that one" in late.text) == (422, True)

    number = re.search(r"merges/(\d+)/undo", kept)
    assert number
    parted = post(editor, f"/desk/authorities/ru-president/merges/{number[1]}/undo")
    assert (parted.status_code, parted.location) == (303, PAIR)
    twice = post(editor, f"/desk/authorities/ru-president/merges/{number[1]}/undo")
    assert (twice.status_code, "undone already" in twice.text) == (409, True)
    after = editor.get("/desk/authorities/ru-president").text
    assert after.split("History</h2>")[0] == before.split("History</h2>")[0]


def test_the_second_is_kept_and_what_stands_in_the_way_is_said(editor: FlaskClient) -> None:
    seen = seen_on(editor.get(PAIR).text)
    assert post(editor, PAIR, do="nothing").status_code == 400
    assert post(editor, f"{LIST}/ru-president/ru-president", do="keep-one").status_code == 409
    assert "was changed since" in post(editor, PAIR, do="keep-one", seen="x y").text

    assert post(editor, PAIR, do="keep-other", seen=seen).location == "/desk/authorities/medvedev"
    assert "Дмитрий Медведев" in html.unescape(editor.get("/desk/authorities/medvedev").text)


def test_any_two_are_put_side_by_side_from_the_page_of_one(editor: FlaskClient) -> None:
    search = "/desk/authorities/ru-president/same"
    assert search in editor.get("/desk/authorities/ru-president").text

    at_first, found, nobody = (
        editor.get(search + question).text for question in ("", "?q=chaika&country=", "?q=xyzzy")
    )

    pair = f"{LIST}/ru-president/ru-prosecutor-general"
    assert pair in at_first
    assert pair in found
    assert f"{LIST}/ru-president/ru-president" not in at_first
    assert "No other authority fits" in nobody
    merged = post(editor, pair, do="keep-one", seen=seen_on(editor.get(pair).text))
    assert merged.location == "/desk/authorities/ru-president"


def test_an_undo_that_is_refused_says_why_and_what_to_do(editor: FlaskClient, demonstration: Database) -> None:
    def merged(one: str, other: str) -> str:
        at = f"{LIST}/{one}/{other}"
        kept = editor.get(post(editor, at, do="keep-one", seen=seen_on(editor.get(at).text)).location).text
        undo = re.search(r"/desk/authorities/[\w-]+/merges/\d+/undo", kept)
        assert undo
        return undo[0]

    with demonstration.transaction() as session:
        session.add(an_authority("third"))
    first = merged("ru-president", "medvedev")
    second = merged("ru-president", "ru-prosecutor-general")
    listed = editor.get("/desk/authorities/ru-president").text
    too_early = html.unescape(post(editor, first).text)
    third = merged("third", "ru-president")
    of_a_merged_one = html.unescape(post(editor, second).text)

    assert "It can be undone once the merges above" in listed
    assert "“ru-prosecutor-general” was merged into it later" in too_early
    assert "Undo that one first; then this one." in too_early
    assert "Open “third” and undo that merge first; then this one." in of_a_merged_one
    assert [post(editor, each).status_code for each in (third, second, first)] == [303, 303, 303]


def test_two_that_are_told_apart_are_asked_about_no_more(editor: FlaskClient) -> None:
    assert post(editor, PAIR, do="two").location == LIST
    assert PAIR not in editor.get(LIST).text


def test_a_viewer_sees_the_list_and_cannot_merge(app: Flask, editor: FlaskClient, demonstration: Database) -> None:
    viewer = client_of(app, demonstration, CoordinatorRole.VIEWER)

    assert "like names" in viewer.get(LIST).text
    assert PAIR not in viewer.get(LIST).text
    assert viewer.get(PAIR).status_code == 403
