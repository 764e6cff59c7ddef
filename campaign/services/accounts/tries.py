"""How often somebody may try to sign in: counted in the database, so that it holds over several processes."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from campaign.errors import TooOften
from campaign.models import SignInTry
from campaign.models.vocabulary import TryKind
from campaign.services.accounts.tokens import fingerprint

WINDOW = timedelta(minutes=5)
MOST = {TryKind.PASSWORD: 10, TryKind.CODE: 5}


def count_password_try(session: Session, email: str, network: str, now: datetime) -> None:
    """Count a try of a password for an account and from a network; raises TooOften if either had too many."""
    _count(session, TryKind.PASSWORD, (f"account {email.strip().lower()}", f"network {network}"), now)


def count_challenge(session: Session, network: str, now: datetime) -> None:
    """Count from a network, as a password is, what was asked for to sign in with a passkey alone; raises TooOften."""
    _count(session, TryKind.PASSWORD, (f"network {network}",), now)


def count_code_try(session: Session, coordinator_id: int, now: datetime) -> None:
    """Count a try of a code or a passkey; raises TooOften if it is one too many."""
    _count(session, TryKind.CODE, (f"coordinator {coordinator_id}",), now)


def forget_tries(session: Session, now: datetime) -> None:
    """Delete the tries that no longer count."""
    session.execute(delete(SignInTry).where(SignInTry.at <= now - WINDOW))


def _count(session: Session, kind: TryKind, subjects: tuple[str, ...], now: datetime) -> None:
    keys = sorted(fingerprint(subject) for subject in subjects)  # in one order, so that no two wait for each other
    for key in keys:
        _wait_for_others(session, key)
        so_far = select(func.count()).where(SignInTry.kind == kind, SignInTry.key == key, SignInTry.at > now - WINDOW)
        if session.scalars(so_far).one() >= MOST[kind]:
            raise TooOften("That was tried too often. Please wait five minutes, then try again.")
    session.add_all(SignInTry(kind=kind, key=key, at=now) for key in keys)
    session.flush()


def _wait_for_others(session: Session, key: str) -> None:
    """Count one after the other. SQLite does so by itself; PostgreSQL would let two see the same number."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(int(key[:15], 16))))
