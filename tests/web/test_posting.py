"""Paper for window envelopes, envelopes and labels, in the supporter's pages."""

import json
import re
from html import unescape

import pypdfium2
import pytest
from flask.testing import FlaskClient

from tests.web.posted_form import form_on
from tests.web.test_writing import LETTERS, SLUG, TYPED, WRITE, kept_words, pdf_text

ENVELOPES, LABELS = f"/actions/{SLUG}/envelope/all", f"/actions/{SLUG}/labels/all"


def test_the_form_offers_plain_paper_and_paper_for_windows(client: FlaskClient) -> None:
    page = client.get(WRITE).text

    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page, re.S)
    assert [(name, len(re.findall("<option", options))) for name, options in groups] == [
        ("You write the address on the envelope", 3),
        ("For envelopes with a window", 8),
    ]
    assert re.search(r'<option selected value="usual">', page)


@pytest.mark.parametrize(
    ("country", "paper", "return_line", "height"),
    [
        ("DE", "window", True, 842),
        ("FR", "window", False, 842),
        ("US", "usual", False, 792),
        ("PT", "din-a", True, 842),
    ],
)
def test_a_window_follows_the_country_or_the_wish(
    client: FlaskClient, country: str, paper: str, return_line: bool, height: int
) -> None:
    typed = {**TYPED, "country": country, "paper": paper}

    page, letter = client.post(WRITE, data=typed), client.post(f"{LETTERS}/1", data=typed)

    assert ("Fold each so that the address shows" in page.text) == (paper != "usual")
    assert ("copy the address from the letter" in page.text) == (paper == "usual")
    assert ("Ana Souza · Rua das Flores 7" in pdf_text(letter).replace("\u00a0", " ")) == return_line
    assert round(pypdfium2.PdfDocument(letter.data)[0].get_height()) == height


def test_where_no_window_is_usual_one_has_to_be_chosen(client: FlaskClient) -> None:
    answer = client.post(WRITE, data={**TYPED, "country": "CH", "paper": "window"})

    assert answer.status_code == 422
    assert answer.text.count("We know of no window that is usual in your country") == 2


def test_a_window_that_is_too_small_leads_back_to_the_choice_of_paper(client: FlaskClient) -> None:
    strokes = json.dumps([{"points": [{"x": x, "y": x % 50} for x in range(0, 300, 9)]}])
    typed = {**TYPED, "paper": "us-10", "who_i_am": "I teach.", "signature": "drawn", "drawing": strokes}

    answer = client.post(f"{LETTERS}/5", data=typed)

    assert answer.status_code == 422
    assert (
        answer.text.count("does not fit into the window of US #10. Paper that can hold it: A4, US Letter, DIN A") == 2
    )
    assert 'href="#paper"' in answer.text
    kept = form_on(answer.text, "letter")
    assert {name: kept[name] for name in typed} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }
    mended = client.post(f"{LETTERS}/5", data={**kept, "paper": "din-a"})
    assert "I teach." in pdf_text(mended)


def test_letters_that_do_not_fit_their_window_are_not_called_ready(client: FlaskClient) -> None:
    answer = client.post(WRITE, data={**TYPED, "own_words": "", "paper": "us-10"})

    assert answer.status_code == 422
    assert answer.text.count("does not fit into the window of US #10") == 2


def test_envelopes_and_labels_are_for_all_who_can_be_written_to_by_post(client: FlaskClient) -> None:
    page = client.post(WRITE, data=TYPED)
    posted = {**kept_words(page.text), "envelope": "c6", "labels": "us-5160", "first": "4"}

    envelopes, labels = client.post(ENVELOPES, data=posted), client.post(LABELS, data=posted)

    assert "Print envelopes or labels" in page.text
    assert envelopes.headers["Content-Disposition"] == 'attachment; filename="envelopes.pdf"'
    assert labels.headers["Content-Disposition"] == 'attachment; filename="labels.pdf"'
    assert ["Loshchinin" in page for page in pdf_text(envelopes).split("\f")] == [False, True]
    assert pdf_text(labels).count("Loshchinin") == 1
    assert [round(side) for side in pypdfium2.PdfDocument(envelopes.data)[0].get_size()] == [459, 323]
    assert round(pypdfium2.PdfDocument(labels.data)[0].get_height()) == 792


def test_envelopes_and_labels_are_those_of_the_country_unless_others_are_chosen(client: FlaskClient) -> None:
    for country, chosen in (("US", ["us-10", "us-5160"]), ("PT", ["dl", "a4-3x8"])):
        page = client.post(WRITE, data={**TYPED, "country": country}).text
        assert re.findall(r'<option selected value="([^"]+)">', page) == [*chosen, "1"]


def test_what_does_not_fit_is_said_on_the_result_and_every_word_is_kept(client: FlaskClient) -> None:
    posted = {**TYPED, "labels": "a4-3x8", "first": "30"}

    answer = client.post(LABELS, data=posted)

    assert answer.status_code == 422
    assert "give the first free one as a number from 1 to 24" in unescape(answer.text)
    assert kept_words(answer.text)["own_words"] == [TYPED["own_words"]]
    assert re.search(r'<option selected value="30">', answer.text)
    assert re.search(r'<details id="post"\s+open>', answer.text)


@pytest.mark.parametrize("wrong", [{"envelope": "c7"}, {"labels": "a5"}, {"first": "x"}, {"first": "999"}])
def test_what_is_not_offered_is_a_bad_request(client: FlaskClient, wrong: dict[str, str]) -> None:
    assert client.post(ENVELOPES, data={**TYPED, **wrong}).status_code == 400
