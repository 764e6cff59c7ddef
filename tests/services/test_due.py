"""What falls due besides last days."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from campaign.db import Database
from campaign.models import Action, Addressee, Contact, Outcome
from campaign.models.states import StopReason
from campaign.models.vocabulary import ContactKind, Role
from campaign.services.actions import list_published
from campaign.services.closing import archive, record_outcome, stop
from campaign.services.due import EndingEmbargo, FallingDue, OutcomeToAsk, WaitingReview, falling_due
from campaign.services.lifecycle import ask_for_review, send_back
from campaign.services.readiness import readiness
from campaign.services.unverified import StaleAuthority
from campaign.services.warnings import warnings
from tests.factories import NOW, an_authority
from tests.reminding import a_live_action

ANA = "ana@desk.example"
DAY = timedelta(days=1)
TODAY = NOW.date()


def due_at(session: Session, now=NOW) -> FallingDue:
    session.flush()
    return falling_due(session, list_published(session, now), now)


def verified(action: Action) -> Action:
    for addressee in action.addressees:
        for entry in (*addressee.authority.addresses, *addressee.authority.contacts):
            entry.verified_on = TODAY
    return action


def test_where_nothing_falls_due_there_is_nothing(database: Database) -> None:
    with database.transaction() as session:
        verified(a_live_action(session, NOW, days_left=3))

        assert not due_at(session)


def test_reviews_wait_until_they_are_answered_the_oldest_first(database: Database) -> None:
    with database.transaction() as session:
        first, second = (a_live_action(session, NOW, 3, slug=slug) for slug in ("first", "second"))
        for action, at in ((second, NOW), (first, NOW - DAY)):
            action.texts["en"].facts = "What happened later."
            ask_for_review(session, action, ANA, at)
        waiting = due_at(session).reviews
        send_back(session, first, "ole@desk.example", "Mend it.", NOW)
        left = due_at(session).reviews

    assert waiting == (WaitingReview("first", ANA, NOW - DAY), WaitingReview("second", ANA, NOW))
    assert left == (WaitingReview("second", ANA, NOW),)


def test_an_authority_to_verify_is_named_once_with_all_open_actions_that_use_it(database: Database) -> None:
    with database.transaction() as session:
        shared = an_authority("shared")
        for slug, days_left in (("b", 3), ("a", 5), ("over", -1)):
            action = verified(a_live_action(session, NOW, days_left, slug=slug))
            action.addressees.append(Addressee(position=2, role=Role.COPY, authority=shared))
        session.add(an_authority("unused"))
        stopped = a_live_action(session, NOW, 3, slug="stopped")
        stop(session, stopped, ANA, StopReason.RELEASED, NOW)

        assert due_at(session).stale == (StaleAuthority("shared", "Jane Roe", 2, ("a", "b")),)


@pytest.mark.parametrize(("days", "entries"), [(364, 1), (365, 3)])  # it is a day later there already
def test_an_action_warns_of_exactly_those_that_fall_due(database: Database, days: int, entries: int) -> None:
    with database.transaction() as session:
        action = a_live_action(session, NOW, days_left=400, time_zone="Pacific/Kiritimati")
        authority = action.addressees[0].authority
        authority.contacts += [
            Contact(kind=ContactKind.PHONE, raw="+355 4 1", source="s"),
            Contact(kind=ContactKind.FAX, raw="+355 4 2", source="s", bounced_on=TODAY),
            Contact(kind=ContactKind.EMAIL, raw="jane@example.org", source="s", valid_from=TODAY - timedelta(400)),
        ]
        for entry in (*authority.addresses, authority.contacts[0]):
            entry.verified_on = TODAY
        now = NOW + timedelta(days)

        said = [
            str(each) for each in warnings(action, now, readiness(action, now)) if "verified for a year" in str(each)
        ]
        (found,) = due_at(session, now).stale

    assert found.entries == len(said) == entries


def test_outcomes_are_asked_for_two_weeks_after_the_last_day_until_one_is_told(database: Database) -> None:
    with database.transaction() as session:
        action = verified(a_live_action(session, NOW, days_left=0))
        verified(a_live_action(session, NOW, days_left=20, slug="open"))
        record_outcome(session, action, ANA, {"en": "A first visit was allowed."}, NOW - DAY)
        due = OutcomeToAsk(action.slug, stopped=False, since=TODAY)

        assert due_at(session, NOW + 13 * DAY).outcomes == ()
        assert due_at(session, NOW + 14 * DAY).outcomes == (due,)
        record_outcome(session, action, ANA, {"en": "He is free."}, NOW + 14 * DAY)
        assert due_at(session, NOW + 15 * DAY).outcomes == ()


def test_late_letters_keep_an_action_open_but_the_outcome_is_asked_for(database: Database) -> None:
    with database.transaction() as session:
        action = verified(a_live_action(session, NOW, days_left=-14, late_letters_allowed=True))

        assert [each.slug for each in due_at(session).outcomes] == [action.slug]


def test_what_was_stopped_wants_an_outcome_until_it_is_told_or_archived(database: Database) -> None:
    with database.transaction() as session:
        told, filed, left = (a_live_action(session, NOW, 3, slug=slug) for slug in ("told", "filed", "left"))
        for action in (told, filed, left):
            stop(session, action, ANA, StopReason.OTHER, NOW)
        record_outcome(session, told, ANA, {"en": "He is free."}, NOW)
        archive(session, filed, ANA, {}, NOW)

        assert due_at(session).outcomes == (OutcomeToAsk("left", stopped=True, since=TODAY),)


def test_embargoes_that_end_within_a_week_are_named_the_soonest_first(database: Database) -> None:
    with database.transaction() as session:
        for slug, ends in (("later", 7 * DAY), ("soon", DAY), ("too late", 7 * DAY + timedelta(seconds=1))):
            verified(a_live_action(session, NOW, 30, slug=slug, embargo_until=NOW + ends))

        assert due_at(session).embargoes == (EndingEmbargo("soon", NOW + DAY), EndingEmbargo("later", NOW + 7 * DAY))


def test_it_takes_as_many_queries_for_nine_actions_as_for_two(database: Database) -> None:
    counts = []
    for number in range(9):
        with database.transaction() as session:
            action = a_live_action(session, NOW, days_left=-20 if number % 2 else 3, slug=f"action-{number}")
            action.outcomes.append(Outcome(recorded_on=TODAY - 30 * DAY, language="en", text="A visit."))
        if number in (1, 8):
            with database.reading() as session:
                counts.append(queries_of(session))

    assert counts[0] == counts[1] <= 8


def queries_of(session: Session) -> int:
    asked: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *words: asked.append(words[2]))
    published = list_published(session, NOW)
    asked.clear()
    found = falling_due(session, published, NOW)
    assert found.stale
    assert found.outcomes
    return len(asked)
