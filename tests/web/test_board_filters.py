"""Narrowing the board, and going through long lists, by addresses that can be sent to a colleague."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from campaign.models.vocabulary import CoordinatorRole
from campaign.web.database import EXTENSION
from tests.web.desk import client_of, key_of

ROW = re.compile(r'href="/desk/actions/(somebody[^"]*)"')
LINK = re.compile(r'href="([^"]*)"[^>]*>\s*([^<]*?)\s*(?:<span class="count">(\d+)</span>)?</a>')


@pytest.fixture
def viewer(crowded: Flask) -> FlaskClient:
    return client_of(crowded, crowded.extensions[EXTENSION], CoordinatorRole.VIEWER)


def links(page: str) -> dict[str, str]:
    """The links of a page by their words."""
    return {html.unescape(words): html.unescape(href) for href, words, _ in LINK.findall(page)}


def counts(page: str) -> dict[str, int]:
    """The groups of a board with their counts."""
    return {words: int(count) for _, words, count in LINK.findall(page) if count}


def test_the_groups_tell_how_many_there_are_and_lead_to_all_of_them(viewer: FlaskClient) -> None:
    board = viewer.get("/desk/").text
    over = viewer.get(links(board)["Over"]).text

    assert counts(board)["All"] == 110 == sum(counts(board).values()) / 2
    assert len(ROW.findall(over)) == counts(board)["Over"] > 15
    assert links(board)[f"All {counts(board)['Over']}: Over"] == links(board)["Over"]
    assert re.search(r'aria-current="true">\s*Over', over)
    assert over.count('aria-current="true"') == 1


def test_what_is_chosen_stays_chosen_whatever_is_pressed_next(viewer: FlaskClient) -> None:
    page = viewer.get("/desk/?q=somebody&country=KE&group=draft&sort=country").text

    assert set(ROW.findall(page)) == {f"somebody-in-danger-{number:04}" for number in (7, 37, 67, 97)}
    assert links(page)["Country"] == "/desk/?q=somebody&country=KE&group=draft&sort=country"
    assert links(page)["Action"] == "/desk/?q=somebody&country=KE&group=draft&sort=title"
    assert links(page)["Later"] == "/desk/?q=somebody&country=KE&group=later&sort=country"
    assert links(page)["All"] == "/desk/?q=somebody&country=KE&sort=country"
    assert '<input type="hidden" name="group" value="draft">' in page
    assert '<input type="hidden" name="sort" value="country">' in page
    assert re.search(r'<option value="KE" selected>Kenya</option>', page)


def test_a_sorted_board_goes_on_page_by_page_and_loses_nobody(viewer: FlaskClient) -> None:
    path, seen = "/desk/?q=somebody&sort=title", []
    while path:
        page = viewer.get(path).text
        seen.append(ROW.findall(page))
        path = links(page).get("Next page", "")

    assert list(map(len, seen)) == [50, 50, 10]
    assert len({slug for rows in seen for slug in rows}) == 110
    assert links(page)["Page before"] == "/desk/?q=somebody&sort=title&page=2"
    assert "3 of 3" in page


@pytest.mark.parametrize(
    "wrong", ["group=nobody", "sort=slug", "country=ZZ", "country=%00", "page=no", "page=-3", f"page={'9' * 5000}"]
)
def test_what_an_address_cannot_mean_is_left_out(viewer: FlaskClient, wrong: str) -> None:
    plain, answer = viewer.get("/desk/?q=somebody"), viewer.get(f"/desk/?q=somebody&{wrong}")

    assert answer.status_code == 200
    assert answer.text == plain.text


def test_a_page_behind_the_last_one_is_the_last_one(viewer: FlaskClient) -> None:
    assert "3 of 3" in viewer.get("/desk/?sort=title&page=77").text


def test_a_board_that_shows_nothing_says_how_to_see_more(viewer: FlaskClient) -> None:
    page = viewer.get("/desk/?q=nobody+anywhere&group=later").text

    assert "No action fits. Search for fewer words, choose all countries, or look into another group." in page
    assert links(page)["See the whole board"] == "/desk/"


def test_the_public_list_goes_on_page_by_page_open_actions_first(crowded: Flask) -> None:
    client, path, seen, headings = crowded.test_client(), "/?q=arrested", [], []
    while path:
        page = client.get(path).text
        seen += re.findall(r'href="/actions/(somebody[^"]*)"', page)
        headings.append(re.findall(r"<h2>(\w+) actions</h2>", page))
        path = links(page).get("Next page", "")

    assert len(seen) == len(set(seen)) == 88
    assert headings == [["Open", "Closed"], ["Closed"]]


def test_authorities_of_other_countries_are_found_by_words_and_can_be_saved(crowded: Flask) -> None:
    editor = client_of(crowded, crowded.extensions[EXTENSION], CoordinatorRole.EDITOR)
    path = "/desk/actions/somebody-in-danger-0007/edit/addressees"
    before = editor.get(path).text
    other = next(slug for slug in (f"authority-{number:05}" for number in range(20)) if f'value="{slug}"' not in before)
    fields = {
        "desk_key": key_of(editor),
        "seen": re.search(r'name="seen" value="(\w+)"', before)[1],
        "rows-0-id": re.search(r'name="rows-0-id" type="hidden" value="(\d+)"', before)[1],
        "rows-0-authority": re.search(r'selected value="(authority-\d+)"', before)[1],
        "rows-0-role": "target",
        "rows-0-do_not_write_reason": "typed",
        "rows-1-id": "",
        "rows-1-authority": "",
        "rows-1-role": "copy",
    }

    found = editor.post(path, data={**fields, "find": other, "found": "", "do": "save"})
    saved = editor.post(path, data={**fields, "rows-1-authority": other, "find": other, "found": other, "do": "save"})

    assert (found.status_code, f'value="{other}"' in found.text, 'value="typed"' in found.text) == (200, True, True)
    assert f'name="found" type="hidden" value="{other}"' in found.text
    assert saved.status_code == 303
    assert f'selected value="{other}"' in editor.get(path).text
