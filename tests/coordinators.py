"""Coordinators for tests: enrolled ones with a known password and second factor, and their codes."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pyotp
from sqlalchemy.orm import Session

from campaign.models import Coordinator
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.factors import STEP_SECONDS
from campaign.services.accounts.passwords import hash_password

PASSWORD = "the ferry leaves at nine"  # noqa: S105
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
CREATED_AT = datetime(2026, 1, 2, tzinfo=UTC)


@cache
def password_hash() -> str:
    """The hash of the password, made once because it takes a while."""
    return hash_password(PASSWORD)


def a_coordinator(
    session: Session, email: str = "ines@desk.example", role: CoordinatorRole = CoordinatorRole.EDITOR
) -> Coordinator:
    """Somebody who was invited, and has set up password and second factor."""
    coordinator = Coordinator(
        email=email,
        name=f"A {role}",
        role=role,
        created_at=CREATED_AT,
        password_hash=password_hash(),
        totp_secret=SECRET,
    )
    session.add(coordinator)
    session.flush()
    return coordinator


def code_at(now: datetime, steps: int = 0, secret: str = SECRET) -> str:
    """The code that an app shows at a moment, or some half minutes later."""
    return pyotp.TOTP(secret).at(now + timedelta(seconds=steps * STEP_SECONDS))
