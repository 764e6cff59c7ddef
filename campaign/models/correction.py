"""Corrections: what the public says is wrong in the directory. Nothing tells who said so, or at what hour."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.db import Base
from campaign.models.authority import Authority
from campaign.models.columns import Id, Word
from campaign.models.vocabulary import CorrectionVerdict, WrongPart


class Correction(Base):
    """A proposal from somebody unknown, until a coordinator decides; forgotten some time after that."""

    __tablename__ = "correction"
    __table_args__ = (sa.CheckConstraint("(decided_on IS NULL) = (verdict IS NULL)", name="decided_whole"),)

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), index=True)
    part: Mapped[WrongPart] = mapped_column(Word(WrongPart))
    said: Mapped[str]  # the address or the number as it was published; empty for what is neither
    words: Mapped[str]  # what is wrong with it
    proposed: Mapped[str | None]  # what is right
    seen_at: Mapped[str | None]  # where that can be seen
    received_on: Mapped[date]  # the day of the newest of several that say the same, and nothing finer
    times: Mapped[int] = mapped_column(default=1)  # how often the same was said
    verdict: Mapped[CorrectionVerdict | None] = mapped_column(Word(CorrectionVerdict))
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None]  # the coordinator's e-mail address
    authority: Mapped[Authority] = relationship()
