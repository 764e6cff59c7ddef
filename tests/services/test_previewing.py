"""Preview links, and actions as they would be published."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import Database
from campaign.errors import ActionClosed, BadEntry, IllegalMove, MissingWord, NotFound, SpentLink
from campaign.models import Action, FieldLevel, PreviewLink
from campaign.models.deadline import Deadline
from campaign.models.states import ActionState, StopReason
from campaign.models.vocabulary import DeadlineRule, LevelledField, PublicationLevel
from campaign.services.accounts.tokens import fingerprint
from campaign.services.actions import Standing, find_action
from campaign.services.closing import archive, stop
from campaign.services.letters import choose_addressees, write_letters
from campaign.services.previewing import DAYS, find_preview, list_previews, make_preview, revoke_preview
from campaign.services.publishing import publish
from campaign.services.rehearsing import find_rehearsal, rehearsed
from campaign.services.showing import shown
from tests.factories import NOW, a_supporter, an_action

WHO = "ines@desk.example"


def stored(session: Session, state: ActionState = ActionState.DRAFT, **changes) -> Action:
    action = an_action(**changes)
    session.add(action)
    if state is not ActionState.DRAFT:
        action.move(ActionState.IN_REVIEW)
    session.flush()
    if state is ActionState.LIVE:
        publish(session, action, NOW)
    return action


@pytest.mark.parametrize("days", DAYS)
def test_a_link_shows_a_draft_until_its_last_moment_and_its_token_is_stored_nowhere(
    database: Database, days: int
) -> None:
    with database.transaction() as session:
        link, token = make_preview(session, stored(session), WHO, days, NOW)

    with database.reading() as session:
        preview = find_preview(session, token, NOW + timedelta(days=days) - timedelta(seconds=1))
        assert (preview.found.published.slug, preview.found.rehearsal) == ("an-action", True)
        assert preview.until == NOW + timedelta(days=days)
        with pytest.raises(SpentLink):
            find_preview(session, token, preview.until)
    assert len(token) == 43  # 32 bytes
    assert link.sha256 == fingerprint(token)
    assert token not in repr(vars(link))


@pytest.mark.parametrize("token", ["", "nothing", "é\x00", "a" * 5000])
def test_a_wrong_token_opens_nothing(database: Database, token: str) -> None:
    with database.transaction() as session:
        make_preview(session, stored(session), WHO, 7, NOW)

        with pytest.raises(SpentLink, match="Ask whoever gave it to you"):
            find_preview(session, token, NOW)


def test_several_links_hold_at_once_and_one_can_be_taken_back(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        first, token = make_preview(session, action, WHO, 1, NOW)
        _, other = make_preview(session, action, "ana@desk.example", 30, NOW)

        revoke_preview(session, action, first.id)

        assert [(each.made_by, each.made_at) for each in list_previews(session, action, NOW)] == [
            ("ana@desk.example", NOW)
        ]
        assert find_preview(session, other, NOW).found.published.slug == action.slug
        with pytest.raises(SpentLink):
            find_preview(session, token, NOW)
        with pytest.raises(NotFound):
            revoke_preview(session, action, first.id)


def test_a_link_is_taken_back_at_its_own_action_only(database: Database) -> None:
    with database.transaction() as session:
        link, _ = make_preview(session, stored(session), WHO, 7, NOW)
        other = an_action(slug="another", organisations=[], addressees=[])
        session.add(other)
        session.flush()

        with pytest.raises(NotFound):
            revoke_preview(session, other, link.id)


def test_links_that_ended_are_neither_listed_nor_kept_for_ever(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        make_preview(session, action, WHO, 1, NOW)
        later = NOW + timedelta(days=1)

        assert list_previews(session, action, later) == []
        make_preview(session, action, WHO, 1, later)

        assert len(session.scalars(select(PreviewLink)).all()) == 1


@pytest.mark.parametrize("days", [0, 2, -1, 365])
def test_no_other_time_is_offered(database: Database, days: int) -> None:
    with database.transaction() as session, pytest.raises(BadEntry):
        make_preview(session, stored(session), WHO, days, NOW)


@pytest.mark.parametrize("end", ["stop", "archive"])
def test_a_stop_or_the_archive_ends_every_preview_at_once(database: Database, end: str) -> None:
    with database.transaction() as session:
        action = stored(session, ActionState.LIVE)
        _, token = make_preview(session, action, WHO, 30, NOW)
        if end == "stop":
            stop(session, action, WHO, StopReason.HARMFUL, NOW)
        else:
            archive(session, action, WHO, {}, NOW)

        with pytest.raises(SpentLink):
            find_preview(session, token, NOW)
        with pytest.raises(ActionClosed):
            find_rehearsal(session, action.slug, NOW)
        with pytest.raises(IllegalMove):
            make_preview(session, action, WHO, 30, NOW)
        assert list_previews(session, action, NOW) == ()


def test_a_preview_of_a_live_action_shows_its_changes_and_what_is_published_stays(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session, ActionState.LIVE)
        action.texts["en"].title = "A better title"
        session.flush()

        preview, public = rehearsed(session, action, NOW), find_action(session, action.slug, NOW)

    assert [each.published.texts[0].title for each in (preview, public)] == ["A better title", "A title"]
    assert [each.rehearsal for each in (preview, public)] == [True, False]


def test_letters_of_a_rehearsal_are_specimens_and_no_others_are(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session, ActionState.LIVE)
        preview, public = rehearsed(session, action, NOW), find_action(session, action.slug, NOW)

    marks = [
        [
            letter.specimen
            for letter in write_letters(found, choose_addressees(found.published, None, "PT"), a_supporter(), "en")
        ]
        for found in (preview, public)
    ]
    assert marks == [[True], [False]]


def test_a_form_of_a_preview_is_never_that_of_a_revision_nor_of_other_words(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session, ActionState.LIVE)
        before, public = rehearsed(session, action, NOW).stamp, find_action(session, action.slug, NOW).stamp
        action.texts["en"].facts = "What happened later."

        after = rehearsed(session, action, NOW).stamp

    assert len({before, after, public, "1", "2"}) == 4
    assert public == "1"


def test_an_embargo_does_not_hold_up_a_rehearsal_and_a_last_day_does(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session, embargo_until=NOW + timedelta(days=3))
        before = rehearsed(session, action, NOW)
        action.deadline = Deadline(date(2026, 5, 1), DeadlineRule.UNTIL, "until 1 May")
        after, earlier = rehearsed(session, action, NOW), rehearsed(session, action, NOW, date(2026, 4, 30))

    assert [each.standing for each in (before, after, earlier)] == [Standing.OPEN, Standing.EXPIRED, Standing.OPEN]


def test_what_is_not_public_stays_hidden(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        action.levels[LevelledField.FACTS] = FieldLevel(field=LevelledField.FACTS, level=PublicationLevel.LETTER_ONLY)
        action.levels[LevelledField.BACKGROUND] = FieldLevel(
            field=LevelledField.BACKGROUND, level=PublicationLevel.INTERNAL
        )
        action.texts["en"].background = "For the desk."
        action.persons[0].level = PublicationLevel.INTERNAL
        session.flush()

        seen = shown(rehearsed(session, action, NOW), "en")

    assert (seen.facts, seen.background, seen.persons) == (None, None, ())


@pytest.mark.parametrize("lacking", ["texts", "organisation", "addressee", "demand", "country"])
def test_too_little_to_show_is_told_in_a_sentence(database: Database, lacking: str) -> None:
    with database.transaction() as session:
        action = stored(session)
        if lacking == "texts":
            action.texts.clear()
        elif lacking == "organisation":
            action.organisations[0].names.clear()
        elif lacking == "addressee":
            action.addressees[0].authority.texts.clear()
        elif lacking == "demand":
            action.demands[0].texts.clear()
        else:
            action.country = "ZZ"
        session.flush()

        with pytest.raises(MissingWord, match="cannot be shown yet"):
            rehearsed(session, action, NOW)


def test_a_rehearsal_is_found_by_slug_or_code(demonstration: Database) -> None:
    with demonstration.reading() as session:
        by_slug = find_rehearsal(session, "kalyapin-defamation-campaign", NOW)
        by_code = find_rehearsal(session, "ua 315/14", NOW)
        for ref in ("nothing", "\x00"):
            with pytest.raises(NotFound):
                find_rehearsal(session, ref, NOW)

    assert (by_slug.rehearsal, by_code.rehearsal) == (True, True)
    assert by_code.published.slug == "kalyapin-attacked-and-threatened"
    assert replace(by_slug, rehearsal=False).stamp == "1"  # the revision that it would be
