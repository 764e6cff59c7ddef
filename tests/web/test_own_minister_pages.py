"""Writing to one's own government as well: where the page says so, whom it finds, and what is handed out."""

import io
import zipfile

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action, Authority, AuthorityText, Contact
from campaign.models.vocabulary import ContactKind, CoordinatorRole, OwnMinister
from campaign.services.publishing import publish
from tests.conftest import LOADED_AT
from tests.services.test_own_ministers import a_foreign_minister
from tests.web.desk import client_of
from tests.web.posted_form import form_on
from tests.web.test_writing import TYPED, kept_words, pdf_text

SLUG = "kalyapin-judicial-harassment"
AT = f"/actions/{SLUG}"
POSTED = {**TYPED, "revision": "2", "to": ["1"], "own_minister": "y"}
LABEL = "Also a letter to the foreign minister of my country"


@pytest.fixture
def asking(demonstration: Database) -> Database:
    """The demonstration, with an action that asks for letters to foreign ministers; that of Portugal is known."""
    text = AuthorityText(language="en", name="Rui Roe", title="Minister of Foreign Affairs")
    e_mail = Contact(kind=ContactKind.EMAIL, raw="rui@minister.example", source="test")
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        action.own_minister = OwnMinister.FOREIGN_MINISTER
        session.add(a_foreign_minister(texts={"en": text}, contacts=[e_mail]))
        publish(session, action, LOADED_AT)
    return demonstration


def test_the_foreign_minister_of_the_supporters_country_gets_a_letter(asking: Database, client: FlaskClient) -> None:
    action, form = client.get(AT).text, client.get(f"{AT}/write").text
    names = client.get(f"{AT}/own-ministers.json").get_json()
    page = client.post(f"{AT}/write", data=POSTED).text
    letter = client.post(f"{AT}/print/own", data=kept_words(page))
    e_mail = client.post(f"{AT}/email/own", data=POSTED).data.decode()
    package = client.post(f"{AT}/everything", data=POSTED)

    assert "asks the foreign minister of your own country to raise the case" in action
    assert LABEL in form
    assert names == {"PT": "Rui Roe, Minister of Foreign Affairs", "RU": ""}
    assert "Your 2 letters are ready" in page
    assert "To your own government, to raise the case" in page
    assert letter.headers["Content-Disposition"] == (
        'attachment; filename="letter-own-minister-of-foreign-affairs.pdf"'
    )
    words = " ".join(pdf_text(letter).split())
    assert "Dear Minister," in words
    assert "raise this case with the authorities of Russia, and urge them to:" in words
    assert "To: Rui Roe" in e_mail or "rui@minister.example" in e_mail
    assert "\nCc:" not in e_mail
    with zipfile.ZipFile(io.BytesIO(package.data)) as files:
        assert "letter-own-minister-of-foreign-affairs.pdf" in files.namelist()
        assert "(your own government)" in files.read("how-to-send.txt").decode("utf-8-sig")


def test_it_can_be_left_out_and_where_nobody_is_known_that_is_said(asking: Database, client: FlaskClient) -> None:
    left_out = client.post(f"{AT}/write", data={key: value for key, value in POSTED.items() if key != "own_minister"})
    nobody = client.post(f"{AT}/write", data={**POSTED, "country": "BE"}).text
    unasked = client.get("/actions/kalyapin-attacked-in-grozny/own-ministers.json").get_json()

    assert "To your own government" not in left_out.text
    assert "we do not know how to reach the foreign minister of Belgium" in nobody
    assert "Your letter is ready" in nobody
    assert unasked == {}


def test_a_form_from_before_the_action_asked_for_it_is_renewed_with_it(asking: Database, client: FlaskClient) -> None:
    before = {key: value for key, value in POSTED.items() if key != "own_minister"}

    renewed = client.post(f"{AT}/write", data={**before, "revision": "1", "renew": "1"}).text

    assert form_on(renewed, "letter")["own_minister"] == ["y"]


def test_choosing_a_country_names_the_minister_or_says_that_nobody_is_known(
    asking: Database, browser: Browser, address: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}{AT}/write")
        hint = page.locator("#own-minister")
        page.get_by_label("Your country").select_option("PT")
        expect(hint).to_have_text("That is: Rui Roe, Minister of Foreign Affairs")
        page.get_by_label("Your country").select_option("BE")
        expect(hint).to_have_text("For your country we know of nobody to write to: there is no such letter.")
        page.get_by_label("Your country").select_option("RU")
        expect(hint).to_have_text("")


def test_it_is_chosen_in_the_basics_and_read_by_a_second_person(asking: Database, app) -> None:
    editor = client_of(app, asking, CoordinatorRole.EDITOR)
    fields = form_on(editor.get(f"/desk/actions/{SLUG}/edit/basics").text)
    assert fields["own_minister"] == ["foreign_minister"]

    editor.post(f"/desk/actions/{SLUG}/edit/basics", data={**fields, "own_minister": "head_of_state", "do": "save"})

    overview = editor.get(f"/desk/actions/{SLUG}").text
    assert "Letters to the supporter&#39;s own government" in overview
    proof = editor.get(f"/desk/actions/{SLUG}/proof").text
    assert "To the supporter's own government, whoever it is there" in proof
    assert "raise this case with the authorities of Russia" in proof
    with asking.reading() as session:
        assert session.scalars(select(Authority).filter_by(slug="foreign-pt")).one().state == "PT"
