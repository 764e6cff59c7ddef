"""Finding actions by slug and by code, and their standing at one moment."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from campaign.db import Database
from campaign.errors import NotFound
from campaign.models import Action, Addressee, Organisation
from campaign.models.deadline import Deadline
from campaign.models.states import ActionState, StopReason
from campaign.models.vocabulary import ActionKind, DeadlineRule, Role
from campaign.services.actions import Standing, action_page, find_action, list_public
from campaign.services.publishing import publish
from tests.conftest import LOADED_AT
from tests.factories import NOW, an_action, an_authority, an_organisation


@pytest.mark.parametrize("ref", ["UA 315/14", "ua315/14", "U A 3 1 5 / 1 4", "kalyapin-attacked-and-threatened"])
def test_a_code_is_found_however_it_is_spaced(demonstration: Database, ref: str) -> None:
    with demonstration.reading() as session:
        assert find_action(session, ref, LOADED_AT).published.case_code == "UA 315/14"


def test_two_open_actions_with_one_code_are_both_named(database: Database) -> None:
    with database.transaction() as session:
        for slug in ("second", "first"):
            _publish(session, slug)

        with pytest.raises(NotFound, match="first and second"):
            find_action(session, "ua 7/26", NOW)
        assert find_action(session, "second", NOW).published.slug == "second"


def test_a_code_means_the_open_action_or_else_the_last_published(database: Database) -> None:
    ended = Deadline(date(2026, 5, 6), DeadlineRule.UNTIL, "by 6 May")
    with database.transaction() as session:
        _publish(session, "old", deadline=ended)
        _publish(session, "older", now=NOW - timedelta(days=30), deadline=ended)
        _publish(session, "lasting", now=NOW + timedelta(hours=1))

        found = find_action(session, "UA 7/26", NOW + timedelta(days=9)).published.slug
        session.scalars(select(Action).filter_by(slug="lasting")).one().move(ActionState.STOPPED)
        session.flush()
        afterwards = find_action(session, "UA 7/26", NOW + timedelta(days=9)).published.slug

    assert (found, afterwards) == ("lasting", "lasting")


def test_the_newest_revision_counts(database: Database) -> None:
    with database.transaction() as session:
        action = _publish(session, "one")
        action.texts["en"].title = "A newer title"
        publish(session, action, NOW + timedelta(days=1))

        assert find_action(session, "one", NOW).published.texts[0].title == "A newer title"


def test_drafts_and_unknown_names_are_told_apart(demonstration: Database) -> None:
    with demonstration.reading() as session:
        with pytest.raises(NotFound, match="not published yet"):
            find_action(session, "kalyapin-defamation-2014", LOADED_AT)
        with pytest.raises(NotFound, match="There is no action “UA 1/99”"):
            find_action(session, "UA 1/99", LOADED_AT)


@pytest.mark.parametrize(
    ("on", "standing"),
    [(date(2015, 1, 27), Standing.OPEN), (date(2015, 1, 28), Standing.EXPIRED), (None, Standing.EXPIRED)],
)
def test_another_day_moves_the_deadline_check(demonstration: Database, on: date | None, standing: Standing) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "UA 315/14", LOADED_AT, on)

    assert found.standing is standing


def test_another_day_does_not_lift_an_embargo(database: Database) -> None:
    with database.transaction() as session:
        _publish(session, "secret", embargo_until=NOW + timedelta(days=2))

        assert find_action(session, "secret", NOW, NOW.date() + timedelta(days=5)).standing is Standing.EMBARGOED
        assert list_public(session, NOW) == []
        with pytest.raises(NotFound):
            action_page(session, "secret", NOW)
        assert action_page(session, "secret", NOW + timedelta(days=2)).standing is Standing.OPEN


def test_a_stop_holds_whatever_the_revision_says(database: Database) -> None:
    with database.transaction() as session:
        action = _publish(session, "one")
        action.move(ActionState.STOPPED)
        action.stop_reason = StopReason.RELEASED
        session.flush()

        found = find_action(session, "one", NOW)

    assert (found.standing, found.stop_reason) == (Standing.STOPPED, StopReason.RELEASED)


def test_a_newer_stop_in_the_case_counts_for_its_code(database: Database) -> None:
    with database.transaction() as session:
        _publish(session, "first")
        follow_up = _publish(session, "follow-up", now=NOW + timedelta(hours=1))
        follow_up.move(ActionState.STOPPED)
        session.flush()

        assert find_action(session, "UA 7/26", NOW).standing is Standing.STOPPED


def test_a_published_stop_makes_no_letters(database: Database) -> None:
    with database.transaction() as session:
        _publish(session, "stop", kind=ActionKind.STOP)

        assert find_action(session, "stop", NOW).standing is Standing.STOPPED


def test_an_old_page_leads_to_the_newest_action_that_follows(database: Database) -> None:
    with database.transaction() as session:
        first = _publish(session, "first")
        second = _publish(session, "second", follows=first)
        _publish(session, "third", follows=second)
        _publish(session, "secret", follows=second, embargo_until=NOW + timedelta(days=1))

        assert action_page(session, "first", NOW).newer == "third"
        assert action_page(session, "third", NOW).newer is None


def test_a_name_that_cannot_be_one_is_told(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound, match="characters that no action has"):
        find_action(session, "\udcff\udcfe", NOW)


def test_late_letters_stay_possible_where_they_are_allowed(database: Database) -> None:
    ended = Deadline(date(2026, 5, 5), DeadlineRule.UNTIL, "by 5 May")
    with database.transaction() as session:
        _publish(session, "late", deadline=ended, late_letters_allowed=True)

        assert find_action(session, "late", datetime(2027, 1, 1, tzinfo=UTC)).standing is Standing.OPEN


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Havana", "America/Santiago", "Europe/Paris"])
def test_letters_are_possible_until_the_last_second_before_the_printed_day(database: Database, zone: str) -> None:
    """Where the clocks change at midnight: Havana skips from 0:00 to 1:00, Santiago has 23:00 to 24:00 twice."""
    edges = [date(2026, 3, 8), date(2026, 4, 5), date(2026, 9, 6), date(2026, 10, 25), date(2026, 11, 1)]
    with database.transaction() as session:
        for edge in edges:
            deadline = Deadline(edge, DeadlineRule.BEFORE, "before that day")
            _publish(session, f"before-{edge}", deadline=deadline, time_zone=zone)

        for edge in edges:
            midnight = datetime(edge.year, edge.month, edge.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
            last, first = midnight - timedelta(seconds=1), midnight
            standings = [find_action(session, f"before-{edge}", moment).standing for moment in (last, first)]
            assert standings == [Standing.OPEN, Standing.EXPIRED]
            assert last.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S") == "23:59:59"


def test_the_list_puts_what_ends_first_on_top_and_what_is_over_last(database: Database) -> None:
    def until(day: int) -> Deadline:
        return Deadline(date(2026, 5, day), DeadlineRule.UNTIL, "")

    with database.transaction() as session:
        for slug, deadline in (("none", None), ("late", until(30)), ("soon", until(5)), ("over", until(3))):
            _publish(session, slug, deadline=deadline)
        _publish(session, "unlisted", unlisted=True)

        slugs = [action.published.slug for action in list_public(session, NOW)]

    assert slugs == ["soon", "late", "none", "over"]


def _publish(session, slug: str, now: datetime = NOW, deadline: Deadline | None = None, **changes) -> Action:
    organisation = session.scalar(select(Organisation)) or an_organisation()
    authority = an_authority(f"authority-of-{slug}")
    addressees = [Addressee(position=1, role=Role.TARGET, authority=authority)]
    action = an_action(slug=slug, addressees=addressees, organisations=[organisation], **changes)
    action.deadline = deadline
    session.add(action)
    session.flush()
    action.move(ActionState.IN_REVIEW)
    publish(session, action, now)
    return action
