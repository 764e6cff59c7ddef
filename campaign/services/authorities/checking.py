"""What an authority must have, and what cannot stand in the directory: each fault with the field that it is in."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from campaign.errors import BadContact, BadEntry
from campaign.merging.countries import is_country
from campaign.models.mail_addresses import mail_address
from campaign.models.numbers import confirmed_number, read_numbers
from campaign.models.vocabulary import ContactKind, MissionKind
from campaign.services.authorities.entries import AddressEntry, AuthorityEntry, ContactEntry, DatedEntry
from campaign.services.directory import NUMBERS

MOST_LINES = 6  # of an address without the country's; DIN 5008 and the French post (NF Z10-011) both stop there
LONGEST_LINE = 60  # characters; what is longer does not fit beside a margin on any paper


def checked(entry: AuthorityEntry, before: AuthorityEntry | None, today: date) -> AuthorityEntry:
    """Return an entry with its numbers read: several in one field become several contacts, what is unsure a proposal.

    Raises BadEntry, with the field's name as `at`, for what is missing or cannot be used.
    """
    _check_state_and_texts(entry)
    _check_mission(entry)
    for place, address in enumerate(entry.addresses):
        _check_address(address, f"addresses-{place}", today)
    known = {each.id: each for each in before.contacts} if before else {}
    home = next((address.country for address in entry.addresses), entry.state)
    contacts = [
        each
        for place, contact in enumerate(entry.contacts)
        for each in _read(contact, known.get(contact.id), f"contacts-{place}", home, today)
    ]
    _refuse_twice(contacts)
    return msgspec.structs.replace(entry, contacts=tuple(contacts))


def check_lines(lines: Sequence[str], at: str = "") -> None:
    """Raise BadEntry, with the field's name `at`, for an address that has more or longer lines than papers can hold."""
    if len(lines) > MOST_LINES:
        raise BadEntry(
            "An address has %(most)s lines at most, without the country: put two of them into one.",
            most=MOST_LINES,
            at=at,
        )
    longest = max(lines, key=len, default="")
    if len(longest) > LONGEST_LINE:
        raise BadEntry("“%(line)s” is too long for a line: make two of it.", line=f"{longest[:LONGEST_LINE]}…", at=at)


def _check_state_and_texts(entry: AuthorityEntry) -> None:
    if entry.state is not None and not is_country(entry.state):
        raise BadEntry("“%(code)s” is no country: choose one from the list.", code=entry.state, at="state")
    if not entry.texts:
        raise BadEntry("Give its office in one language at least.")
    for place, text in enumerate(entry.texts.values()):
        if not text.title:
            raise BadEntry("Say what the office is called in this language.", at=f"texts-{place}-title")


def _check_mission(entry: AuthorityEntry) -> None:
    mission = entry.mission
    if mission is None:
        return
    if not is_country(mission.sending_state):
        raise BadEntry("Say which state it represents.", at="sending_state")
    if not is_country(mission.host_state):
        raise BadEntry("Say in which country it stands.", at="host_state")
    if mission.kind is MissionKind.PERMANENT_MISSION and not mission.un_body:
        raise BadEntry("Say to which body of the United Nations it is sent, such as “UN Geneva”.", at="un_body")
    if mission.host_state in mission.accredited_to:
        raise BadEntry("It stands there already: name only further states that it is sent to.", at="accredited_to")


def _check_address(address: AddressEntry, at: str, today: date) -> None:
    if not address.lines:
        raise BadEntry("Write the address, each line as it stands on an envelope.", at=f"{at}-lines")
    check_lines(address.lines, f"{at}-lines")
    if not is_country(address.country):
        raise BadEntry("Say to which country the post goes.", at=f"{at}-country")
    _check_dates(address, at, today)


def _check_dates(entry: DatedEntry, at: str, today: date) -> None:
    if not entry.source:
        raise BadEntry("Say where it comes from: who published it, and when.", at=f"{at}-source")
    for name in ("verified_on", "bounced_on"):
        day: date | None = getattr(entry, name)
        if day is not None and day > today:
            raise BadEntry("%(day)s is still to come.", day=day, at=f"{at}-{name}")
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        raise BadEntry("It cannot end before it begins.", at=f"{at}-valid_to")


def _read(
    contact: ContactEntry, before: ContactEntry | None, at: str, home: str | None, today: date
) -> Iterator[ContactEntry]:
    if not contact.raw:
        raise BadEntry("Enter the number or the address, or take the row out.", at=f"{at}-raw")
    _check_dates(contact, at, today)
    stayed = before is not None and before.e164 == contact.e164 and before.raw != contact.raw
    said = contact.kind in NUMBERS and contact.e164 is not None and not stayed
    try:
        yield from _as_said(contact) if said else _as_read(contact, before, home)
    except BadContact as error:
        raise BadEntry(
            error.sentence.message, **error.sentence.values, at=f"{at}-{'e164' if said else 'raw'}"
        ) from error


def _as_said(contact: ContactEntry) -> Iterator[ContactEntry]:
    """Yield a number that somebody stands by; one that only stayed while the text beside it changed is read anew."""
    yield msgspec.structs.replace(contact, e164=confirmed_number(contact.e164 or ""), proposed=None, doubt=None)


def _as_read(contact: ContactEntry, before: ContactEntry | None, home: str | None) -> Iterator[ContactEntry]:
    if contact.kind is ContactKind.EMAIL:
        mail_address(contact.raw)
    if contact.kind not in NUMBERS:
        yield msgspec.structs.replace(contact, e164=None, proposed=None, doubt=None)
    elif before and before.doubt and (before.kind, before.raw) == (contact.kind, contact.raw):
        yield msgspec.structs.replace(contact, proposed=before.proposed, doubt=before.doubt)
    else:
        for place, number in enumerate(read_numbers(contact.raw, home)):
            yield msgspec.structs.replace(
                contact,
                id=contact.id if place == 0 else None,
                raw=number.raw,
                e164=number.e164,
                proposed=number.proposed,
                doubt=number.doubt,
            )


def _refuse_twice(contacts: list[ContactEntry]) -> None:
    seen = set()
    for place, each in enumerate(contacts):
        what = (each.kind, each.e164 or each.raw.casefold())
        if what in seen and each.valid_to is None and each.bounced_on is None:
            raise BadEntry(
                "“%(raw)s” is there twice: take one of the two out.", raw=each.raw, at=f"contacts-{place}-raw"
            )
        if each.valid_to is None and each.bounced_on is None:
            seen.add(what)
