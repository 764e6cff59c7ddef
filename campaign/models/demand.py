"""Demands: what the letters ask for, in order, per language."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from campaign.db import Base
from campaign.models.addressee import Addressee
from campaign.models.columns import Id, Language, Position, Word
from campaign.models.vocabulary import DemandKind

demand_addressee = sa.Table(
    "demand_addressee",
    Base.metadata,
    sa.Column("demand_id", sa.ForeignKey("demand.id"), primary_key=True),
    sa.Column("addressee_id", sa.ForeignKey("addressee.id"), primary_key=True),
)


class Demand(Base):
    """One demand, or a sub-item of one; it goes to every addressee unless it is narrowed to some."""

    __tablename__ = "demand"
    __table_args__ = (sa.CheckConstraint("(action_id IS NULL) <> (parent_id IS NULL)", name="one_place"),)

    id: Mapped[Id]
    action_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("demand.id"), index=True)  # of a sub-item
    position: Mapped[Position]  # among its siblings
    kind: Mapped[DemandKind] = mapped_column(Word(DemandKind), default=DemandKind.ASK)
    items: Mapped[list["Demand"]] = relationship(cascade="all, delete-orphan", order_by="Demand.position")
    texts: Mapped[dict[str, "DemandText"]] = relationship(
        cascade="all, delete-orphan", collection_class=attribute_keyed_dict("language")
    )
    only_to: Mapped[list[Addressee]] = relationship(secondary=demand_addressee)


class DemandText(Base):
    """A demand in one language: a bare infinitive for an `ask`, a clause after “that” for the other kinds."""

    __tablename__ = "demand_text"

    demand_id: Mapped[int] = mapped_column(sa.ForeignKey("demand.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    text: Mapped[str]
    original: Mapped[str | None]  # as the appeal printed it
