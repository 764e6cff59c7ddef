"""Contacts of authorities: entered as they were published, and used once they are certain; each change is recorded."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import BadContact, NotFound
from campaign.models import Authority, Contact
from campaign.models.mail_addresses import mail_address
from campaign.models.numbers import confirmed_number, read_numbers
from campaign.models.vocabulary import Channel, ContactKind, EventKind, SubjectKind
from campaign.services.authorities.standing import standing
from campaign.services.events import Log, row_fields

NUMBERS = (ContactKind.FAX, ContactKind.PHONE)


def find_authority(session: Session, slug: str) -> Authority:
    """Return an authority by its slug, or the one that it is one with now; raises NotFound."""
    found = session.scalar(select(Authority).filter_by(slug=slug))
    if found is None:
        raise NotFound("There is no authority “%(slug)s” in the directory.", slug=slug)
    return standing(found)


def add_contacts(
    authority: Authority, kind: ContactKind, text: str, *, source: str, day: date, log: Log, country: str | None = None
) -> tuple[Contact, ...]:
    """Enter what was published of an authority: several numbers at once, or one address.

    A number that is not certain is kept as a proposal until it is confirmed. `country` is where one without a country's
    code is dialled; by default where the authority's post goes. Raises BadContact for what cannot be used.
    """
    if not source.strip():
        raise BadContact("Say where the contact comes from: who published it, and when.")
    if kind in NUMBERS:
        read = read_numbers(text, country or _home(authority))
        values = [{"raw": n.raw, "e164": n.e164, "proposed": n.proposed, "doubt": n.doubt} for n in read]
    elif kind is ContactKind.EMAIL:
        values = [{"raw": text.strip()}] if mail_address(text) else []
    else:
        values = [{"raw": text.strip()}]
    contacts = tuple(Contact(kind=kind, source=source.strip(), **value) for value in values)
    for contact in contacts:
        _refuse_second_entry(authority, contact, day)
        authority.contacts.append(contact)
    log.session.flush()  # so that a contact is recorded with its id
    for contact in contacts:
        _record(log, authority, None, row_fields(contact))
    return contacts


def confirm_number(authority: Authority, contact_id: int, number: str | None, *, log: Log) -> Contact:
    """Settle the doubt about a number: it is what was proposed, or else `number`; raises BadContact or NotFound."""
    contact = next((each for each in authority.contacts if each.id == contact_id and each.kind in NUMBERS), None)
    if contact is None:
        raise NotFound("%(slug)s has no fax or telephone number %(number)s.", slug=authority.slug, number=contact_id)
    wanted = number or contact.proposed or contact.e164
    if wanted is None:
        raise BadContact("“%(raw)s” cannot be dialled as it is: say which number it stands for.", raw=contact.raw)
    before = row_fields(contact)
    contact.e164 = confirmed_number(wanted)
    contact.proposed = contact.doubt = None
    _record(log, authority, before, row_fields(contact))
    return contact


def refuse_channels(authority: Authority, channels: Collection[Channel], *, log: Log) -> None:
    """Note the channels in which an authority does not want to be written to, in place of those noted before."""
    before = authority.refuses
    authority.refuses = tuple(channel for channel in Channel if channel in channels)
    _record(log, authority, {"refuses": before}, {"refuses": authority.refuses})


def _record(log: Log, authority: Authority, before: Mapping[str, object] | None, after: Mapping[str, object]) -> None:
    log.record(
        EventKind.CONTACT_CHANGED,
        subject_kind=SubjectKind.AUTHORITY,
        subject=authority.slug,
        before=before,
        after=after,
    )


def _home(authority: Authority) -> str | None:
    return next((address.country for address in authority.addresses), authority.state)


def _refuse_second_entry(authority: Authority, contact: Contact, day: date) -> None:
    for other in authority.contacts:
        same = other.e164 == contact.e164 if contact.e164 else other.raw.casefold() == contact.raw.casefold()
        if other.kind is contact.kind and same and other.holds_on(day):
            raise BadContact("%(slug)s has “%(raw)s” already.", slug=authority.slug, raw=contact.raw)
