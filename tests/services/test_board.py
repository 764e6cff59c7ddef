"""The board: every action in the group that tells when it wants a hand."""

from datetime import date, timedelta

import pytest

from campaign.db import Database
from campaign.models.deadline import Deadline
from campaign.models.states import ActionState
from campaign.models.vocabulary import DeadlineRule
from campaign.services.board import Group, Order, every_row, found_rows, month_of, sorted_rows
from campaign.services.publishing import publish
from tests.conftest import LOADED_AT
from tests.factories import NOW, an_action, an_authority

UNTIL = DeadlineRule.UNTIL


@pytest.mark.parametrize(
    ("days", "group"),
    [
        (-1, Group.OVERDUE),
        (0, Group.TODAY),
        (1, Group.THIS_WEEK),
        (7, Group.THIS_WEEK),
        (8, Group.LATER),
        (None, Group.NO_LAST_DAY),
    ],
)
def test_an_action_stands_where_its_last_day_puts_it(database: Database, days: int | None, group: Group) -> None:
    with database.transaction() as session:
        action = an_action(state=ActionState.IN_REVIEW)
        if days is not None:
            action.deadline = Deadline(NOW.date() + timedelta(days), UNTIL, "until")
        session.add_all([action, an_authority("noise")])
        session.flush()
        publish(session, action, NOW)

        (row,) = every_row(session, NOW, "en")

    assert (row.group, row.days_left) == (group, days)


def test_the_demonstration_is_found_sorted_and_put_into_its_month(demonstration: Database) -> None:
    with demonstration.reading() as session:
        rows = every_row(session, LOADED_AT, "en")

    assert {row.slug: row.group for row in rows} == {
        "kalyapin-attacked-in-grozny": Group.LATER,
        "kalyapin-judicial-harassment": Group.NO_LAST_DAY,
        "kalyapin-attacked-and-threatened": Group.OVERDUE,
        "kalyapin-defamation-2014": Group.DRAFT,
        "kalyapin-defamation-campaign": Group.DRAFT,
    }
    assert [row.slug for row in found_rows(rows, "ua 315")] == ["kalyapin-attacked-and-threatened"]
    assert sorted_rows(rows, Order.LAST_DAY)[0].last_valid_day == date(2015, 1, 27)
    assert sorted_rows(rows, Order.TITLE)[0].title == min((row.title for row in rows), key=str.casefold)
    days = {day: found for week in month_of(rows, 2015, 1) for day, found in week}
    assert [row.slug for row in days[date(2015, 1, 27)]] == ["kalyapin-attacked-and-threatened"]
    assert sum(map(len, days.values())) == 1
