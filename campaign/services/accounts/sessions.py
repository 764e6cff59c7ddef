"""Sessions: who is signed in on which device, for how long, and since when for certain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from campaign.models import Coordinator, SignedIn
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.tokens import fingerprint, new_token

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
FRESH = timedelta(minutes=10)
WAITING = timedelta(minutes=5)  # between the password and the code
TOUCHED_EVERY = timedelta(minutes=1)  # looking at a page need not write each time
DEVICE_LENGTH = 80  # characters


@dataclass(frozen=True)
class Presence:
    """A coordinator who is signed in, as of one request."""

    session_id: int
    coordinator_id: int
    name: str
    email: str
    role: CoordinatorRole
    is_enrolled: bool  # with a password and a second factor
    seen_at: datetime
    fresh_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether the last full sign-in is less than ten minutes ago."""
        return now - self.fresh_at < FRESH

    def is_touch_due(self, now: datetime) -> bool:
        """Whether it is worth writing down again that they were seen."""
        return now - self.seen_at >= TOUCHED_EVERY


def begin_session(session: Session, coordinator_id: int, device: str, now: datetime) -> str:
    """Sign a coordinator in after a full sign-in, and return the token for their cookie."""
    return _begin(session, coordinator_id, device, now, fresh_at=now)


def begin_waiting(session: Session, coordinator_id: int, device: str, now: datetime) -> str:
    """Note that the password was right and the code is still to come; return the token for the cookie until then."""
    return _begin(session, coordinator_id, device, now, fresh_at=None)


def find_session(session: Session, token: str, now: datetime) -> Presence | None:
    """Return who is signed in with a token; none after 30 idle minutes, after 12 hours, or once it was ended."""
    query = (
        select(SignedIn, Coordinator)
        .join(Coordinator)
        .where(SignedIn.sha256 == fingerprint(token), SignedIn.fresh_at.is_not(None), _holds(now))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    found, coordinator = row.SignedIn, row.Coordinator
    return Presence(
        session_id=found.id,
        coordinator_id=coordinator.id,
        name=coordinator.name,
        email=coordinator.email,
        role=coordinator.role,
        is_enrolled=coordinator.is_enrolled,
        seen_at=found.seen_at,
        fresh_at=found.fresh_at,
    )


def find_waiting(session: Session, token: str, now: datetime) -> Coordinator | None:
    """Return whose code is still to come; none five minutes after the password."""
    query = (
        select(Coordinator)
        .join(SignedIn, SignedIn.coordinator_id == Coordinator.id)
        .where(
            SignedIn.sha256 == fingerprint(token),
            SignedIn.fresh_at.is_(None),
            SignedIn.begun_at > now - WAITING,
            Coordinator.disabled_at.is_(None),
        )
    )
    return session.scalar(query)


def touch_session(session: Session, session_id: int, now: datetime) -> None:
    """Note that somebody was seen, so that they do not count as idle."""
    session.execute(update(SignedIn).where(SignedIn.id == session_id, SignedIn.seen_at < now).values(seen_at=now))


def freshen_session(session: Session, session_id: int, now: datetime) -> None:
    """Note a full sign-in within a session."""
    session.execute(update(SignedIn).where(SignedIn.id == session_id).values(fresh_at=now, seen_at=now))


def list_sessions(session: Session, coordinator_id: int, now: datetime) -> Sequence[SignedIn]:
    """Return where a coordinator is signed in, the one last seen first."""
    query = select(SignedIn).join(Coordinator).where(SignedIn.coordinator_id == coordinator_id, _holds(now))
    return session.scalars(query.where(SignedIn.fresh_at.is_not(None)).order_by(SignedIn.seen_at.desc())).all()


def end_session(session: Session, coordinator_id: int, session_id: int) -> None:
    """End one of a coordinator's own sessions; one that is not there is at its end already."""
    session.execute(delete(SignedIn).where(SignedIn.id == session_id, SignedIn.coordinator_id == coordinator_id))


def end_by_token(session: Session, token: str) -> None:
    """End the session of a cookie, whatever its state."""
    session.execute(delete(SignedIn).where(SignedIn.sha256 == fingerprint(token)))


def end_sessions(session: Session, coordinator_id: int, but: int | None = None) -> None:
    """End all sessions of a coordinator, or all but one."""
    query = delete(SignedIn).where(SignedIn.coordinator_id == coordinator_id)
    session.execute(query if but is None else query.where(SignedIn.id != but))


def forget_sessions(session: Session, now: datetime) -> None:
    """Delete the sessions that are over."""
    waited = and_(SignedIn.fresh_at.is_(None), SignedIn.begun_at <= now - WAITING)
    over = or_(SignedIn.begun_at <= now - LONGEST, SignedIn.seen_at <= now - IDLE, waited)
    session.execute(delete(SignedIn).where(over))


def _begin(session: Session, coordinator_id: int, device: str, now: datetime, fresh_at: datetime | None) -> str:
    token = new_token()
    printable = "".join(character for character in device if character.isprintable())
    session.add(
        SignedIn(
            coordinator_id=coordinator_id,
            sha256=fingerprint(token),
            begun_at=now,
            seen_at=now,
            fresh_at=fresh_at,
            device=printable[:DEVICE_LENGTH],
        )
    )
    session.flush()
    return token


def _holds(now: datetime) -> ColumnElement[bool]:
    return and_(SignedIn.begun_at > now - LONGEST, SignedIn.seen_at > now - IDLE, Coordinator.disabled_at.is_(None))
