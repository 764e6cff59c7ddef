"""The log of changes: recording who did what, and showing it; services/verifying.py finds what was tampered with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from campaign.db import Base
from campaign.errors import AlteredLog, KeyUnavailable
from campaign.models import Event, EventHead
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.key_file import KeyFile
from campaign.services.sealing import BREAK, FIRST, entry_hash, head_seal, sealed_moment

UNREADABLE = "The log of changes holds an entry that cannot be read; run `campaign audit verify`."


@dataclass(frozen=True)
class LoggedChange:
    """One of many things that were done at once; see `record` for the fields."""

    what: EventKind
    subject_kind: SubjectKind
    subject: str
    before: object = None
    after: object = None


@dataclass(frozen=True)
class Log:
    """The log as one person writes to it in one transaction; the edge makes it and hands it to services."""

    session: Session
    key_file: KeyFile
    who: str
    now: datetime

    def record(
        self, what: EventKind, *, subject_kind: SubjectKind, subject: str, before: object = None, after: object = None
    ) -> Event:
        """Record what was done as the newest entry; see `record`. The first entry of all makes the key.

        Raises KeyUnavailable rather than going on with another key where the log has entries and its key is gone.
        """
        return record(
            self.session,
            self._key(),
            now=self.now,
            who=self.who,
            what=what,
            subject_kind=subject_kind,
            subject=subject,
            before=before,
            after=after,
        )

    def record_all(self, changes: Iterable[LoggedChange]) -> None:
        """Record many things that were done at once, each as an entry of its own, in their order; see `record`."""
        record_all(self.session, self._key(), changes, who=self.who, now=self.now)

    def _key(self) -> bytes:
        begun = self.session.scalar(
            select(exists(select(Event.number)))
        )  # asked first: a key is older than its entries
        key = self.key_file.read()
        if key is None and begun:
            raise KeyUnavailable(
                "The log of changes has entries, but its key is not at %(path)s: set CAMPAIGN_DATA_DIR to where it is, "
                "or restore it from a copy. If it is lost for good, run `campaign audit new-key`.",
                path=self.key_file.path,
            )
        return key or self.key_file.make()


@dataclass(frozen=True)
class ChangedField:
    """A field that an entry changed, with its JSON before and after; none: it was not there."""

    name: str
    before: str | None
    after: str | None


def record(
    session: Session,
    key: bytes,
    *,
    now: datetime,
    who: str,
    what: EventKind,
    subject_kind: SubjectKind,
    subject: str,
    before: object = None,
    after: object = None,
) -> Event:
    """Record a change as the newest entry of the log; it is kept if the transaction is, and only then.

    `before` and `after` are mappings or dataclasses that have a form in JSON; none where there was or is nothing.
    Writers queue up here until the one before has committed, so record last in a transaction. Where the log's end was
    tampered with, the entry is recorded all the same, and says for ever that it stands behind a break.
    """
    change = LoggedChange(what, subject_kind, subject, before, after)
    (event,) = record_all(session, key, (change,), who=who, now=now)
    return event


def record_all(
    session: Session, key: bytes, changes: Iterable[LoggedChange], *, who: str, now: datetime
) -> tuple[Event, ...]:
    """Record changes as the newest entries of the log, in their order; see `record`."""
    # Asked anew: what this session remembers of the row may be older than another writer's entry.
    locked = select(EventHead).filter_by(id=1).with_for_update().execution_options(populate_existing=True)
    head = session.scalar(locked)
    if head is None:
        head = EventHead(seal=BREAK)
        session.add(head)
    first, previous_hash = _next(session, key, head)
    events = []
    for place, change in enumerate(changes, start=first):
        event = _entry(key, place, previous_hash, change, who=who, now=now)
        events.append(event)
        previous_hash = event.hash
    if events:
        session.add_all(events)
        head.number, head.hash = events[-1].number, events[-1].hash
        head.seal = head_seal(key, head.number, head.hash)
        session.flush()
    return tuple(events)


def history(
    session: Session, *, subject_kind: SubjectKind | None = None, subject: str | None = None, limit: int
) -> Sequence[Event]:
    """Return the newest entries of the log, newest first: those of one subject, or all.

    Raises AlteredLog if one of them cannot be read.
    """
    wanted = select(Event).order_by(Event.number.desc()).limit(limit)
    if subject_kind is not None:
        wanted = wanted.filter_by(subject_kind=subject_kind)
    if subject is not None:
        wanted = wanted.filter_by(subject=subject)
    try:
        return session.scalars(wanted).all()
    except (ValueError, TypeError) as error:  # a word that no vocabulary has, a moment that is none
        raise AlteredLog(UNREADABLE) from error


def changed_fields(event: Event) -> tuple[ChangedField, ...]:
    """Return the fields that differ before and after, by name; raises AlteredLog if the entry cannot be read."""
    before, after = _fields(event.before), _fields(event.after)
    return tuple(
        ChangedField(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )


def row_fields(row: Base) -> dict[str, Any]:
    """Return what a row holds in its own columns, to be recorded before and after a change of it."""
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _entry(key: bytes, number: int, previous_hash: str, change: LoggedChange, *, who: str, now: datetime) -> Event:
    entry = {
        "number": number,
        "who": who,
        "what": EventKind(change.what),
        "subject_kind": SubjectKind(change.subject_kind),
        "subject": change.subject,
        "before": _canonical(change.before),
        "after": _canonical(change.after),
        "previous_hash": previous_hash,
    }
    return Event(**entry, at=now, hash=entry_hash(key, {**entry, "at": sealed_moment(now)}))


def _next(session: Session, key: bytes, head: EventHead) -> tuple[int, str]:
    """Return the number of the next entry, and the hash that it follows: BREAK if the log does not end as it should."""
    newest = session.execute(select(Event.number, Event.hash).order_by(Event.number.desc()).limit(1)).first()
    if newest is None and (head.number, head.hash, head.seal) == (0, "", ""):
        return 1, FIRST
    number, newest_hash = newest or (0, FIRST)
    if head.seal != head_seal(key, head.number, head.hash):
        return number + 1, BREAK
    if (head.number, head.hash) != (number, newest_hash):
        return max(head.number, number) + 1, BREAK
    return number + 1, newest_hash


def _canonical(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value, order="sorted").decode()


def _fields(text: str | None) -> dict[str, str]:
    """Return a JSON object's fields, each still as JSON."""
    if text is None:
        return {}
    try:
        fields = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        return {name: bytes(raw).decode() for name, raw in fields.items()}
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise AlteredLog(UNREADABLE) from error
