"""A successor takes an office on a day: what was published stays as it was, live actions are offered the change.

An address and a number belong to the office and stay; name, honorific and salutation belong to whoever holds it.
"""

from collections.abc import Sequence
from datetime import date

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from campaign.errors import BadEntry, ConflictingEdit, NotFound
from campaign.models import Authority, Succession
from campaign.models.vocabulary import EventKind, Gender, SubjectKind
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.saving import NO_SOURCE, record_change
from campaign.services.events import Log
from campaign.services.lifecycle import note_change_of_authority

PERSONAL = ("name", "honorific", "salutation")


class HolderWords(msgspec.Struct, frozen=True):
    """An office-holder in one language."""

    name: str | None = None
    honorific: str | None = None
    salutation: str | None = None


class Holder(msgspec.Struct, frozen=True):
    """Whoever holds an office."""

    gender: Gender | None = None
    texts: dict[str, HolderWords] = {}


def holder_of(authority: Authority) -> Holder:
    """Return who holds an office as the directory has it now."""
    texts = {
        language: HolderWords(text.name, text.honorific, text.salutation)
        for language, text in sorted(authority.texts.items())
    }
    return Holder(authority.gender, texts)


def announce(authority: Authority, holder: Holder, day: date, source: str, log: Log) -> Succession:
    """Enter who takes an office on a day: in force at once if it has come, else once somebody says that it has.

    Raises BadEntry, with the field's name as `at`, for what is missing, and ConflictingEdit while another is expected.
    """
    if not source.strip():
        raise BadEntry(NO_SOURCE, at="source")
    if not any(words.name for words in holder.texts.values()):
        raise BadEntry("Say who takes the office, in one language at least.", at="name")
    if expected := next((each for each in successions_of(log.session, authority) if each.former is None), None):
        raise ConflictingEdit(
            "Somebody is expected to take this office on %(day)s: take that back first.", day=expected.takes_office_on
        )
    succession = Succession(
        authority_id=authority.id,
        takes_office_on=day,
        holder=msgspec.json.encode(holder, order="sorted").decode(),
        source=source.strip(),
        entered_by=log.who,
        entered_at=log.now,
    )
    log.session.add(succession)
    log.session.flush()
    if day <= log.now.date():
        take_office(authority, succession, log)
    else:
        _record(log, authority, before=None, after=succession)
    return succession


def take_office(authority: Authority, succession: Succession, log: Log) -> None:
    """Put a successor in the place of whoever held the office; a language without the new name keeps only the office.

    What was published stays as it was. Raises BadEntry before the day, and ConflictingEdit if it is in force already.
    """
    if succession.former is not None:
        raise ConflictingEdit("The successor has taken the office already.")
    if succession.takes_office_on > log.now.date():
        raise BadEntry("The day is still to come: %(day)s.", day=succession.takes_office_on)
    before, holder = entry_of(authority), read_holder(succession.holder)
    succession.former = msgspec.json.encode(holder_of(authority), order="sorted").decode()
    succession.in_force_since = log.now
    authority.gender = holder.gender
    for language, text in authority.texts.items():
        words = holder.texts.get(language, HolderWords())
        for name in PERSONAL:
            setattr(text, name, getattr(words, name))
    log.session.flush()
    note_change_of_authority(log.session, authority, log.who, log.now)
    day = succession.takes_office_on
    record_change(log, authority, EventKind.SUCCEEDED, before, succession.source, takes_office_on=day)


def take_back(authority: Authority, succession: Succession, log: Log) -> None:
    """Expect a successor no longer; raises ConflictingEdit if they have taken the office."""
    if succession.former is not None:
        raise ConflictingEdit("The successor has taken the office already: edit the names instead.")
    log.session.delete(succession)
    log.session.flush()
    _record(log, authority, before=succession, after=None)


def get_succession(session: Session, authority: Authority, number: int) -> Succession:
    """Return a succession of an authority; raises NotFound."""
    found = session.scalar(select(Succession).filter_by(id=number, authority_id=authority.id))
    if found is None:
        raise NotFound("There is no such succession; it may have been taken back.")
    return found


def successions_of(session: Session, authority: Authority) -> Sequence[Succession]:
    """Return the changes of an office-holder, the newest first."""
    query = select(Succession).filter_by(authority_id=authority.id)
    return session.scalars(query.order_by(Succession.takes_office_on.desc(), Succession.id.desc())).all()


def expected_successions(session: Session) -> Sequence[tuple[Succession, Authority]]:
    """Return who is expected to take an office, the first day first."""
    query = (
        select(Succession, Authority)
        .join(Authority, Authority.id == Succession.authority_id)
        .where(Succession.former.is_(None))
        .options(selectinload(Authority.texts))
        .order_by(Succession.takes_office_on, Succession.id)
    )
    return [(succession, authority) for succession, authority in session.execute(query)]


def read_holder(text: str) -> Holder:
    """Return an office-holder as a succession keeps it."""
    return msgspec.json.decode(text, type=Holder)


def known_as(text: str, language: str) -> str:
    """Return the name of an office-holder that a succession keeps, in a language if it is known in it."""
    texts = read_holder(text).texts
    names = [texts[each].name for each in (language, "en", *texts) if each in texts]
    return next(filter(None, names), "–")


def _record(log: Log, authority: Authority, *, before: Succession | None, after: Succession | None) -> None:
    log.record(
        EventKind.EDITED,
        subject_kind=SubjectKind.AUTHORITY,
        subject=authority.slug,
        before=_told(before) if before else None,
        after=_told(after) if after else None,
    )


def _told(succession: Succession) -> dict[str, object]:
    return {
        "successor": known_as(succession.holder, "en"),
        "takes_office_on": succession.takes_office_on,
        "source": succession.source,
    }
