"""Duplicates in the directory: what makes two authorities look like one, who says they are two, and merges."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment


class NotDuplicates(Base):
    """Two authorities that look like one, and are two: a person has said so."""

    __tablename__ = "not_duplicates"

    one_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), primary_key=True)  # the smaller number
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), primary_key=True)
    said_by: Mapped[str]  # the coordinator's e-mail address


class Merge(Base):
    """One authority that was merged into another, and all that is needed to undo it."""

    __tablename__ = "authority_merge"

    id: Mapped[Id]
    kept_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), index=True)
    merged_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"))
    merged_by: Mapped[str]  # the coordinator's e-mail address
    merged_at: Mapped[Moment]
    undone_by: Mapped[str | None]
    undone_at: Mapped[Moment | None]
    document: Mapped[str]  # JSON of what the merge did; see services/authorities/merging.py
