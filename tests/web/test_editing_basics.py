"""Basics and persons that two people change at once: who may see what, what an action follows, and older forms."""

import html
import re

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action, Event, KeptForm
from campaign.models.vocabulary import CoordinatorRole, EventKind, LevelledField, PublicationLevel, SubjectKind
from campaign.services.editing.entries import Section, content_from_json, content_to_json
from campaign.services.editing.reading import content_of
from campaign.services.editing.saves import last_saves
from tests.web.desk import client_of
from tests.web.posted_form import form_on

SLUG = "kalyapin-judicial-harassment"
OLDER = "kalyapin-attacked-in-grozny"
AT = f"/desk/actions/{SLUG}"
BASICS, PERSONS, TEXTS = (f"{AT}/edit/{name}" for name in ("basics", "persons", "texts"))
Fields = dict[str, list[str]]


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


@pytest.fixture
def other(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.PUBLISHER)


def opened(client: FlaskClient, path: str) -> Fields:
    return form_on(client.get(path).text)


def send(client: FlaskClient, path: str, fields: Fields, **changes: str):
    return client.post(path, data={**fields, "do": "save", **changes})


def without(fields: Fields, *names: str) -> Fields:
    return {name: values for name, values in fields.items() if name not in names}


def basics_in(database: Database):
    with database.reading() as session:
        return content_of(session.scalars(select(Action).filter_by(slug=SLUG)).one(), Section.BASICS)


def test_a_merge_leaves_it_as_it_is_who_may_see_a_name(editor: FlaskClient, other: FlaskClient) -> None:
    send(editor, PERSONS, opened(editor, PERSONS), **{"rows-0-seen_by": "internal"})
    mine = opened(editor, PERSONS)
    send(other, PERSONS, opened(other, PERSONS), **{"rows-0-pronouns": "he"})

    told = send(editor, PERSONS, mine, **{"rows-0-role_en": "a chair"})
    saved = send(editor, PERSONS, form_on(told.text))

    assert (told.status_code, saved.status_code) == (409, 303)
    assert opened(editor, PERSONS)["rows-0-seen_by"] == ["internal"]
    assert "Part of the one above" not in told.text


def test_who_sees_what_and_what_is_followed_are_merged_field_by_field(editor: FlaskClient, other: FlaskClient) -> None:
    mine = opened(editor, BASICS)
    send(other, BASICS, opened(other, BASICS), level_background="internal", level_facts="letter_only")

    told = send(editor, BASICS, mine, level_facts="internal", follows_other=OLDER)
    asked = form_on(told.text)
    saved = send(editor, BASICS, asked, **{"pick-level_facts": "theirs"})

    assert "Who sees the background: changed." in told.text
    assert "You both changed this: Who sees what happened" in told.text
    assert "readers of letters: the page leaves it out" in html.unescape(told.text)
    assert saved.status_code == 303
    now = opened(editor, BASICS)
    assert [now[name] for name in ("follows", "level_facts", "level_background", "level_summary")] == [
        [OLDER], ["letter_only"], ["internal"], ["public"],
    ]  # fmt: skip


def test_two_who_choose_different_actions_to_follow_are_asked_even_if_one_typed_its_name(
    editor: FlaskClient, other: FlaskClient
) -> None:
    mine = opened(editor, BASICS)
    send(other, BASICS, opened(other, BASICS), follows_other="kalyapin-defamation-campaign")

    told = send(editor, BASICS, mine, follows_other=OLDER)
    asked = form_on(told.text)
    saved = send(editor, BASICS, asked)

    assert "You both changed this: Updates the action" in told.text
    assert (asked["follows"], asked["pick-follows"]) == ([OLDER], ["mine"])
    assert saved.status_code == 303
    assert opened(editor, BASICS)["follows"] == [OLDER]


def test_a_code_that_no_action_has_stays_where_it_was_typed(editor: FlaskClient) -> None:
    told = send(editor, BASICS, opened(editor, BASICS), follows_other="UA 999/99")

    assert told.status_code == 422
    assert "There is no other action “UA 999/99”" in told.text
    assert form_on(told.text)["follows_other"] == ["UA 999/99"]


def test_fields_that_an_older_form_does_not_hold_stay_as_they_are(
    editor: FlaskClient, other: FlaskClient, demonstration: Database
) -> None:
    mine = without(opened(editor, BASICS), "follows", "follows_other", "level_facts", "level_summary")
    send(other, BASICS, opened(other, BASICS), level_facts="internal", follows_other=OLDER)

    for nothing_known in ({}, {"base": ""}):
        told = send(editor, BASICS, mine, document_index="EUR 1", **nothing_known)
        merged = form_on(told.text)

        assert told.status_code == 409
        assert (merged["level_facts"], merged["follows"]) == (["internal"], [OLDER])
    assert send(editor, BASICS, {**merged, "pick-document_index": ["mine"]}).status_code == 303
    basics = basics_in(demonstration)
    assert (basics.document_index, basics.follows) == ("EUR 1", OLDER)
    assert basics.levels == {LevelledField.FACTS: PublicationLevel.INTERNAL}


def of_an_older_shape(content: bytes | str) -> str:
    fields = msgspec.json.decode(content)
    return msgspec.json.encode({name: fields[name] for name in fields if name not in ("follows", "levels")}).decode()


def test_a_kept_form_of_an_older_shape_is_gone_on_with_and_takes_nothing_back(
    editor: FlaskClient, other: FlaskClient, demonstration: Database
) -> None:
    editor.post(f"{BASICS}/keep", data={**opened(editor, BASICS), "document_index": "Half an ind"})
    with demonstration.transaction() as session:
        (kept,) = session.scalars(select(KeptForm))
        (row,) = msgspec.json.decode(kept.rows)
        row = {name: row[name] for name in row if not name.startswith(("follows", "level_"))}
        kept.base, kept.rows = of_an_older_shape(kept.base), msgspec.json.encode([row]).decode()
        number = kept.id
    send(other, BASICS, opened(other, BASICS), level_facts="internal", follows_other=OLDER)

    gone_on = form_on(editor.get(f"{BASICS}?kept={number}").text)
    saved = send(editor, BASICS, gone_on)

    assert gone_on["document_index"] == ["Half an ind"]
    assert saved.status_code == 303
    basics = basics_in(demonstration)
    assert (basics.document_index, basics.follows) == ("Half an ind", OLDER)
    assert basics.levels == {LevelledField.FACTS: PublicationLevel.INTERNAL}


def test_what_the_log_holds_in_an_older_shape_is_still_read(editor: FlaskClient, demonstration: Database) -> None:
    send(editor, BASICS, opened(editor, BASICS), document_index="Another")
    with demonstration.reading() as session:
        (event,) = session.scalars(select(Event).filter_by(what=EventKind.EDITED, subject_kind=SubjectKind.ACTION))
        parts = [msgspec.json.decode(text, type=dict[str, msgspec.Raw]) for text in (event.before, event.after)]
        before, after = (content_from_json(Section.BASICS, of_an_older_shape(bytes(part["basics"]))) for part in parts)
        save = last_saves(session, SLUG, event.who, event.at)[Section.BASICS]

    assert (before, after) == (save.before, save.after)  # nothing was followed, and nothing kept back
    assert before is not None


def test_who_sees_what_and_what_is_followed_can_be_undone(editor: FlaskClient, demonstration: Database) -> None:
    send(editor, BASICS, opened(editor, BASICS), level_facts="internal", follows_other=OLDER)
    saved = basics_in(demonstration)
    event = re.search(r'name="event" value="(\d+)"', editor.get(BASICS).text)[1]  # type: ignore[index]

    undone = editor.post(f"{BASICS}/undo", data={**opened(editor, BASICS), "event": event})

    assert undone.status_code == 303
    assert (saved.levels, saved.follows) == ({LevelledField.FACTS: PublicationLevel.INTERNAL}, OLDER)
    assert content_from_json(Section.BASICS, content_to_json(saved)) == saved
    assert (basics_in(demonstration).levels, basics_in(demonstration).follows) == ({}, None)


def open_rows(page: str) -> list[bool]:
    return [bool(word) for word in re.findall(r'<li class="card[^>]*>\s*<details (open)?', page)]


def test_rows_with_anything_unsaved_or_anything_told_are_open(editor: FlaskClient, other: FlaskClient) -> None:
    mine = opened(editor, TEXTS)
    french = {f"rows-1-{name}": words for name, words in (("language", "fr"), ("title", "Titre"), ("summary", "Un."))}
    send(editor, TEXTS, form_on(send(editor, TEXTS, mine, do="add").text), **french)
    mine = opened(editor, TEXTS)

    folded = editor.get(TEXTS).text
    added = send(editor, TEXTS, mine, **{"rows-0-title": "My title"}, do="add").text
    taken = send(editor, TEXTS, mine, do="remove-1").text
    back = send(editor, TEXTS, form_on(taken), do="back").text
    send(other, TEXTS, opened(other, TEXTS), **{"rows-1-title": "Leur titre"})
    told = send(editor, TEXTS, mine, **{"rows-1-facts": "Les faits."}).text
    both = send(editor, TEXTS, mine, **{"rows-1-title": "Mon titre"}).text

    assert open_rows(folded) == [False, False]
    assert open_rows(added) == [True, False, True]
    assert open_rows(back) == [False, True]
    assert open_rows(told) == open_rows(both) == [False, True]


SECTIONS = ("basics", "texts", "persons", "demands", "addressees")
DEMONSTRATION = (SLUG, OLDER, "kalyapin-defamation-campaign", "kalyapin-defamation-2014")


@pytest.mark.parametrize("slug", DEMONSTRATION)
def test_saving_a_section_as_it_opened_changes_nothing(editor: FlaskClient, demonstration: Database, slug: str) -> None:
    for section in SECTIONS:
        path = f"/desk/actions/{slug}/edit/{section}"
        assert send(editor, path, opened(editor, path)).status_code == 303

    with demonstration.reading() as session:
        assert session.scalars(select(Event).filter_by(what=EventKind.EDITED)).all() == []


def test_boxes_that_were_ticked_open_ticked(editor: FlaskClient, demonstration: Database) -> None:
    path = f"{AT}/edit/demands"
    fields = opened(editor, path)
    with demonstration.reading() as session:
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        second, organisations = str(action.addressees[1].id), {each.slug for each in action.organisations}

    assert send(editor, path, fields, **{"rows-0-only_to": second}).status_code == 303

    assert opened(editor, path)["rows-0-only_to"] == [second]
    assert set(opened(editor, BASICS)["organisations"]) == organisations != set()
