"""What happens to coordinators, in the log of changes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Coordinator
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.accounts.keyring import list_passkeys
from campaign.services.events import Log


@contextmanager
def recorded(log: Log, email: str, doing: str) -> Iterator[None]:
    """Record what is done to a coordinator while this lasts: such as invited, given a role, a passkey added.

    Nothing is recorded if it fails.
    """
    address = email.strip().lower()
    before = _standing(log.session, address)
    yield
    _record(log, address, before, doing)


def record_refusal(log: Log, coordinator: Coordinator, why: str) -> None:
    """Record that something of a coordinator's was refused, which changed nothing but should be known."""
    _record(log, coordinator.email, _standing(log.session, coordinator.email), why)


def _record(log: Log, address: str, before: dict[str, object] | None, done: str) -> None:
    after = _standing(log.session, address) or {}
    log.record(
        EventKind.COORDINATOR_CHANGED,
        subject_kind=SubjectKind.COORDINATOR,
        subject=address,
        before=before,
        after={**after, "done": done},
    )


def _standing(session: Session, address: str) -> dict[str, object] | None:
    found = session.scalar(select(Coordinator).filter_by(email=address)) if address.isprintable() else None
    if found is None:
        return None
    passkeys = [passkey.name for passkey in list_passkeys(session, found.id)]
    return {
        "name": found.name,
        "role": found.role.value,
        "disabled": found.disabled_at is not None,
        "passkeys": passkeys,
    }
