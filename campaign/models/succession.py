"""Successions: who takes an office after whom, and from which day."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment


class Succession(Base):
    """A change of the office-holder: entered, and once the day has come and somebody says so, in force."""

    __tablename__ = "succession"

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), index=True)
    takes_office_on: Mapped[date]
    holder: Mapped[str]  # JSON of the new holder; see services/authorities/succeeding.py
    former: Mapped[str | None]  # JSON of whoever held the office until then; none: it is not in force yet
    source: Mapped[str]  # who says so, and when
    entered_by: Mapped[str]  # the coordinator's e-mail address
    entered_at: Mapped[Moment]
    in_force_since: Mapped[Moment | None]
