"""Missions: authorities that represent a state abroad."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.db import Base
from campaign.models.authority import Authority
from campaign.models.columns import Country, Id, Word
from campaign.models.vocabulary import MissionKind


class Mission(Base):
    """An embassy, consulate or permanent mission; its head, words and addresses are those of its authority."""

    __tablename__ = "mission"

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), unique=True)
    kind: Mapped[MissionKind] = mapped_column(Word(MissionKind))
    sending_state: Mapped[Country] = mapped_column(index=True)
    host_state: Mapped[Country]  # where it stands
    un_body: Mapped[str | None]  # "UN Geneva", for a permanent mission
    headed_by_charge: Mapped[bool] = mapped_column(default=False)  # a chargé d'affaires, while there is no ambassador
    authority: Mapped[Authority] = relationship(back_populates="mission")
    accreditations: Mapped[list["Accreditation"]] = relationship(cascade="all, delete-orphan")


class Accreditation(Base):
    """A further state to which a mission is accredited without residing there."""

    __tablename__ = "accreditation"
    __table_args__ = (sa.UniqueConstraint("mission_id", "state"),)

    id: Mapped[Id]
    mission_id: Mapped[int] = mapped_column(sa.ForeignKey("mission.id"))
    state: Mapped[Country]
