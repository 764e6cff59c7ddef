"""Forgetting what no longer counts: tries, sessions and links."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaign.services.accounts.links import forget_links
from campaign.services.accounts.sessions import forget_sessions
from campaign.services.accounts.tries import forget_tries


def prune(session: Session, now: datetime) -> None:
    """Delete the tries, sessions and links that are too old to count."""
    forget_tries(session, now)
    forget_sessions(session, now)
    forget_links(session, now)
