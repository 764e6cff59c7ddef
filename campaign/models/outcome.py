"""Outcomes: what became of the persons an action was for."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Language, Moment


class Outcome(Base):
    """A record of what became of an action, in one language."""

    __tablename__ = "outcome"

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), index=True)
    recorded_on: Mapped[date]
    recorded_at: Mapped[Moment | None]  # none: loaded from elsewhere, or recorded before this was kept
    recorded_by: Mapped[str | None]  # the coordinator's e-mail address; none: loaded from elsewhere
    language: Mapped[Language]
    text: Mapped[str]
