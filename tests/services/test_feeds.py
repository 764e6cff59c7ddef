"""What stands in the feed of actions and in the calendar of all last days, and what does not."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import vobject
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import NotFound
from campaign.models import Action, Case, Outcome
from campaign.models.deadline import Deadline
from campaign.models.states import ActionState, StopReason
from campaign.models.vocabulary import DeadlineRule
from campaign.services.actions import Standing, action_page, list_public
from campaign.services.calendar import deadline_calendar
from campaign.services.closing import archive, record_outcome, stop
from campaign.services.feeds import actions_feed
from campaign.services.publishing import publish
from tests.factories import NOW, an_action

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNTIL = Deadline(date(2026, 6, 1), DeadlineRule.UNTIL, "until 1 June")


def a_published(session: Session, slug: str, at: datetime = NOW, **changes) -> Action:
    """An action with a last day, published with its own case, organisation and addressee."""
    action = an_action(slug=slug, state=ActionState.IN_REVIEW, case=Case(code=f"UA {slug}"), **changes)
    action.organisations[0].slug = f"of-{slug}"
    action.addressees[0].authority.slug = f"to-{slug}"
    action.deadline = changes.get("deadline", UNTIL)
    session.add(action)
    session.flush()
    publish(session, action, at)
    return action


def slugs(session: Session, now: datetime) -> list[str]:
    return [entry.action.slug for entry in actions_feed(session, now, "en", 100).entries]


def events(session: Session, now: datetime) -> dict[str, vobject.base.Component]:
    content = deadline_calendar(session, now, "Last days", lambda found: found.published.slug)
    return {event.summary.value: event for event in vobject.readOne(content.decode()).contents.get("vevent", [])}


def test_the_newest_change_comes_first_whatever_it_was(database: Database) -> None:
    with database.transaction() as session:
        first, second, third = (a_published(session, slug, NOW + n * HOUR) for n, slug in enumerate("abc"))
        a_published(session, "d", NOW, embargo_until=NOW + 5 * DAY)
        seen = [slugs(session, NOW + DAY)]
        record_outcome(session, second, "ana", {"en": "He is free."}, NOW + DAY)
        seen.append(slugs(session, NOW + DAY))
        stop(session, first, "ana", StopReason.RELEASED, NOW + 2 * DAY)
        seen.append(slugs(session, NOW + 2 * DAY))
        archive(session, third, "ana", {}, NOW + 3 * DAY)
        seen += [slugs(session, NOW + 3 * DAY), slugs(session, NOW + 5 * DAY)]

        feed = actions_feed(session, NOW + 5 * DAY, "en", 2)

    assert [" ".join(each) for each in seen] == ["c b a", "b c a", "a b c", "c a b", "d c a b"]
    assert feed.changed_at == NOW + 5 * DAY
    assert [entry.changed_at for entry in feed.entries] == [NOW + 5 * DAY, NOW + 3 * DAY]


def test_an_outcome_that_was_loaded_counts_from_its_day_but_not_from_before_the_publication(database: Database) -> None:
    with database.transaction() as session:
        for slug, day in (("a", date(2026, 5, 6)), ("b", date(2026, 5, 4))):
            action = a_published(session, slug)
            action.outcomes.append(Outcome(recorded_on=day, language="en", text="He is free."))

        entries = actions_feed(session, NOW + 9 * DAY, "en", 100).entries

    assert [entry.changed_at for entry in entries] == [datetime(2026, 5, 5, 23, tzinfo=UTC), NOW]
    assert entries[0].action.outcomes == ((date(2026, 5, 6), "en", "He is free."),)


def test_neither_feed_tells_what_nobody_may_know(database: Database) -> None:
    with database.transaction() as session:
        a_published(session, "listed")
        a_published(session, "unlisted", unlisted=True)
        a_published(session, "embargoed", embargo_until=NOW + DAY)
        session.add(an_action(slug="draft", case=Case(), deadline=UNTIL, organisations=[], addressees=[]))
        session.flush()

        assert slugs(session, NOW) == ["listed"]
        assert set(events(session, NOW)) == {"listed", "unlisted"}
        assert set(events(session, NOW + DAY)) == {"listed", "unlisted", "embargoed"}


def test_an_embargo_holds_for_what_was_stopped_under_it_too(database: Database) -> None:
    with database.transaction() as session:
        action = a_published(session, "embargoed", embargo_until=NOW + DAY)
        stop(session, action, "ana", StopReason.HARMFUL, NOW + HOUR)

        assert (slugs(session, NOW + HOUR), events(session, NOW + HOUR)) == ([], {})
        assert list_public(session, NOW + HOUR) == []
        with pytest.raises(NotFound):
            action_page(session, "embargoed", NOW + HOUR)
        assert action_page(session, "embargoed", NOW + DAY).standing is Standing.STOPPED


def test_identifiers_stay_through_every_change_and_tell_nothing(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        empty = actions_feed(session, NOW, "en", 100)
        action = a_published(session, "a")
        before, moved_from = actions_feed(session, NOW, "en", 100), events(session, NOW)["a"]
        action.deadline = Deadline(date(2026, 7, 1), DeadlineRule.BEFORE, "before 1 July")
        publish(session, action, NOW + HOUR)
        extended = events(session, NOW + HOUR)["a"]
        stop(session, action, "ana", StopReason.OTHER, NOW + 2 * HOUR)
        after, stopped = actions_feed(session, NOW + 2 * HOUR, "en", 100), events(session, NOW + 2 * HOUR)["a"]

    assert empty.id == before.id == after.id != before.entries[0].id == after.entries[0].id
    assert moved_from.uid.value == extended.uid.value == stopped.uid.value
    assert moved_from.uid.value not in {str(before.id), str(before.entries[0].id)}
    assert [event.dtstart.value.isoformat() for event in (moved_from, extended, stopped)] == [
        "2026-06-01",
        "2026-06-30",
        "2026-06-30",
    ]
    assert [int(event.sequence.value) for event in (moved_from, extended, stopped)] == [2, 4, 5]
    assert [event.last_modified.value for event in (moved_from, extended, stopped)] == [NOW, NOW + HOUR, NOW + 2 * HOUR]
    assert [event.status.value for event in (extended, stopped)] == ["CONFIRMED", "CANCELLED"]


def test_two_installations_give_the_same_action_different_identifiers(empty_database: Database) -> None:
    found = []
    for _ in range(2):
        schema.upgrade(empty_database)
        with empty_database.transaction() as session:
            a_published(session, "a")
            feed = actions_feed(session, NOW, "en", 100)
            found += [str(feed.id), str(feed.entries[0].id), events(session, NOW)["a"].uid.value]
        schema.downgrade(empty_database, "base")

    assert len(set(found)) == 6


def test_an_expired_action_keeps_its_day_and_one_without_a_last_day_has_none(database: Database) -> None:
    with database.transaction() as session:
        a_published(session, "over")
        a_published(session, "endless", deadline=None)

        found = events(session, NOW + 90 * DAY)

    assert {name: event.status.value for name, event in found.items()} == {"over": "CONFIRMED"}


def test_the_number_of_queries_does_not_grow_with_the_actions(database: Database) -> None:
    asked: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    counts = []
    for slugs_of in ("a", "bcdefgh"):
        with database.transaction() as session:
            for slug in slugs_of:
                record_outcome(session, a_published(session, slug), "ana", {"en": "He is free."}, NOW)
        with database.reading() as session:
            asked.clear()
            assert actions_feed(session, NOW, "en", 100).entries
            assert events(session, NOW)
            counts.append(len([words for words in asked if words.startswith("SELECT")]))

    assert counts == [6, 6]


def test_without_actions_the_feed_changed_when_it_was_begun(database: Database) -> None:
    with database.reading() as session:
        feed = actions_feed(session, NOW, "en", 100)

    assert (feed.entries, feed.changed_at < datetime.now(UTC)) == ((), True)
