"""Forgetting what no longer counts: tries, sessions, links, challenges, forms never saved, corrections decided."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaign.services.accounts.challenges import forget_challenges
from campaign.services.accounts.links import forget_links
from campaign.services.accounts.sessions import forget_sessions
from campaign.services.accounts.tries import forget_tries
from campaign.services.authorities.correcting import forget_corrections
from campaign.services.editing.keeping import forget_kept_forms


def prune(session: Session, now: datetime) -> None:
    """Delete the tries, sessions, links, challenges, kept forms and decided corrections that are too old to count."""
    forget_tries(session, now)
    forget_sessions(session, now)
    forget_links(session, now)
    forget_challenges(session, now)
    forget_kept_forms(session, now)
    forget_corrections(session, now)
