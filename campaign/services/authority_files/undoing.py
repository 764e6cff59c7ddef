"""Taking a whole import back: every authority is what it was before, unless somebody changed one since."""

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from campaign.errors import ConflictingEdit, IllegalMove
from campaign.models import Action, Addressee, AuthorityVersion
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.authority_files.importing import Known, find_import, merged_among, some_of
from campaign.services.authority_files.planning import PlannedRow
from campaign.services.authority_files.records import (
    differences_between,
    fingerprint_of,
    records_of,
    write_record,
)
from campaign.services.events import Log, LoggedChange
from campaign.services.lifecycle import note_change_of_authorities


def undo_import(number: int, log: Log) -> int:
    """Take an import back, and return how many authorities are what they were; each is an entry of the log.

    What it entered is taken out again. Raises ConflictingEdit, and changes nothing, if somebody changed one of them
    since or an action writes to what would be taken out, and IllegalMove for an import that is not done.
    """
    session = log.session
    kept, plan = find_import(session, number, lock=True)
    if kept.confirmed_at is None or kept.undone_at is not None:
        raise IllegalMove("This import is not done, or is undone already: there is nothing to take back.")
    known = records_of(session, {row.slug for row in plan.rows})
    _refuse_if_changed(plan.rows, known, msgspec.json.decode(kept.done or "{}", type=dict[str, str]))
    _refuse_if_used(session, [row for row in plan.rows if not row.before], known)
    _restore(session, plan.rows, known)
    note_change_of_authorities(session, [known[row.slug][0] for row in plan.rows if row.before], log.who, log.now)
    kept.undone_at, kept.undone_by = log.now, log.who
    log.record_all(_entry(row, known, kept.id) for row in plan.rows)
    return len(plan.rows)


def _refuse_if_changed(rows: Sequence[PlannedRow], known: Known, done: Mapping[str, str]) -> None:
    changed = [
        row.slug for row in rows if row.slug not in known or fingerprint_of(known[row.slug][1]) != done.get(row.slug)
    ]
    changed += merged_among(known)
    if changed:
        raise ConflictingEdit(
            "It cannot be undone: somebody changed %(slugs)s since. Export these, and mend them by another import.",
            slugs=some_of(changed),
        )


def _refuse_if_used(session: Session, rows: Sequence[PlannedRow], known: Known) -> None:
    new = {known[row.slug][0].id: row.slug for row in rows}
    uses = session.execute(select(Addressee.authority_id, Action.slug).join(Action)).all()
    used = [f"{new[authority]} ({action})" for authority, action in uses if authority in new]
    published = session.scalars(select(AuthorityVersion.authority_id).distinct())
    used += [new[authority] for authority in published if authority in new and not used]
    if used:
        raise ConflictingEdit(
            "It cannot be undone: actions write, or wrote, to what it entered: %(uses)s.",
            uses=some_of(used),
        )


def _restore(session: Session, rows: Sequence[PlannedRow], known: Known) -> None:
    with session.no_autoflush:
        for row in rows:
            authority = known[row.slug][0]
            if row.before:
                write_record(session, authority, row.before)
                continue
            set_committed_value(authority, "versions", [])  # there are none; asked for each, it would take minutes
            session.delete(authority)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictingEdit(
            "It cannot be undone: something in the directory refers to what it entered by now."
        ) from error


def _entry(row: PlannedRow, known: Known, number: int) -> LoggedChange:
    changes = differences_between(known[row.slug][1], row.before)
    return LoggedChange(
        EventKind.EDITED,
        SubjectKind.AUTHORITY,
        row.slug,
        {name: was for name, (was, _) in changes.items() if was},
        {**{name: is_now for name, (_, is_now) in changes.items() if is_now}, "undone_import": number}
        if row.before
        else None,
    )
