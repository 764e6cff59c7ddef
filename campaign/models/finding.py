"""What an authority is found by and compared by, written whenever it is stored, so that nothing is worked out later."""

from collections.abc import Iterator
from functools import cache

from babel import Locale
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from campaign.models.authority import Authority, AuthorityKey, AuthorityText, Contact, PostalAddress
from campaign.models.likeness import name_key, search_text, words_key
from campaign.models.mission import Mission
from campaign.models.vocabulary import ContactKind

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru")  # in which countries are searched for
PARTS = (AuthorityText, Contact, PostalAddress, Mission)


def found_by(authority: Authority) -> str:
    """Return all that an authority is found by: names, offices, countries, addresses and numbers."""
    numbers = [number for each in authority.contacts for number in (each.raw, each.e164, each.proposed)]
    return search_text(_words(authority), numbers)


def keys_of(authority: Authority) -> frozenset[str]:
    """Return what those have in common that may be one: a name or an office of a state, a number, a mail address.

    One that was merged into another has nothing in common with anybody.
    """
    return frozenset(_keys(authority)) if authority.merged_into is None else frozenset()


@event.listens_for(Session, "before_flush")
def _write_what_it_is_found_by(session: Session, _context: UOWTransaction, _instances: object) -> None:
    with session.no_autoflush:
        for authority in set(_touched(session)):
            if authority not in session.deleted:
                authority.search = found_by(authority)
                _write_keys(authority)


def _write_keys(authority: Authority) -> None:
    there, wanted = {each.key: each for each in authority.keys}, keys_of(authority)
    if there.keys() != wanted:
        authority.keys = [there.get(key) or AuthorityKey(key=key) for key in sorted(wanted)]


def _keys(authority: Authority) -> Iterator[str]:
    place = f"{authority.state or '-'} {authority.mission.host_state if authority.mission else '-'}"
    for text in authority.texts.values():
        if name := name_key(text.name or ""):
            yield f"name {authority.state or '-'} {name}"
        if office := words_key(text.title):
            yield f"office {place} {office}"
    for contact in authority.contacts:
        if contact.kind is ContactKind.EMAIL:
            yield f"email {contact.raw.strip().casefold()}"
        elif number := contact.e164 or contact.proposed:
            yield f"number {number}"


def _touched(session: Session) -> Iterator[Authority]:
    for row in (*session.new, *session.dirty):
        if isinstance(row, Authority):
            yield row
        elif isinstance(row, Mission):
            if row.authority is not None:  # none: it was just taken from its authority, which knows
                yield row.authority
        elif isinstance(row, PARTS) and row.authority_id is not None:  # none: its authority, which it is new in, knows
            owner = session.get(Authority, row.authority_id)
            if owner is not None:
                yield owner


def _words(authority: Authority) -> Iterator[str | None]:
    yield authority.slug
    yield (authority.office or "").replace("_", " ")
    for text in authority.texts.values():
        yield from (text.name, text.title, text.organisation)
    for address in authority.addresses:
        yield from (*address.lines, country_names(address.country))
    for contact in authority.contacts:
        yield contact.raw
    yield country_names(authority.state or "")
    if authority.mission is not None:
        yield from (authority.mission.un_body, country_names(authority.mission.host_state))
        yield from (country_names(each.state) for each in authority.mission.accreditations)


@cache
def country_names(code: str) -> str:
    """Return the names that a country has in the languages of the pages."""
    return " ".join(dict.fromkeys(Locale(language).territories.get(code, "") for language in LANGUAGES))
