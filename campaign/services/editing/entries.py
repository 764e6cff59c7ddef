"""What a coordinator edits, as plain values: a form shows them, and compares them to find a conflicting edit."""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from campaign.models.vocabulary import (
    ActionKind,
    Consent,
    DeadlineRule,
    DemandKind,
    Gender,
    LevelledField,
    NameEmphasis,
    OrganisationMention,
    OwnMinister,
    PublicationLevel,
    Role,
)


class Section(StrEnum):
    """A part of an action that is saved by itself."""

    BASICS = "basics"
    TEXTS = "texts"
    PERSONS = "persons"
    DEMANDS = "demands"
    ADDRESSEES = "addressees"


class Basics(msgspec.Struct, frozen=True, kw_only=True):
    """What is one for the whole action; see models/action.py for the fields.

    A field that is added later needs a default, so that kept forms and entries of the log can still be read.
    """

    kind: ActionKind
    follows: str | None = None  # the slug of the action that this one updates
    case_code: str | None
    document_index: str | None
    issue_date: date | None
    country: str
    time_zone: str
    deadline_date: date | None
    deadline_rule: DeadlineRule | None
    deadline_wording: str | None
    late_letters_allowed: bool
    languages: tuple[str, ...]
    copies_to_missions: bool
    own_minister: OwnMinister | None = None
    do_not_write_from: tuple[str, ...]
    organisation_mention: OrganisationMention
    name_emphasis: NameEmphasis
    unlisted: bool
    embargo_until: datetime | None
    organisations: tuple[str, ...]  # slugs
    levels: dict[LevelledField, PublicationLevel] = {}  # of the fields that are not for everyone
    consent: Consent
    consent_note: str | None
    consent_on: date | None


class TextEntry(msgspec.Struct, frozen=True):
    """What an action says in one language."""

    title: str
    summary: str | None = None
    facts: str | None = None
    background: str | None = None
    after_deadline: str | None = None


class PersonWords(msgspec.Struct, frozen=True):
    """A person at risk in one language."""

    name: str | None = None
    role: str | None = None


class PersonEntry(msgspec.Struct, frozen=True):
    """A person at risk; `id` is none for a new one."""

    id: int | None
    gender: Gender | None
    pronouns: str | None
    is_group: bool
    level: PublicationLevel
    words: dict[str, PersonWords]


class DemandEntry(msgspec.Struct, frozen=True):
    """A demand with its sub-items; `only_to` holds the addressees (their ids) that it is narrowed to."""

    id: int | None
    kind: DemandKind
    texts: dict[str, str]
    only_to: tuple[int, ...] = ()
    items: tuple["DemandEntry", ...] = ()


class AddresseeWords(msgspec.Struct, frozen=True):
    """The appeal's own words for an addressee, in one language."""

    salutation: str | None = None
    closing: str | None = None


class AddresseeEntry(msgspec.Struct, frozen=True):
    """An addressee; `id` is none for a new one."""

    id: int | None
    authority: str  # its slug
    role: Role
    do_not_write_reason: str | None
    do_not_write_from: tuple[str, ...]
    words: dict[str, AddresseeWords]


Content = Basics | dict[str, TextEntry] | tuple[PersonEntry, ...] | tuple[DemandEntry, ...] | tuple[AddresseeEntry, ...]


CONTENTS: dict[Section, Any] = {
    Section.BASICS: Basics,
    Section.TEXTS: dict[str, TextEntry],
    Section.PERSONS: tuple[PersonEntry, ...],
    Section.DEMANDS: tuple[DemandEntry, ...],
    Section.ADDRESSEES: tuple[AddresseeEntry, ...],
}


def content_to_json(content: Content | msgspec.Struct) -> bytes:
    """Return what is edited as JSON, always the same for the same content."""
    return msgspec.json.encode(content, order="sorted")


def content_from_json(section: Section, text: bytes | str) -> Content | None:
    """Return a section's content from JSON; none if it is not of this section, or of a shape that is no longer read."""
    try:
        content: Content = msgspec.json.decode(text, type=CONTENTS[section])
    except (msgspec.MsgspecError, ValueError):
        return None
    return content


def fingerprint(content: Content | msgspec.Struct) -> str:
    """Return what tells one state of what is edited from another; a form carries it, to notice a change in between."""
    return hashlib.sha256(content_to_json(content)).hexdigest()[:16]
