"""Claiming a reminder before it is sent, so that of all programs that may be running only one sends it.

A claim is committed before the mail goes out and holds for a while; whoever was killed meanwhile leaves it behind, and
it can be claimed again once that is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.models import Reminder
from campaign.services.accounts.tokens import new_token
from campaign.services.reminding.planning import DueReminder

LEASE = timedelta(minutes=20)  # longer than one mail can take: see the time-outs in services/mailing.py
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True)
class Claim:
    """A reminder that nobody else may send for now."""

    reminder_id: int
    holder: str
    tries: int


def claim(session: Session, due: DueReminder, now: datetime) -> Claim | None:
    """Claim a reminder; none if it was sent, or if somebody else holds it or has just put it off."""
    holder = new_token()
    free = (
        update(Reminder)
        .filter_by(
            coordinator_id=due.coordinator_id,
            action_id=due.action_id,
            last_day=due.last_day,
            days_before=due.days_before,
            sent_at=None,
        )
        .where(Reminder.held_until <= now)
        .values(holder=holder, held_until=now + LEASE, tries=Reminder.tries + 1)
        .returning(Reminder.id, Reminder.tries)
    )
    if again := session.execute(free).one_or_none():
        return Claim(again.id, holder, again.tries)
    new = Reminder(
        coordinator_id=due.coordinator_id,
        action_id=due.action_id,
        last_day=due.last_day,
        days_before=due.days_before,
        holder=holder,
        held_until=now + LEASE,
    )
    try:
        with session.begin_nested():
            session.add(new)
            session.flush()
    except IntegrityError:  # it is there: sent, or somebody else's
        return None
    return Claim(new.id, holder, new.tries)


def is_ours(session: Session, mine: Claim, now: datetime) -> bool:
    """Whether a claim still holds, for a program that may have slept meanwhile."""
    query = select(Reminder.id).filter_by(id=mine.reminder_id, holder=mine.holder, sent_at=None)
    return session.scalar(query.where(Reminder.held_until > now)) is not None


def mark_sent(session: Session, mine: Claim, now: datetime) -> None:
    """Note that the mail server took the mail, whoever may have claimed it meanwhile."""
    session.execute(update(Reminder).filter_by(id=mine.reminder_id, sent_at=None).values(sent_at=now))


def put_off(session: Session, mine: Claim, now: datetime) -> None:
    """Let a reminder that failed rest: 5 minutes after the first time, twice as long each time, 6 hours at most."""
    pause = min(FIRST_PAUSE * 2 ** min(mine.tries - 1, 10), LONGEST_PAUSE)
    _hold_until(session, mine, now + pause)


def let_go(session: Session, mine: Claim, now: datetime) -> None:
    """Give back a claim to a reminder that was not sent after all."""
    _hold_until(session, mine, now)


def _hold_until(session: Session, mine: Claim, moment: datetime) -> None:
    ours = update(Reminder).filter_by(id=mine.reminder_id, holder=mine.holder)
    session.execute(ours.values(held_until=moment))
