"""Passkeys of coordinators, and the challenges that they are to sign."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment, Word
from campaign.models.coordinator import Sha256
from campaign.models.vocabulary import CeremonyKind

LONGEST_PASSKEY_NAME = 80  # characters


class Passkey(Base):
    """A key pair on a device of a coordinator, of which we hold the public half; the device asks who uses it."""

    __tablename__ = "passkey"

    id: Mapped[Id]
    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("coordinator.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(LONGEST_PASSKEY_NAME))  # what the coordinator calls it
    credential_id: Mapped[str] = mapped_column(sa.String(1364), unique=True)  # base64url of at most 1023 bytes
    public_key: Mapped[bytes]  # COSE
    sign_count: Mapped[int] = mapped_column(sa.BigInteger)  # 32 bits without a sign; 0 for good: it does not count
    added_at: Mapped[Moment]
    last_used_at: Mapped[Moment | None]


class PasskeyChallenge(Base):
    """What one browser is to have signed, once and soon; known by the SHA-256 of the token that its cookie holds."""

    __tablename__ = "passkey_challenge"

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(Sha256, unique=True)
    kind: Mapped[CeremonyKind] = mapped_column(Word(CeremonyKind))
    challenge: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    expires_at: Mapped[Moment] = mapped_column(index=True)
