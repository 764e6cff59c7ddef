"""Reminders: which mail to whom about which last day was begun, and which is sent."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment


class Reminder(Base):
    """One reminder, claimed before it is sent; its unique key is what keeps two programs from sending it twice."""

    __tablename__ = "reminder"
    __table_args__ = (sa.UniqueConstraint("coordinator_id", "action_id", "last_day", "days_before"),)

    id: Mapped[Id]
    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("coordinator.id"))
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), index=True)
    last_day: Mapped[date]  # as published; another one, after an extension, begins anew
    days_before: Mapped[int]  # as the coordinator chose it
    holder: Mapped[str] = mapped_column(sa.String(64))  # who claimed it last
    held_until: Mapped[Moment]  # nobody else may claim it before: while it is being sent, or after a failure
    tries: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[Moment | None]
