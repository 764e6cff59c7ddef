"""The directory of authorities: office-holders, their names per language, addresses, contacts and versions."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from campaign.db import Base
from campaign.models.columns import Country, Id, Language, Moment, Sourced, Texts, Word, Words
from campaign.models.vocabulary import Channel, ContactKind, Doubt, Gender, Office

if TYPE_CHECKING:
    from campaign.models.mission import Mission


class Authority(Base):
    """An office-holder to whom letters go."""

    __tablename__ = "authority"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    state: Mapped[Country | None]  # the state represented, whatever country the post goes to; none: no state's
    office: Mapped[Office | None] = mapped_column(Word(Office))
    gender: Mapped[Gender | None] = mapped_column(Word(Gender))
    languages: Mapped[Texts]  # those the office reads, best first
    refuses: Mapped[tuple[Channel, ...]] = mapped_column(Words(Channel), default=(), server_default="[]")
    search: Mapped[str] = mapped_column(default="", server_default="", deferred=True)  # see models/finding.py
    texts: Mapped[dict[str, "AuthorityText"]] = relationship(
        cascade="all, delete-orphan", collection_class=attribute_keyed_dict("language")
    )
    addresses: Mapped[list["PostalAddress"]] = relationship(cascade="all, delete-orphan", order_by="PostalAddress.id")
    contacts: Mapped[list["Contact"]] = relationship(cascade="all, delete-orphan", order_by="Contact.id")
    versions: Mapped[list["AuthorityVersion"]] = relationship(
        cascade="all, delete-orphan", order_by="AuthorityVersion.number"
    )
    keys: Mapped[list["AuthorityKey"]] = relationship(cascade="all, delete-orphan")
    merged_into: Mapped["MergedAuthority | None"] = relationship(  # none: it stands by itself
        cascade="all, delete-orphan", foreign_keys="MergedAuthority.authority_id"
    )
    mission: Mapped["Mission | None"] = relationship(back_populates="authority", cascade="all, delete-orphan")


class AuthorityKey(Base):
    """What an authority has in common with those that look like it; see models/finding.py."""

    __tablename__ = "authority_key"

    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, index=True)


class MergedAuthority(Base):
    """That an authority is one with another: its row stays for what was published, and for undoing the merge."""

    __tablename__ = "merged_authority"

    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), primary_key=True)
    into_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), index=True)
    into: Mapped[Authority] = relationship(foreign_keys=into_id)


class AuthorityText(Base):
    """An authority in one language."""

    __tablename__ = "authority_text"

    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    name: Mapped[str | None]  # as it stands on the envelope; none: only the office is known
    honorific: Mapped[str | None]  # "His Excellency", "Mr"; entered, never derived
    title: Mapped[str]  # the office in words: "Prosecutor General"
    organisation: Mapped[str | None]
    salutation: Mapped[str | None]
    closing: Mapped[str | None]


class PostalAddress(Sourced, Base):
    """A postal address as ordered free lines, the town as the source has it, without the country's line."""

    __tablename__ = "postal_address"

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), index=True)
    language: Mapped[Language]  # the language in which the lines are written
    lines: Mapped[Texts]
    country: Mapped[Country]


class Contact(Sourced, Base):
    """A number, address or handle: as published and, for numbers, as it is dialled."""

    __tablename__ = "contact"

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"), index=True)
    kind: Mapped[ContactKind] = mapped_column(Word(ContactKind))
    raw: Mapped[str]
    e164: Mapped[str | None]  # faxes and phones, once a person or the library is sure of it
    proposed: Mapped[str | None]  # what e164 will be once a person has settled the doubt
    doubt: Mapped[Doubt | None] = mapped_column(Word(Doubt))
    note: Mapped[str | None]


class AuthorityVersion(Base):
    """An authority as it was published with some action; never changed, only followed by the next."""

    __tablename__ = "authority_version"
    __table_args__ = (sa.UniqueConstraint("authority_id", "number"),)

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authority.id"))
    number: Mapped[int]
    made_at: Mapped[Moment]
    document: Mapped[str]  # canonical JSON of a PublishedAuthority
    sha256: Mapped[str] = mapped_column(sa.String(64))
