"""Where an authority is used, and which live actions still say of it what was published before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign.models import Action, Addressee, Authority
from campaign.models.deadline import day_in
from campaign.models.published import to_document
from campaign.models.states import ActionState
from campaign.models.vocabulary import Role
from campaign.services.authorities.standing import family
from campaign.services.freezing import freeze_authority
from campaign.services.lifecycle import waiting_review


@dataclass(frozen=True)
class Use:
    """An action that writes to an authority."""

    slug: str
    title: str
    state: ActionState
    role: Role
    is_behind: bool  # it is live, and published with what the directory said before
    is_waiting: bool  # a second person is asked to look at it
    own_words: bool  # it has a salutation or a close of its own, which may be for whoever held the office before


def uses_of(session: Session, authority: Authority, now: datetime) -> tuple[Use, ...]:
    """Return the actions that write to an authority, or to one that was merged into it: live ones first, by name."""
    query = (
        select(Addressee, Action)
        .join(Action)
        .where(Addressee.authority_id.in_([each.id for each in family(session, authority)]))
        .options(selectinload(Action.texts), selectinload(Action.reviews))
        .options(joinedload(Addressee.authority_version), selectinload(Addressee.texts))
        .order_by(Action.slug)
    )
    found = [_use(addressee, action, authority, now) for addressee, action in session.execute(query)]
    return tuple(sorted(found, key=lambda use: use.state is not ActionState.LIVE))


def _use(addressee: Addressee, action: Action, authority: Authority, now: datetime) -> Use:
    version = addressee.authority_version
    text = action.texts.get("en") or next(iter(action.texts.values()), None)
    is_live = action.state is ActionState.LIVE
    day = day_in(action.time_zone, now)
    is_behind = is_live and (version is None or version.sha256 != to_document(freeze_authority(authority, day))[1])
    return Use(
        slug=action.slug,
        title=text.title if text else action.slug,
        state=action.state,
        role=addressee.role,
        is_behind=is_behind,
        is_waiting=waiting_review(action) is not None,
        own_words=any(text.salutation or text.closing for text in addressee.texts.values()),
    )
