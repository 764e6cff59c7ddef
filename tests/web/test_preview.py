"""Previews: the supporter's whole way by a link, without an account, and nothing of it that could be sent."""

import email
import email.policy
import html
import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import delete, select, update

from campaign.db import Database
from campaign.models import Action, PreviewLink
from campaign.models.states import StopReason
from campaign.models.vocabulary import CoordinatorRole, EventKind, SubjectKind
from campaign.rendering.document import Document
from campaign.services.closing import stop
from campaign.services.events import history
from campaign.services.lifecycle import take_action
from campaign.services.previewing import make_preview
from campaign.web.limits import PREVIEWS, LetterLimit
from campaign.web.supporter.making import RENDERER
from tests.web.desk import client_of, post
from tests.web.test_writing import TYPED, kept_words, pdf_text

DRAFT, LIVE = "kalyapin-defamation-campaign", "kalyapin-attacked-and-threatened"
NEW_WORDS = "Words that nobody has published."
DESK = f"/desk/actions/{LIVE}/previews"
WAYS = ["print/1", "fax/1", "fax-tiff/1", "email/2", "print/all", "everything"]
WAYS += ["sending/email/2", "sending/fax/1", "sending/fax-service/1", "write"]


@pytest.fixture
def token(demonstration: Database) -> str:
    """The token of a preview of a live action that was changed since it was published, and is open once more."""
    with demonstration.transaction() as session:
        action = take_action(session, LIVE)
        action.late_letters_allowed = True
        action.texts["en"].facts = NEW_WORDS
        return make_preview(session, action, "ines@desk.example", 7, datetime.now(UTC))[1]


def form_of(client: FlaskClient, at: str, **changes) -> dict:
    """A form as the page would post it."""
    page = client.get(f"{at}/write").text
    found = re.search(r'name="revision"[^>]*value="([^"]+)"', page)
    assert found, page
    return {**TYPED, "country": "BE", "to": ["1", "2"], "revision": found[1], **changes}


def test_an_editor_makes_a_link_that_shows_the_draft_to_anybody(
    app: Flask, client: FlaskClient, demonstration: Database
) -> None:
    editor, desk = client_of(app, demonstration, CoordinatorRole.EDITOR), f"/desk/actions/{DRAFT}/previews"

    made = post(editor, desk, days="7")
    link = re.search(r'id="link"\s+value="http://localhost(/preview/[\w-]{43})"', made.text)
    assert link
    page = client.get(link[1])

    assert page.status_code == 200
    assert "Nothing here is public; letters made here are specimens." in page.text
    assert "Preview, until" in page.text
    assert "Kalyapin" in page.text
    assert link[1].rpartition("/")[2] not in editor.get(desk).text  # shown once
    assert "made by editor@desk.example" in editor.get(desk).text
    assert client.get(f"/actions/{DRAFT}").status_code == 404
    with demonstration.reading() as session:
        (event,) = history(session, subject_kind=SubjectKind.ACTION, subject=DRAFT, limit=1)
        assert (event.who, event.what) == ("editor@desk.example", EventKind.PREVIEW_MADE)
        assert link[1].rpartition("/")[2] not in (event.after or "")


def test_a_preview_is_for_nobody_but_those_who_have_it(client: FlaskClient, token: str) -> None:
    answers = [client.get(f"/preview/{token}"), client.get(f"/preview/{token}/write"), client.get("/preview/nothing")]

    for answer in answers:
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers
    assert NEW_WORDS in answers[0].text
    assert '<meta name="robots" content="noindex">' in answers[0].text
    for public in ("/", "/?q=nobody", f"/actions/{LIVE}"):
        assert NEW_WORDS not in client.get(public).text
        assert "X-Robots-Tag" not in client.get(public).headers


def test_a_link_that_was_taken_back_expired_or_mistyped_says_whom_to_ask(
    app: Flask, client: FlaskClient, demonstration: Database, token: str
) -> None:
    editor = client_of(app, demonstration, CoordinatorRole.EDITOR)
    other = re.search(r"/preview/([\w-]{43})", post(editor, DESK, days="1").text)
    assert other
    with demonstration.transaction() as session:
        own = update(PreviewLink).where(PreviewLink.made_by == "ines@desk.example")
        session.execute(own.values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    revoke = re.search(rf'action="({DESK}/\d+/revoke)"', editor.get(DESK).text)
    assert revoke
    before = client.get(f"/preview/{other[1]}").status_code
    taken_back = post(editor, revoke[1])

    answers = [client.get(f"/preview/{each}") for each in (token, other[1], "A" * 43)]
    posted = client.post(f"/preview/{other[1]}/print/1", data=TYPED)

    assert (before, taken_back.status_code, post(editor, revoke[1]).status_code) == (200, 303, 303)
    for answer in (*answers, posted):
        assert answer.status_code == 404
        assert "Please ask whoever gave you the link" in answer.text
    assert len({answer.text for answer in answers}) == 1
    with demonstration.reading() as session:
        kinds = [event.what for event in history(session, subject=LIVE, limit=5)]
        assert kinds == [EventKind.PREVIEW_REVOKED, EventKind.PREVIEW_MADE]


def test_no_link_is_made_for_a_time_that_is_not_offered(app: Flask, demonstration: Database) -> None:
    editor = client_of(app, demonstration, CoordinatorRole.EDITOR)

    for days in ("", "2", "999", "x", "7 "):
        assert post(editor, DESK, days=days).status_code == 422
    with demonstration.reading() as session:
        assert session.scalars(select(PreviewLink)).all() == []


def test_a_stop_ends_previews_and_rehearsals_at_once(
    client: FlaskClient, demonstration: Database, token: str, app: Flask
) -> None:
    form = form_of(client, f"/preview/{token}")
    with demonstration.transaction() as session:
        stop(session, take_action(session, LIVE), "ana@desk.example", StopReason.HARMFUL, datetime.now(UTC))

    answers = [client.get(f"/preview/{token}"), *(client.post(f"/preview/{token}/{way}", data=form) for way in WAYS)]

    assert {(answer.status_code, answer.mimetype) for answer in answers} == {(404, "text/html")}
    desk = client_of(app, demonstration, CoordinatorRole.EDITOR)
    assert "links to one have ended" in desk.get(DESK).text
    assert post(desk, DESK, days="7").status_code == 422


def test_the_whole_way_is_the_supporters_and_every_file_says_that_it_is_a_specimen(
    client: FlaskClient, token: str
) -> None:
    at = f"/preview/{token}"
    form = form_of(client, at)

    result = client.post(f"{at}/write", data=form)
    kept = kept_words(result.text)
    letter, tiff, draft = (client.post(f"{at}/{way}", data=kept) for way in ("print/1", "fax-tiff/1", "email/2"))
    pack = client.post(f"{at}/everything", data={**kept, "to": ["2"]})

    addresses = re.findall(r'(?:formaction|action|data-forget)="([^"]+)"', result.text)
    assert addresses
    assert all(each.startswith(f"{at}/") for each in addresses)
    assert "SPECIMEN" in pdf_text(letter)
    assert NEW_WORDS in pdf_text(letter)
    assert letter.headers["Content-Disposition"].startswith('attachment; filename="specimen-letter-1-')
    assert Image.open(io.BytesIO(tiff.data)).size == (1728, 2286)
    assert tiff.headers["Content-Disposition"].startswith('attachment; filename="specimen-fax-1-')
    read = email.message_from_bytes(draft.data, policy=email.policy.default)
    assert (read["To"], read["Cc"], read["Subject"]) == (None, None, "SPECIMEN: Igor Kalyapin")
    with zipfile.ZipFile(io.BytesIO(pack.data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert pack.headers["Content-Disposition"] == 'attachment; filename="specimen-letters.zip"'
    assert all(name.startswith("specimen-") for name in files)
    assert {name.rpartition(".")[2] for name in files} == {"txt", "pdf", "tif", "eml"}
    for name, content in files.items():
        if name.endswith(".pdf"):
            pages = pypdfium2.PdfDocument(content)
            assert all("SPECIMEN" in page.get_textpage().get_text_range() for page in pages), name
    how_to = files["specimen-how-to-send.txt"].decode("utf-8-sig")
    assert how_to.startswith("SPECIMEN")
    assert "dialled from" not in how_to


def test_pages_for_sending_give_nothing_to_dial_and_no_address_to_write_to(client: FlaskClient, token: str) -> None:
    at = f"/preview/{token}"
    form = form_of(client, at, pattern="{digits}@fax.example", number="+74992659077")

    by_email, by_fax = (
        html.unescape(client.post(f"{at}/sending/{way}", data=form).text) for way in ("email/2", "fax/1")
    )
    service = client.post(f"{at}/sending/fax-service/1", data=form)

    assert "A real letter would go to: prgenproc@gov.ru" in by_email
    links = re.findall(r'href="((?:mailto:|https:)[^"]+)"', by_email)
    assert len(links) == 4
    for link in links:
        assert "SPECIMEN" in link
        assert "gov.ru" not in link
    assert 'value="SPECIMEN: Igor Kalyapin"' in by_email
    assert "+7 499 265-90-77" in by_fax
    for words in ("dialled from", "sendfax", "tel:"):
        assert words not in by_fax
    read = email.message_from_bytes(service.data, policy=email.policy.default)
    assert (read["To"], read["Subject"]) == (None, "SPECIMEN: Igor Kalyapin")
    assert b"fax.example" not in service.data


def test_what_changes_during_a_rehearsal_is_told_as_to_supporters(
    client: FlaskClient, demonstration: Database, token: str
) -> None:
    at = f"/preview/{token}"
    form = form_of(client, at)
    with demonstration.transaction() as session:
        take_action(session, LIVE).texts["en"].facts = "Newer words."

    told = client.post(f"{at}/print/1", data=form)
    renewed = client.post(f"{at}/write", data={**kept_words(told.text), "renew": "1"})

    assert (told.status_code, "This action has changed" in told.text) == (409, True)
    assert "As a nurse, I worry." in renewed.text
    assert f'action="{at}/write"' in renewed.text


def test_too_little_to_show_is_a_plain_page(client: FlaskClient, demonstration: Database, token: str) -> None:
    with demonstration.transaction() as session:
        action = take_action(session, LIVE)
        action.texts.clear()

    answer = client.get(f"/preview/{token}")

    assert (answer.status_code, "There is nothing to see yet" in answer.text) == (404, True)


def test_previews_are_not_asked_for_without_end(app: Flask, client: FlaskClient, token: str) -> None:
    app.extensions[PREVIEWS] = LetterLimit("2 per minute")

    statuses = [client.get(f"/preview/{each}").status_code for each in (token, "nothing", token)]

    assert statuses == [200, 404, 429]
    assert client.get("/").status_code == 200


class Recorder:
    """Takes the renderer's place, and keeps the letters that it was handed."""

    def __init__(self) -> None:
        self.letters: list = []

    def make(self, letters, orders):
        self.letters += letters
        return tuple(Document(b"made", "application/pdf", (1,)) for _ in orders)


def test_a_link_that_is_taken_back_holds_for_a_specimen_that_is_being_laid_out(
    app: Flask, client: FlaskClient, demonstration: Database, token: str
) -> None:
    class TakenBackMeanwhile(Recorder):
        def make(self, letters, orders):
            with demonstration.transaction() as session:
                session.execute(delete(PreviewLink))
            return super().make(letters, orders)

    form = form_of(client, f"/preview/{token}")
    app.extensions[RENDERER] = recorder = TakenBackMeanwhile()

    answer = client.post(f"/preview/{token}/print/1", data=form)

    assert len(recorder.letters) == 1
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


@pytest.mark.parametrize("count", [60, pytest.param(2000, marks=pytest.mark.long)])
def test_no_address_and_no_field_that_is_switched_by_hand_makes_an_unmarked_letter_of_a_preview(
    app: Flask, client: FlaskClient, demonstration: Database, token: str, count: int
) -> None:
    with demonstration.transaction() as session:
        draft = session.scalars(select(Action).filter_by(slug=DRAFT)).one()
        other = make_preview(session, draft, "ines@desk.example", 1, datetime.now(UTC))[1]
    app.extensions[RENDERER] = recorder = Recorder()
    app.extensions[PREVIEWS] = LetterLimit("1000000 per minute")
    places = [f"/preview/{token}", f"/preview/{other}", f"/actions/{LIVE}", f"/actions/{DRAFT}"]
    stamp, second = (form_of(client, at)["revision"] for at in places[:2])
    stamps = st.sampled_from([stamp, second, "1", "2", "3", f"{stamp}x", "preview-", ""])
    extra = st.dictionaries(
        st.sampled_from(["renew", "change", "slug", "token", "specimen", "rehearsal", "until", "attach", "cover"]),
        st.sampled_from(["", "0", "1", "false", token, other, LIVE, DRAFT]),
        max_size=3,
    )
    seen = set()

    @hypothesis_settings(max_examples=count, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.sampled_from(places), st.sampled_from(WAYS), stamps, extra, st.sampled_from(["", f"?token={token}"]))
    def post_by_hand(at: str, way: str, revision: str, changes: dict, query: str) -> None:
        recorder.letters.clear()
        number = {"pattern": "{digits}@fax.example", "number": "+74992659077"}
        form = {**TYPED, **number, "country": "BE", "to": ["1", "2"], "revision": revision, **changes}

        answer = client.post(f"{at}/{way}{query}", data=form)

        preview = at.startswith("/preview/")
        assert {letter.specimen for letter in recorder.letters} <= {preview}
        if recorder.letters:
            assert (NEW_WORDS in str(recorder.letters)) is (at == places[0])
            assert revision == stamp if preview else revision.isdigit()
            seen.add(preview)
        if preview and way.startswith("sending/email") and answer.status_code == 200:
            assert "SPECIMEN: " in answer.text
        if not preview:
            assert NEW_WORDS not in answer.text

    post_by_hand()
    assert True in seen
