"""Revisions: an action as it was published at one moment."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment
from campaign.models.published import PublishedAction, from_document


class Revision(Base):
    """A published revision: one immutable value; triggers in the database refuse any change of it."""

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("action_id", "number"),)

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"))
    number: Mapped[int]
    published_at: Mapped[Moment]
    document: Mapped[str]  # canonical JSON of a PublishedAction
    sha256: Mapped[str] = mapped_column(sa.String(64))

    @property
    def published(self) -> PublishedAction:
        """The action as it was published; raises AlteredDocument if it is not what was stored."""
        return from_document(self.document, self.sha256, PublishedAction)
