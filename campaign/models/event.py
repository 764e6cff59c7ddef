"""Events: the log of who changed what, each entry sealed together with the one before it."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Moment, Word
from campaign.models.vocabulary import EventKind, SubjectKind


class Event(Base):
    """An entry of the log; triggers in the database refuse any change of it, and its hash betrays one."""

    __tablename__ = "event"
    __table_args__ = (sa.Index("ix_event_subject", "subject", "subject_kind", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1, without a gap
    at: Mapped[Moment]
    who: Mapped[str]  # a coordinator's e-mail, or "command line"
    what: Mapped[EventKind] = mapped_column(Word(EventKind))
    subject_kind: Mapped[SubjectKind] = mapped_column(Word(SubjectKind))
    subject: Mapped[str]  # a slug or an e-mail
    before: Mapped[str | None]  # canonical JSON of what was there; none: it is new
    after: Mapped[str | None]  # canonical JSON of what is there now; none: nothing is
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))  # see services/sealing.py


class EventHead(Base):
    """The newest entry's number and hash under a seal, so that taking the newest entries away is found too."""

    __tablename__ = "event_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    number: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(sa.String(64), default="")
    seal: Mapped[str] = mapped_column(sa.String(64), default="")
