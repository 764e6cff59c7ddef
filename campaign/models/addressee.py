"""Addressees: authorities as one action uses them."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from campaign.db import Base
from campaign.models.authority import Authority, AuthorityVersion
from campaign.models.columns import Id, Language, Position, Texts, Word
from campaign.models.vocabulary import Role


class Addressee(Base):
    """An authority in its place among those an action writes to."""

    __tablename__ = "addressee"
    __table_args__ = (sa.UniqueConstraint("action_id", "position"),)

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"))
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"))
    authority_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("authority_version.id"))
    position: Mapped[Position]
    role: Mapped[Role] = mapped_column(Word(Role), default=Role.TARGET)
    do_not_write_reason: Mapped[str | None]  # why not to write to this one; none: do write
    do_not_write_from: Mapped[Texts]  # only for supporters in these countries; empty: for all of them
    authority: Mapped[Authority] = relationship()
    authority_version: Mapped[AuthorityVersion | None] = relationship()  # the one last published with
    texts: Mapped[dict[str, "AddresseeText"]] = relationship(
        cascade="all, delete-orphan", collection_class=attribute_keyed_dict("language")
    )


class AddresseeText(Base):
    """The words that the appeal itself prints for an addressee; they win over the directory's."""

    __tablename__ = "addressee_text"

    addressee_id: Mapped[int] = mapped_column(sa.ForeignKey("addressee.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    salutation: Mapped[str | None]
    closing: Mapped[str | None]
