"""The last day as a calendar entry, read back by a library."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

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


def event_of(content: bytes):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return event


def test_the_entry_is_on_the_last_valid_day_with_a_reminder() -> None:
    event = event_of(last_day_entry(at_work(), "Last day: Ilir Doe", "https://site.example/actions/an-action"))

    assert event.decoded("dtstart") == date(2026, 5, 31)
    assert event.decoded("dtend") == date(2026, 6, 1)
    assert event["summary"] == "Last day: Ilir Doe"
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(days=-2)


def test_an_extension_moves_the_entry() -> None:
    later = Deadline(date(2026, 7, 1), DeadlineRule.UNTIL, "until 1 July")

    first = event_of(last_day_entry(at_work(), "T", "https://site.example"))
    second = event_of(last_day_entry(at_work(deadline=later, revision=2), "T", "https://site.example"))

    assert first["uid"] == second["uid"] != event_of(last_day_entry(at_work(slug="x"), "T", ""))["uid"]
    assert first["sequence"] < second["sequence"]


@pytest.mark.parametrize("mention", OrganisationMention)
def test_the_site_is_named_only_where_it_may_be(mention: OrganisationMention) -> None:
    content = last_day_entry(at_work(organisation_mention=mention), "T", "https://site.example/actions/an-action")

    assert (b"site.example" in content) == (mention is not OrganisationMention.FORBID)


def test_a_closed_action_or_one_without_a_last_day_has_no_entry() -> None:
    for found in (at_work(Standing.STOPPED), at_work(Standing.EXPIRED), at_work(deadline=None)):
        with pytest.raises(NotFound, match="no last day"):
            last_day_entry(found, "T", "")


def test_the_same_action_gives_the_same_bytes() -> None:
    assert last_day_entry(at_work(), "T", "") == last_day_entry(replace(at_work()), "T", "")
