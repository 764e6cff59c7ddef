"""The second factor: codes of an authenticator app, and recovery codes for when it is lost. Each works once."""

import hmac
import re
from datetime import datetime

import pyotp
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from campaign.errors import WrongSignIn
from campaign.models import Coordinator, RecoveryCode
from campaign.models.vocabulary import LinkKind
from campaign.services.accounts.links import spend_links
from campaign.services.accounts.tokens import RECOVERY_CODES, new_recovery_code, recovery_fingerprint

STEP_SECONDS = 30
STEPS_AWAY = (0, -1, 1)  # clocks differ, and typing takes a while
SECRET = re.compile(r"[A-Z2-7]{32}")  # 20 bytes in base 32, as RFC 4226 recommends


def new_totp_secret() -> str:
    """Return a secret for an authenticator app, in base 32."""
    return pyotp.random_base32()


def totp_address(secret: str, email: str, site_name: str) -> str:
    """Return the otpauth address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=site_name)


def is_secret(text: str) -> bool:
    """Whether a text can be a secret of ours, such as one that a form brought back."""
    return SECRET.fullmatch(text) is not None


def enrol_totp(session: Session, coordinator: Coordinator, secret: str, code: str, now: datetime) -> tuple[str, ...]:
    """Take a secret for the coordinator once a code proves that their app has it, and return new recovery codes.

    The codes are told this once; those from before no longer work, nor do links that were not used. Raises WrongSignIn.
    """
    step = _step_of(secret, code, now) if is_secret(secret) else None
    if step is None:
        raise WrongSignIn("That code does not fit. Wait for the next one in your app, and type that.")
    coordinator.totp_secret, coordinator.totp_last_step = secret, step
    spend_links(session, coordinator.id, *LinkKind)
    return renew_recovery_codes(session, coordinator)


def check_code(session: Session, coordinator: Coordinator, code: str, now: datetime) -> None:
    """Use up a code of the app or a recovery code; raises WrongSignIn if it is not right or was used before."""
    if not (_use_totp(session, coordinator, code, now) or _use_recovery_code(session, coordinator, code, now)):
        raise WrongSignIn("That code is not right, or was used before. Wait for the next one in your app.")


def renew_recovery_codes(session: Session, coordinator: Coordinator) -> tuple[str, ...]:
    """Return ten new recovery codes, told this once; those from before no longer work."""
    codes = tuple(new_recovery_code() for _ in range(RECOVERY_CODES))
    coordinator.recovery_codes = [RecoveryCode(sha256=recovery_fingerprint(code)) for code in codes]
    session.flush()
    return codes


def recovery_codes_left(session: Session, coordinator_id: int) -> int:
    """Return how many recovery codes a coordinator has not used."""
    left = select(func.count()).where(RecoveryCode.coordinator_id == coordinator_id, RecoveryCode.used_at.is_(None))
    return session.scalars(left).one()


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the half minute that a code of the app belongs to; none if it fits none near."""
    typed = re.sub(r"\s", "", code).encode(errors="replace")
    totp, step = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    fitting = [
        step + away for away in STEPS_AWAY if hmac.compare_digest(totp.generate_otp(step + away).encode(), typed)
    ]
    return fitting[0] if fitting else None


def _use_totp(session: Session, coordinator: Coordinator, code: str, now: datetime) -> bool:
    if coordinator.totp_secret is None:
        return False
    step = _step_of(coordinator.totp_secret, code, now)
    if step is None:
        return False
    last = Coordinator.totp_last_step
    used = (
        update(Coordinator)
        .where(Coordinator.id == coordinator.id, or_(last.is_(None), last < step))
        .values(totp_last_step=step)
        .returning(Coordinator.id)
    )
    return session.scalar(used) is not None


def _use_recovery_code(session: Session, coordinator: Coordinator, code: str, now: datetime) -> bool:
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.coordinator_id == coordinator.id,
            RecoveryCode.sha256 == recovery_fingerprint(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
    )
    return session.scalar(used) is not None
