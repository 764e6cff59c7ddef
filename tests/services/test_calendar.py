"""Last days as calendar entries, read back by another library than the one that wrote them."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from campaign.errors import NotFound
from campaign.models.deadline import Deadline
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import DeadlineRule, OrganisationMention
from campaign.services.actions import ActionNow, Standing
from campaign.services.calendar import last_day_entry
from tests.factories import NOW, published

BEFORE = Deadline(date(2026, 6, 1), DeadlineRule.BEFORE, "before 1 June")


def at_work(standing: Standing = Standing.OPEN, **changes) -> ActionNow:
    action: PublishedAction = published(**{"deadline": BEFORE, **changes})
    return ActionNow(action, standing, NOW, NOW, None)


OPEN = at_work()


def event_of(content: bytes):
    (event,) = vobject.readOne(content.decode()).vevent_list
    return event


def test_the_entry_is_on_the_last_valid_day_with_a_reminder() -> None:
    event = event_of(last_day_entry(at_work(), "Last day: Ilir Doe", "https://site.example/actions/an-action"))

    assert event.dtstart.value == date(2026, 5, 31)
    assert event.dtend.value == date(2026, 6, 1)
    assert event.summary.value == "Last day: Ilir Doe"
    assert event.status.value == "CONFIRMED"
    assert event.valarm.trigger.value == timedelta(days=-2)


def test_an_extension_moves_the_entry() -> None:
    later = Deadline(date(2026, 7, 1), DeadlineRule.UNTIL, "until 1 July")

    first = event_of(last_day_entry(at_work(), "T", "https://site.example"))
    second = event_of(last_day_entry(at_work(deadline=later, revision=2), "T", "https://site.example"))

    assert first.uid.value == second.uid.value != event_of(last_day_entry(at_work(slug="x"), "T", "")).uid.value
    assert int(first.sequence.value) < int(second.sequence.value)
    assert second.dtstart.value == date(2026, 7, 1)


@pytest.mark.parametrize("standing", [Standing.STOPPED, Standing.ARCHIVED])
def test_what_was_closed_cancels_the_entry_and_reminds_of_nothing(standing: Standing) -> None:
    opened = event_of(last_day_entry(at_work(revision=3), "T", ""))
    closed_at = NOW + timedelta(hours=1)

    closed = event_of(last_day_entry(replace(at_work(standing, revision=3), closed_at=closed_at), "No more", ""))

    assert closed.status.value == "CANCELLED"
    assert closed.uid.value == opened.uid.value
    assert int(closed.sequence.value) > int(opened.sequence.value)
    assert (opened.last_modified.value, closed.last_modified.value) == (NOW, closed_at)
    assert not hasattr(closed, "valarm")


@given(st.text(min_size=1))
def test_whatever_a_title_holds_the_entry_can_be_read(title: str) -> None:
    event = event_of(last_day_entry(OPEN, f"T {title}", ""))

    assert event.dtstart.value == date(2026, 5, 31)
    assert event.summary.value.startswith("T")
    assert not any(unicodedata.category(character) == "Cc" for character in event.summary.value)


@pytest.mark.parametrize("mention", OrganisationMention)
def test_the_site_is_named_only_where_it_may_be(mention: OrganisationMention) -> None:
    content = last_day_entry(at_work(organisation_mention=mention), "T", "https://site.example/actions/an-action")

    assert (b"site.example" in content) == (mention is not OrganisationMention.FORBID)


def test_an_action_that_is_over_or_has_no_last_day_has_no_entry() -> None:
    for found in (at_work(Standing.EXPIRED), at_work(deadline=None)):
        with pytest.raises(NotFound, match="no last day"):
            last_day_entry(found, "T", "")


def test_the_same_action_gives_the_same_bytes() -> None:
    assert last_day_entry(at_work(), "T", "") == last_day_entry(replace(at_work()), "T", "")
