"""Coordinators, their recovery codes, and the one-time links that let them in."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from campaign.db import Base
from campaign.models.columns import Id, Moment, Numbers, Word
from campaign.models.vocabulary import CoordinatorRole, LinkKind

Sha256 = sa.String(64)  # in hexadecimal
USUAL_REMINDERS = (14, 7, 3, 1, 0)


class Coordinator(Base):
    """A person who may sign in; the password is there once an invitation was used, the second factor once enrolled."""

    __tablename__ = "coordinator"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)  # in lower case
    name: Mapped[str] = mapped_column(sa.String(80))
    role: Mapped[CoordinatorRole] = mapped_column(Word(CoordinatorRole))
    password_hash: Mapped[str | None]  # argon2id, with its salt and cost
    totp_secret: Mapped[str | None] = mapped_column(sa.String(64))  # base 32, as authenticator apps take it
    totp_last_step: Mapped[int | None]  # the last half minute whose code was used, so that each works once
    created_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]
    reminder_days: Mapped[tuple[int, ...]] = mapped_column(  # how long before a last day mail is wanted; empty: never
        Numbers, default=USUAL_REMINDERS, server_default="[14, 7, 3, 1, 0]"
    )
    recovery_codes: Mapped[list["RecoveryCode"]] = relationship(cascade="all, delete-orphan")

    @validates("email")
    def _in_lower_case(self, name: str, email: str) -> str:
        return email.lower()

    @property
    def is_enrolled(self) -> bool:
        """Whether they can sign in by themselves: with a password and a second factor."""
        return self.password_hash is not None and self.totp_secret is not None


class RecoveryCode(Base):
    """A code that stands in for the second factor, once."""

    __tablename__ = "recovery_code"
    __table_args__ = (sa.UniqueConstraint("coordinator_id", "sha256"),)

    id: Mapped[Id]
    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("coordinator.id"))
    sha256: Mapped[str] = mapped_column(Sha256)
    used_at: Mapped[Moment | None]


class Invitation(Base):
    """A one-time link, known by the SHA-256 of its token alone."""

    __tablename__ = "invitation"

    id: Mapped[Id]
    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("coordinator.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(Word(LinkKind))
    sha256: Mapped[str] = mapped_column(Sha256, unique=True)
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    coordinator: Mapped[Coordinator] = relationship()
