"""What was published, as immutable values: merging, rendering, pages and comparisons work on these, never on tables.

A value is stored as canonical JSON beside its SHA-256, so that an old revision can always be shown and a hash can
be the key of a cache. A field that is added later needs a default, so that old documents can still be read.
"""

import hashlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol, TypeVar, cast

import msgspec

from campaign.errors import AlteredDocument
from campaign.models.deadline import Deadline, day_in
from campaign.models.mail_addresses import usable_address
from campaign.models.vocabulary import (
    ActionKind,
    Channel,
    ContactKind,
    DemandKind,
    Gender,
    LevelledField,
    NameEmphasis,
    NameKind,
    Office,
    OrganisationMention,
    OwnMinister,
    PublicationLevel,
    Role,
)


class _InLanguage(Protocol):
    @property
    def language(self) -> str: ...


Text = TypeVar("Text", bound=_InLanguage)
Value = TypeVar("Value")


def in_language(texts: Iterable[Text], language: str) -> Text | None:
    """Return the one of `texts` that is in the language; none if there is none."""
    return next((text for text in texts if text.language == language), None)


@dataclass(frozen=True)
class PublishedText:
    """What an action says in one language; see models/action.py for the fields."""

    language: str
    title: str
    summary: str | None
    facts: str | None
    background: str | None
    after_deadline: str | None


@dataclass(frozen=True)
class PublishedPersonText:
    """A person at risk in one language."""

    language: str
    name: str | None
    role: str | None


@dataclass(frozen=True)
class PublishedPerson:
    """A person at risk."""

    gender: Gender | None
    pronouns: str | None
    is_group: bool
    level: PublicationLevel
    texts: tuple[PublishedPersonText, ...]


@dataclass(frozen=True)
class PublishedDemandText:
    """A demand in one language."""

    language: str
    text: str


@dataclass(frozen=True)
class PublishedDemand:
    """A demand; `only_to` holds the positions of the addressees it is narrowed to, none meaning all."""

    kind: DemandKind
    texts: tuple[PublishedDemandText, ...]
    items: tuple["PublishedDemand", ...]
    only_to: tuple[int, ...]


@dataclass(frozen=True)
class PublishedName:
    """One name of an organisation."""

    kind: NameKind
    language: str | None
    text: str


@dataclass(frozen=True)
class PublishedOrganisation:
    """An organisation that issued the appeal."""

    slug: str
    contact: str
    report_address: str | None
    names: tuple[PublishedName, ...]

    def name(self, language: str) -> str:
        """Return its full name in the language, or else the first that it has."""
        full = [name for name in self.names if name.kind is NameKind.NAME]
        return next((name.text for name in full if name.language == language), full[0].text)


@dataclass(frozen=True)
class PublishedAuthorityText:
    """An authority in one language; see models/authority.py for the fields."""

    language: str
    name: str | None
    honorific: str | None
    title: str
    organisation: str | None
    salutation: str | None
    closing: str | None


@dataclass(frozen=True)
class PublishedAddress:
    """The postal address that held on the day of publication, in one language."""

    language: str
    lines: tuple[str, ...]
    country: str
    source: str


@dataclass(frozen=True)
class PublishedContact:
    """A contact that held on the day of publication."""

    kind: ContactKind
    raw: str
    e164: str | None
    note: str | None
    source: str


@dataclass(frozen=True)
class PublishedAuthority:
    """An authority as it was on the day of publication."""

    slug: str
    state: str | None
    office: Office | None
    gender: Gender | None
    languages: tuple[str, ...]
    texts: tuple[PublishedAuthorityText, ...]
    addresses: tuple[PublishedAddress, ...]
    contacts: tuple[PublishedContact, ...]
    refuses: tuple[Channel, ...] = ()

    @property
    def faxes(self) -> tuple[str, ...]:
        """The fax numbers that can be dialled, in international form (E.164)."""
        return tuple(c.e164 for c in self.contacts if c.kind is ContactKind.FAX and c.e164)

    @property
    def emails(self) -> tuple[str, ...]:
        """The e-mail addresses that can be written to, as they stand in a header; readiness tells of the others."""
        found = (usable_address(c.raw) for c in self.contacts if c.kind is ContactKind.EMAIL)
        return tuple(address for address in found if address)

    @property
    def ways(self) -> tuple[Channel, ...]:
        """The channels in which it can be reached and does not refuse to be: print, fax, e-mail."""
        there = {Channel.PRINT: self.addresses, Channel.FAX: self.faxes, Channel.EMAIL: self.emails}
        return tuple(channel for channel, contacts in there.items() if contacts and channel not in self.refuses)


@dataclass(frozen=True)
class PublishedAddresseeText:
    """The appeal's own words for an addressee, in one language."""

    language: str
    salutation: str | None
    closing: str | None


@dataclass(frozen=True)
class PublishedAddressee:
    """An authority in its place in an action; `position` counts from 1."""

    position: int
    role: Role
    authority: PublishedAuthority
    texts: tuple[PublishedAddresseeText, ...] = ()
    do_not_write_reason: str | None = None
    do_not_write_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListedAction:
    """What lists need of an action as it was published at one moment, read from the same document as all of it."""

    slug: str
    revision: int
    kind: ActionKind
    case_code: str | None
    document_index: str | None
    issue_date: date | None
    country: str
    deadline: Deadline | None
    time_zone: str
    late_letters_allowed: bool
    languages: tuple[str, ...]
    copies_to_missions: bool
    do_not_write_from: tuple[str, ...]
    organisation_mention: OrganisationMention
    name_emphasis: NameEmphasis
    demonstration: bool
    unlisted: bool
    embargo_until: datetime | None
    letter_only: tuple[LevelledField, ...]  # fields that letters may use and pages must not show
    texts: tuple[PublishedText, ...]
    persons: tuple[PublishedPerson, ...]

    @property
    def text_languages(self) -> tuple[str, ...]:
        """The languages that it has texts in: those of its list first, in that order."""
        there = [text.language for text in self.texts]
        listed = [language for language in self.languages if language in there]
        return tuple(listed + [language for language in there if language not in listed])

    def best_text(self, language: str) -> PublishedText:
        """Return the text in the language, or else in the first that it has."""
        return in_language(self.texts, language) or in_language(self.texts, self.text_languages[0])  # type: ignore[return-value]

    def expired(self, moment: datetime) -> bool:
        """Whether the last valid day is over, in the action's own time zone."""
        return self.deadline is not None and day_in(self.time_zone, moment) > self.deadline.last_valid_day

    def embargoed(self, moment: datetime) -> bool:
        """Whether nobody outside the desk may know of it yet, whatever has become of it since."""
        return self.embargo_until is not None and moment < self.embargo_until

    def days_left(self, moment: datetime) -> int | None:
        """Return the days until the last valid day, 0 on the day itself; none without a deadline."""
        if self.deadline is None:
            return None
        return (self.deadline.last_valid_day - day_in(self.time_zone, moment)).days


@dataclass(frozen=True)
class PublishedAction(ListedAction):
    """An action as it was published at one moment: everything that pages and letters are made from."""

    organisations: tuple[PublishedOrganisation, ...]
    demands: tuple[PublishedDemand, ...]
    addressees: tuple[PublishedAddressee, ...]
    follows: str | None = None  # the slug of the action that this one updates
    own_minister: OwnMinister | None = None


def to_document(value: PublishedAction | PublishedAuthority) -> tuple[str, str]:
    """Return a value as canonical JSON (sorted keys, no spaces, UTF-8) and its SHA-256 in hexadecimal."""
    document = msgspec.json.encode(value, order="sorted")
    return document.decode(), hashlib.sha256(document).hexdigest()


def from_document(document: str, sha256: str, kind: type[Value]) -> Value:
    """Return the value that a document holds, or the part of it that `kind` names.

    Raises AlteredDocument if the document is not the one that was stored.
    """
    if hashlib.sha256(document.encode()).hexdigest() != sha256:
        raise AlteredDocument("A stored document differs from what was published; restore the database from a copy.")
    value: Value = _decoded(document, cast("Hashable", kind))
    return value


@lru_cache(maxsize=1024)
def _decoded(document: str, kind: Hashable) -> Any:
    """Return the value, decoded once: it never changes, and lists of actions ask for all of them at every look."""
    return msgspec.json.decode(document, type=kind)
