"""When a reminder is due: the distances that people choose, in every time zone, at both edges of daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.errors import BadEntry
from campaign.models import Coordinator
from campaign.models.deadline import Deadline
from campaign.models.vocabulary import DeadlineRule
from campaign.services.reminding.distances import due_distance, read_distances
from tests.factories import published

ZONES = (
    *("Pacific/Kiritimati", "Pacific/Apia", "Pacific/Chatham", "Pacific/Auckland", "Pacific/Fiji", "Pacific/Norfolk"),
    *("Australia/Lord_Howe", "Australia/Sydney", "Australia/Adelaide", "Australia/Darwin", "Asia/Tokyo", "Asia/Manila"),
    *("Asia/Shanghai", "Asia/Yangon", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Karachi", "Asia/Kabul", "Asia/Tehran"),
    *("Asia/Baghdad", "Asia/Beirut", "Asia/Gaza", "Africa/Cairo", "Africa/Nairobi", "Europe/Moscow", "Europe/Istanbul"),
    *("Europe/Berlin", "Africa/Casablanca", "Europe/London", "Atlantic/Azores", "America/Scoresbysund"),
    *("America/Sao_Paulo", "America/St_Johns", "America/Santiago", "America/Asuncion", "America/Havana"),
    *("America/New_York", "America/Denver", "America/Adak", "Pacific/Honolulu", "Pacific/Pago_Pago", "UTC"),
)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@cache
def edges(zone: str) -> list[date]:
    """The days from 2015 to 2027 on which a zone's clocks are changed, and those beside them."""
    days = [date(2015, 1, 2) + timedelta(n) for n in range(365 * 12)]

    def offset(day: date) -> timedelta | None:
        return datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset()

    changed = [day for day in days if offset(day) != offset(day - DAY)]
    return [day + beside * DAY for day in changed for beside in (-1, 0, 1)] or days


def beginning(day: date, zone: str) -> datetime:
    """The first moment of a day: midnight, or where clocks skip it, what comes in its place."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


@st.composite
def days_somewhere(draw: st.DrawFn) -> tuple[str, date]:
    """A time zone and a day: every second time one on which clocks are changed, or beside it."""
    zone = draw(st.sampled_from(ZONES))
    near_edge = st.sampled_from(edges(zone))
    return zone, draw(near_edge | st.dates(date(2015, 1, 2), date(2027, 12, 31)))


def test_there_are_forty_zones_and_most_change_their_clocks() -> None:
    assert len(set(ZONES)) >= 40
    assert sum(len(edges(zone)) < 1000 for zone in ZONES) >= 25


@given(days_somewhere(), st.integers(0, 365), st.integers(1, 400))
def test_a_distance_is_due_from_the_first_to_the_last_second_of_its_day(
    where: tuple[str, date], days_before: int, gap: int
) -> None:
    zone, day = where
    begins, ends = beginning(day, zone), beginning(day + DAY, zone)
    if (begins, day) == (ends, day) or begins.astimezone(ZoneInfo(zone)).date() != day:
        return  # a day that a zone left out when it crossed the date line
    last_day = day + timedelta(days_before)
    action = published(time_zone=zone, deadline=Deadline(last_day, DeadlineRule.UNTIL, ""))

    def due(moment: datetime, *chosen: int) -> int | None:
        days_left = action.days_left(moment)
        assert days_left is not None
        return due_distance(chosen, days_left)

    assert due(begins - SECOND, days_before) is None
    assert due(begins, days_before, days_before + gap) == days_before
    assert due(ends - SECOND, days_before, days_before + gap) == days_before
    assert due(ends, days_before) == (days_before if days_before else None)


@given(st.sets(st.integers(0, 365), max_size=10), st.integers(-30, 400))
def test_the_nearest_distance_that_has_come_is_due(chosen: set[int], days_left: int) -> None:
    come = sorted(days for days in chosen if days_left <= days)

    assert due_distance(chosen, days_left) == (come[0] if come and days_left >= 0 else None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14, 7, 3, 1, 0", (14, 7, 3, 1, 0)),
        ("0 1;3\n7,,14", (14, 7, 3, 1, 0)),
        ("7, 7, 007", (7,)),
        ("365", (365,)),
        ("", ()),
        (" ,; ", ()),
        ("0,1,2,3,4,5,6,7,8,9", (9, 8, 7, 6, 5, 4, 3, 2, 1, 0)),
    ],
)
def test_what_was_typed_is_read(text: str, days: tuple[int, ...]) -> None:
    assert read_distances(text) == days


@pytest.mark.parametrize("text", ["366", "-1", "1.5", "seven", "7 days", "1e2", "٣", "9" * 5000])
def test_what_is_no_number_of_days_is_told(text: str) -> None:
    with pytest.raises(BadEntry, match="is no number of days: write whole numbers from 0 to 365"):
        read_distances(text)


def test_more_than_ten_are_too_many() -> None:
    with pytest.raises(BadEntry, match="at most 10"):
        read_distances("0 1 2 3 4 5 6 7 8 9 10")


def test_who_chose_nothing_yet_is_reminded_as_is_usual() -> None:
    assert Coordinator(email="ines@desk.example").reminder_days == (14, 7, 3, 1, 0)
