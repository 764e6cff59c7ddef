"""The coordinators there are, what they may do, and that somebody is always left to invite others."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import LastAdministrator, NotFound
from campaign.models import Coordinator
from campaign.models.vocabulary import CoordinatorRole, LinkKind
from campaign.services.accounts.feed_addresses import revoke_feed
from campaign.services.accounts.links import spend_links
from campaign.services.accounts.sessions import end_sessions


def list_coordinators(session: Session) -> Sequence[Coordinator]:
    """Return all coordinators by name, those who were disabled last."""
    order = (Coordinator.disabled_at.is_not(None), Coordinator.name, Coordinator.id)
    return session.scalars(select(Coordinator).order_by(*order)).all()


def find_coordinator(session: Session, email: str) -> Coordinator:
    """Return the coordinator with an address; raises NotFound."""
    found = session.scalar(select(Coordinator).filter_by(email=email.strip().lower()))
    if found is None:
        raise NotFound(f"There is no coordinator {email}; `campaign coordinators list` lists those there are.")
    return found


def get_coordinator(session: Session, coordinator_id: int) -> Coordinator:
    """Return the coordinator with a number; raises NotFound."""
    found = session.get(Coordinator, coordinator_id)
    if found is None:
        raise NotFound("There is no such coordinator; open the list again.")
    return found


def may_sign_in(session: Session, email: str) -> Coordinator | None:
    """Return the coordinator with an address if they were not disabled; none otherwise, and nobody is told which."""
    if not email.isprintable():
        return None  # PostgreSQL would not even look
    return session.scalar(select(Coordinator).filter_by(email=email.strip().lower(), disabled_at=None))


def change_role(session: Session, coordinator: Coordinator, role: CoordinatorRole) -> None:
    """Give a coordinator another role, from their next page on; raises LastAdministrator."""
    if role is not CoordinatorRole.ADMINISTRATOR:
        _require_another_administrator(session, coordinator)
    coordinator.role = role


def disable(session: Session, coordinator: Coordinator, now: datetime) -> None:
    """Let a coordinator in no more: sessions, links and calendar address end; raises LastAdministrator."""
    _require_another_administrator(session, coordinator)
    coordinator.disabled_at = coordinator.disabled_at or now
    end_sessions(session, coordinator.id)
    spend_links(session, coordinator.id, *LinkKind)
    revoke_feed(session, coordinator.id)


def choose_password(session: Session, coordinator: Coordinator, password_hash: str, but: int | None = None) -> None:
    """Give a coordinator another password, and end all their sessions but the one in which they chose it."""
    coordinator.password_hash = password_hash
    end_sessions(session, coordinator.id, but)


def _require_another_administrator(session: Session, coordinator: Coordinator) -> None:
    """Raise LastAdministrator if nobody else could sign in as one. Two who leave at once wait for each other here."""
    if coordinator.role is not CoordinatorRole.ADMINISTRATOR or coordinator.disabled_at is not None:
        return
    query = select(Coordinator).filter_by(role=CoordinatorRole.ADMINISTRATOR, disabled_at=None).order_by(Coordinator.id)
    locked = session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    if not any(other.is_enrolled for other in locked if other.id != coordinator.id):
        raise LastAdministrator(
            "%(name)s is the last administrator who can sign in. Make another one first.", name=coordinator.name
        )
