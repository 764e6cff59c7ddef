"""The letter beside the form, without a browser: the very letter, at any moment of writing, and nothing kept."""

import base64
import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy
import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import select

from campaign.app import create_app
from campaign.db import Database
from campaign.errors import LayoutFailed, TooBusy
from campaign.merging.merge import merge
from campaign.models import Action
from campaign.models.states import ActionState
from campaign.rendering.children import Children
from campaign.rendering.glance import Glance, glance_at
from campaign.rendering.papers import PAPERS
from campaign.services.lifecycle import take_action
from campaign.services.previewing import make_preview
from campaign.services.publishing import publish
from campaign.settings import Settings
from campaign.web.database import EXTENSION
from campaign.web.limits import GLANCES, LetterLimit
from campaign.web.supporter.making import RENDERER
from tests.conftest import LOADED_AT
from tests.factories import NOW, a_supporter, published
from tests.web.test_signing import DRAWING, PHOTO, with_upload
from tests.web.test_writing import LETTERS, ODD, SLUG, TYPED, WRITE

NEW = {"revision": "1", "to": ["1", "2", "3", "4", "5", "6"], "copies": "y", "language": "en", "see": "1"}
NEW |= {"identity": "full", "signature": "ink", "paper": "usual", "name": "", "address": "", "country": "", "place": ""}
LOOK = {**TYPED, "see": "1"}


def beside(page: str) -> str:
    """What stands beside the form, as a person reads it."""
    part = page.split('id="glance-told"')[1].split('id="glance-dialog"')[0]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", re.sub(r'src="[^"]*"', "", part)).split()))


def pictures(page: str) -> list[numpy.ndarray]:
    """The pages of the letter that are shown, in grey."""
    found = re.findall(r'class="sheet"\s+src="data:image/png;base64,([^"]+)"', page)
    return [numpy.asarray(Image.open(io.BytesIO(base64.b64decode(each))).convert("L")).astype(int) for each in found]


def drawn(pdf: bytes, width_px: int) -> list[numpy.ndarray]:
    """The pages of a PDF in grey."""
    pages = pypdfium2.PdfDocument(pdf)
    drawn = (page.render(scale=width_px / page.get_width(), grayscale=True).to_pil().convert("L") for page in pages)
    return [numpy.asarray(page).astype(int) for page in drawn]


class Ready:
    """A renderer that always has the same letter at hand."""

    def __init__(self) -> None:
        action = published()
        self._glance = glance_at(
            merge(action, action.addressees[0], a_supporter(), NOW, language="en"), PAPERS["a4"], sample=True
        )

    def glance(self, *_: Any, **__: Any) -> Glance:
        return self._glance

    def clean(self, _upload: bytes) -> bytes:
        raise TooBusy("Too many letters are being made at this moment. Please try again in a minute.")


@pytest.fixture
def stopped(demonstration: Database) -> Iterator[None]:
    with demonstration.transaction() as session:
        session.scalars(select(Action).filter_by(slug=SLUG)).one().move(ActionState.STOPPED)
    return


@pytest.mark.parametrize("changes", [{}, {"country": "US"}, {"signature": "drawn", "drawing": DRAWING}])
def test_what_is_shown_is_the_letter_that_is_handed_out(client: FlaskClient, changes: dict) -> None:
    page = client.post(WRITE, data={**TYPED, **changes, "see": "5"})
    letter = client.post(f"{LETTERS}/5", data={**TYPED, **changes})

    assert page.status_code == 200
    shown = pictures(page.text)
    for seen, printed in zip(shown, drawn(letter.data, shown[0].shape[1]), strict=True):
        assert seen.shape == printed.shape
        assert abs(seen - printed).max() < 45
    assert "This is how it will be printed." in beside(page.text)
    assert "As a nurse, I worry." in beside(page.text)
    assert page.headers["Cache-Control"] == "no-store"


def test_a_new_form_shows_a_sample_in_which_words_stand_in_and_nothing_is_wrong(client: FlaskClient) -> None:
    page = client.post(WRITE, data=NEW).text

    assert "A sample, until you have filled in the form." in beside(page)
    assert "Your name Your address Your country Dmitri Medvedev" in beside(page)
    assert "Your town, " in beside(page)
    assert (pictures(page)[0] == 234).mean() > 0.03
    assert "Something needs a change" not in page
    assert 'class="wrong"' not in beside(page)


@pytest.mark.parametrize("missing", ["name", "address", "country", "place", "to"])
def test_while_one_thing_is_missing_the_letter_is_a_sample(client: FlaskClient, missing: str) -> None:
    whole = client.post(WRITE, data=LOOK).text
    page = client.post(WRITE, data={**LOOK, missing: []}).text

    assert "A sample" in beside(page)
    assert "A sample" not in beside(whole)
    assert [(each == 234).mean() > 0.03 for each in pictures(whole) + pictures(page)] == [False, True]


def test_the_page_with_the_letter_keeps_every_word_and_every_choice(client: FlaskClient) -> None:
    page = client.post(WRITE, data={**LOOK, "own_words": 'I say "<no>" & more', "paper": "letter"}).text

    assert "Rua das Flores 7\n1200-192 Lisboa" in page.replace("\r\n", "\n")
    assert "I say &#34;&lt;no&gt;&#34; &amp; more" in page
    assert re.search(r'value="5"\s+id="to-5"\s+checked', page)
    assert not re.search(r'value="2"\s+id="to-2"\s+checked', page)
    assert re.search(r'<option selected value="letter"', page)


def test_each_letter_can_be_seen_and_one_that_is_not_chosen_gives_way_to_the_first(client: FlaskClient) -> None:
    first, fifth, none = (beside(client.post(WRITE, data={**TYPED, "see": see}).text) for see in ("1", "5", "2"))

    assert "Letter 1 of 2: President of the Russian Federation" in first
    assert "Letter 2 of 2: Ambassador" in fifth
    assert "Valery Loshchinin" in fifth
    assert "Letter 1 of 2" in none


def test_the_copy_for_the_embassy_can_be_seen(client: FlaskClient, demonstration: Database) -> None:
    slug = "kalyapin-attacked-and-threatened"
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug=slug)).one()
        action.late_letters_allowed = True
        publish(session, action, LOADED_AT)
    typed = {**TYPED, "country": "BE", "to": ["2"], "revision": "2", "see": "copy"}

    page = beside(client.post(f"/actions/{slug}/write", data=typed).text)

    assert "Letter 2 of 2: Ambassador" in page
    assert "For information: copy of my letter" in page


@pytest.mark.parametrize(
    ("changes", "said", "is_shown"),
    [
        ({"own_words": "x" * 1001}, "Your own words : Shorten your own words", True),
        ({"name": "Ana\x07"}, "Your full name : The invisible or unknown character U+0007", True),
        ({"country": "ZZ"}, "Your country : Choose your country from the list", True),
        ({"to": ["9"]}, "To whom : ", True),
        ({"signature": "drawn", "drawing": "[[["}, "How you sign : The drawing cannot be read", True),
        ({"own_words": "With love 😀"}, "Your own words : The letter cannot show “😀”", False),
        ({"own_words": "The FIDH told me."}, "Your own words : Letters for this action must not name “FIDH”", False),
        ({"own_words": "I am [your name]."}, "Your own words : “[your name]” still waits for words", False),
        ({"language": "xx"}, "Language of the letter : Not a valid choice", False),
    ],
)
def test_what_is_wrong_is_told_in_words_and_the_rest_is_shown(
    client: FlaskClient, changes: dict, said: str, is_shown: bool
) -> None:
    answer = client.post(WRITE, data={**LOOK, **changes, "part": "1"})

    assert answer.status_code == 200
    assert said in beside(answer.text)
    assert bool(pictures(answer.text)) is is_shown


@pytest.mark.parametrize("signature", ["drawn", "picture"])
def test_a_signature_that_is_not_there_yet_is_nothing_wrong(client: FlaskClient, signature: str) -> None:
    page = client.post(WRITE, data={**LOOK, "signature": signature, "part": "1"}).text

    assert "A sample" in beside(page)
    assert "How you sign" not in beside(page)


def test_an_uploaded_signature_is_shown_and_handed_to_the_script_clean(client: FlaskClient) -> None:
    page = client.post(WRITE, data=with_upload(PHOTO, see="1", part="1")).text
    (picture,) = re.findall(r'data-picture="([^"]+)"', page)
    again = client.post(WRITE, data={**LOOK, "signature": "picture", "picture": picture, "part": "1"}).text
    in_ink = client.post(WRITE, data={**LOOK, "signature": "ink", "part": "1"}).text

    assert base64.b64decode(picture).startswith(b"\x89PNG")
    assert "data-picture" not in again
    assert (pictures(page)[0] == pictures(again)[0]).all()
    assert (pictures(page)[0] < 128).sum() > (pictures(in_ink)[0] < 128).sum()


def test_a_picture_that_is_none_is_told(client: FlaskClient) -> None:
    page = client.post(WRITE, data=with_upload(b"GIF89a", see="1", part="1")).text

    assert "How you sign : " in beside(page)
    assert pictures(page)


def test_the_script_gets_the_part_alone(client: FlaskClient) -> None:
    page, part = (client.post(WRITE, data={**LOOK, **more}).text for more in ({}, {"part": "1"}))

    assert "<form" in page
    assert not re.search("<form|<html|<script", part)
    assert beside(part) == beside(page).split(" Show it as it is now")[0]


def test_a_stop_is_told_beside_the_form_and_without_a_script_with_every_word_to_copy(
    client: FlaskClient, stopped: None
) -> None:
    part, page = (client.post(WRITE, data={**LOOK, **more}) for more in ({"part": "1"}, {}))

    assert (part.status_code, page.status_code) == (410, 410)
    assert "was stopped: please send no more letters" in beside(part.text)
    assert not pictures(part.text)
    assert TYPED["own_words"] in page.text


def test_an_update_is_told_beside_the_form_with_a_button_to_go_on(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        publish(session, session.scalars(select(Action).filter_by(slug=SLUG)).one(), LOADED_AT)

    part, page = (client.post(WRITE, data={**LOOK, **more}) for more in ({"part": "1"}, {}))

    assert (part.status_code, page.status_code) == (409, 409)
    assert "This action was updated while you were writing. Go on with what I typed" in beside(part.text)
    assert "This action has changed" in page.text


def test_a_stop_holds_for_a_letter_that_is_being_drawn(
    app: Flask, client: FlaskClient, demonstration: Database, renderer: Children
) -> None:
    class StoppedMeanwhile:
        def glance(self, *given: Any, **more: Any) -> Glance:
            glance = renderer.glance(*given, **more)
            with demonstration.transaction() as session:
                session.scalars(select(Action).filter_by(slug=SLUG)).one().move(ActionState.STOPPED)
            return glance

    app.extensions[RENDERER] = StoppedMeanwhile()

    answer = client.post(WRITE, data={**LOOK, "part": "1"})

    assert answer.status_code == 410
    assert not pictures(answer.text)


@pytest.mark.parametrize(("error", "status"), [(TooBusy("no room"), 503), (LayoutFailed("KeyError"), 500)])
def test_what_cannot_be_shown_just_now_is_told_in_the_form_itself(
    app: Flask, client: FlaskClient, error: Exception, status: int
) -> None:
    class Failing:
        def glance(self, *_: Any, **__: Any) -> Glance:
            raise error

    app.extensions[RENDERER] = Failing()

    page = client.post(WRITE, data=LOOK)

    assert page.status_code == status
    assert "The letter cannot be shown just now. Go on writing" in beside(page.text)
    assert "no room" not in page.text
    assert 'id="letter"' in page.text
    assert TYPED["own_words"] in page.text


def test_looks_are_counted_apart_from_letters(app: Flask, client: FlaskClient, settings: Settings) -> None:
    app.extensions[GLANCES] = LetterLimit("2 per minute")

    looks = [client.post(WRITE, data=LOOK).status_code for _ in range(3)]
    letters = client.post(WRITE, data=TYPED)

    assert looks == [200, 200, 429]
    assert letters.status_code == 200


def test_from_a_country_where_nobody_may_write_it_is_said_at_the_country(
    client: FlaskClient, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        action.do_not_write_from = ["PT"]
        publish(session, action, LOADED_AT)

    page = client.post(WRITE, data={**LOOK, "revision": "2", "part": "1"}).text

    assert "Your country : Please do not take part in this action from Portugal" in beside(page)
    assert not pictures(page)


def test_in_a_preview_the_letter_is_a_specimen_and_never_what_is_published(
    client: FlaskClient, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        action = take_action(session, SLUG)
        action.texts["en"].facts = "Words that nobody has published."
        token = make_preview(session, action, "ines@desk.example", 7, datetime.now(UTC))[1]
    form = client.get(f"/preview/{token}/write").text
    stamp = re.search(r'name="revision"[^>]*value="([^"]+)"', form)
    assert stamp

    page = client.post(f"/preview/{token}/write", data={**LOOK, "revision": stamp[1]})

    assert page.status_code == 200
    assert "SPECIMEN Ana Souza" in beside(page.text)
    assert "Words that nobody has published." in beside(page.text)
    assert f'formaction="/preview/{token}/write#glance-title"' in page.text
    assert pictures(page.text)


def test_a_draft_without_anybody_to_write_to_says_so(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        action = take_action(session, "kalyapin-defamation-campaign")
        for demand in action.demands:
            demand.addressees = []
        action.addressees = []
        token = make_preview(session, action, "ines@desk.example", 7, datetime.now(UTC))[1]
    form = client.get(f"/preview/{token}/write")
    stamp = re.search(r'name="revision"[^>]*value="([^"]+)"', form.text)
    assert stamp

    page = client.post(f"/preview/{token}/write", data={**LOOK, "revision": stamp[1], "part": "1"})

    assert "There is nobody to write to yet." in beside(page.text)


def test_no_letter_is_drawn_until_somebody_looks(client: FlaskClient) -> None:
    page = client.get(WRITE).text

    assert not pictures(page)
    assert "Your letter appears here." in beside(page)
    assert "Letter 1 of 6: President of the Russian Federation" in beside(page)


@pytest.mark.parametrize("count", [150, pytest.param(1500, marks=pytest.mark.long)])
def test_whatever_is_typed_the_look_helps(settings: Settings, count: int) -> None:
    app = create_app(settings)
    app.extensions[RENDERER] = Ready()
    app.extensions[GLANCES] = LetterLimit("9999 per second")
    client = app.test_client()
    fields = st.dictionaries(st.sampled_from([*LOOK, "part"]), ODD | st.lists(ODD, max_size=4), max_size=8)

    @hypothesis_settings(max_examples=count, suppress_health_check=list(HealthCheck), deadline=None)
    @given(fields)
    def look(changes: dict) -> None:
        answer = client.post(WRITE, data={**LOOK, **changes, "see": changes.get("see") or "1"})

        assert answer.status_code in (200, 409, 410, 503)

    look()
    app.extensions[EXTENSION].close()
