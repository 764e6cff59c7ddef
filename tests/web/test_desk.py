"""The desk as coordinators use it: from a draft to letters, and to the stop that holds everywhere."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdfium2 import PdfDocument
from sqlalchemy import select

from campaign import schema
from campaign.app import create_app
from campaign.db import Database
from campaign.models import Action, Authority
from campaign.models.vocabulary import CoordinatorRole, SubjectKind
from campaign.rendering.children import Children
from campaign.services.demonstration import load_demonstration
from campaign.services.events import history
from campaign.services.key_file import KeyFile
from campaign.services.verifying import verify
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION
from campaign.web.supporter.making import RENDERER
from tests.conftest import LOADED_AT
from tests.web.desk import client_of, key_of
from tests.web.test_writing import TYPED

SLUG = "somebody-is-in-danger"
AT = f"/desk/actions/{SLUG}"


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


@pytest.fixture
def publisher(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.PUBLISHER)


def send(client: FlaskClient, path: str, **fields):
    return client.post(path, data={"desk_key": key_of(client), **fields})


def seen(client: FlaskClient, path: str) -> str:
    """The fingerprint that the form at a path carries."""
    found = re.search(r'name="seen" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def edit(client: FlaskClient, section: str, do: str = "save", **fields):
    path = f"{AT}/edit/{section}"
    return send(client, path, seen=seen(client, path), do=do, **fields)


def built(editor: FlaskClient) -> None:
    """An action built from nothing through the desk."""
    begun = send(
        editor,
        "/desk/actions/new",
        title="Somebody is in danger",
        language="en",
        country="RU",
        time_zone="Europe/Moscow",
    )
    assert begun.location == AT
    basics = {
        "kind": "action",
        "country": "RU",
        "time_zone": "Europe/Moscow",
        "deadline_date": "2099-05-31",
        "deadline_rule": "before",
        "languages": "en",
        "organisations": ["fidh"],
        "organisation_mention": "forbid",
        "name_emphasis": "none",
        "consent": "given",
    }
    rows = {
        "basics": basics,
        "texts": {
            "rows-0-language": "en",
            "rows-0-title": "Somebody is in danger",
            "rows-0-summary": "Somebody was taken away.",
            "rows-0-facts": "On 1 May somebody was taken away.",
        },
        "persons": {"rows-0-id": "", "rows-0-gender": "f", "rows-0-seen_by": "public", "rows-0-name_en": "Ana Doe"},
        "demands": {
            "rows-0-id": "", "rows-0-level": "0", "rows-0-kind": "ask", "rows-0-text_en": "say where she is",
            "rows-1-id": "", "rows-1-level": "0", "rows-1-kind": "ask", "rows-1-text_en": "release her",
        },
        "addressees": {"rows-0-id": "", "rows-0-authority": "ru-foreign-minister", "rows-0-role": "target"},
    }  # fmt: skip
    for section, fields in rows.items():
        assert edit(editor, section, **fields).status_code == 303, section


def sha256_on(client: FlaskClient) -> str:
    return seen(client, AT)


def published(editor: FlaskClient, publisher: FlaskClient) -> None:
    assert send(editor, f"{AT}/ask").status_code == 303
    assert send(publisher, f"{AT}/approve", seen=sha256_on(publisher)).status_code == 303


@pytest.fixture
def on_every_engine(empty_database: Database, renderer: Children, tmp_path: Path) -> Iterator[tuple[Flask, Settings]]:
    """The application on SQLite and on PostgreSQL in turn, with the demonstration."""
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        load_demonstration(session, LOADED_AT)
    address = empty_database.engine.url.render_as_string(hide_password=False)
    settings = load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_DATABASE_URL": address})
    app = create_app(settings)
    app.extensions[RENDERER] = renderer
    yield app, settings
    app.extensions[EXTENSION].close()


def test_from_nothing_to_a_letter_an_update_and_a_stop_that_holds(
    on_every_engine: tuple[Flask, Settings], empty_database: Database
) -> None:
    app, settings = on_every_engine
    editor = client_of(app, empty_database, CoordinatorRole.EDITOR)
    publisher = client_of(app, empty_database, CoordinatorRole.PUBLISHER)
    supporter, typed = app.test_client(), {**TYPED, "to": ["1"], "revision": "1"}
    built(editor)
    assert supporter.get(f"/actions/{SLUG}").status_code == 404

    published(editor, publisher)
    assert supporter.post(f"/actions/{SLUG}/print/1", data=typed).mimetype == "application/pdf"

    edit(
        editor,
        "persons",
        **{"rows-0-id": "", "rows-0-gender": "f", "rows-0-seen_by": "public", "rows-0-name_en": "Eva Doe"},
    )
    assert "Ana Doe" in supporter.get(f"/actions/{SLUG}").text
    published(editor, publisher)
    told = supporter.post(f"/actions/{SLUG}/print/1", data=typed)
    assert (told.status_code, "As a nurse, I worry." in told.text) == (409, True)

    assert send(publisher, f"{AT}/stop", reason="released").status_code == 303
    for way in ("write", "print/1", "fax/1", "sending/fax/1", "everything"):
        assert supporter.post(f"/actions/{SLUG}/{way}", data={**typed, "revision": "2"}).status_code == 410
    assert send(editor, f"{AT}/outcome", outcome="She is at home again.").status_code == 303
    assert "She is at home again." in supporter.get(f"/actions/{SLUG}").text
    with empty_database.reading() as session:
        key = KeyFile(settings.audit_key).read()
        assert key
        assert verify(session, key) == ()


def test_nobody_publishes_their_own_work(editor: FlaskClient, publisher: FlaskClient) -> None:
    built(publisher)
    send(publisher, f"{AT}/ask")

    refused = send(publisher, f"{AT}/approve", seen=sha256_on(publisher))

    assert refused.status_code == 422
    assert editor.get(f"/actions/{SLUG}").status_code == 404


def test_what_was_changed_after_it_was_seen_is_not_published(editor: FlaskClient, publisher: FlaskClient) -> None:
    built(editor)
    send(editor, f"{AT}/ask")
    before = sha256_on(publisher)
    edit(
        editor,
        "texts",
        **{"rows-0-language": "en", "rows-0-title": "Another", "rows-0-summary": "S.", "rows-0-facts": "F."},
    )

    refused = send(publisher, f"{AT}/approve", seen=before)

    assert refused.status_code == 409
    assert "read it again" in refused.text


def test_a_draft_says_all_that_is_missing(editor: FlaskClient) -> None:
    second = html.unescape(editor.get("/desk/actions/kalyapin-defamation-2014").text)
    fifth = html.unescape(editor.get("/desk/actions/kalyapin-defamation-campaign").text)

    missing = [
        re.findall(r"<a [^>]+>(.+?)</a>", page.split("What is missing")[1].split("</ul>")[0])
        for page in (second, fifth)
    ]
    assert [len(found) for found in missing] == [2, 1]
    assert "There is no addressee" in missing[1][0]


def test_rows_are_moved_without_a_keystroke_lost_and_without_being_saved(
    editor: FlaskClient, demonstration: Database
) -> None:
    built(editor)
    fields = {
        "rows-0-id": "", "rows-0-level": "0", "rows-0-kind": "ask", "rows-0-text_en": "one",
        "rows-1-id": "", "rows-1-level": "0", "rows-1-kind": "reminder", "rows-1-text_en": "two & <b>",
    }  # fmt: skip

    up = html.unescape(edit(editor, "demands", do="up-1", **fields).text)
    more = edit(editor, "demands", do="add", **fields).text
    inside = edit(editor, "demands", do="indent-1", **fields).text

    assert re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", up) == ["two & <b>", "one"]
    assert more.count("<textarea") == 3
    assert re.findall(r'name="rows-\d-level" type="hidden" value="(\d)"', inside) == ["0", "1"]
    with demonstration.reading() as session:
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        assert [demand.texts["en"].text for demand in action.demands] == ["say where she is", "release her"]


def test_who_comes_second_sees_both_versions_and_can_put_theirs_in_place(
    editor: FlaskClient, publisher: FlaskClient
) -> None:
    built(editor)
    path = f"{AT}/edit/texts"
    mine, theirs = (
        {"rows-0-language": "en", "rows-0-title": title, "rows-0-summary": "S.", "rows-0-facts": "F."}
        for title in ("My title", "Their title")
    )
    opened = seen(publisher, path)
    edit(editor, "texts", **theirs)

    told = send(publisher, path, seen=opened, do="save", **mine)
    again = re.search(r'name="seen" value="(\w+)"', told.text)
    assert again
    saved = send(publisher, path, seen=again[1], do="save", **mine)

    assert told.status_code == 409
    assert "A editor changed this section" in told.text
    assert "My title" in told.text
    assert "Their title" in told.text
    assert saved.status_code == 303
    assert "My title" in publisher.get(path).text


@pytest.mark.parametrize(
    ("section", "fields", "said"),
    [
        ("texts", {"rows-0-language": "en", "rows-0-title": " "}, "Row 1 needs a title"),
        ("texts", {"rows-0-language": "klingon", "rows-0-title": "T"}, "is no language"),
        ("demands", {"rows-0-id": "", "rows-0-level": "0", "rows-0-kind": "ask"}, "Row 1 says nothing"),
        ("addressees", {"rows-0-id": "", "rows-0-authority": "", "rows-0-role": "target"}, "Row 1 names nobody"),
        (
            "addressees",
            {"rows-0-authority": "ru-president", "rows-0-role": "copy", "rows-0-do_not_write_from": "XX"},
            "is no country",
        ),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_in_the_form(
    editor: FlaskClient, section: str, fields: dict[str, str], said: str
) -> None:
    built(editor)

    answer = edit(editor, section, **fields)

    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    for value in filter(str.strip, fields.values()):
        assert f'"{value}"' in answer.text or f">{value}" in answer.text


def test_a_day_that_is_none_is_told(editor: FlaskClient) -> None:
    built(editor)
    page = editor.get(f"{AT}/edit/basics").text
    fields = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', page))
    chosen = {"kind": "action", "country": "RU", "time_zone": "UTC", "deadline_rule": "until", "consent": "given"}
    chosen |= {"organisation_mention": "forbid", "name_emphasis": "none", "deadline_date": "31 May"}

    answer = edit(editor, "basics", **{key: fields[key] for key in ("case_code", "languages")}, **chosen)

    assert answer.status_code == 422
    assert "“31 May” is no day" in html.unescape(answer.text)
    assert 'value="31 May"' in answer.text


def test_a_copy_of_an_action_is_a_draft_of_its_own(editor: FlaskClient) -> None:
    answer = send(editor, "/desk/actions/kalyapin-attacked-in-grozny/clone")

    assert answer.location == "/desk/actions/kalyapin-attacked-in-grozny-2"
    assert "Consent is not recorded" in html.unescape(editor.get(answer.location).text)


def test_an_extension_moves_the_last_day_once_a_second_person_has_published_it(
    editor: FlaskClient, publisher: FlaskClient
) -> None:
    built(editor)
    published(editor, publisher)

    wrong = send(editor, f"{AT}/extend", day="soon")
    proposed = send(editor, f"{AT}/extend", day="2099-07-01", wording="until 1 July")
    before = editor.get(f"/actions/{SLUG}").text
    send(publisher, f"{AT}/approve", seen=sha256_on(publisher))

    assert (wrong.status_code, "is no day" in wrong.text) == (422, True)
    assert proposed.status_code == 303
    assert "30 May 2099" in before
    assert "1 July 2099" in editor.get(f"/actions/{SLUG}").text


def test_the_board_finds_sorts_and_shows_a_month(editor: FlaskClient) -> None:
    board = editor.get("/desk/").text
    found = editor.get("/desk/?q=grozny").text
    by_title = editor.get("/desk/?sort=title").text
    month = editor.get("/desk/month/2015/1").text

    assert board.index('<h2 id="overdue">') < board.index('<h2 id="draft">')
    assert found.count("/desk/actions/kalyapin") == 1
    assert 'aria-sort="ascending"' in by_title
    assert "January 2015" in month
    assert "kalyapin-attacked-and-threatened" in month
    assert editor.get("/desk/month/2015/13").status_code == 404


def test_an_authority_that_has_gone_from_the_list_is_told_and_not_made(
    editor: FlaskClient, demonstration: Database
) -> None:
    built(editor)

    answer = edit(editor, "addressees", **{"rows-0-id": "", "rows-0-authority": "nobody", "rows-0-role": "target"})

    assert (answer.status_code, "is no longer there" in answer.text) == (422, True)
    with demonstration.reading() as session:
        assert session.scalar(select(Authority).filter_by(slug="nobody")) is None


def test_what_happens_to_coordinators_is_in_the_log(app: Flask, demonstration: Database) -> None:
    administrator = client_of(app, demonstration, CoordinatorRole.ADMINISTRATOR)

    invited = send(administrator, "/desk/people", email="New@desk.example", name="New", role="editor")
    refused = send(administrator, "/desk/people", email="administrator@desk.example", name="Again", role="editor")

    with demonstration.reading() as session:
        (event,) = history(session, subject_kind=SubjectKind.COORDINATOR, limit=10)
        assert (event.who, event.subject) == ("administrator@desk.example", "new@desk.example")
        assert '"role":"editor"' in (event.after or "")
    assert (invited.status_code, refused.status_code) == (200, 422)


def test_more_rows_than_can_be_added_do_no_harm(editor: FlaskClient) -> None:
    built(editor)
    fields = {}
    for place in range(70):
        fields |= {f"rows-{place}-id": "", f"rows-{place}-level": "0", f"rows-{place}-kind": "ask"}
        fields[f"rows-{place}-text_en"] = f"ask {place}"

    more = edit(editor, "demands", do="add", **fields)
    saved = edit(editor, "demands", **fields)

    assert more.text.count("<textarea") == 70
    assert saved.status_code == 303


def test_six_weeks_are_proposed_where_there_is_no_last_day(editor: FlaskClient) -> None:
    without = editor.get("/desk/actions/kalyapin-defamation-2014/edit/basics").text
    with_one = editor.get("/desk/actions/kalyapin-attacked-and-threatened/edit/basics").text

    assert "until 18 April 2014" in without  # issued on 7 March
    assert "Six weeks" not in with_one


def basics_now(editor: FlaskClient) -> dict[str, str]:
    """What the form of the basics would send, unchanged, but for its boxes: who published it is ticked."""
    page = html.unescape(editor.get(f"{AT}/edit/basics").text)
    typed = dict(re.findall(r'<input[^>]*? name="(\w+)" type="text" value="([^"]*)"', page))
    chosen = re.findall(r'<select[^>]*? name="(\w+)".*?<option selected value="([\w/-]*)"', page, re.DOTALL)
    return {"organisations": "fidh", **typed, **dict(chosen)}


def test_what_is_kept_back_stands_in_letters_and_not_on_the_page(editor: FlaskClient, publisher: FlaskClient) -> None:
    built(editor)
    fields = {**basics_now(editor), "level_facts": "letter_only", "level_summary": "internal"}
    assert edit(editor, "basics", **fields).status_code == 303
    without = {name: value for name, value in basics_now(editor).items() if not name.startswith("level_")}
    assert edit(editor, "basics", **without).status_code == 303  # what a form does not hold stays as it is
    published(editor, publisher)

    page = editor.get(f"/actions/{SLUG}").text
    letter = editor.post(f"/actions/{SLUG}/print/1", data={**TYPED, "to": ["1"], "revision": "1"}).data

    assert "somebody was taken away" not in page.lower()
    assert "On 1 May somebody was taken away" in " ".join(
        PdfDocument(letter)[0].get_textpage().get_text_range().split()
    )
    assert basics_now(editor)["level_facts"] == "letter_only"
    assert "Somebody was taken away." in editor.get(f"{AT}/edit/texts").text


def test_an_older_page_leads_to_what_updates_it_once_a_second_person_has_published_it(
    editor: FlaskClient, publisher: FlaskClient
) -> None:
    built(editor)
    older = "/actions/kalyapin-attacked-in-grozny"
    fields = basics_now(editor)

    wrong = edit(editor, "basics", **{**fields, "follows_other": "UA 999/99"})
    chosen = edit(editor, "basics", **{**fields, "follows_other": "kalyapin-attacked-in-grozny"})
    told = editor.get(AT).text
    before = f'href="/actions/{SLUG}"' in editor.get(older).text
    published(editor, publisher)

    assert (wrong.status_code, chosen.status_code, before) == (422, 303, False)
    assert "Follows the action" in told
    assert f'href="/actions/{SLUG}"' in editor.get(older).text
    assert basics_now(editor)["follows"] == "kalyapin-attacked-in-grozny"
