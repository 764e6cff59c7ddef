"""Addressees of a draft into the directory: new authorities, and new addresses of known ones, each with its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from campaign.errors import BadContact, BadEntry, ConflictingEdit, NotFound
from campaign.models import Authority, AuthorityText, Contact, PostalAddress
from campaign.models.likeness import folded
from campaign.models.numbers import read_numbers
from campaign.models.vocabulary import ContactKind, EventKind, Office
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.saving import free_slug, record_change, take_authority
from campaign.services.directory import NUMBERS
from campaign.services.editing.writing import find
from campaign.services.events import Log
from campaign.services.importing.reviewed import Row
from campaign.services.importing.understanding import lines_in, words_in
from campaign.services.lifecycle import note_change_of_authority

WAYS = {
    "faxes": ContactKind.FAX,
    "phones": ContactKind.PHONE,
    "emails": ContactKind.EMAIL,
    "handles": ContactKind.HANDLE,
}


@dataclass(frozen=True)
class Printed:
    """Where an addressee was printed: in what language and when, and what to call that source."""

    language: str
    day: date
    source: str


def authority_for(row: Row, printed: Printed, log: Log) -> Authority:
    """Return the authority that a row was decided to be: one of the directory, with a new address, or a new one.

    Raises BadEntry for one that is no longer there, and for a contact that cannot be entered.
    """
    use, _, slug = row["choice"].partition(":")
    if use == "directory":
        return find(log.session, slug)
    if use != "address":
        return _new_authority(row, printed, log)
    authority = _taken(log.session, slug)
    before = entry_of(authority)
    _enter_ways(authority, row, printed, log)
    if entry_of(authority) != before:
        note_change_of_authority(log.session, authority, log.who, log.now)
        record_change(log, authority, EventKind.CONTACT_CHANGED, before, printed.source)
    return authority


def _taken(session: Session, slug: str) -> Authority:
    try:
        return take_authority(session, slug)
    except (ConflictingEdit, NotFound) as error:
        raise BadEntry(error.sentence.message, **error.sentence.values) from error


def _new_authority(row: Row, printed: Printed, log: Log) -> Authority:
    office, organisation = words_in(row["office"]), words_in(row["organisation"])
    state = row["state"].strip().upper() or None
    words = " ".join(filter(None, (state, office or organisation)))
    authority = Authority(
        slug=free_slug(log.session, words),
        state=state,
        office=Office(row["office_kind"]) if row["office_kind"] else None,
        languages=(),
        texts={
            printed.language: AuthorityText(
                language=printed.language,
                name=words_in(row["name"]),
                honorific=words_in(row["honorific"]),
                title=office or organisation or "",
                organisation=organisation if office else None,
            )
        },
    )
    log.session.add(authority)
    _enter_ways(authority, row, printed, log)
    record_change(log, authority, EventKind.CREATED, None, printed.source)
    return authority


def _enter_ways(authority: Authority, row: Row, printed: Printed, log: Log) -> None:
    """Enter the address and the contacts that an authority does not have."""
    if lines_in(row["address"]) and not _has_address(authority, row, printed):
        _end_addresses(authority, printed)
        _enter_address(authority, row, printed)
    _enter_contacts(authority, row, printed, log.now.date())
    log.session.flush()  # so that what is new is recorded with its number


def _has_address(authority: Authority, row: Row, printed: Printed) -> bool:
    """Whether the directory has this very address on the day of the sheet, so that it is no new one."""
    printed_lines = [folded(line) for line in lines_in(row["address"])]
    return any(
        [folded(line) for line in each.lines] == printed_lines
        and each.country == row["country"].strip().upper()
        and each.holds_on(printed.day)
        for each in authority.addresses
    )


def _end_addresses(authority: Authority, printed: Printed) -> None:
    """Let the addresses that held when the sheet was printed end the day before it."""
    for address in authority.addresses:
        begun_before = address.valid_from is None or address.valid_from < printed.day
        if begun_before and address.holds_on(printed.day):
            address.valid_to = printed.day - timedelta(days=1)


def _enter_address(authority: Authority, row: Row, printed: Printed) -> None:
    later = [each.valid_from for each in authority.addresses if each.valid_from and each.valid_from > printed.day]
    authority.addresses.append(
        PostalAddress(
            language=printed.language,
            lines=lines_in(row["address"]),
            country=row["country"].strip().upper(),
            source=printed.source,
            valid_from=printed.day,
            valid_to=min(later) - timedelta(days=1) if later else None,  # an old sheet is silent on what came after it
        )
    )


def _enter_contacts(authority: Authority, row: Row, printed: Printed, today: date) -> None:
    """Enter those ways to reach an authority that it does not have, one by one."""
    home = next((address.country for address in authority.addresses), authority.state)
    for contact in _contacts(row, row["country"].strip().upper() or home):
        if not any(_same(contact, each) and each.holds_on(today) for each in authority.contacts):
            contact.source, contact.valid_from = printed.source, printed.day
            authority.contacts.append(contact)


def _contacts(row: Row, country: str | None) -> Iterator[Contact]:
    for field, kind in WAYS.items():
        for text in lines_in(row[field]):
            if kind not in NUMBERS:
                yield Contact(kind=kind, raw=text)
                continue
            try:
                numbers = read_numbers(text, country)
            except BadContact as error:
                raise BadEntry(error.sentence.message, **error.sentence.values) from error
            for number in numbers:
                yield Contact(kind=kind, raw=number.raw, e164=number.e164, proposed=number.proposed, doubt=number.doubt)


def _same(one: Contact, other: Contact) -> bool:
    return one.kind is other.kind and _reached_by(one) == _reached_by(other)


def _reached_by(contact: Contact) -> str:
    return contact.e164 or contact.proposed or contact.raw.strip().casefold()
