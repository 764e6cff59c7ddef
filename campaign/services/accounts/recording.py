"""What happens to coordinators, in the log of changes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Coordinator
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.events import Log


@contextmanager
def recorded(log: Log, email: str, doing: str) -> Iterator[None]:
    """Record what is done to a coordinator while this lasts: invited, let in by a link, given a role, disabled.

    Nothing is recorded if it fails.
    """
    address = email.strip().lower()
    before = _standing(log.session, address)
    yield
    after = _standing(log.session, address) or {}
    log.record(
        EventKind.COORDINATOR_CHANGED,
        subject_kind=SubjectKind.COORDINATOR,
        subject=address,
        before=before,
        after={**after, "done": doing},
    )


def _standing(session: Session, address: str) -> dict[str, object] | None:
    found = session.scalar(select(Coordinator).filter_by(email=address)) if address.isprintable() else None
    if found is None:
        return None
    return {"name": found.name, "role": found.role.value, "disabled": found.disabled_at is not None}
