"""Who is signed in where, and how often somebody tried to be."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.db import Base
from campaign.models.columns import Id, Moment, Word
from campaign.models.coordinator import Coordinator, Sha256
from campaign.models.vocabulary import TryKind


class SignedIn(Base):
    """A coordinator signed in on one device; the cookie holds the token, the database its SHA-256 alone."""

    __tablename__ = "signed_in"

    id: Mapped[Id]
    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("coordinator.id"), index=True)
    sha256: Mapped[str] = mapped_column(Sha256, unique=True)
    begun_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    fresh_at: Mapped[Moment | None]  # the last full sign-in; none: the password was right, the code is still to come
    device: Mapped[str] = mapped_column(sa.String(80))  # what the browser calls itself
    coordinator: Mapped[Coordinator] = relationship()


class SignInTry(Base):
    """One try to sign in, counted under a hash of the account or of the network and forgotten when it is too old."""

    __tablename__ = "sign_in_try"
    __table_args__ = (sa.Index("ix_sign_in_try_kind_key_at", "kind", "key", "at"),)

    id: Mapped[Id]
    kind: Mapped[TryKind] = mapped_column(Word(TryKind))
    key: Mapped[str] = mapped_column(Sha256)
    at: Mapped[Moment] = mapped_column(index=True)
