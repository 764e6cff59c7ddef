"""Organisations that issue appeals: data of an installation, not its tenants."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.db import Base
from campaign.models.columns import Id, Word
from campaign.models.vocabulary import NameKind


class Organisation(Base):
    """Who issued an appeal, whom to ask after its deadline, and where reports go."""

    __tablename__ = "organisation"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    contact: Mapped[str]  # whom a supporter asks first: an address, a page or a sentence
    report_address: Mapped[str | None]
    names: Mapped[list["OrganisationName"]] = relationship(cascade="all, delete-orphan", order_by="OrganisationName.id")


class OrganisationName(Base):
    """One name of an organisation, of its kind and language."""

    __tablename__ = "organisation_name"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "kind", "text"),)

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    kind: Mapped[NameKind] = mapped_column(Word(NameKind))
    language: Mapped[str | None] = mapped_column(sa.String(35))  # none: the same in every language
    text: Mapped[str]
