"""The feed of actions as a feed reader gets it, read by a library that had no part in writing it."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from uuid import UUID

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from campaign.app import create_app
from campaign.db import Database
from campaign.models import Action, ActionText, AuthorityText, DemandText, FieldLevel
from campaign.models.states import StopReason
from campaign.models.vocabulary import LevelledField, PublicationLevel
from campaign.services.actions import ActionNow, Standing
from campaign.services.closing import archive, stop
from campaign.services.feeds import Feed, FeedEntry
from campaign.services.publishing import publish
from campaign.services.showing import shown
from campaign.settings import load_settings
from campaign.web.supporter.feed import feed_document
from tests.conftest import LOADED_AT
from tests.factories import NOW, published

SLUG = "kalyapin-attacked-in-grozny"
ATOM = "{http://www.w3.org/2005/Atom}"
NAME = UUID(int=7)


def read(client: FlaskClient):
    """The feed as feedparser reads it, without the sanitising that would hide what we wrote."""
    answer = client.get("/actions.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data, sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    return found


def entry_of(client: FlaskClient, slug: str = SLUG):
    (entry,) = [entry for entry in read(client).entries if entry.link.endswith(f"/{slug}")]
    return entry


def change(database: Database, doing) -> None:
    with database.transaction() as session:
        doing(session, session.scalars(select(Action).filter_by(slug=SLUG)).one())


def test_the_feed_holds_what_the_list_holds(client: FlaskClient) -> None:
    found = read(client)

    assert [entry.title for entry in found.entries] == [
        "Igor Kalyapin attacked in Grozny",
        "Igor Kalyapin attacked and threatened",
        "Judicial harassment of Igor Kalyapin",
    ]
    assert (found.version, found.feed.title) == ("atom10", "Letters for people in danger")
    assert found.feed.updated == found.entries[0].updated == "2026-11-22T09:00:00+00:00"
    assert [link.href for link in found.feed.links] == ["http://localhost/actions.atom", "http://localhost/"]
    assert "Masked men beat Igor Kalyapin" in found.entries[0].content[0].value
    assert "last day 27 January 2015" in found.entries[1].content[0].value
    assert [author.name for author in found.entries[1].authors] == ["Amnesty International"]


def test_a_stop_shows_at_the_next_look_and_leads_to_the_same_entry(
    client: FlaskClient, demonstration: Database
) -> None:
    first = client.get("/actions.atom")
    before = entry_of(client)
    assert client.get("/actions.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    change(demonstration, lambda session, action: stop(session, action, "ana", StopReason.RELEASED, LOADED_AT))
    answer = client.get("/actions.atom", headers={"If-None-Match": first.headers["ETag"]})
    stopped = entry_of(client)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert stopped.id == before.id
    assert stopped.title == "Stopped, no more letters: Igor Kalyapin attacked in Grozny"
    assert "stopped because the person is free" in stopped.content[0].value


def test_an_archived_action_says_so_with_what_became_of_it(client: FlaskClient, demonstration: Database) -> None:
    told = {"ru": "Он на свободе."}
    change(demonstration, lambda session, action: archive(session, action, "ana", told, LOADED_AT))

    entry = entry_of(client)

    assert entry.title == "Closed, no more letters: Igor Kalyapin attacked in Grozny"
    assert '<p dir="ltr" lang="ru" xml:lang="ru">Он на свободе.' in " ".join(entry.content[0].value.split())


def test_an_entry_is_in_the_language_of_its_text(client: FlaskClient, demonstration: Database) -> None:
    def in_arabic(session, action: Action) -> None:
        action.texts["ar"] = ActionText(language="ar", title="عنوان", summary="ملخص.", facts="حقائق.")
        del action.texts["en"]
        for demand in action.demands:
            demand.texts["ar"] = DemandText(language="ar", text="الإفراج عنه")
        for addressee in action.addressees:
            addressee.authority.texts["ar"] = AuthorityText(language="ar", title="وزير الخارجية")
        action.languages = ("ar",)
        publish(session, action, LOADED_AT)

    change(demonstration, in_arabic)
    entry = entry_of(client)

    assert (entry.title, entry.title_detail.language) == ("عنوان", "ar")
    assert '<p dir="rtl">ملخص.</p>' in entry.content[0].value


def test_what_is_for_letters_alone_is_not_in_the_feed(client: FlaskClient, demonstration: Database) -> None:
    def lower(session, action: Action) -> None:
        field = LevelledField.SUMMARY
        action.levels[field] = FieldLevel(field=field, level=PublicationLevel.LETTER_ONLY)
        publish(session, action, LOADED_AT)

    before = client.get("/actions.atom").text
    change(demonstration, lower)

    assert "Masked men" in before
    assert "Masked men" not in client.get("/actions.atom").text


@pytest.mark.parametrize("path", ["/", "/?q=nobody"])
def test_the_list_names_its_feed(client: FlaskClient, path: str) -> None:
    page = client.get(path).text

    assert page.count('href="/actions.atom"') == 2
    assert '<link rel="alternate"' in page


def test_without_an_action_there_is_an_empty_feed_and_the_list_points_to_it(database: Database, tmp_path) -> None:
    values = {"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_SITE_ADDRESS": "https://letters.example/"}
    client = create_app(load_settings(values)).test_client()

    found = read(client)

    assert found.entries == []
    assert found.feed.updated_parsed is not None
    assert found.feed.links[0].href == "https://letters.example/actions.atom"
    assert "The feed below tells when one is" in client.get("/").text


def test_identifiers_do_not_change_with_the_address_of_the_site(client: FlaskClient, tmp_path) -> None:
    values = {"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_SITE_ADDRESS": "https://letters.example"}
    moved = create_app(load_settings(values)).test_client()

    found = [(feed.feed.id, [entry.id for entry in feed.entries]) for feed in (read(client), read(moved))]

    assert found[0] == found[1]
    assert found[0][0].startswith("urn:uuid:")


HOSTILE = st.text(st.characters(codec=None), min_size=1)  # any character at all, lone surrogates too


@given(title=HOSTILE, summary=HOSTILE)
@example(title="]]></title><script>", summary="\x00\x1b\u200f\u202eقلم\ufffe\ud800👩‍👩‍👧 &amp; \r\n")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_text_holds_the_feed_is_well_formed_and_shows_it(app: Flask, title: str, summary: str) -> None:
    text = replace(published().texts[0], title=f"T{title}T", summary=f"S{summary}S")
    found = ActionNow(published(texts=(text,)), Standing.STOPPED, NOW, NOW, StopReason.OTHER)
    with app.test_request_context():
        document = feed_document(Feed(NAME, NOW, (FeedEntry(NAME, NOW, shown(found, "en")),)))

    entry = ET.fromstring(document.encode()).find(f"{ATOM}entry")  # noqa: S314  (written by us a line above)

    assert entry is not None
    paragraphs = [p.text or "" for p in entry.iter("{http://www.w3.org/1999/xhtml}p")]
    assert entry.findtext(f"{ATOM}title") == f"Stopped, no more letters: T{_in_xml(title)}T"
    assert paragraphs[-1] == f"S{_in_xml(summary)}S"


def _in_xml(text: str) -> str:
    """Text as it comes back from XML 1.0: without what cannot be written, and with one kind of line end."""
    kept = [each for each in text if each in "\t\n\r" or (each >= " " and not "\ud800" <= each <= "\udfff")]
    return "".join(each for each in kept if each not in "\ufffe\uffff").replace("\r\n", "\n").replace("\r", "\n")
