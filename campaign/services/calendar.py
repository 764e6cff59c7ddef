"""The last day to write, as a calendar entry (iCalendar, RFC 5545) that a supporter can keep."""

import uuid
from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event

from campaign.errors import NotFound
from campaign.models.vocabulary import OrganisationMention
from campaign.services.actions import ActionNow, Standing

NAMES = uuid.UUID("c76f11a5-4412-45c9-9887-177e16f9d5ae")  # the namespace of our entries' identifiers
DAYS_BEFORE = 2


def last_day_entry(found: ActionNow, title: str, address: str) -> bytes:
    """Return a calendar with one all-day entry on the last valid day, and a reminder before it.

    An extension keeps the entry's identifier, so that a calendar moves it instead of adding a second. `address` is the
    page's; it is left out where letters must not name who is behind them. Raises NotFound if there is no day to keep.
    """
    action = found.published
    if found.standing is not Standing.OPEN or action.deadline is None:
        raise NotFound("This action has no last day that could be put into a calendar.")
    day = action.deadline.last_valid_day
    event = Event()
    event.add("uid", str(uuid.uuid5(NAMES, action.slug)))
    event.add("dtstamp", found.published_at.astimezone(UTC))
    event.add("sequence", action.revision)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", title)
    if action.organisation_mention is not OrganisationMention.FORBID:
        event.add("url", address)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(days=-DAYS_BEFORE))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//letters//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
