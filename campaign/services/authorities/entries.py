"""An authority as it is edited, as plain values, and what differs between two of them, as the log keeps it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from campaign.models import Authority, Contact, Mission, PostalAddress
from campaign.models.vocabulary import Channel, ContactKind, Doubt, Gender, MissionKind, Office


class TextEntry(msgspec.Struct, frozen=True):
    """An authority in one language; see models/authority.py for the fields."""

    title: str
    name: str | None = None
    honorific: str | None = None
    organisation: str | None = None
    salutation: str | None = None
    closing: str | None = None


class DatedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Where something comes from and how long it holds; `id` is none for what is new."""

    id: int | None = None
    source: str
    verified_on: date | None = None
    verified_source: str | None = None
    bounced_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class AddressEntry(DatedEntry, frozen=True, kw_only=True):
    """A postal address."""

    language: str
    lines: tuple[str, ...]
    country: str


class ContactEntry(DatedEntry, frozen=True, kw_only=True):
    """A number, an e-mail address or a handle."""

    kind: ContactKind
    raw: str
    e164: str | None = None
    proposed: str | None = None
    doubt: Doubt | None = None
    note: str | None = None


class MissionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What makes an authority a mission; see models/mission.py for the fields."""

    kind: MissionKind
    sending_state: str
    host_state: str
    un_body: str | None = None
    headed_by_charge: bool = False
    accredited_to: tuple[str, ...] = ()


class AuthorityEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An authority with all that the directory holds of it."""

    state: str | None = None
    office: Office | None = None
    gender: Gender | None = None
    languages: tuple[str, ...] = ()
    refuses: tuple[Channel, ...] = ()
    texts: dict[str, TextEntry] = {}
    addresses: tuple[AddressEntry, ...] = ()
    contacts: tuple[ContactEntry, ...] = ()
    mission: MissionEntry | None = None


def entry_of(authority: Authority) -> AuthorityEntry:
    """Return an authority as it is now."""
    return AuthorityEntry(
        state=authority.state,
        office=authority.office,
        gender=authority.gender,
        languages=authority.languages,
        refuses=authority.refuses,
        texts={language: _entry(TextEntry, text) for language, text in sorted(authority.texts.items())},
        addresses=tuple(address_entry(each) for each in authority.addresses),
        contacts=tuple(contact_entry(each) for each in authority.contacts),
        mission=_mission(authority.mission),
    )


def address_entry(address: PostalAddress) -> AddressEntry:
    """Return a postal address as it is now."""
    entry: AddressEntry = _entry(AddressEntry, address)
    return entry


def contact_entry(contact: Contact) -> ContactEntry:
    """Return a contact as it is now."""
    entry: ContactEntry = _entry(ContactEntry, contact)
    return entry


def changes(before: AuthorityEntry | None, after: AuthorityEntry | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what differs, by paths such as `contacts.7.raw`, as it was and as it is.

    Of an address or a contact that differs, what it is called by is there on both sides.
    """
    was, is_now = dict(leaves(before)), dict(leaves(after))
    differing = {path for path in was.keys() | is_now.keys() if was.get(path) != is_now.get(path)}
    rows = {path.rpartition(".")[0] for path in differing if path.count(".") > 1}
    told = differing | {f"{row}.{name}" for row in rows for name in ("lines", "kind", "raw")}
    return (
        {path: was[path] for path in sorted(told) if path in was},
        {path: is_now[path] for path in sorted(told) if path in is_now},
    )


def leaves(entry: AuthorityEntry | None) -> Iterator[tuple[str, Any]]:
    """Yield what is entered by its path, such as `texts.en.name`; nothing for what is empty."""
    if entry is None:
        return
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    for name, value in plain.items():
        if name in ("addresses", "contacts"):
            for row in value:
                yield from _filled(f"{name}.{row['id']}", row)
        elif name == "texts":
            for language, text in value.items():
                yield from _filled(f"texts.{language}", text)
        elif name == "mission" and value:
            yield from _filled("mission", value)
        elif value not in (None, [], ()):
            yield name, value


def in_words(value: object) -> str:
    """Return a value of a leaf as one text."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _filled(path: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((f"{path}.{name}", value) for name, value in fields.items() if name != "id" and value not in (None, []))


def _entry(kind: type[Any], row: object) -> Any:
    return kind(**{name: getattr(row, name) for name in kind.__struct_fields__})


def _mission(mission: Mission | None) -> MissionEntry | None:
    if mission is None:
        return None
    return MissionEntry(
        kind=mission.kind,
        sending_state=mission.sending_state,
        host_state=mission.host_state,
        un_body=mission.un_body,
        headed_by_charge=mission.headed_by_charge,
        accredited_to=tuple(sorted(each.state for each in mission.accreditations)),
    )
