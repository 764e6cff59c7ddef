"""What the public says is wrong with an authority: kept without a trace of who said so, until a coordinator decides."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from campaign.errors import BadEntry, ConflictingEdit, NotFound, TooOften
from campaign.models import Authority, Correction
from campaign.models.published import PublishedAction, PublishedAuthority, in_language
from campaign.models.vocabulary import ContactKind, CorrectionVerdict, EventKind, WrongPart
from campaign.services.authorities.entries import AddressEntry, AuthorityEntry, ContactEntry, entry_of
from campaign.services.authorities.saving import record_change, save_authority
from campaign.services.directory import find_authority
from campaign.services.editing.entries import fingerprint
from campaign.services.events import Log
from campaign.services.missions import missions_by_country
from campaign.services.own_ministers import own_ministers_by_country

LONGEST_WORDS = 500  # characters
MOST_WAITING = 20  # for one authority; whoever reads them needs no more to look
KEPT_AFTER = timedelta(days=90)  # a decision
KINDS = {WrongPart.FAX: ContactKind.FAX, WrongPart.EMAIL: ContactKind.EMAIL}


@dataclass(frozen=True)
class Part:
    """Something of an authority that can be wrong; `key` names it in a form and gives nothing away."""

    key: str
    slug: str
    part: WrongPart
    said: str


@dataclass(frozen=True)
class Parts:
    """An authority by its name, with all of it that can be wrong."""

    name: str
    language: str
    parts: tuple[Part, ...]


def parts_of(session: Session, action: PublishedAction, day: date, language: str) -> tuple[Parts, ...]:
    """Return what letters of an action use of each addressee; missions and own ministers follow, each as a whole."""
    written_to = [each.authority for each in action.addressees]
    found = [Parts(*_name(each, language), tuple(_parts(each))) for each in written_to]
    further: list[PublishedAuthority] = []
    if action.copies_to_missions:
        further += missions_by_country(session, action.country, day).values()
    if action.own_minister:
        further += own_ministers_by_country(session, action.own_minister, day).values()
    slugs = {each.slug for each in written_to}
    others = {each.slug: each for each in further if each.slug not in slugs}
    found += [Parts(*_name(each, language), (_part(each, WrongPart.OTHER, ""),)) for each in others.values()]
    return tuple(found)


def propose(session: Session, part: Part, *, words: str, proposed: str, seen_at: str, day: date) -> None:
    """Keep what somebody says is wrong; the same once more is only counted.

    Raises BadEntry without any words, and TooOften where enough is waiting about this authority already.
    """
    words, proposed, seen_at = (_clean(text) for text in (words, proposed, seen_at))
    if not words:
        raise BadEntry("Say in a few words what is wrong.")
    authority = find_authority(session, part.slug)
    waiting = session.scalars(select(Correction).filter_by(authority_id=authority.id, verdict=None)).all()
    same = [
        each for each in waiting if (each.part, each.said, each.proposed) == (part.part, part.said, proposed or None)
    ]
    if same:
        same[0].times, same[0].received_on = same[0].times + 1, day
    elif len(waiting) >= MOST_WAITING:
        raise TooOften("Much has been said about this office already, and somebody will look at it. Thank you.")
    else:
        values = {"words": words, "proposed": proposed or None, "seen_at": seen_at or None, "received_on": day}
        session.add(Correction(authority_id=authority.id, part=part.part, said=part.said, **values))
    session.flush()


def waiting_corrections(session: Session) -> Sequence[Correction]:
    """Return the corrections that wait for a coordinator, the oldest first."""
    whole = joinedload(Correction.authority).selectinload(Authority.texts)
    query = select(Correction).filter_by(verdict=None).options(whole)
    return session.scalars(query.order_by(Correction.received_on, Correction.id)).all()


def count_waiting(session: Session) -> int:
    """Return how many corrections wait for a coordinator."""
    return session.scalar(select(func.count()).select_from(Correction).filter_by(verdict=None)) or 0


def get_correction(session: Session, number: int) -> Correction:
    """Return a correction with its authority; raises NotFound."""
    authority = joinedload(Correction.authority)
    whole = [authority.selectinload(each) for each in (Authority.texts, Authority.addresses, Authority.contacts)]
    return _only(session.scalar(select(Correction).filter_by(id=number).options(*whole)))


def take_correction(session: Session, number: int) -> Correction:
    """Return a correction that waits, and keep others from deciding about it until this transaction ends.

    Raises NotFound, and ConflictingEdit if somebody has decided.
    """
    query = select(Correction).filter_by(id=number).with_for_update().execution_options(populate_existing=True)
    correction = _only(session.scalar(query))
    if correction.verdict is not None:
        raise ConflictingEdit("%(who)s has decided about this already.", who=correction.decided_by)
    return correction


def stop_using(correction: Correction, log: Log) -> None:
    """Accept that an address or a number is wrong: letters use it no more once that is published.

    Raises BadEntry where it stands in the directory no longer.
    """
    there = entry_of(correction.authority)
    entry = _without(there, correction, log.now.date())
    if entry == there:
        return settle(correction, CorrectionVerdict.ACCEPTED, log)
    _decide(correction, CorrectionVerdict.ACCEPTED, log)
    source = "somebody from the public"
    save_authority(correction.authority, entry, fingerprint(there), source, log, **_recorded(correction))
    return None


def replace(correction: Correction, text: str, source: str, log: Log) -> None:
    """Put another address or number in the place of the wrong one, as it was proposed or as a coordinator knows better.

    Raises BadEntry for what cannot be used, without a source, or where the wrong one stands in the directory no longer.
    """
    there, today, text = entry_of(correction.authority), log.now.date(), text.strip()
    entry = _without(there, correction, today)
    given: dict[str, Any] = {"source": source.strip(), "verified_on": today, "valid_from": today}
    if correction.part is WrongPart.POST:
        old = next(each for each in there.addresses if _lines(each.lines) == correction.said)
        lines = tuple(filter(None, (line.strip() for line in text.splitlines())))
        address = AddressEntry(language=old.language, country=old.country, lines=lines, **given)
        entry = msgspec.structs.replace(entry, addresses=(*entry.addresses, address))
    else:
        contact = ContactEntry(kind=KINDS[correction.part], raw=text, **given)
        entry = msgspec.structs.replace(entry, contacts=(*entry.contacts, contact))
    as_proposed = " ".join(text.split()) == " ".join((correction.proposed or "").split())
    _decide(correction, CorrectionVerdict.ACCEPTED if as_proposed else CorrectionVerdict.CORRECTED, log)
    save_authority(correction.authority, entry, fingerprint(there), source, log, **_recorded(correction))


def settle(correction: Correction, verdict: CorrectionVerdict, log: Log) -> None:
    """Decide about a correction without a change: it is refused, or what it says was put right by hand."""
    _decide(correction, verdict, log)
    log.session.flush()
    record_change(
        log, correction.authority, before=entry_of(correction.authority), source=None, **_recorded(correction)
    )


def can_be_replaced(correction: Correction) -> bool:
    """Whether what is said to be wrong is an address or a number that still stands in the directory."""
    return bool(_places(entry_of(correction.authority), correction))


def forget_corrections(session: Session, now: datetime) -> None:
    """Delete the corrections that were decided about long ago; the log keeps the decision, not the words."""
    session.execute(delete(Correction).where(Correction.decided_on < now.date() - KEPT_AFTER))


def _decide(correction: Correction, verdict: CorrectionVerdict, log: Log) -> None:
    correction.verdict, correction.decided_on, correction.decided_by = verdict, log.now.date(), log.who


def _recorded(correction: Correction) -> dict[str, Any]:
    """Return what the log keeps: not the words, which may say who wrote them, and the log forgets nothing."""
    return {
        "what": EventKind.CORRECTION_DECIDED,
        "verdict": correction.verdict,
        "received_on": correction.received_on,
        "said": correction.said,
    }


def _without(entry: AuthorityEntry, correction: Correction, today: date) -> AuthorityEntry:
    """Return an entry in which what is wrong is noted as not reached; only what still holds is."""
    places = _places(entry, correction)
    if not places:
        raise BadEntry("It stands in the directory no longer: see whether it was put right, then say so here.")
    name = "addresses" if correction.part is WrongPart.POST else "contacts"
    rows = [
        msgspec.structs.replace(row, bounced_on=row.bounced_on or today) if place in places else row
        for place, row in enumerate(getattr(entry, name))
    ]
    return msgspec.structs.replace(entry, **{name: tuple(rows)})


def _places(entry: AuthorityEntry, correction: Correction) -> list[int]:
    if correction.part is WrongPart.POST:
        return [place for place, each in enumerate(entry.addresses) if _lines(each.lines) == correction.said]
    kind = KINDS.get(correction.part)
    return [place for place, each in enumerate(entry.contacts) if (each.kind, each.raw) == (kind, correction.said)]


def _parts(authority: PublishedAuthority) -> Iterator[Part]:
    for address in authority.addresses:
        yield _part(authority, WrongPart.POST, _lines(address.lines))
    for part, kind in KINDS.items():
        for contact in authority.contacts:
            if contact.kind is kind:
                yield _part(authority, part, contact.raw)
    yield _part(authority, WrongPart.HOLDER, "")
    yield _part(authority, WrongPart.OTHER, "")


def _part(authority: PublishedAuthority, part: WrongPart, said: str) -> Part:
    key = hashlib.sha256("\n".join((authority.slug, part, said)).encode()).hexdigest()[:16]
    return Part(key, authority.slug, part, said)


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(line.strip() for line in lines if line.strip())


def _name(authority: PublishedAuthority, language: str) -> tuple[str, str]:
    text = in_language(authority.texts, language) or authority.texts[0]
    return ", ".join(filter(None, (text.name, text.title, text.organisation))), text.language


def _clean(text: str) -> str:
    """Return what was typed without control characters, and no longer than is read."""
    plain = "".join(
        letter for letter in text.replace("\r\n", "\n") if letter == "\n" or unicodedata.category(letter)[0] != "C"
    )
    return re.sub(r"\n{3,}", "\n\n", plain).strip()[:LONGEST_WORDS]


def _only(correction: Correction | None) -> Correction:
    if correction is None:
        raise NotFound("There is no such correction; it may have been decided about long ago.")
    return correction
