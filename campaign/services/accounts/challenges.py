"""Challenges: random bytes that a passkey is to sign. Each is for one browser and one purpose, works once, and soon."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from campaign.errors import WrongSignIn
from campaign.models import PasskeyChallenge
from campaign.models.vocabulary import CeremonyKind
from campaign.services.accounts.tokens import fingerprint

CHALLENGE_BYTES = 32
HOLDS_FOR = timedelta(minutes=5)


def new_challenge(session: Session, token: str, kind: CeremonyKind, now: datetime) -> bytes:
    """Return a challenge for the browser whose cookie holds a token; the one that it had before no longer works."""
    sha256, challenge = fingerprint(token), secrets.token_bytes(CHALLENGE_BYTES)
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.sha256 == sha256))
    session.add(PasskeyChallenge(sha256=sha256, kind=kind, challenge=challenge, expires_at=now + HOLDS_FOR))
    session.flush()
    return challenge


def take_challenge(session: Session, token: str, kind: CeremonyKind, now: datetime) -> bytes:
    """Use up the challenge of a browser, and return it. Raises WrongSignIn if there is none for this.

    Commit before looking at what was signed, so that it is used up whatever that is.
    """
    taken = delete(PasskeyChallenge).where(
        PasskeyChallenge.sha256 == fingerprint(token),
        PasskeyChallenge.kind == kind,
        PasskeyChallenge.expires_at > now,
    )
    challenge: bytes | None = session.scalar(taken.returning(PasskeyChallenge.challenge))
    if challenge is None:
        raise WrongSignIn("That took too long, or was sent twice. Please use your passkey once more.")
    return challenge


def forget_challenges(session: Session, now: datetime) -> None:
    """Delete the challenges that are too old to be used."""
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
