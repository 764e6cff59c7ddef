"""Editing at the desk: two people at once, forms that were left, undoing, and a sign-in that ended meanwhile."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from campaign.db import Database
from campaign.models import Action, Coordinator, KeptForm, SignedIn
from campaign.models.states import ActionState
from campaign.models.vocabulary import CoordinatorRole, EventKind, SubjectKind
from campaign.services.accounts.sessions import begin_session
from campaign.services.events import history
from tests.web.desk import COOKIE, client_of, key_of, post
from tests.web.posted_form import form_on

SLUG = "kalyapin-judicial-harassment"
AT = f"/desk/actions/{SLUG}"
DEMANDS, TEXTS, ADDRESSEES = (f"{AT}/edit/{name}" for name in ("demands", "texts", "addressees"))


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


@pytest.fixture
def other(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.PUBLISHER)


def opened(client: FlaskClient, path: str) -> dict[str, list[str]]:
    return form_on(client.get(path).text)


def send(client: FlaskClient, path: str, fields: dict[str, list[str]], **changes: str):
    return client.post(path, data={**fields, "do": "save", **changes})


def titles(client: FlaskClient) -> list[str]:
    return [value for name, (value,) in sorted(opened(client, TEXTS).items()) if name.endswith("-title")]


def test_what_one_side_changed_is_in_the_form_and_one_more_save_completes_it(
    editor: FlaskClient, other: FlaskClient
) -> None:
    mine, theirs = opened(editor, TEXTS), opened(other, TEXTS)
    send(other, TEXTS, theirs, **{"rows-0-summary": "Their summary."})

    told = send(editor, TEXTS, mine, **{"rows-0-title": "My title"})
    merged = form_on(told.text)
    saved = send(editor, TEXTS, merged)

    assert told.status_code == 409
    assert "A publisher changed this section since you opened it." in told.text
    assert "Row 1, The danger, in a sentence: changed." in told.text
    assert (merged["rows-0-title"], merged["rows-0-summary"]) == (["My title"], ["Their summary."])
    assert "pick-" not in told.text
    assert saved.status_code == 303
    now = opened(editor, TEXTS)
    assert (now["rows-0-title"], now["rows-0-summary"]) == (["My title"], ["Their summary."])


@pytest.mark.parametrize(("pick", "title"), [("mine", "My title"), ("theirs", "Their title")])
def test_what_both_changed_is_chosen_at_its_field_and_stays_asked_until_it_is_saved(
    editor: FlaskClient, other: FlaskClient, pick: str, title: str
) -> None:
    mine, theirs = opened(editor, TEXTS), opened(other, TEXTS)
    send(other, TEXTS, theirs, **{"rows-0-title": "Their title"})

    told = send(editor, TEXTS, mine, **{"rows-0-title": "My title"})
    asked = form_on(told.text)
    more = send(editor, TEXTS, asked, **{"pick-rows-0-title": pick}, do="add")
    still_asked = form_on(more.text)
    less = send(editor, TEXTS, still_asked, do="remove-1")
    saved = send(editor, TEXTS, form_on(less.text))

    assert (asked["rows-0-title"], asked["pick-rows-0-title"]) == (["My title"], ["mine"])
    assert "Their title" in told.text
    assert still_asked["pick-rows-0-title"] == [pick]
    assert saved.status_code == 303
    assert titles(editor)[0] == title


def test_a_third_edit_in_between_repeats_the_question(editor: FlaskClient, other: FlaskClient) -> None:
    mine = opened(editor, TEXTS)
    send(other, TEXTS, opened(other, TEXTS), **{"rows-0-title": "Their title"})
    asked = form_on(send(editor, TEXTS, mine, **{"rows-0-title": "My title"}).text)
    send(other, TEXTS, opened(other, TEXTS), **{"rows-0-title": "Their third title"})

    again = send(editor, TEXTS, asked)

    assert again.status_code == 409
    assert "Their third title" in again.text
    assert form_on(again.text)["rows-0-title"] == ["My title"]


def test_pressing_save_twice_saves_once(editor: FlaskClient, demonstration: Database) -> None:
    more = form_on(send(editor, DEMANDS, opened(editor, DEMANDS), do="add").text)
    place = max(int(name.split("-")[1]) for name in more if name.startswith("rows-"))
    new = {f"rows-{place}-text_en": "publish the findings"}

    answers = [send(editor, DEMANDS, more, **new).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert editor.get(DEMANDS).text.count("publish the findings</textarea>") == 1
    with demonstration.reading() as session:
        events = history(session, subject_kind=SubjectKind.ACTION, subject=SLUG, limit=9)
        assert [event.what for event in events] == [EventKind.EDITED]


def test_a_form_that_carries_nonsense_for_what_it_began_with_loses_nothing(
    editor: FlaskClient, other: FlaskClient
) -> None:
    mine = opened(editor, TEXTS)
    send(other, TEXTS, opened(other, TEXTS), **{"rows-0-title": "Their title"})

    for nonsense in ("é", "AAAA", "eJwDAAAAAAE=", "x" * 1000):
        told = send(editor, TEXTS, mine, **{"rows-0-title": "My title"}, base=nonsense, out=nonsense)

        assert told.status_code == 409
        assert form_on(told.text)["rows-0-title"] == ["My title"]
        assert "Their title" in told.text


def kept(client: FlaskClient, path: str, fields: dict[str, list[str]], **changes: str):
    return client.post(f"{path}/keep", data={**fields, **changes})


def offers_on(page: str) -> list[str]:
    return re.findall(r"\?kept=(\d+)", page)


def test_what_was_left_unsaved_is_offered_and_gone_once_it_is_saved(editor: FlaskClient, other: FlaskClient) -> None:
    mine = opened(editor, TEXTS)
    answer = kept(editor, TEXTS, mine, **{"rows-0-title": "Half a ti"})

    page = editor.get(TEXTS).text
    (offer,) = offers_on(page)
    again = editor.get(f"{TEXTS}?kept={offer}").text
    theirs = other.get(f"{TEXTS}?kept={offer}").text
    saved = send(editor, TEXTS, form_on(again), **{"rows-0-title": "Half a title"})

    assert answer.json == {"elsewhere": False}
    assert "You left this unsaved on" in page
    assert form_on(page)["rows-0-title"] == mine["rows-0-title"]
    assert form_on(again)["rows-0-title"] == ["Half a ti"]
    assert offers_on(other.get(TEXTS).text) == []
    assert "Half a ti" not in theirs
    assert saved.status_code == 303
    assert offers_on(editor.get(TEXTS).text) == []


def test_what_was_left_unsaved_can_be_discarded_by_its_writer_alone(editor: FlaskClient, other: FlaskClient) -> None:
    kept(editor, TEXTS, opened(editor, TEXTS), **{"rows-0-title": "Half a ti"})
    (offer,) = offers_on(editor.get(TEXTS).text)

    post(other, f"{TEXTS}/discard", kept=offer)
    still = offers_on(editor.get(TEXTS).text)
    post(editor, f"{TEXTS}/discard", kept=offer)

    assert still == [offer]
    assert offers_on(editor.get(TEXTS).text) == []


def test_a_kept_form_from_before_another_edit_is_merged_when_it_is_gone_on_with(
    editor: FlaskClient, other: FlaskClient
) -> None:
    kept(editor, TEXTS, opened(editor, TEXTS), **{"rows-0-title": "My title", "rows-0-summary": "Mine."})
    send(other, TEXTS, opened(other, TEXTS), **{"rows-0-summary": "Theirs.", "rows-0-background": "Their background."})

    (offer,) = offers_on(editor.get(TEXTS).text)
    page = editor.get(f"{TEXTS}?kept={offer}").text

    fields = form_on(page)
    assert "A publisher changed this section" in page
    assert fields["rows-0-title"] == ["My title"]
    assert fields["rows-0-background"] == ["Their background."]
    assert (fields["rows-0-summary"], fields["pick-rows-0-summary"]) == (["Mine."], ["mine"])


def test_two_tabs_of_one_person_lose_nothing_of_each_other(editor: FlaskClient) -> None:
    first, second = opened(editor, TEXTS), opened(editor, TEXTS)

    told = [
        kept(editor, TEXTS, first, **{"rows-0-title": "In the first"}).json,
        kept(editor, TEXTS, second, **{"rows-0-title": "In the second"}).json,
        kept(editor, TEXTS, first, **{"rows-0-title": "In the first tab"}).json,
    ]
    saved = send(editor, TEXTS, second, **{"rows-0-title": "In the second tab"})
    merged = send(editor, TEXTS, first, **{"rows-0-title": "In the first tab"})

    assert [answer["elsewhere"] for answer in told] == [False, False, True]
    assert saved.status_code == 303
    assert merged.status_code == 409
    assert "In the second tab" in merged.text
    assert form_on(merged.text)["rows-0-title"] == ["In the first tab"]
    assert len(offers_on(editor.get(TEXTS).text)) == 1


def test_a_form_gone_on_with_elsewhere_leaves_what_its_own_tab_kept_since(editor: FlaskClient) -> None:
    first = opened(editor, TEXTS)
    kept(editor, TEXTS, first, **{"rows-0-title": "One"})
    (offer,) = offers_on(editor.get(TEXTS).text)
    second = opened(editor, f"{TEXTS}?kept={offer}")
    kept(editor, TEXTS, first, **{"rows-0-title": "One and more"})

    send(editor, TEXTS, second, **{"rows-0-title": "Two"})

    assert offers_on(editor.get(TEXTS).text) == [offer]


def test_keeping_what_is_there_already_keeps_nothing(editor: FlaskClient, demonstration: Database) -> None:
    fields = opened(editor, TEXTS)
    send(editor, TEXTS, fields, **{"rows-0-title": "New"})

    kept(editor, TEXTS, fields, **{"rows-0-title": "New"})  # came in behind the save
    kept(editor, TEXTS, opened(editor, TEXTS))

    with demonstration.reading() as session:
        assert session.scalars(select(KeptForm)).all() == []


def test_a_row_button_and_a_refusal_keep_what_is_typed_without_a_script(editor: FlaskClient) -> None:
    send(editor, DEMANDS, opened(editor, DEMANDS), **{"rows-0-text_en": "moved and typed"}, do="down-0")
    send(editor, TEXTS, opened(editor, TEXTS), **{"rows-0-title": " ", "rows-0-summary": "Typed."})

    for path, words in ((DEMANDS, "moved and typed"), (TEXTS, "Typed.")):
        (offer,) = offers_on(editor.get(path).text)
        assert words in editor.get(f"{path}?kept={offer}").text


def test_a_row_taken_out_is_put_back_where_it_stood_with_what_was_typed(editor: FlaskClient) -> None:
    before = opened(editor, DEMANDS)

    out = send(editor, DEMANDS, before, **{"rows-1-text_en": "typed just now"}, do="remove-1")
    back = send(editor, DEMANDS, form_on(out.text), do="back")

    assert "typed just now" not in out.text
    assert "Put it back" in out.text
    assert form_on(back.text)["rows-1-text_en"] == ["typed just now"]
    assert "Put it back" not in back.text
    same = {name: value for name, value in before.items() if name.startswith("rows-") and name != "rows-1-text_en"}
    assert {name: form_on(back.text)[name] for name in same} == same


def test_a_demand_is_taken_out_with_its_parts(editor: FlaskClient) -> None:
    fields = opened(editor, DEMANDS)
    count = len([name for name in fields if name.endswith("-kind")])
    nested = form_on(send(editor, DEMANDS, fields, do="indent-1").text)
    nested["rows-0-level"] = ["0"]

    out = form_on(send(editor, DEMANDS, nested, do="remove-0").text)

    assert len([name for name in out if name.endswith("-kind")]) == count - 2


def undo_on(page: str, section: str) -> str:
    found = re.search(rf'/edit/{section}/undo".*?name="event" value="(\d+)"', page, re.DOTALL)
    assert found
    return found[1]


def test_a_save_can_be_undone_and_that_is_an_edit_like_any_other(
    editor: FlaskClient, other: FlaskClient, demonstration: Database
) -> None:
    before = titles(editor)
    send(editor, TEXTS, opened(editor, TEXTS), **{"rows-0-title": "A slip"})
    event = undo_on(editor.get(AT).text, "texts")
    assert "You saved Texts on" in editor.get(TEXTS).text
    assert "/undo" not in other.get(AT).text

    answers = [post(editor, f"{TEXTS}/undo", event=event).location for _ in range(2)]  # a second press does no more

    assert answers == [AT, AT]
    assert titles(editor) == before
    with demonstration.reading() as session:
        events = history(session, subject_kind=SubjectKind.ACTION, subject=SLUG, limit=9)
        action = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        assert [event.what for event in events] == [EventKind.EDITED, EventKind.EDITED]
        assert [change.who for change in action.changes] == ["editor@desk.example"]
    assert int(undo_on(editor.get(AT).text, "texts")) > int(event)


def test_rows_that_were_taken_out_come_back_by_undoing(editor: FlaskClient) -> None:
    before = re.findall(r'selected value="(ru-[^"]*)"', editor.get(ADDRESSEES).text)
    out = form_on(send(editor, ADDRESSEES, opened(editor, ADDRESSEES), do="remove-0").text)
    send(editor, ADDRESSEES, out)
    assert re.findall(r'selected value="(ru-[^"]*)"', editor.get(ADDRESSEES).text) != before

    post(editor, f"{ADDRESSEES}/undo", event=undo_on(editor.get(AT).text, "addressees"))

    assert re.findall(r'selected value="(ru-[^"]*)"', editor.get(ADDRESSEES).text) == before


def test_undoing_what_others_changed_since_asks_first(editor: FlaskClient, other: FlaskClient) -> None:
    (before, *_) = titles(editor)
    send(editor, TEXTS, opened(editor, TEXTS), **{"rows-0-title": "A slip"})
    send(other, TEXTS, opened(other, TEXTS), **{"rows-0-summary": "Theirs."})

    asked = post(editor, f"{TEXTS}/undo", event=undo_on(editor.get(AT).text, "texts"))
    saved = send(editor, TEXTS, form_on(asked.text))

    assert asked.status_code == 409
    assert "A publisher changed this section" in asked.text
    assert saved.status_code == 303
    now = opened(editor, TEXTS)
    assert (now["rows-0-title"], now["rows-0-summary"]) == ([before], ["Theirs."])


def test_nothing_is_undone_in_an_action_that_was_stopped(editor: FlaskClient, demonstration: Database) -> None:
    send(editor, TEXTS, opened(editor, TEXTS), **{"rows-0-title": "A slip"})
    event = undo_on(editor.get(AT).text, "texts")
    with demonstration.transaction() as session:
        session.scalars(select(Action).filter_by(slug=SLUG)).one().move(ActionState.STOPPED)

    answer = post(editor, f"{TEXTS}/undo", event=event)

    assert answer.status_code == 422
    assert "/undo" not in editor.get(AT).text
    assert titles(editor)[0] == "A slip"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("stop?reason=released", "At once, everywhere"),
        ("approve?seen=abc", "not taken back"),
        ("archive", "out of the"),
    ],
)
def test_what_cannot_be_undone_is_asked_once_more_and_nothing_happens_before(
    other: FlaskClient, demonstration: Database, step: str, words: str
) -> None:
    page = other.get(f"{AT}/{step}")

    assert (page.status_code, words in page.text) == (200, True)
    assert f'action="{AT}/{step.partition("?")[0]}"' in page.text
    with demonstration.reading() as session:
        assert session.scalars(select(Action).filter_by(slug=SLUG)).one().state is ActionState.LIVE


def test_a_stop_takes_one_more_press_with_its_reason_kept(other: FlaskClient, demonstration: Database) -> None:
    page = other.get(f"{AT}/stop?reason=harmful").text
    chosen = re.search(r'<option value="(\w+)"\s+selected', page)
    assert chosen

    post(other, f"{AT}/stop", reason=chosen[1])

    with demonstration.reading() as session:
        stopped = session.scalars(select(Action).filter_by(slug=SLUG)).one()
        assert (stopped.state, stopped.stop_reason) == (ActionState.STOPPED, "harmful")


def test_whoever_was_signed_out_while_typing_gets_every_word_back(editor: FlaskClient, demonstration: Database) -> None:
    fields = opened(editor, TEXTS)
    with demonstration.transaction() as session:
        session.execute(update(SignedIn).values(seen_at=datetime.now(UTC) - timedelta(minutes=31)))

    out = send(editor, TEXTS, fields, **{"rows-0-title": 'Typed & "kept"', "rows-0-facts": "One.\r\n\r\nTwo."})
    hidden = {name: html.unescape(value) for name, value in re.findall(r'name="([^"]*)"\s+value="([^"]*)"', out.text)}
    still_out = editor.post(TEXTS, data=hidden)
    with demonstration.transaction() as session:
        (who,) = session.scalars(select(Coordinator).filter_by(email="editor@desk.example"))
        editor.set_cookie(COOKIE, begin_session(session, who.id, "a test", datetime.now(UTC)))
    again = editor.post(TEXTS, data=hidden)
    unsaved = titles(editor)
    saved = send(editor, TEXTS, form_on(again.text))

    assert (out.status_code, still_out.status_code, again.status_code) == (401, 401, 403)
    assert "You were signed out" in out.text
    assert "desk_key" not in hidden
    assert form_on(again.text)["rows-0-title"] == ['Typed & "kept"']
    assert 'Typed & "kept"' not in unsaved
    assert saved.status_code == 303
    now = opened(editor, TEXTS)
    assert now["rows-0-title"] == ['Typed & "kept"']
    assert now["rows-0-facts"] == ["One.\n\nTwo."]


def test_a_viewer_is_not_shown_a_form_for_a_post_without_a_key(app: Flask, demonstration: Database) -> None:
    viewer = client_of(app, demonstration, CoordinatorRole.VIEWER)

    answer = viewer.post(TEXTS, data={"seen": "0" * 16, "rows-0-title": "Typed"})

    assert (answer.status_code, "Your role does not open it" in answer.text) == (403, True)


def test_the_script_is_not_told_that_something_was_kept_where_nothing_was(
    editor: FlaskClient, demonstration: Database
) -> None:
    fields = opened(editor, TEXTS)
    with demonstration.transaction() as session:
        session.execute(delete(SignedIn))

    answer = kept(editor, TEXTS, fields, **{"rows-0-title": "Typed"})

    assert answer.status_code == 303


def test_a_language_that_went_meanwhile_takes_no_words_along(
    editor: FlaskClient, other: FlaskClient, demonstration: Database
) -> None:
    fields = opened(editor, DEMANDS)
    fields["rows-0-text_eo"] = ["vortoj"]

    page = send(editor, DEMANDS, fields, do="down-0").text

    assert form_on(page)["rows-1-text_eo"] == ["vortoj"]
    assert key_of(editor)
