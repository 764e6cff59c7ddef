"""Writing without a browser: what is posted becomes letters, or a page that helps and keeps every word."""

import io
import re
import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from campaign.app import create_app
from campaign.cli.serve import IN_MEMORY
from campaign.db import Database
from campaign.errors import TooOften
from campaign.models import Action
from campaign.models.states import ActionState
from campaign.rendering.children import Children
from campaign.services.publishing import publish
from campaign.settings import Settings
from campaign.web.database import EXTENSION
from campaign.web.limits import LetterLimit
from campaign.web.supporter.making import RENDERER
from campaign.web.uploads import LARGEST_POST
from tests.conftest import LOADED_AT

CANARY = "Quetzalcanary"
SLUG = "kalyapin-judicial-harassment"
WRITE, LETTERS = f"/actions/{SLUG}/write", f"/actions/{SLUG}/print"
TYPED = {
    "revision": "1",
    "name": "Ana Souza",
    "address": "Rua das Flores 7\n1200-192 Lisboa",
    "country": "PT",
    "place": "Lisboa",
    "to": ["1", "5"],
    "copies": "y",
    "language": "en",
    "own_words": "As a nurse, I worry.",
    "signature": "typed",
    "paper": "usual",
}


def kept_words(page: str) -> dict[str, list[str]]:
    """The names and values that the page would post again."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', page):
        found.setdefault(name, []).append(value.replace("&#39;", "'").replace("&amp;", "&"))
    return found


def pdf_text(answer: TestResponse) -> str:
    assert answer.mimetype == "application/pdf", answer.text
    pages = pypdfium2.PdfDocument(io.BytesIO(answer.data))
    return "\f".join(page.get_textpage().get_text_range() for page in pages)


def test_what_was_typed_becomes_letters(client: FlaskClient) -> None:
    page = client.post(WRITE, data=TYPED)
    one = client.post(f"{LETTERS}/5", data=kept_words(page.text))
    every = client.post(f"{LETTERS}/all", data=kept_words(page.text))
    copy = client.post(f"{LETTERS}/copy", data=kept_words(page.text))

    assert page.status_code == 200
    assert "Your 2 letters are ready" in page.text
    assert kept_words(page.text) == {
        name: value if isinstance(value, list) else [value] for name, value in TYPED.items()
    }
    assert one.headers["Content-Disposition"] == 'attachment; filename="letter-5-ambassador.pdf"'
    assert "Valery Loshchinin" in pdf_text(one)
    assert "As a nurse, I worry." in pdf_text(one)
    assert [page.count("Your Excellency") for page in pdf_text(every).split("\f")] == [1, 1]
    assert every.headers["Content-Disposition"] == 'attachment; filename="letters.pdf"'
    assert copy.status_code == 404  # the only mission that could get a copy is an addressee
    for answer in (page, one, every):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers


def test_the_embassy_is_offered_a_copy(client: FlaskClient) -> None:
    slug = "kalyapin-attacked-and-threatened"
    _allow_late(client, slug)
    typed = {**TYPED, "country": "BE", "to": ["2"], "revision": "2"}

    page = client.post(f"/actions/{slug}/write", data=typed)
    copy = client.post(f"/actions/{slug}/print/copy", data=typed)

    assert "A copy for the embassy" in page.text
    assert copy.headers["Content-Disposition"] == 'attachment; filename="letter-copy-ambassador.pdf"'
    assert "For information: copy of my letter" in pdf_text(copy)
    assert "Chaika" in pdf_text(copy)


def test_going_back_loses_nothing(client: FlaskClient) -> None:
    page = client.post(WRITE, data={**TYPED, "own_words": 'I say "<no>" & more', "change": "1"}).text

    assert 'value="Ana Souza"' in page
    assert "Rua das Flores 7\n1200-192 Lisboa" in page.replace("\r\n", "\n")
    assert "I say &#34;&lt;no&gt;&#34; &amp; more" in page
    assert re.search(r'value="5"\s+id="to-5"\s+checked', page)
    assert not re.search(r'value="2"\s+id="to-2"\s+checked', page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give your name"),
        ({"name": "N" * 500}, "500 characters long"),
        ({"name": "Ana\x07"}, "U+0007"),
        ({"address": ""}, "Give your postal address, the street first"),
        ({"address": "a\nb\nc\nd\ne\nf"}, "5 lines at most"),
        ({"country": ""}, "Choose your country from the list"),
        ({"country": "ZZ"}, "Choose your country from the list"),
        ({"place": "…"}, "in letters"),
        ({"own_words": "x" * 5000}, "5000 characters long"),
        ({"own_words": "The FIDH told me."}, "must not name “FIDH”"),
        ({"to": []}, "Choose at least one addressee"),
        ({"to": ["9"]}, "not a valid choice"),
        ({"to": ["x"]}, "Invalid"),
        ({"language": "xx"}, "Not a valid choice"),
        ({"signature": "blood"}, "“ink” or “typed”"),
        ({"paper": "papyrus"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_at_the_top_and_every_word_is_kept(
    client: FlaskClient, changes: dict, said: str
) -> None:
    answer = client.post(WRITE, data={**TYPED, **changes})

    assert answer.status_code == 422
    assert answer.text.count(said) == 2
    assert "Something needs a change" in answer.text
    for field in {"name", "own_words", "place"} - changes.keys():
        assert TYPED[field] in answer.text


def test_a_character_that_no_font_has_leads_back_to_the_form(client: FlaskClient) -> None:
    answer = client.post(f"{LETTERS}/1", data={**TYPED, "own_words": "With love 😀"})

    assert answer.status_code == 422
    assert "grinning face" in answer.text
    assert "With love 😀" in answer.text


def test_a_form_of_an_older_revision_is_told_and_loses_nothing(client: FlaskClient, demonstration: Database) -> None:
    _republish(demonstration, SLUG)

    for path in (WRITE, f"{LETTERS}/all"):
        answer = client.post(path, data=TYPED)
        assert answer.status_code == 409
        assert "This action has changed" in answer.text
        assert kept_words(answer.text)["own_words"] == [TYPED["own_words"]]
    renewed = client.post(WRITE, data={**kept_words(answer.text), "renew": "1"})
    assert 'name="revision" value="2"' in re.sub(r"\s+", " ", renewed.text) or 'value="2"' in renewed.text
    assert "As a nurse, I worry." in renewed.text
    assert renewed.text.count("checked") >= 6


@pytest.mark.parametrize("path", [WRITE, f"{LETTERS}/all", f"{LETTERS}/1"])
def test_after_a_stop_there_is_no_letter_and_every_word_to_copy(
    client: FlaskClient, demonstration: Database, path: str
) -> None:
    with demonstration.transaction() as session:
        session.scalars(select(Action).filter_by(slug=SLUG)).one().move(ActionState.STOPPED)

    answer = client.post(path, data=TYPED)

    assert answer.status_code == 410
    assert answer.mimetype == "text/html"
    for field in ("name", "own_words", "place"):
        assert TYPED[field] in answer.text
    assert client.get(WRITE).status_code == 303


def test_a_stop_holds_for_a_letter_that_is_being_laid_out(
    app: Flask, client: FlaskClient, demonstration: Database, renderer: Children
) -> None:
    class StoppedMeanwhile:
        def make(self, *asked):
            document = renderer.make(*asked)
            with demonstration.transaction() as session:
                session.scalars(select(Action).filter_by(slug=SLUG)).one().move(ActionState.STOPPED)
            return document

    app.extensions[RENDERER] = StoppedMeanwhile()

    answer = client.post(f"{LETTERS}/1", data=TYPED)

    assert (answer.status_code, answer.mimetype) == (410, "text/html")


def test_after_the_last_day_the_page_says_whom_to_ask(client: FlaskClient) -> None:
    answer = client.post("/actions/kalyapin-attacked-and-threatened/write", data=TYPED)

    assert answer.status_code == 410
    assert "section of Amnesty International" in answer.text


def test_too_many_requests_from_one_network_wait_and_keep_their_words(app: Flask, settings: Settings) -> None:
    app = create_app(replace(settings, letter_limit="2 per minute"))
    client = app.test_client()

    answers = [client.post(WRITE, data=TYPED) for _ in range(3)]
    elsewhere = client.post(WRITE, data=TYPED, environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert kept_words(answers[2].text)["name"] == ["Ana Souza"]
    assert elsewhere.status_code == 200
    app.extensions[EXTENSION].close()


def test_the_limit_knows_networks_for_a_day_and_nobody() -> None:
    limit = LetterLimit("1 per hour")
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)

    limit.count("198.51.100.7", noon)
    limit.count("198.51.101.7", noon)
    limit.count("2001:db8:1:2::1", noon)
    limit.count("::ffff:192.0.2.1", noon)
    for same_network in ("198.51.100.200", "2001:db8:1:ff::9", "::ffff:192.0.2.99", "192.0.2.5"):
        with pytest.raises(TooOften):
            limit.count(same_network, noon)
    limit.count("198.51.100.7", noon + timedelta(days=1))
    assert "198.51" not in repr(vars(limit))


def test_what_is_refused_does_not_use_up_the_longer_limit() -> None:
    limit = LetterLimit("1 per second; 5 per day")
    noon = datetime.now(UTC)

    limit.count("198.51.100.7", noon)
    for _ in range(8):
        with pytest.raises(TooOften):
            limit.count("198.51.100.7", noon)

    key = limit._key("198.51.100.7", noon.date())
    assert [window.remaining for window in (limit._counter.get_window_stats(each, key) for each in limit._limits)][
        1
    ] == 4


def test_more_letters_than_can_wait_are_told_so_and_keep_their_words(settings: Settings) -> None:
    app = create_app(settings)
    app.extensions[RENDERER] = Children(slots=1, waiting=1, seconds=20)
    statuses: list[int] = []
    lock = threading.Lock()

    def ask() -> None:
        answer = app.test_client().post(f"{LETTERS}/all", data=TYPED)
        with lock:
            statuses.append(answer.status_code)
            if answer.status_code == 503:
                assert kept_words(answer.text)["own_words"] == [TYPED["own_words"]]

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    app.extensions[EXTENSION].close()

    assert sorted(set(statuses)) == [200, 503]
    assert statuses.count(200) >= 2


def test_an_addressee_who_may_not_be_written_to_can_be_left_out(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        action.addressees[0].do_not_write_reason = "He has left office."
        action.do_not_write_from = ("BY",)
        publish(session, action, LOADED_AT)
    typed = {**TYPED, "revision": "2"}

    alone = client.post(WRITE, data={**typed, "to": ["1"]})
    dangerous = client.post(WRITE, data={**typed, "country": "BY"})

    assert client.post(WRITE, data=typed).text.count("He has left office.") == 1
    for answer, said in ((alone, "He has left office."), (dangerous, "could put you in danger")):
        assert answer.status_code == 422
        assert said in answer.text
        assert "As a nurse, I worry." in answer.text


def test_a_failing_layout_is_told_by_its_kind_and_no_word_is_lost_or_logged(
    app: Flask, client: FlaskClient, capfd: pytest.CaptureFixture[str]
) -> None:
    written = io.StringIO()
    app.logger.handlers[0].setStream(written)  # type: ignore[attr-defined]
    app.extensions[RENDERER] = Children(slots=1, waiting=0, seconds=0)  # no processor time at all

    answer = client.post(f"{LETTERS}/all", data=TYPED)

    assert answer.status_code in (422, 500)
    assert "As a nurse, I worry." in answer.text
    assert "nurse" not in written.getvalue() + "".join(capfd.readouterr())


def test_a_large_post_never_touches_a_disk(settings: Settings, tmp_path: Path) -> None:
    server = waitress.create_server(create_app(settings), host="127.0.0.1", port=0, **IN_MEMORY)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    with socket.create_connection(("127.0.0.1", server.effective_port)) as connection:
        head = f"POST {WRITE} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nname={CANARY}"
        connection.sendall(head.encode() + b"x" * 900_000)
        connection.settimeout(0.5)
        with pytest.raises(TimeoutError):
            connection.recv(1)  # the server is still waiting for the rest, with all of this in its hands
        spooled = [path for path in Path("/proc/self/fd").iterdir() if "(deleted)" in _target(path)]
        leaked = [path for path in spooled if CANARY.encode() in _read(path)]
    thread.join(timeout=0.1)

    assert leaked == []


def test_other_sites_may_not_press_our_buttons(client: FlaskClient) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        assert client.post(WRITE, data=TYPED, headers=headers).status_code == 403
    assert client.post(WRITE, data=TYPED, headers={"Origin": "http://localhost"}).status_code == 200
    assert client.post(WRITE, data=TYPED, headers={"Origin": "null"}).status_code == 200


def test_wrong_ways_in_have_pages_of_their_own(client: FlaskClient) -> None:
    assert "opens with a button" in client.get(f"{LETTERS}/all").text
    assert client.get(f"{LETTERS}/all").status_code == 405
    too_large = client.post(WRITE, data={**TYPED, "own_words": "x" * (LARGEST_POST + 1)})
    assert (too_large.status_code, "too much text" in too_large.text) == (413, True)
    assert client.post(f"{LETTERS}/7", data=TYPED).status_code == 404
    assert client.post("/actions/nothing/write", data=TYPED).status_code == 404


def test_an_unchanged_page_is_not_sent_again_and_a_stopped_one_is(client: FlaskClient, demonstration: Database) -> None:
    path = f"/actions/{SLUG}"
    etag = client.get(path).headers["ETag"]

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    with demonstration.transaction() as session:
        session.scalars(select(Action).filter_by(slug=SLUG)).one().move(ActionState.STOPPED)
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_a_failure_is_logged_by_kind_and_place_and_without_a_word_of_anybody(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def make(self, *_: object) -> None:
            raise RuntimeError(f"{TYPED['name']} wrote {TYPED['own_words']}")

    app.extensions[RENDERER] = Broken()
    written = io.StringIO()
    app.logger.handlers[0].setStream(written)  # type: ignore[attr-defined]

    answer = client.post(f"{LETTERS}/1", data=TYPED)

    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert '"error": "RuntimeError"' in written.getvalue()
    assert '"page": "documents.document"' in written.getvalue()
    for word in ("Ana", "nurse", "Lisboa"):
        assert word not in written.getvalue() + answer.text + caplog.text


def test_nothing_of_a_supporter_is_found_anywhere_afterwards(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    written = io.StringIO()
    app.logger.handlers[0].setStream(written)  # type: ignore[attr-defined]
    typed = {name: f"{CANARY} {name}" for name in ("name", "address", "place", "own_words")}

    for changes in ({}, {"to": []}, {"country": CANARY}, {"revision": CANARY}, {"signature": CANARY, "change": "1"}):
        client.post(WRITE, data={**TYPED, **typed, **changes})
        client.post(WRITE, data={**TYPED, **typed, **changes, "see": CANARY})
    for which in ("1", "all", "copy", CANARY):
        client.post(f"{LETTERS}/{which}", data={**TYPED, **typed})
    processes = b"".join(_read(path) for path in Path("/proc").glob("[0-9]*/cmdline"))

    assert CANARY not in written.getvalue()
    assert CANARY.encode() not in processes
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "campaign.sqlite" for path in files)
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []


SHORT = st.text(max_size=30)
ODD = st.one_of(
    SHORT,
    st.sampled_from(
        ["", "x" * 20_000, "\x00", "\u202e", "שלום עולם", "محمد", "😀", "\r\n" * 9, "<script>", "{{7*7}}", "%s"]
    ),
)


@pytest.mark.parametrize("count", [300, pytest.param(3000, marks=pytest.mark.long)])
def test_whatever_is_posted_the_answer_helps(client: FlaskClient, count: int) -> None:
    fields = st.dictionaries(
        st.sampled_from([*TYPED, "change", "renew", "x"]), ODD | st.lists(ODD, max_size=4), max_size=8
    )

    @hypothesis_settings(max_examples=count, suppress_health_check=list(HealthCheck), deadline=None)
    @given(fields, st.sampled_from([WRITE, f"{LETTERS}/all", f"{LETTERS}/1", f"{LETTERS}/copy", f"{LETTERS}/x"]))
    def post(changes: dict, path: str) -> None:
        answer = client.post(path, data={**TYPED, **changes})

        assert answer.status_code in (200, 404, 409, 410, 422, 429)
        if answer.status_code == 422 and "own_words" not in changes:
            assert "As a nurse, I worry." in answer.text

    post()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _target(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:
        return ""


def _republish(database: Database, slug: str) -> None:
    with database.transaction() as session:
        publish(session, session.scalars(select(Action).filter_by(slug=slug)).one(), LOADED_AT)


def _allow_late(client: FlaskClient, slug: str) -> None:
    database: Database = client.application.extensions[EXTENSION]
    with database.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug=slug)).one()
        action.late_letters_allowed = True
        publish(session, action, LOADED_AT)
