"""Imported drafts: published appeals as the importer read them, while coordinators mend them and afterwards."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.db import Base
from campaign.models.action import Action
from campaign.models.columns import Id, Moment


class ImportedDraft(Base):
    """A published appeal with the draft that was read out of it; once there is an action, its source."""

    __tablename__ = "imported_draft"

    id: Mapped[Id]
    source: Mapped[str] = mapped_column(sa.Text)  # as read: its lines are what the draft's lines count
    reviewed: Mapped[str] = mapped_column(sa.Text)  # JSON of a ReviewedDraft (services/importing/reviewed.py)
    version: Mapped[int] = mapped_column(default=1)  # counts saves, so that nobody saves over what they have not seen
    read_at: Mapped[Moment]
    read_by: Mapped[str]
    changed_at: Mapped[Moment]
    changed_by: Mapped[str]
    action_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action.id"), unique=True)  # that was made from it
    action: Mapped[Action | None] = relationship()
