"""Doing what a file says, once somebody has seen and confirmed it: all that was shown, in one go, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from campaign.errors import ConflictingEdit, IllegalMove, NotFound
from campaign.models import Authority, DirectoryImport
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.authority_files.planning import Plan, PlannedRow
from campaign.services.authority_files.records import (
    Record,
    differences_between,
    fingerprint_of,
    record_of,
    records_of,
    write_record,
)
from campaign.services.events import Log, LoggedChange
from campaign.services.lifecycle import note_change_of_authorities

WAITS_FOR = timedelta(days=1)  # a file that nobody confirmed in that time is forgotten
LISTED = 20  # imports on a page
LONGEST_NAME = 120
Known = Mapping[str, tuple[Authority, Record]]


def keep_plan(plan: Plan, file_name: str, log: Log) -> DirectoryImport:
    """Keep what a file would change until it is confirmed; what was left unconfirmed is forgotten."""
    ours = (DirectoryImport.checked_by == log.who) | (DirectoryImport.checked_at < log.now - WAITS_FOR)
    log.session.execute(delete(DirectoryImport).where(DirectoryImport.confirmed_at.is_(None), ours))
    kept = DirectoryImport(
        file_name=file_name[:LONGEST_NAME],
        checked_by=log.who,
        checked_at=log.now,
        plan=msgspec.json.encode(plan).decode(),
        rows=len(plan.rows),
    )
    log.session.add(kept)
    log.session.flush()
    return kept


def list_imports(session: Session) -> Sequence[DirectoryImport]:
    """Return the imports that were confirmed, newest first."""
    confirmed = select(DirectoryImport).where(DirectoryImport.confirmed_at.is_not(None))
    return session.scalars(confirmed.order_by(DirectoryImport.id.desc()).limit(LISTED)).all()


def find_import(session: Session, number: int, *, lock: bool = False) -> tuple[DirectoryImport, Plan]:
    """Return an import with its plan, and with `lock` keep others from confirming or undoing it; raises NotFound."""
    query = select(DirectoryImport).filter_by(id=number).options(undefer(DirectoryImport.plan))
    query = query.options(undefer(DirectoryImport.done))
    found = session.scalar(query.with_for_update().execution_options(populate_existing=True) if lock else query)
    if found is None:
        raise NotFound("There is no import %(number)s: a file that nobody confirms is forgotten.", number=number)
    return found, msgspec.json.decode(found.plan, type=Plan)


def confirm_import(number: int, log: Log) -> int:
    """Do what an import showed, and return how many authorities it changed; each is an entry of the log.

    Raises ConflictingEdit, and changes nothing, if the directory is no longer what the file was checked against, and
    IllegalMove for an import that is confirmed already.
    """
    session = log.session
    kept, plan = find_import(session, number, lock=True)
    if kept.confirmed_at is not None:
        raise IllegalMove("This import is done already.")
    known = records_of(session, {row.slug for row in plan.rows})
    _refuse_if_changed(plan.rows, known)
    written = _write(session, plan.rows, known)
    note_change_of_authorities(session, [known[row.slug][0] for row in plan.rows if row.before], log.who, log.now)
    kept.done = msgspec.json.encode({slug: fingerprint_of(record) for slug, record in written.items()}).decode()
    kept.confirmed_at = log.now
    log.record_all(_entry(row, written[row.slug], kept) for row in plan.rows)
    return len(plan.rows)


def _refuse_if_changed(rows: Sequence[PlannedRow], known: Known) -> None:
    changed = [row.slug for row in rows if dict(known[row.slug][1] if row.slug in known else {}) != row.before]
    changed += merged_among(known)
    if changed:
        raise ConflictingEdit(
            "The directory was changed since the file was checked (%(slugs)s): check the file again.",
            slugs=some_of(changed),
        )


def _write(session: Session, rows: Sequence[PlannedRow], known: Known) -> dict[str, Record]:
    """Write all rows, and return what each authority is now, with the numbers of its rows."""
    authorities: list[Authority] = []
    with session.no_autoflush:
        for row in rows:
            authority = known[row.slug][0] if row.before else Authority(slug=row.slug)
            authorities.append(authority)
            session.add(authority)
            write_record(session, authority, row.after)
    session.flush()
    return {each.slug: record_of(each) for each in authorities}


def _entry(row: PlannedRow, now: Record, kept: DirectoryImport) -> LoggedChange:
    changes = differences_between(row.before, now)
    return LoggedChange(
        EventKind.EDITED if row.before else EventKind.CREATED,
        SubjectKind.AUTHORITY,
        row.slug,
        {name: was for name, (was, _) in changes.items() if was} if row.before else None,
        {
            **{name: is_now for name, (_, is_now) in changes.items() if is_now},
            **({"source": row.source} if row.source else {}),
            "import": kept.id,
        },
    )


def merged_among(known: Known) -> list[str]:
    """Return which of these authorities are one with another by now, and stand in no file."""
    return [slug for slug, (authority, _) in known.items() if authority.merged_into is not None]


def some_of(slugs: Sequence[str]) -> str:
    """Return slugs as a sentence names them: the first three, and how many more there are."""
    more = f" … (+{len(slugs) - 3})" if len(slugs) > 3 else ""
    return ", ".join(sorted(slugs)[:3]) + more
