"""The administrator of the demonstration, who is let in by a one-time link."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Coordinator
from campaign.models.vocabulary import CoordinatorRole, LinkKind
from campaign.services.accounts.links import make_link

EMAIL = "demo@desk.example"


def demonstration_link(session: Session, now: datetime) -> str | None:
    """Return the token of a sign-in link for the demonstration's administrator, made if nobody is there yet.

    None where an installation has coordinators of its own and no such administrator.
    """
    coordinator = session.scalar(select(Coordinator).filter_by(email=EMAIL, disabled_at=None))
    if coordinator is None:
        if session.scalar(select(Coordinator).limit(1)) is not None:
            return None
        coordinator = Coordinator(email=EMAIL, name="Demonstration", role=CoordinatorRole.ADMINISTRATOR, created_at=now)
        session.add(coordinator)
        session.flush()
    return make_link(session, coordinator, LinkKind.SIGN_IN, now)
