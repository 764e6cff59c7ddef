"""The secret address at which a coordinator's calendar finds all last days; a calendar cannot sign in."""

from datetime import date, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from campaign.errors import NotFound
from campaign.models import Coordinator, FeedAddress
from campaign.services.accounts.tokens import fingerprint, new_token


def make_feed(session: Session, coordinator_id: int, now: datetime) -> str:
    """Return the token of a coordinator's new address; the one before no longer works.

    Raises NotFound for somebody who was disabled.
    """
    # Locked, so that two who make one at once, or one who makes and one who disables, wait for each other.
    locked = select(Coordinator.id).filter_by(id=coordinator_id, disabled_at=None).with_for_update()
    if session.scalar(locked) is None:
        raise NotFound("There is no such coordinator; open the list again.")
    revoke_feed(session, coordinator_id)
    token = new_token()
    session.add(FeedAddress(coordinator_id=coordinator_id, sha256=fingerprint(token), made_at=now))
    session.flush()
    return token


def revoke_feed(session: Session, coordinator_id: int) -> None:
    """End a coordinator's address; if there is none, it is at its end already."""
    session.execute(delete(FeedAddress).where(FeedAddress.coordinator_id == coordinator_id))


def feed_of(session: Session, coordinator_id: int) -> FeedAddress | None:
    """Return a coordinator's address, without its token; none if there is none."""
    return session.get(FeedAddress, coordinator_id)


def find_feed(session: Session, token: str) -> FeedAddress:
    """Return the address with a token; raises NotFound, with the same words whether it was revoked or never was."""
    found = session.scalar(
        select(FeedAddress)
        .join(Coordinator)
        .where(FeedAddress.sha256 == fingerprint(token), Coordinator.disabled_at.is_(None))
    )
    if found is None:
        raise NotFound("There is no such calendar.")
    return found


def touch_feed(session: Session, sha256: str, today: date) -> None:
    """Note the day, in UTC, on which an address was last used."""
    older = or_(FeedAddress.used_on.is_(None), FeedAddress.used_on < today)
    session.execute(update(FeedAddress).where(FeedAddress.sha256 == sha256, older).values(used_on=today))
