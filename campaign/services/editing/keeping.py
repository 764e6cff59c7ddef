"""Keeping what a coordinator typed and has not saved: by person, action, section and tab, so that none undoes another.

Every function asks for the coordinator first: what one of them typed, no other one reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Delete, Select, delete, select
from sqlalchemy.orm import Session

from campaign.models import Coordinator, KeptForm
from campaign.services.editing.entries import Section

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Desk:
    """Whose forms they are, and of which section of which action."""

    coordinator_id: int
    action_id: int
    section: Section


def keep_form(session: Session, desk: Desk, *, tab: str, base: str | None, rows: str, now: datetime) -> bool:
    """Keep what a tab holds in place of what it held before; return whether another tab kept something meanwhile."""
    # Two answers of one tab may be on their way at once: one after the other, or both would make the row.
    session.execute(select(Coordinator.id).filter_by(id=desk.coordinator_id).with_for_update())
    kept = session.scalar(_of(desk).filter_by(tab=tab))
    if kept is None:
        kept = KeptForm(
            coordinator_id=desk.coordinator_id, action_id=desk.action_id, section=desk.section.value, tab=tab
        )
        kept.begun_at = now
        session.add(kept)
    kept.base, kept.rows, kept.kept_at = base, rows, now
    session.flush()
    elsewhere = _of(desk).where(KeptForm.tab != tab, KeptForm.kept_at > kept.begun_at)
    return session.scalar(elsewhere.limit(1)) is not None


def kept_forms(session: Session, desk: Desk) -> Sequence[KeptForm]:
    """Return what a coordinator left unsaved, newest first."""
    return session.scalars(_of(desk).order_by(KeptForm.kept_at.desc(), KeptForm.id.desc())).all()


def find_kept(session: Session, desk: Desk, kept_id: int) -> KeptForm | None:
    """Return one kept form of a coordinator; none if it is gone, or somebody else's."""
    return session.scalar(_of(desk).filter_by(id=kept_id))


def drop_tab(session: Session, desk: Desk, tab: str) -> None:
    """Forget what a tab held, because it is saved or says nothing new."""
    session.execute(_gone(desk).where(KeptForm.tab == tab))


def drop_kept(session: Session, desk: Desk, kept_id: int, kept_at: datetime | None = None) -> None:
    """Forget a kept form; with `kept_at`, only if its tab has kept nothing since."""
    query = _gone(desk).where(KeptForm.id == kept_id)
    session.execute(query if kept_at is None else query.where(KeptForm.kept_at == kept_at))


def forget_kept_forms(session: Session, now: datetime) -> None:
    """Delete what nobody went on with for 30 days."""
    session.execute(delete(KeptForm).where(KeptForm.kept_at <= now - KEPT_FOR))


def _of(desk: Desk) -> Select[KeptForm]:
    return select(KeptForm).filter_by(
        coordinator_id=desk.coordinator_id, action_id=desk.action_id, section=desk.section.value
    )


def _gone(desk: Desk) -> Delete:
    return delete(KeptForm).filter_by(
        coordinator_id=desk.coordinator_id, action_id=desk.action_id, section=desk.section.value
    )
