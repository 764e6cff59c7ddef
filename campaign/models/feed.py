"""Feeds: the secret addresses of coordinators' calendars, and the name that all identifiers in feeds are made from."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Moment
from campaign.models.coordinator import Sha256


class FeedAddress(Base):
    """A coordinator's one address for all last days, known by the SHA-256 of its token alone."""

    __tablename__ = "feed_address"

    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("coordinator.id"), primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(Sha256, unique=True)
    made_at: Mapped[Moment]
    used_on: Mapped[date | None]  # in UTC


class FeedNamespace(Base):
    """What identifiers in feeds are hashed with: theirs alone to this installation, and never shown.

    So they stay the same when the site gets another address, differ from those of other sites, and cannot be guessed
    from a name.
    """

    __tablename__ = "feed_namespace"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    secret: Mapped[uuid.UUID]
    begun_at: Mapped[Moment]
