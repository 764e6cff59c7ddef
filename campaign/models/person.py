"""Persons at risk: one, several or unnamed."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from campaign.db import Base
from campaign.models.columns import Id, Language, Position, Word
from campaign.models.vocabulary import Gender, PublicationLevel


class PersonAtRisk(Base):
    """Someone an action is for; without a text in a language they stay unnamed in it."""

    __tablename__ = "person_at_risk"
    __table_args__ = (sa.UniqueConstraint("action_id", "position"),)

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"))
    position: Mapped[Position]
    gender: Mapped[Gender | None] = mapped_column(Word(Gender))
    pronouns: Mapped[str | None]
    is_group: Mapped[bool] = mapped_column(default=False)
    level: Mapped[PublicationLevel] = mapped_column(Word(PublicationLevel), default=PublicationLevel.PUBLIC)
    texts: Mapped[dict[str, "PersonText"]] = relationship(
        cascade="all, delete-orphan", collection_class=attribute_keyed_dict("language")
    )


class PersonText(Base):
    """A person's full name and role, in one language."""

    __tablename__ = "person_text"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person_at_risk.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    role: Mapped[str | None]
