"""What happens to coordinators, in the log of changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import AlteredLog
from campaign.models import Coordinator, Event
from campaign.models.vocabulary import AccountChange, EventKind, SubjectKind
from campaign.services.accounts.keyring import list_passkeys
from campaign.services.events import UNREADABLE, Log, history

LISTED = 10


@dataclass(frozen=True)
class Changed:
    """One thing that happened to a coordinator, and who did it: an e-mail address, or "command line"."""

    at: datetime
    who: str
    what: str  # an AccountChange, or the words of an older version of this program


@contextmanager
def recorded(log: Log, email: str, doing: AccountChange) -> Iterator[None]:
    """Record what is done to a coordinator while this lasts.

    Nothing is recorded if it fails.
    """
    address = email.strip().lower()
    before = _standing(log.session, address)
    yield
    _record(log, address, before, doing)


def record_refused_passkey(log: Log, coordinator: Coordinator, name: str) -> None:
    """Record that a passkey was refused that may have been copied, which changed nothing but should be known."""
    before = _standing(log.session, coordinator.email)
    _record(log, coordinator.email, before, AccountChange.PASSKEY_REFUSED, refused=name)


def changes_of(session: Session, email: str) -> tuple[Changed, ...]:
    """Return what was done to a coordinator of late, newest first; raises AlteredLog."""
    found = history(session, subject_kind=SubjectKind.COORDINATOR, subject=email, limit=LISTED)
    return tuple(Changed(event.at, event.who, _done(event)) for event in found)


def _done(event: Event) -> str:
    try:
        return str(msgspec.json.decode(event.after or "", type=dict[str, Any])["done"])
    except (ValueError, KeyError) as error:
        raise AlteredLog(UNREADABLE) from error


def _record(log: Log, address: str, before: dict[str, object] | None, done: AccountChange, **more: object) -> None:
    after = _standing(log.session, address) or {}
    log.record(
        EventKind.COORDINATOR_CHANGED,
        subject_kind=SubjectKind.COORDINATOR,
        subject=address,
        before=before,
        after={**after, **more, "done": done},
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
