"""Kept forms: what a coordinator typed at the desk and has not saved yet."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment


class KeptForm(Base):
    """One section's form as one coordinator last had it before them in one tab; nobody else reads it."""

    __tablename__ = "kept_form"
    __table_args__ = (sa.UniqueConstraint("coordinator_id", "action_id", "section", "tab"),)

    id: Mapped[Id]
    coordinator_id: Mapped[int] = mapped_column(sa.ForeignKey("coordinator.id"))
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id", ondelete="CASCADE"), index=True)
    section: Mapped[str] = mapped_column(sa.String(30))
    tab: Mapped[str] = mapped_column(sa.String(32))  # which page it is: a word that each page makes up
    base: Mapped[str | None]  # JSON of what the section said when the form was opened; none: it is not known
    rows: Mapped[str]  # JSON of what the form holds
    begun_at: Mapped[Moment]
    kept_at: Mapped[Moment] = mapped_column(index=True)
