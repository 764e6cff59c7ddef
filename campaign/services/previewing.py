"""Links that show an action before it is published to whoever has them: to the family, to a translator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.errors import ActionClosed, BadEntry, IllegalMove, NotFound, SpentLink
from campaign.models import Action, PreviewLink
from campaign.services.accounts.tokens import fingerprint, new_token
from campaign.services.actions import ActionNow
from campaign.services.lifecycle import EDITABLE
from campaign.services.rehearsing import rehearsed

DAYS = (1, 7, 30)  # that a link may hold


@dataclass(frozen=True)
class Preview:
    """An action as it would be published, and the moment until which its link holds."""

    found: ActionNow
    until: datetime


def make_preview(session: Session, action: Action, who: str, days: int, now: datetime) -> tuple[PreviewLink, str]:
    """Return a new link to the preview of an action, and its token, which is nowhere stored; others hold on.

    Raises BadEntry for a time that is not offered, and IllegalMove for an action that is stopped or archived.
    """
    if days not in DAYS:
        raise BadEntry("Choose how long the link is to hold.")
    if action.state not in EDITABLE:
        raise IllegalMove("An action that is stopped or archived has no preview.")
    session.execute(delete(PreviewLink).where(PreviewLink.expires_at <= now))
    token = new_token()
    link = PreviewLink(
        action=action, sha256=fingerprint(token), made_by=who, made_at=now, expires_at=now + timedelta(days=days)
    )
    session.add(link)
    session.flush()
    return link, token


def list_previews(session: Session, action: Action, now: datetime) -> Sequence[PreviewLink]:
    """Return the links to the preview of an action that hold, the newest first; none once it is stopped or archived."""
    if action.state not in EDITABLE:
        return ()
    holding = select(PreviewLink).where(PreviewLink.action_id == action.id, PreviewLink.expires_at > now)
    return session.scalars(holding.order_by(PreviewLink.id.desc())).all()


def revoke_preview(session: Session, action: Action, which: int) -> PreviewLink:
    """Take a link to the preview of an action back, and return it; raises NotFound if there is none."""
    link = session.scalar(select(PreviewLink).filter_by(id=which, action_id=action.id))
    if link is None:
        raise NotFound("This preview has ended already.")
    session.delete(link)
    session.flush()
    return link


def find_preview(session: Session, token: str, now: datetime) -> Preview:
    """Return what the link with a token shows at this moment.

    Raises SpentLink if there is none, if it is too old, or if the action was stopped or archived, and MissingWord if
    there is too little to show yet.
    """
    holding = select(PreviewLink).where(PreviewLink.sha256 == fingerprint(token), PreviewLink.expires_at > now)
    link = session.scalar(holding)
    try:
        if link is not None:
            return Preview(rehearsed(session, link.action, now), link.expires_at)
    except ActionClosed:
        pass
    raise SpentLink("This preview has ended, or its address was mistyped. Ask whoever gave it to you for a new link.")
