"""Last days as calendar entries (iCalendar, RFC 5545): one for a supporter to keep, and all for coordinators."""

import unicodedata
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vDuration
from sqlalchemy.orm import Session

from campaign.errors import NotFound
from campaign.models.deadline import Deadline
from campaign.models.vocabulary import OrganisationMention
from campaign.services.actions import ListedNow, Standing, list_published
from campaign.services.feeds import namespace

NAMES = uuid.UUID("c76f11a5-4412-45c9-9887-177e16f9d5ae")  # the namespace of public entries' identifiers
DAYS_BEFORE = 2
LOOKED_AT_EVERY = timedelta(hours=1)  # what a calendar is asked to keep to; many look once a day all the same


def last_day_entry(found: ListedNow, title: str, address: str) -> bytes:
    """Return a calendar with one all-day entry on the last valid day, and a reminder before it.

    An extension keeps the entry's identifier, so that a calendar moves it instead of adding a second; a stop cancels
    it. `address` is the page's; it is left out where letters must not name who is behind them. Raises NotFound if there
    is no day to keep.
    """
    deadline = found.published.deadline
    if found.standing is Standing.EXPIRED or deadline is None:
        raise NotFound("This action has no last day that could be put into a calendar.")
    event = _event(found, deadline, uuid.uuid5(NAMES, found.published.slug), title)
    if found.published.organisation_mention is not OrganisationMention.FORBID:
        event.add("url", address)
    if not found.is_closed:
        event.add_component(_reminder(title))
    return _written([event])


def deadline_calendar(session: Session, now: datetime, name: str, title_of: Callable[[ListedNow], str]) -> bytes:
    """Return a calendar with the last valid day of every published action that is not under an embargo.

    It travels to companies that keep calendars: identifiers tell nothing, entries hold no text of an action and no
    address of a page, and titles must name nobody. What was stopped or archived is cancelled.
    """
    secret = namespace(session).secret
    dated = [
        (deadline, found)
        for found in list_published(session, now)
        if (deadline := found.published.deadline) and not found.published.embargoed(now)
    ]
    dated.sort(key=lambda pair: (pair[0].last_valid_day, pair[1].published.slug))
    events = [
        _event(found, deadline, uuid.uuid5(secret, f"last day {found.published.slug}"), title_of(found))
        for deadline, found in dated
    ]
    return _written(events, name)


def _event(found: ListedNow, deadline: Deadline, uid: uuid.UUID, title: str) -> Event:
    changed_at = (found.closed_at or found.published_at).astimezone(UTC)
    event = Event()
    event.add("uid", str(uid))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    # Two a revision, so that a stop between two revisions counts as well.
    event.add("sequence", 2 * found.published.revision + found.is_closed)
    event.add("status", "CANCELLED" if found.is_closed else "CONFIRMED")
    event.add("dtstart", deadline.last_valid_day)
    event.add("dtend", deadline.last_valid_day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _one_line(title))
    return event


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _one_line(title))
    alarm.add("trigger", timedelta(days=-DAYS_BEFORE))
    return alarm


def _written(events: Iterable[Event], name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//letters//EN")
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", LOOKED_AT_EVERY, parameters={"VALUE": "DURATION"})  # RFC 7986
        calendar.add("x-published-ttl", vDuration(LOOKED_AT_EVERY))
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _one_line(text: str) -> str:
    """Return text as an entry may hold it: without control characters, which RFC 5545 knows no way to write."""
    return "".join(each for each in " ".join(text.split()) if unicodedata.category(each) != "Cc")
