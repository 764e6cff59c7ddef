"""Which reminders are due at one moment, and whether one that was claimed is still wanted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import NotFound
from campaign.models import Action, Coordinator, Reminder
from campaign.services.actions import ListedNow, Standing, find_action, list_published
from campaign.services.reminding.distances import due_distance

A_DAY = timedelta(days=1)  # by which time zones lie apart, at most

Told = Mapping[tuple[int, int, date], list[Reminder]]  # by coordinator, action and last day


@dataclass(frozen=True)
class DueReminder:
    """One mail that is due; coordinator, action, last day and distance together are its key."""

    coordinator_id: int
    email: str
    action_id: int
    slug: str  # never in the mail: it may hold a name
    last_day: date
    days_before: int
    days_left: int


def due_reminders(session: Session, now: datetime) -> list[DueReminder]:
    """Return the reminders that are due, those of the nearest last day first.

    Left out is what was sent, what is being sent or put off, and whatever a nearer reminder has said already.
    """
    numbers = dict(session.execute(select(Action.slug, Action.id)).all())
    told = _told(session, now)
    actions = [found for found in list_published(session, now) if _may_remind(found)]
    found = (
        due
        for coordinator in _who_wants_mail(session)
        for action in actions
        if (due := _due(coordinator, numbers[action.published.slug], action, now)) and _is_open(due, told, now)
    )
    return sorted(found, key=lambda due: (due.days_left, due.email, due.action_id))


def still_wanted(session: Session, reminder: DueReminder, now: datetime) -> DueReminder | None:
    """Look again at a reminder just before it is sent, and return it as of now; none if it is no longer wanted.

    The action may have been stopped, extended or put under an embargo meanwhile, the coordinator disabled.
    """
    coordinator = next((each for each in _who_wants_mail(session) if each.id == reminder.coordinator_id), None)
    try:
        action = find_action(session, reminder.slug, now)
    except NotFound:
        return None
    if coordinator is None or not _may_remind(action):
        return None
    due = _due(coordinator, reminder.action_id, action, now)
    same = due is not None and (due.last_day, due.days_before) == (reminder.last_day, reminder.days_before)
    return due if same else None


def _who_wants_mail(session: Session) -> Iterator[Coordinator]:
    """Yield the coordinators who have shown that the address is theirs, are not disabled, and chose reminders."""
    for coordinator in session.scalars(select(Coordinator).filter_by(disabled_at=None).order_by(Coordinator.id)):
        if coordinator.is_enrolled and coordinator.reminder_days:
            yield coordinator


def _may_remind(found: ListedNow) -> bool:
    return found.standing is Standing.OPEN and found.published.deadline is not None


def _due(coordinator: Coordinator, action_id: int, found: ListedNow, now: datetime) -> DueReminder | None:
    deadline, days_left = found.published.deadline, found.published.days_left(now)
    if deadline is None or days_left is None:
        return None
    days_before = due_distance(coordinator.reminder_days, days_left)
    if days_before is None:
        return None
    return DueReminder(
        coordinator_id=coordinator.id,
        email=coordinator.email,
        action_id=action_id,
        slug=found.published.slug,
        last_day=deadline.last_valid_day,
        days_before=days_before,
        days_left=days_left,
    )


def _told(session: Session, now: datetime) -> Told:
    told = defaultdict[tuple[int, int, date], list[Reminder]](list)
    for each in session.scalars(select(Reminder).where(Reminder.last_day >= (now - A_DAY).date())):
        told[each.coordinator_id, each.action_id, each.last_day].append(each)
    return told


def _is_open(due: DueReminder, told: Told, now: datetime) -> bool:
    there: Iterable[Reminder] = told.get((due.coordinator_id, due.action_id, due.last_day), ())
    said = any(each.sent_at is not None and each.days_before <= due.days_before for each in there)
    held = any(each.days_before == due.days_before and each.held_until > now for each in there)
    return not (said or held)
