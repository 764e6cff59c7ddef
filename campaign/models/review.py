"""Reviews: who asked for a second pair of eyes, what was decided, and who changed what is waiting to be published."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment, Word
from campaign.models.vocabulary import Verdict


class Change(Base):
    """A person who changed what an action says since it was last published; gone once their change is published."""

    __tablename__ = "change"

    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), primary_key=True)
    who: Mapped[str] = mapped_column(primary_key=True)  # the coordinator's e-mail address
    at: Mapped[Moment]  # the last time


class Review(Base):
    """One question to a second person, and the answer; an action has at most one that waits."""

    __tablename__ = "review"
    __table_args__ = (
        sa.CheckConstraint("(decided_at IS NULL) = (verdict IS NULL)", name="decided_whole"),
        sa.Index(
            "uq_review_waiting",
            "action_id",
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), index=True)
    asked_by: Mapped[str]
    asked_at: Mapped[Moment]
    decided_by: Mapped[str | None]
    decided_at: Mapped[Moment | None]
    verdict: Mapped[Verdict | None] = mapped_column(Word(Verdict))
    note: Mapped[str | None]  # what to mend, for those who edit
    sha256: Mapped[str] = mapped_column(sa.String(64))  # of the document as it was asked about, then as decided about
