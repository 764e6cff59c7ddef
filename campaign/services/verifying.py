"""Verifying the log of changes: every entry that is not as it was recorded, by its number, with a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from campaign.db import Base
from campaign.errors import Sentence
from campaign.models import Event, EventHead
from campaign.services.sealing import BREAK, FIRST, entry_hash, head_seal, sealed_moment

AT_ONCE = 1000  # entries held in memory

Stored = Mapping[str, str | int | None]


@dataclass(frozen=True)
class Broken:
    """Something that is not as it was recorded."""

    number: int  # of the entry, or of the first of several; 0 where it has none
    sentence: Sentence


@dataclass(frozen=True)
class _Last:
    """The entry before, which the next one must follow; no hash if it was altered, so that the next is not blamed."""

    number: int
    hash: str | None


def verify(session: Session, key: bytes) -> tuple[Broken, ...]:
    """Return all that was altered, removed, inserted or moved in the log; nothing if it is as it was recorded.

    An older state of the whole log, put back with its own mark of the newest entry, cannot be told from here: `holds`
    finds that, given a hash that was kept elsewhere.
    """
    return tuple(_all_broken(session, key))


def newest_entry(session: Session) -> tuple[int, str]:
    """Return the newest entry's number and hash; 0 and an empty text if there is none."""
    found = session.execute(sa.select(Event.number, Event.hash).order_by(Event.number.desc()).limit(1)).first()
    return (found.number, found.hash) if found else (0, FIRST)


def holds(session: Session, kept_hash: str) -> bool:
    """Whether the log still has the entry with this hash; if it does and verifies, all entries up to it are there."""
    return bool(session.scalar(sa.select(sa.exists().where(Event.hash == kept_hash))))


def _all_broken(session: Session, key: bytes) -> Iterator[Broken]:
    last = _Last(0, FIRST)
    for entry in _as_stored(session, Event):
        number = entry["number"]
        if not isinstance(number, int):
            yield _broken(0, "An entry without a number was inserted.")
            continue
        true_hash = entry_hash(key, entry)
        yield from _broken_here(number, entry, true_hash, last)
        last = _Last(max(number, last.number), true_hash if entry["hash"] == true_hash else None)
    yield from _broken_end(session, key, last)


def _broken_here(number: int, entry: Stored, true_hash: str, last: _Last) -> Iterator[Broken]:
    if number > last.number + 1:
        yield _removed(last.number + 1, number - 1)
    if number <= last.number:
        yield _broken(number, "Entry %(number)s was inserted: there is a number only once, from 1.")
    if entry["hash"] != true_hash:
        yield _broken(number, "Entry %(number)s was altered, or not written by this program.")
    elif entry["previous_hash"] == BREAK:
        yield _broken(number, "Entry %(number)s was recorded after those before it had been tampered with.")
    elif number == last.number + 1 and last.hash not in (None, entry["previous_hash"]):
        yield _broken(
            number, "Entry %(number)s does not follow the one before it: each is from another state of the log."
        )


def _broken_end(session: Session, key: bytes, last: _Last) -> Iterator[Broken]:
    head = {row["id"]: row for row in _as_stored(session, EventHead)}.get(1)
    if head is None:
        yield _broken(last.number, "The mark of the newest entry was removed.")
        return
    if last.number == 0 and (head["number"], head["hash"], head["seal"]) == (0, "", ""):
        return
    number = head["number"]
    if not isinstance(number, int) or head["seal"] != head_seal(key, number, head["hash"]):
        yield _broken(last.number, "The mark of the newest entry was altered.")
    elif number > last.number:
        yield _removed(last.number + 1, number)
    elif number < last.number or last.hash not in (None, head["hash"]):
        yield _broken(last.number, "Entry %(number)s is not the newest that was recorded.")


def _as_stored(session: Session, table: type[Base]) -> Iterator[Stored]:
    """Yield rows as they are stored, by number: what was tampered with need not be readable."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    columns = [
        column if isinstance(column.type, sa.Integer) else _plain(column, on_sqlite)
        for column in table.__table__.columns
    ]
    query = sa.select(*columns).order_by(table.__table__.c.number).execution_options(yield_per=AT_ONCE)
    with session.execute(query) as rows:
        for row in rows.mappings():
            stored = {name: _text(value) for name, value in row.items()}
            yield {**stored, "at": _moment(stored["at"])} if "at" in stored else stored


def _plain(column: sa.ColumnElement[object], on_sqlite: bool) -> sa.Label[Any]:
    # SQLite puts anything into any column, even bytes that are no text, at which its driver would stop.
    return sa.cast(column, sa.LargeBinary if on_sqlite else sa.String).label(column.key)


def _text(value: object) -> str | int | None:
    if isinstance(value, bytes):
        return value.decode(errors="surrogateescape")
    return value if isinstance(value, int | None) else str(value)


def _moment(text: str | int | None) -> str | int | None:
    try:
        moment = datetime.fromisoformat(str(text))
        return sealed_moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return text  # no moment at all, which no entry was sealed with


def _removed(first: int, last: int) -> Broken:
    if first == last:
        return _broken(first, "Entry %(number)s was removed.")
    return Broken(first, Sentence("Entries %(first)s to %(last)s were removed.", {"first": first, "last": last}))


def _broken(number: int, message: str) -> Broken:
    return Broken(number, Sentence(message, {"number": number}))
