"""Keeping contacts fresh: somebody saw today that they are right, or heard that something did not arrive."""

from collections.abc import Iterable

from campaign.errors import BadEntry, NotFound
from campaign.models import Authority, Contact, PostalAddress
from campaign.models.vocabulary import EventKind
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.saving import record_change
from campaign.services.events import Log
from campaign.services.lifecycle import note_change_of_authority

ADDRESS, CONTACT = "address", "contact"
Row = PostalAddress | Contact


def name_of(row: Row) -> str:
    """Return how a form names an address or a contact: `address-3`, `contact-7`."""
    return f"{ADDRESS if isinstance(row, PostalAddress) else CONTACT}-{row.id}"


def verify(authority: Authority, names: Iterable[str], source: str, log: Log) -> None:
    """Note that somebody saw today that addresses and contacts are right, and where they saw it.

    What letters say stays the same, so nothing is to be published. Raises BadEntry where nothing is chosen, and
    NotFound for a name that it has not.
    """
    rows, before = _named(authority, names), entry_of(authority)
    if not rows:
        raise BadEntry("Choose what you have looked at.")
    if not source.strip():
        raise BadEntry("Say where you saw it: a page, a call, a letter that arrived.")
    for row in rows:
        row.verified_on, row.verified_source = log.now.date(), source.strip()
    log.session.flush()
    record_change(log, authority, EventKind.VERIFIED, before, source.strip())


def note_bounce(authority: Authority, name: str, source: str, log: Log) -> None:
    """Note that something sent to an address or a contact did not arrive; letters stop using it once that is published.

    Raises NotFound for a name that it has not.
    """
    (row,), before = _named(authority, [name]), entry_of(authority)
    row.bounced_on = log.now.date()
    log.session.flush()
    note_change_of_authority(log.session, authority, log.who, log.now)
    record_change(log, authority, EventKind.CONTACT_CHANGED, before, source.strip() or None)


def _named(authority: Authority, names: Iterable[str]) -> list[Row]:
    there: list[Row] = [*authority.addresses, *authority.contacts]
    rows = {name_of(row): row for row in there}
    wanted = list(dict.fromkeys(names))
    if not set(wanted) <= rows.keys():
        raise NotFound("It has no such address or contact any more.")
    return [rows[name] for name in wanted]
