"""Keeping what was imported: taken in, saved over what its editor saw, discarded; and found again as a source."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from campaign.errors import IllegalMove
from campaign.importer.opening import Imported
from campaign.models import Action, Case, ImportedDraft, Organisation
from campaign.models.case import code_key
from campaign.services.importing.organisations import with_known_ones
from campaign.services.importing.reading_in import reviewed_draft
from campaign.services.importing.reviewed import ReviewedDraft, from_json, to_json, with_names

MOST_SHOWN = 50


def take_in(
    session: Session, imported: Imported, organisations: Sequence[Organisation], who: str, now: datetime
) -> ImportedDraft:
    """Return what was imported, kept from now on to be reviewed; organisations that are known are recognised."""
    draft = with_known_ones(reviewed_draft(imported), organisations)
    kept = ImportedDraft(
        source=imported.text.replace("\x00", " "),
        reviewed=to_json(draft),
        read_at=now,
        read_by=who,
        changed_at=now,
        changed_by=who,
    )
    session.add(kept)
    session.flush()
    return kept


def find_import(session: Session, number: int, *, lock: bool = False) -> ImportedDraft | None:
    """Return what was imported under a number, none if it was discarded; locked, others wait until this one is done."""
    query = select(ImportedDraft).filter_by(id=number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def save_import(kept: ImportedDraft, draft: ReviewedDraft, who: str, now: datetime) -> ReviewedDraft:
    """Keep a draft as somebody has mended it, in place of what was there; return it with a number for each new row.

    The caller has seen to it that nothing is lost that others saved meanwhile. Raises IllegalMove once it is an action.
    """
    if kept.action_id is not None:
        raise IllegalMove("This import has become an action meanwhile: change it there.")
    named = with_names(draft)
    if named != from_json(kept.reviewed):
        kept.reviewed, kept.version = to_json(named), kept.version + 1
        kept.changed_at, kept.changed_by = now, who
    return named


def discard_import(session: Session, kept: ImportedDraft) -> None:
    """Forget an import with its source; raises IllegalMove for one that an action was made from."""
    if kept.action_id is not None:
        raise IllegalMove("An action was made from this import: its source stays with it.")
    session.delete(kept)
    session.flush()


def imports_under_review(session: Session) -> tuple[Sequence[ImportedDraft], int]:
    """Return the newest imports that are no action yet, without their sources, and how many there are in all."""
    waiting = ImportedDraft.action_id.is_(None)
    newest = select(ImportedDraft).where(waiting).order_by(ImportedDraft.changed_at.desc(), ImportedDraft.id.desc())
    found = session.scalars(newest.limit(MOST_SHOWN).options(defer(ImportedDraft.source))).all()
    return found, session.scalar(select(func.count()).select_from(ImportedDraft).where(waiting)) or 0


def source_of(session: Session, action: Action) -> ImportedDraft | None:
    """Return the published appeal that an action was made from; none for one that was typed in."""
    return session.scalar(select(ImportedDraft).filter_by(action_id=action.id))


def has_source(session: Session, action: Action) -> bool:
    """Whether an action was made from a published appeal."""
    return session.scalar(select(ImportedDraft.id).filter_by(action_id=action.id)) is not None


def actions_of_case(session: Session, code: str) -> Sequence[str]:
    """Return the slugs of actions whose case has a code already; none for no code."""
    if not code.strip():
        return ()
    of_case = Action.case.has(Case.code_key == code_key(code))
    return session.scalars(select(Action.slug).where(of_case).order_by(Action.id)).all()


def sha256_of(kept: ImportedDraft) -> str:
    """Return what tells one source from another, for the log."""
    return hashlib.sha256(kept.source.encode()).hexdigest()
