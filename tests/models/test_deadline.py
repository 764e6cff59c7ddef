"""Deadlines: what “before” and “until” mean, in every time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.models.deadline import Deadline
from campaign.models.vocabulary import DeadlineRule
from tests.factories import published

ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/London", "Asia/Kathmandu", "America/St_Johns", "UTC")


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


def test_an_action_without_a_deadline_never_expires() -> None:
    action = published(deadline=None)

    assert not action.expired(datetime(2999, 1, 1, tzinfo=UTC))
    assert action.days_left(datetime(2026, 1, 1, tzinfo=UTC)) is None
