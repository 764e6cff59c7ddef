"""Addressees of a draft into the directory: new authorities, and new addresses of known ones, each with its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.errors import BadContact, BadEntry
from campaign.models import Authority, AuthorityText, PostalAddress
from campaign.models.likeness import folded
from campaign.models.numbers import read_numbers
from campaign.models.vocabulary import ContactKind, EventKind, Office, SubjectKind
from campaign.services.authorities.saving import free_slug
from campaign.services.directory import NUMBERS, add_contacts
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
    authority = find(log.session, slug) if use == "address" else _new_authority(row, printed, log)
    if use == "address":
        note_change_of_authority(log.session, authority, log.who, log.now)
    if lines_in(row["address"]) and not _has_address(authority, row, printed):
        _end_addresses(authority, printed, log)
        _enter_address(authority, row, printed, log)
    _enter_contacts(authority, row, printed, log)
    return authority


def _new_authority(row: Row, printed: Printed, log: Log) -> Authority:
    office, organisation = words_in(row["office"]), words_in(row["organisation"])
    state = row["state"].strip().upper() or None
    words = " ".join(filter(None, (state, office or organisation)))
    authority = Authority(
        slug=free_slug(log.session, words),
        state=state,
        office=Office(row["office_kind"]) if row["office_kind"] else None,
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
    log.session.flush()
    log.record(
        EventKind.CREATED,
        subject_kind=SubjectKind.AUTHORITY,
        subject=authority.slug,
        after={"state": state, "name": row["name"], "office": office, "organisation": organisation},
    )
    return authority


def _has_address(authority: Authority, row: Row, printed: Printed) -> bool:
    """Whether the directory has this very address on the day of the sheet, so that it is no new one."""
    printed_lines = [folded(line) for line in lines_in(row["address"])]
    return any(
        [folded(line) for line in each.lines] == printed_lines
        and each.country == row["country"].strip().upper()
        and each.holds_on(printed.day)
        for each in authority.addresses
    )


def _end_addresses(authority: Authority, printed: Printed, log: Log) -> None:
    """Let the addresses that held when the sheet was printed end the day before it."""
    for address in authority.addresses:
        begun_before = address.valid_from is None or address.valid_from < printed.day
        if begun_before and address.holds_on(printed.day):
            before = address.valid_to
            address.valid_to = printed.day - timedelta(days=1)
            _record(log, authority, {"valid_to": before}, {"lines": address.lines, "valid_to": address.valid_to})


def _enter_address(authority: Authority, row: Row, printed: Printed, log: Log) -> None:
    lines = lines_in(row["address"])
    later = [each.valid_from for each in authority.addresses if each.valid_from and each.valid_from > printed.day]
    address = PostalAddress(
        language=printed.language,
        lines=lines,
        country=row["country"].strip().upper(),
        source=printed.source,
        valid_from=printed.day,
        valid_to=min(later) - timedelta(days=1) if later else None,  # an old sheet says nothing of what came after it
    )
    authority.addresses.append(address)
    log.session.flush()
    entered = {"lines": lines, "country": address.country, "source": address.source, "valid_from": address.valid_from}
    _record(log, authority, None, entered)


def _enter_contacts(authority: Authority, row: Row, printed: Printed, log: Log) -> None:
    """Enter those ways to reach an authority that it does not have."""
    country = row["country"].strip().upper() or None
    for kind, text in _ways(row):
        if _is_there(authority, kind, text, country, log.now.date()):
            continue
        try:
            entered = add_contacts(
                authority, kind, text, source=printed.source, day=log.now.date(), log=log, country=country
            )
        except BadContact as error:
            raise BadEntry(error.sentence.message, **error.sentence.values) from error
        for contact in entered:
            contact.valid_from = printed.day


def _ways(row: Row) -> Iterator[tuple[ContactKind, str]]:
    for field, kind in WAYS.items():
        for text in lines_in(row[field]):
            yield kind, text


def _is_there(authority: Authority, kind: ContactKind, text: str, country: str | None, day: date) -> bool:
    there = [contact for contact in authority.contacts if contact.kind is kind and contact.holds_on(day)]
    if kind in NUMBERS:
        numbers = {number.e164 or number.proposed for number in read_numbers(text, country)}
        return None not in numbers and numbers <= {contact.e164 or contact.proposed for contact in there}
    return any(contact.raw.casefold() == text.casefold() for contact in there)


def _record(log: Log, authority: Authority, before: Mapping[str, object] | None, after: Mapping[str, object]) -> None:
    log.record(
        EventKind.CONTACT_CHANGED,
        subject_kind=SubjectKind.AUTHORITY,
        subject=authority.slug,
        before=before,
        after=after,
    )
