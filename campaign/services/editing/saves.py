"""Saves of sections as the log tells them: who saved since a form was opened, and what can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Coordinator, Event
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.editing.entries import Content, Section, content_from_json, fingerprint

UNDONE_WITHIN = timedelta(days=1)
MOST_LOOKED_AT = 50  # entries of the log; more between two looks at one section are not told apart


@dataclass(frozen=True)
class Save:
    """One save of a section: the number of its entry in the log, and what the section said before and after."""

    number: int
    at: datetime
    before: Content
    after: Content


@dataclass(frozen=True)
class Savers:
    """Who saved a section: their names, and when the last of them did; no names where the log does not say."""

    names: tuple[str, ...] = ()
    at: datetime | None = None


def last_saves(session: Session, slug: str, who: str, now: datetime) -> Mapping[Section, Save]:
    """Return the last save of each section that a coordinator made within a day, newest first."""
    query = (
        select(Event)
        .filter_by(subject_kind=SubjectKind.ACTION, subject=slug, what=EventKind.EDITED, who=who)
        .where(Event.at > now - UNDONE_WITHIN)
        .order_by(Event.number.desc())
    )
    saves: dict[Section, Save] = {}
    for event in session.scalars(query):
        for section in Section:
            before, after = _part(event.before, section), _part(event.after, section)
            if section not in saves and before is not None and after is not None:
                saves[section] = Save(event.number, event.at, before, after)
    return saves


def saved_since(session: Session, slug: str, section: Section, seen: str) -> Savers:
    """Return who saved a section since its fingerprint was `seen`."""
    query = (
        select(Event, Coordinator.name)
        .outerjoin(Coordinator, Coordinator.email == Event.who)
        .where(Event.subject_kind == SubjectKind.ACTION, Event.subject == slug, Event.what == EventKind.EDITED)
        .order_by(Event.number.desc())
        .limit(MOST_LOOKED_AT)
    )
    names: list[str] = []
    at: datetime | None = None
    for event, name in session.execute(query):
        after = _part(event.after, section)
        if after is None:
            continue
        if fingerprint(after) == seen:
            break
        names, at = [*names, name or event.who], at or event.at
        before = _part(event.before, section)
        if before is not None and fingerprint(before) == seen:
            break
    else:
        names = names[:1]  # where it was opened is not in the log: the last one is all that is certain
    return Savers(tuple(dict.fromkeys(names)), at)


def _part(text: str | None, section: Section) -> Content | None:
    """Return what an entry of the log holds of a section; none if it is about another."""
    try:
        parts = msgspec.json.decode(text or "{}", type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError:
        return None
    return content_from_json(section, bytes(parts[section])) if section in parts else None
