"""The history of an authority as the log tells it: who changed what, when, and from which source."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import AlteredLog
from campaign.models import Event
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.authorities.entries import in_words
from campaign.services.events import UNREADABLE, changed_fields

MOST = 100  # entries on a page; `campaign audit show` lists all
OF_THE_ROW = ("id", "authority_id")  # told by the entry itself
CALLED_BY = ("raw", "lines")  # what an address or a contact is known by


@dataclass(frozen=True)
class Step:
    """One thing that changed: its path, such as `contacts.7.raw`, what its row is called, and both values."""

    path: str
    about: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One entry of the log about an authority."""

    at: datetime
    who: str
    what: EventKind
    source: str
    steps: tuple[Step, ...]


def history_of(session: Session, slugs: Collection[str]) -> tuple[Entry, ...]:
    """Return what the log says of an authority, and of those that became one with it, newest first.

    Raises AlteredLog if an entry cannot be read.
    """
    query = (
        select(Event)
        .where(Event.subject_kind == SubjectKind.AUTHORITY, Event.subject.in_(slugs))
        .order_by(Event.number.desc())
        .limit(MOST)
    )
    return tuple(_entry(event) for event in session.scalars(query))


def _entry(event: Event) -> Entry:
    values = {**_decoded(event.before), **_decoded(event.after)}
    steps = [
        Step(field.name, _about(field.name, values), _words(field.before), _words(field.after))
        for field in changed_fields(event)
        if field.name not in (*OF_THE_ROW, "source")
    ]
    return Entry(event.at, event.who, event.what, str(_decoded(event.after).get("source", "")), tuple(steps))


def _about(path: str, values: Mapping[str, object]) -> str:
    row = path.rpartition(".")[0]
    for name in CALLED_BY:
        called = values.get(f"{row}.{name}" if row else name)
        if called and path.rpartition(".")[2] != name:
            return in_words(called)
    return ""


def _decoded(text: str | None) -> dict[str, object]:
    try:
        return msgspec.json.decode(text, type=dict[str, object]) if text else {}
    except (msgspec.MsgspecError, ValueError) as error:
        raise AlteredLog(UNREADABLE) from error


def _words(text: str | None) -> str:
    return "" if text is None else in_words(msgspec.json.decode(text))
