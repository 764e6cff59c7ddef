"""The authorities of open actions whose addresses or contacts nobody verified for a year.

Thousands of them are looked through whenever somebody opens the board, so only the columns that matter are read.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from campaign.models import Action, Addressee, Authority, AuthorityText, Contact, PostalAddress
from campaign.models.deadline import day_in
from campaign.models.states import ActionState
from campaign.models.vocabulary import ContactKind, Doubt
from campaign.services.staleness import USED, stale_addresses, stale_contacts

IN_USE = select(Addressee.authority_id).join(Action).where(Action.state == ActionState.LIVE)


@dataclass(frozen=True)
class StaleAuthority:
    """An authority, how many of its addresses and contacts nobody verified for a year, and the actions that use it."""

    slug: str
    name: str
    entries: int
    used_by: tuple[str, ...]  # slugs


@dataclass(frozen=True, slots=True)
class _Address:
    verified_on: date | None
    bounced_on: date | None
    valid_from: date | None
    valid_to: date | None
    language: str


@dataclass(frozen=True, slots=True)
class _Contact:
    verified_on: date | None
    bounced_on: date | None
    valid_from: date | None
    valid_to: date | None
    kind: ContactKind
    doubt: Doubt | None


def stale_authorities(session: Session, slugs: Collection[str], now: datetime) -> tuple[StaleAuthority, ...]:
    """Return the authorities that live actions with these slugs write to and that somebody should look at, by name.

    It is judged on the day that it is where an action is; for one that several use, on the latest of these days.
    """
    uses, days = _uses(session, slugs), _Days(now)
    day_of = {each: max(days[time_zone] for _, time_zone in used) for each, used in uses.items()}
    names = _names(session)
    found = [
        StaleAuthority(*names[each], entries, tuple(sorted({slug for slug, _ in uses[each]})))
        for each, entries in _stale_entries(session, day_of).items()
    ]
    return tuple(sorted(found, key=lambda each: (each.name, each.slug)))


class _Days(dict[str, date]):
    """The day that it is in each time zone, worked out once."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __missing__(self, time_zone: str) -> date:
        self[time_zone] = day_in(time_zone, self._now)
        return self[time_zone]


def _uses(session: Session, slugs: Collection[str]) -> dict[int, list[tuple[str, str]]]:
    """Return for each authority the slug and the time zone of every action that uses it."""
    query = select(Addressee.authority_id, Action.slug, Action.time_zone).join_from(Addressee, Action)
    uses: dict[int, list[tuple[str, str]]] = {}
    for authority_id, slug, time_zone in session.execute(query.where(Action.state == ActionState.LIVE)):
        if slug in slugs:
            uses.setdefault(authority_id, []).append((slug, time_zone))
    return uses


def _stale_entries(session: Session, day_of: Mapping[int, date]) -> Counter[int]:
    """Count what is stale of each authority; rows come by authority, so that few are held at a time."""
    count: Counter[int] = Counter()
    addresses = session.execute(_columns(PostalAddress, PostalAddress.language))
    for authority_id, rows in groupby(addresses, key=itemgetter(0)):
        if authority_id in day_of:
            count[authority_id] += len(stale_addresses((_Address(*row[1:]) for row in rows), day_of[authority_id]))
    contacts = session.execute(_columns(Contact, Contact.kind, Contact.doubt).where(Contact.kind.in_(USED)))
    for authority_id, rows in groupby(contacts, key=itemgetter(0)):
        if authority_id in day_of:
            count[authority_id] += len(stale_contacts((_Contact(*row[1:]) for row in rows), day_of[authority_id]))
    return +count


def _columns(kind: type[PostalAddress] | type[Contact], *more: Any) -> Select[*tuple[Any, ...]]:
    dates = (kind.verified_on, kind.bounced_on, kind.valid_from, kind.valid_to)
    return (
        select(kind.authority_id, *dates, *more)
        .where(kind.authority_id.in_(IN_USE))
        .order_by(kind.authority_id, kind.id)
    )


def _names(session: Session) -> dict[int, tuple[str, str]]:
    """Return slugs and names: the name, or else the office, in English if it can be had."""
    text = (AuthorityText.language, AuthorityText.name, AuthorityText.title)
    query = select(Authority.id, Authority.slug, *text).join(AuthorityText, isouter=True)
    found: dict[int, tuple[str, str]] = {}
    for authority_id, slug, language, name, title in session.execute(query.where(Authority.id.in_(IN_USE))):
        if authority_id not in found or language == "en":
            found[authority_id] = (slug, name or title or slug)
    return found
