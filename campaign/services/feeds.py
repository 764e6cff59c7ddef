"""The feed of public actions: what anyone may see listed, by what changed last."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Action, FeedNamespace, Outcome
from campaign.services.actions import ActionNow, ListedNow, list_public, whole_actions
from campaign.services.showing import ShownAction, shown


@dataclass(frozen=True)
class FeedEntry:
    """An action in the feed."""

    id: uuid.UUID
    changed_at: datetime
    action: ShownAction


@dataclass(frozen=True)
class Feed:
    """The feed at one moment, what changed last first."""

    id: uuid.UUID
    changed_at: datetime
    entries: tuple[FeedEntry, ...]


def actions_feed(session: Session, now: datetime, language: str, most: int) -> Feed:
    """Return the feed with `most` entries at most, in four queries; texts in the language where there are any."""
    names = namespace(session)
    outcomes = _outcomes(session)

    def newest_first(found: ListedNow) -> tuple[datetime, str]:
        return _changed_at(found, outcomes.get(found.published.slug, ())), found.published.slug

    listed = sorted(list_public(session, now), key=newest_first, reverse=True)[:most]
    entries = [
        _entry(names.secret, found, outcomes.get(found.published.slug, ()), language)
        for found in whole_actions(session, listed, now)
    ]
    changed_at = entries[0].changed_at if entries else names.begun_at
    return Feed(uuid.uuid5(names.secret, "feed"), changed_at, tuple(entries))


def namespace(session: Session) -> FeedNamespace:
    """Return what the identifiers in feeds are made from."""
    return session.scalars(select(FeedNamespace)).one()


def _outcomes(session: Session) -> dict[str, list[Outcome]]:
    """Return what became of actions, by slug, in the order of their pages."""
    query = select(Action.slug, Outcome).join_from(Action, Outcome).order_by(Outcome.recorded_on, Outcome.id)
    found = defaultdict(list)
    for slug, outcome in session.execute(query):
        found[slug].append(outcome)
    return found


def _entry(secret: uuid.UUID, found: ActionNow, outcomes: Iterable[Outcome], language: str) -> FeedEntry:
    told = tuple((each.recorded_on, each.language, each.text) for each in outcomes)
    return FeedEntry(
        id=uuid.uuid5(secret, f"action {found.published.slug}"),
        changed_at=_changed_at(found, outcomes),
        action=shown(replace(found, outcomes=told), language),
    )


def _changed_at(found: ListedNow, outcomes: Iterable[Outcome]) -> datetime:
    """Return when the entry last came to say something else: published, out of an embargo, closed, its outcome told."""
    zone = ZoneInfo(found.published.time_zone)
    told = [each.recorded_at or datetime.combine(each.recorded_on, time(), zone) for each in outcomes]
    return max(filter(None, (found.published_at, found.published.embargo_until, found.closed_at, *told)))
