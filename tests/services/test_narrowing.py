"""Narrowing the board by words, country and group, sorted and page by page."""

from datetime import date, timedelta

import pytest

from campaign.services.board import BoardRow, Group, Order
from campaign.services.narrowing import ROWS_A_GROUP, Wish, narrowed
from campaign.services.paging import ROWS_A_PAGE, page_number, part_of

DAY = date(2026, 5, 4)


def row(number: int, group: Group = Group.LATER, country: str = "AL") -> BoardRow:
    return BoardRow(
        slug=f"action-{number}",
        title=f"Action {1000 - number}",
        country=country,
        code=None,
        group=group,
        last_valid_day=DAY + timedelta(days=number),
        days_left=number,
        languages=("en",),
    )


def test_a_long_group_shows_its_most_urgent_rows_and_how_many_there_are() -> None:
    rows = [row(number) for number in reversed(range(40))] + [row(99, Group.TODAY)]

    view = narrowed(rows, Wish())

    assert [(each.group, each.total) for each in view.stretches] == [(Group.TODAY, 1), (Group.LATER, 40)]
    assert [each.slug for each in view.stretches[1].rows] == [f"action-{number}" for number in range(ROWS_A_GROUP)]
    assert (view.page, view.last_page) == (1, 1)


def test_a_chosen_group_is_shown_whole_page_by_page() -> None:
    rows = [row(number) for number in range(120)] + [row(999, Group.CLOSED)]

    (stretch,) = narrowed(rows, Wish(group=Group.LATER, page=3)).stretches

    assert [each.slug for each in stretch.rows] == [f"action-{number}" for number in range(100, 120)]
    assert stretch.total == 120


def test_words_country_group_and_order_work_together() -> None:
    rows = [row(1), row(2), row(3, country="RU"), row(4, Group.CLOSED), row(11, Group.CLOSED, "RU")]

    view = narrowed(rows, Wish(question="action-1", country="AL", group=Group.LATER, order=Order.TITLE))
    by_title = narrowed(rows, Wish(country="AL", order=Order.TITLE))

    assert [each.slug for stretch in view.stretches for each in stretch.rows] == ["action-1"]
    assert [each.slug for stretch in by_title.stretches for each in stretch.rows] == [
        "action-4",
        "action-2",
        "action-1",
    ]


def test_counts_tell_what_another_group_would_show() -> None:
    rows = [row(1), row(2), row(3, country="RU"), row(4, Group.CLOSED)]

    view = narrowed(rows, Wish(country="AL", group=Group.CLOSED))

    assert view.counts == {Group.LATER: 2, Group.CLOSED: 1}
    assert list(view.counts) == [Group.LATER, Group.CLOSED]


def test_what_nothing_fits_is_empty_and_the_chosen_group_is_told_all_the_same() -> None:
    view = narrowed([row(1)], Wish(question="nobody", group=Group.LATER, page=7))

    assert (view.stretches, view.counts, view.page, view.last_page) == ((), {Group.LATER: 0}, 1, 1)


@pytest.mark.parametrize(("asked", "got"), [(-1, 1), (0, 1), (1, 1), (2, 2), (3, 3), (4, 3)])
def test_there_is_always_a_page(asked: int, got: int) -> None:
    part = part_of(range(2 * ROWS_A_PAGE + 1), asked)

    assert (part.page, part.last_page) == (got, 3)
    assert part.rows[0] == (got - 1) * ROWS_A_PAGE


def test_a_full_last_page_has_none_after_it() -> None:
    assert part_of(range(2 * ROWS_A_PAGE), 2).last_page == 2
    assert part_of((), 1).last_page == 1


@pytest.mark.parametrize("text", ["", "0x1", "-1", "1.5", "²", "٣", "9" * 5000])
def test_what_is_no_number_means_the_first_page(text: str) -> None:
    assert page_number(text) == 1


def test_a_number_means_its_page() -> None:
    assert page_number("12") == 12
