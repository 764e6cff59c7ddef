"""Which addresses and contacts nobody has looked at for a year: one rule, for warnings and for what falls due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from campaign.models.columns import Dated, holds
from campaign.models.vocabulary import ContactKind, Doubt
from campaign.services.freezing import Address, newest_by_language

STALE_AFTER = timedelta(days=365)  # since somebody last saw that an address or a number is right
USED = (ContactKind.FAX, ContactKind.EMAIL)  # by letters


class _Contact(Dated, Protocol):
    @property
    def kind(self) -> ContactKind: ...
    @property
    def doubt(self) -> Doubt | None: ...


AnyContact = TypeVar("AnyContact", bound=_Contact)


def stale_addresses(addresses: Iterable[Address], day: date) -> list[Address]:
    """Return those of an authority's addresses that letters go to though nobody verified them for a year."""
    return [address for address in newest_by_language(addresses, day) if _is_stale(address, day)]


def stale_contacts(contacts: Iterable[AnyContact], day: date) -> list[AnyContact]:
    """Return the contacts that letters use though nobody verified them for a year; one in doubt is not used."""
    used = (each for each in contacts if each.kind in USED and each.doubt is None)
    return [contact for contact in used if _is_stale(contact, day) and holds(contact, day)]


def _is_stale(entry: Dated, day: date) -> bool:
    """Whether nobody has looked for a year; what was never verified counts from the day it is known from."""
    seen = entry.verified_on or entry.valid_from
    return seen is None or day - seen > STALE_AFTER
