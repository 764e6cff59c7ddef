"""What falls due besides last days: reviews, contacts to verify, outcomes to ask for, and embargoes that end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.models import Action, Outcome, Review
from campaign.models.deadline import day_in
from campaign.models.states import ActionState
from campaign.services.actions import ListedNow, Standing
from campaign.services.unverified import StaleAuthority, stale_authorities

ASK_AFTER_DAYS = 14  # since the last day: whoever was written to had time to answer
EMBARGO_ENDS_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class WaitingReview:
    """An action that waits for a second person."""

    slug: str
    asked_by: str
    since: datetime


@dataclass(frozen=True)
class OutcomeToAsk:
    """An action of which nobody has told yet what became of it; `since` is its last day, or the day it was stopped."""

    slug: str
    stopped: bool
    since: date


@dataclass(frozen=True)
class EndingEmbargo:
    """An action that becomes public by itself, and when."""

    slug: str
    until: datetime


@dataclass(frozen=True)
class FallingDue:
    """What falls due at one moment, in each group what is oldest or soonest first."""

    reviews: tuple[WaitingReview, ...]
    stale: tuple[StaleAuthority, ...]
    outcomes: tuple[OutcomeToAsk, ...]
    embargoes: tuple[EndingEmbargo, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def falling_due(session: Session, published: Sequence[ListedNow], now: datetime) -> FallingDue:
    """Return what falls due now; `published` is what list_published returns for the same moment."""
    return FallingDue(
        reviews=tuple(_reviews(session)),
        stale=stale_authorities(session, _still_written_to(published), now),
        outcomes=tuple(sorted(_outcomes(session, published, now), key=lambda each: (each.since, each.slug))),
        embargoes=tuple(_embargoes(published, now)),
    )


def _still_written_to(published: Sequence[ListedNow]) -> frozenset[str]:
    return frozenset(
        found.published.slug for found in published if found.standing in (Standing.OPEN, Standing.EMBARGOED)
    )


def _reviews(session: Session) -> Iterator[WaitingReview]:
    query = select(Action.slug, Review.asked_by, Review.asked_at).join(Review).where(Review.decided_at.is_(None))
    for slug, asked_by, asked_at in session.execute(query.order_by(Review.asked_at, Review.id)):
        yield WaitingReview(slug, asked_by, asked_at)


def _outcomes(session: Session, published: Sequence[ListedNow], now: datetime) -> Iterator[OutcomeToAsk]:
    untold = select(Action.slug, Action.stopped_at, Action.time_zone)
    untold = untold.where(Action.state == ActionState.STOPPED, ~Action.outcomes.any())
    for slug, stopped_at, time_zone in session.execute(untold):
        yield OutcomeToAsk(slug, stopped=True, since=day_in(time_zone, stopped_at or now))
    told = select(Action.slug, func.max(Outcome.recorded_on)).join_from(Action, Outcome).group_by(Action.slug)
    last_told = dict(session.execute(told).all())
    for found in published:
        action, days = found.published, found.published.days_left(now)
        if found.standing not in (Standing.OPEN, Standing.EXPIRED) or action.deadline is None or days is None:
            continue
        last_day = action.deadline.last_valid_day
        if days <= -ASK_AFTER_DAYS and last_told.get(action.slug, date.min) < last_day:
            yield OutcomeToAsk(action.slug, stopped=False, since=last_day)


def _embargoes(published: Sequence[ListedNow], now: datetime) -> Iterator[EndingEmbargo]:
    held = [
        EndingEmbargo(found.published.slug, found.published.embargo_until)
        for found in published
        if found.standing is Standing.EMBARGOED and found.published.embargo_until is not None
    ]
    yield from sorted((each for each in held if each.until - now <= EMBARGO_ENDS_WITHIN), key=lambda each: each.until)
