"""What supporters say of themselves, the advice they get, and the proof that coordinators read."""

import re

import pypdfium2
import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from campaign.db import Database
from campaign.models import Action
from campaign.models.vocabulary import CoordinatorRole
from tests.web.desk import client_of
from tests.web.test_writing import LETTERS, TYPED, WRITE

PROOF = "/desk/actions/kalyapin-attacked-and-threatened/proof"
ADVICE = re.compile(r'<p class="advice" id="(\w+)-advice">\s*(.*?)\s*</p>', re.DOTALL)
ALONE = {**TYPED, "to": ["1"], "copies": "", "own_words": ""}


def text_of(client: FlaskClient, **typed: object) -> str:
    """The words of a letter as it is printed."""
    with pypdfium2.PdfDocument(client.post(f"{LETTERS}/1", data={**ALONE, **typed}).data) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def test_who_one_is_and_what_links_one_follow_the_first_sentence(client: FlaskClient) -> None:
    text = text_of(client, who_i_am="I am a nurse", my_link="I studied Russian literature!")

    assert "I am a nurse. I studied Russian literature! " in text


@pytest.mark.parametrize(
    ("identity", "there", "absent"),
    [
        ("full", ["Ana Souza", "Rua das Flores 7"], []),
        ("no_address", ["Ana Souza", "Lisboa"], ["Rua das Flores"]),
        ("initials", ["A. S.", "Lisboa"], ["Ana", "Souza", "Rua das Flores"]),
    ],
)
def test_a_letter_tells_of_its_sender_as_much_as_they_choose(
    client: FlaskClient, identity: str, there: list[str], absent: list[str]
) -> None:
    letter = text_of(client, identity=identity)

    assert all(words in letter for words in there)
    assert not any(words in letter for words in absent)


def test_without_an_address_none_is_asked_for(client: FlaskClient) -> None:
    refused = client.post(WRITE, data={**ALONE, "address": ""})
    made = client.post(WRITE, data={**ALONE, "address": "", "identity": "initials"})

    assert (refused.status_code, made.status_code) == (422, 200)


def test_advice_stands_beside_its_field_and_blocks_nothing(client: FlaskClient) -> None:
    typed = {**ALONE, "own_words": "You are liars.", "my_link": "My family lives in Russia."}

    made = client.post(WRITE, data=typed)
    form = client.post(WRITE, data={**typed, "change": "1"}).text

    assert made.status_code == 200
    assert "may sound rude" in made.text
    advice = dict(ADVICE.findall(form))
    assert "may sound rude" in advice["own_words"]
    assert "think first" in advice["identity"]


def test_a_gap_is_an_error_at_its_field(client: FlaskClient) -> None:
    answer = client.post(WRITE, data={**ALONE, "who_i_am": "I am [your profession], or [your name]."})

    assert answer.status_code == 422
    assert "still waits for words" in answer.text
    assert 'aria-describedby="who_i_am-wrong' in answer.text


def test_a_name_that_must_not_stand_there_is_told_at_its_field(client: FlaskClient) -> None:
    answer = client.post(WRITE, data={**ALONE, "my_link": "I work for OMCT."})

    assert answer.status_code == 422
    assert 'aria-describedby="my_link-wrong' in answer.text


def test_a_letter_of_two_pages_says_what_makes_it_long(client: FlaskClient) -> None:
    made = client.post(WRITE, data={**ALONE, "own_words": "A long word or two. " * 50, "my_link": "I care. " * 35})

    assert "Your own words make the letter" in made.text
    assert client.post(f"{LETTERS}/1", data={**ALONE}).status_code == 200


def test_the_proof_shows_every_language_side_by_side(client: FlaskClient, demonstration: Database) -> None:
    page = client_of(client.application, demonstration, CoordinatorRole.VIEWER).get(PROOF).text

    for words in (
        "Уважаемый господин Председатель!",
        "Dear Chairman,",
        "Monsieur le Procureur général,",
        "Sehr geehrter Herr Vorsitzender,",
        "Señor Fiscal General:",
        "سعادة النائب العام،",
    ):
        assert words in page
    assert page.count('<section class="proof"') == 12
    assert page.count('dir="rtl"') == 2


def test_the_proof_says_why_a_letter_cannot_be_made(client: FlaskClient, demonstration: Database) -> None:
    viewer = client_of(client.application, demonstration, CoordinatorRole.VIEWER)

    page = viewer.get("/desk/actions/kalyapin-defamation-2014/proof").text

    assert "There is nothing to read yet" in page


def test_the_proof_says_what_an_action_lacks_that_no_letter_can_do_without(
    client: FlaskClient, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        session.execute(update(Action).values(country=""))

    page = client_of(client.application, demonstration, CoordinatorRole.VIEWER).get(PROOF)

    assert page.status_code == 200
    assert "give it a title, a country" in page.text
