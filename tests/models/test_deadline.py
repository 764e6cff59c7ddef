"""Deadlines: what “before” and “until” mean, in every time zone."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.models.deadline import Deadline
from campaign.models.vocabulary import DeadlineRule
from tests.factories import published

ZONES = (
    *("UTC", "Europe/London", "Europe/Lisbon", "Europe/Paris", "Europe/Moscow", "Europe/Istanbul", "Europe/Chisinau"),
    *("Africa/Cairo", "Africa/Casablanca", "Africa/Lagos", "Africa/Nairobi", "Africa/Johannesburg", "Africa/El_Aaiun"),
    *("Asia/Beirut", "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tehran", "Asia/Tokyo"),
    *("Asia/Shanghai", "Asia/Kabul", "Atlantic/Azores", "America/St_Johns", "America/New_York", "America/Sao_Paulo"),
    *(
        "America/Los_Angeles",
        "America/Havana",
        "America/Santiago",
        "America/Asuncion",
        "America/Nuuk",
        "America/Bogota",
    ),
    *("Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide", "Antarctica/Troll", "America/Bogota"),
    *(
        "Pacific/Auckland",
        "Pacific/Chatham",
        "Pacific/Tongatapu",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Pacific/Marquesas",
    ),
)  # with midnights that do not exist (Havana, Azores, Cairo) and hours before midnight that come twice (Santiago)
YEAR = 2026


@pytest.mark.parametrize(
    ("rule", "last_day"), [(DeadlineRule.BEFORE, date(2015, 1, 27)), (DeadlineRule.UNTIL, date(2015, 1, 28))]
)
def test_before_a_day_means_the_day_before_it(rule: DeadlineRule, last_day: date) -> None:
    assert Deadline(date(2015, 1, 28), rule, "before 28 January 2015").last_valid_day == last_day


@given(st.dates(date(2000, 1, 2), date(2090, 1, 1)), st.sampled_from(ZONES))
def test_the_last_valid_day_is_open_to_its_last_second_in_the_actions_own_zone(day: date, zone: str) -> None:
    action = published(deadline=Deadline(day, DeadlineRule.UNTIL, ""), time_zone=zone)
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)

    assert not action.expired(midnight - timedelta(seconds=1))
    assert action.expired(midnight)
    assert action.days_left(midnight - timedelta(seconds=1)) == 0


def change_days(zone: str) -> list[date]:
    """The days of a year on which the clocks are changed."""
    noons = [datetime(YEAR, 1, 1, 12, tzinfo=ZoneInfo(zone)) + timedelta(days=n) for n in range(365)]
    return [after.date() for before, after in pairwise(noons) if before.utcoffset() != after.utcoffset()]


def test_there_are_forty_zones_of_which_many_change_their_clocks_twice() -> None:
    assert len(set(ZONES)) >= 40
    assert sum(len(change_days(zone)) == 2 for zone in ZONES) >= 18


@pytest.mark.parametrize("rule", DeadlineRule)
@pytest.mark.parametrize("zone", ZONES)
def test_every_last_day_ends_with_its_last_second_also_where_the_clocks_change(zone: str, rule: DeadlineRule) -> None:
    around = {day + timedelta(days=shift) for day in change_days(zone) for shift in (-1, 0, 1, 2)}

    for printed in sorted(around | {date(YEAR, 2, 28), date(YEAR, 3, 1), date(YEAR, 12, 31)}):
        action = published(deadline=Deadline(printed, rule, ""), time_zone=zone)
        last_day = printed - timedelta(days=1) if rule is DeadlineRule.BEFORE else printed
        noon = datetime.combine(last_day, time(12), ZoneInfo(zone)).astimezone(UTC)
        moments = [noon + timedelta(minutes=15 * n) for n in range(24 * 4)]
        on_the_clock = [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]
        first_after = next(m for m, day in zip(moments, on_the_clock, strict=True) if day > last_day)

        assert [action.expired(moment) for moment in moments] == [day > last_day for day in on_the_clock]
        assert not action.expired(first_after - timedelta(seconds=1))
        assert action.expired(first_after)
        assert action.days_left(first_after - timedelta(seconds=1)) == 0
        assert action.days_left(first_after) == -1


def test_an_action_without_a_deadline_never_expires() -> None:
    action = published(deadline=None)

    assert not action.expired(datetime(2999, 1, 1, tzinfo=UTC))
    assert action.days_left(datetime(2026, 1, 1, tzinfo=UTC)) is None
