"""Merging two authorities that are one, and undoing it.

The one that is kept gets what it lacks of the other: whole languages, empty fields, addresses, contacts, the place in
actions; but no name, honorific, salutation or gender where the two name different people. The other keeps every row as
it is and only steps back, so undoing takes out what was brought, and it stands again as it was; what was learnt of its
rows since goes back with them.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import Base
from campaign.errors import BadEntry, ConflictingEdit, NotFound
from campaign.models import (
    Accreditation,
    Action,
    Addressee,
    Authority,
    AuthorityText,
    Contact,
    Correction,
    Merge,
    MergedAuthority,
    Mission,
    PostalAddress,
    Succession,
)
from campaign.models.likeness import name_key
from campaign.models.vocabulary import Channel, EventKind, Gender, Office, SubjectKind
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.saving import record_change
from campaign.services.authorities.succeeding import PERSONAL
from campaign.services.events import Log
from campaign.services.lifecycle import EDITABLE, note_change_of_authority

OWN = ("id", "authority_id", "mission_id")  # what a copy does not take over
DATES = ("verified_on", "bounced_on")
Row = PostalAddress | Contact


class Filled(msgspec.Struct, frozen=True):
    """A field of the one that is kept that the merge filled: where, and its value before and after, as in JSON."""

    place: str  # "", "texts.en", "addresses.3", "contacts.7"
    field: str
    before: Any
    after: Any


class Brought(msgspec.Struct):
    """All that a merge did, by which it is undone; rows by the numbers of the copy and of the original."""

    filled: list[Filled] = []
    texts: list[str] = []
    nameless: list[str] = []  # of the texts, those without the name of somebody else
    addresses: list[tuple[int, int]] = []
    contacts: list[tuple[int, int]] = []
    mission: tuple[int, int] | None = None
    addressees: list[int] = []
    corrections: list[int] = []


def merge(kept: Authority, other: Authority, log: Log) -> Merge:
    """Make two authorities one; what the kept one has itself wins.

    Raises BadEntry where an action writes to both, or a successor of the other is expected.
    """
    _refuse(kept, other, log.session)
    before, brought = entry_of(kept), Brought()
    _fill_fields(kept, other, brought)
    _bring_texts(kept, other, brought)
    _bring_rows(kept, other, brought, log.session)
    _bring_mission(kept, other, brought, log.session)
    _take_places(kept, other, brought, log.session)
    other.merged_into = MergedAuthority(into_id=kept.id)
    log.session.flush()
    document = msgspec.json.encode(brought, order="sorted").decode()
    made = Merge(kept_id=kept.id, merged_id=other.id, merged_by=log.who, merged_at=log.now, document=document)
    log.session.add(made)
    log.session.flush()
    note_change_of_authority(log.session, kept, log.who, log.now)
    record_change(log, kept, EventKind.MERGED, before, None, merged=other.slug)
    _record_other(log, other, EventKind.MERGED, kept)
    return made


def undo(made: Merge, kept: Authority, other: Authority, log: Log) -> None:
    """Part again what was merged; everything that nobody has touched since is as it was before.

    Raises ConflictingEdit where it was undone already, or where a later merge has to be undone first.
    """
    _refuse_undoing(made, kept, log.session)
    before, brought = entry_of(kept), msgspec.json.decode(made.document, type=Brought)
    other.merged_into = None
    _give_places_back(kept, other, brought, log.session)
    for language in brought.texts:
        _give_text_back(kept, other, language, PERSONAL if language in brought.nameless else ())
    _give_back(kept.addresses, other.addresses, brought.addresses)
    _give_back(kept.contacts, other.contacts, brought.contacts)
    _give_mission_back(kept, other, brought)
    _empty_again(kept, brought)
    made.undone_by, made.undone_at = log.who, log.now
    log.session.flush()
    for each in (kept, other):
        note_change_of_authority(log.session, each, log.who, log.now)
    record_change(log, kept, EventKind.MERGE_UNDONE, before, None, parted_from=other.slug)
    _record_other(log, other, EventKind.MERGE_UNDONE, kept)


def merges_of(session: Session, kept: Authority) -> list[tuple[Merge, Authority]]:
    """Return the merges into an authority that hold, with what was merged, the newest first."""
    query = select(Merge, Authority).join(Authority, Authority.id == Merge.merged_id)
    query = query.where(Merge.kept_id == kept.id, Merge.undone_at.is_(None)).order_by(Merge.id.desc())
    return [(made, other) for made, other in session.execute(query)]


def get_merge(session: Session, kept: Authority, number: int) -> tuple[Merge, Authority]:
    """Return a merge into an authority, and what was merged; raises NotFound."""
    query = select(Merge, Authority).join(Authority, Authority.id == Merge.merged_id)
    found = session.execute(query.where(Merge.id == number, Merge.kept_id == kept.id).with_for_update()).first()
    if found is None:
        raise NotFound("There is no such merge.")
    return found[0], found[1]


def _refuse(kept: Authority, other: Authority, session: Session) -> None:
    if kept.id == other.id:
        raise BadEntry("This is one authority already.")
    if session.scalar(select(Succession.id).filter_by(authority_id=other.id, former=None).limit(1)):
        raise BadEntry("A successor of “%(slug)s” is expected: take that back first.", slug=other.slug)
    both = [
        select(Addressee.id).where(Addressee.action_id == Action.id, Addressee.authority_id == each.id).exists()
        for each in (kept, other)
    ]
    slugs = session.scalars(select(Action.slug).where(Action.state.in_(EDITABLE), *both).order_by(Action.slug)).all()
    if slugs:
        raise BadEntry(
            "These actions write to both of them: %(slugs)s. Take one of the two out there first.",
            slugs=", ".join(slugs),
        )


def _fill_fields(kept: Authority, other: Authority, brought: Brought) -> None:
    same = ("gender",) if _may_be_one_person(kept, other) else ()
    for name in ("state", "office", *same, "languages"):
        if not getattr(kept, name):
            _set(kept, "", name, getattr(other, name), brought)
    _set(kept, "", "refuses", tuple(each for each in Channel if each in {*kept.refuses, *other.refuses}), brought)


def _bring_texts(kept: Authority, other: Authority, brought: Brought) -> None:
    somebody_else = () if _may_be_one_person(kept, other) else PERSONAL  # a wrong salutation is worse than none
    for language, text in sorted(other.texts.items()):
        if language not in kept.texts:
            kept.texts[language] = AuthorityText(**{**_values(text), **dict.fromkeys(somebody_else)})
            brought.texts.append(language)
            brought.nameless += [language] if somebody_else else []
            continue
        ours = kept.texts[language]
        for name in ("name", "honorific", "organisation", "salutation", "closing"):
            if not getattr(ours, name) and name not in somebody_else:
                _set(ours, f"texts.{language}", name, getattr(text, name), brought)


def _may_be_one_person(kept: Authority, other: Authority) -> bool:
    """Whether no language names both without a word in common, however names are carried over into it."""
    for language in kept.texts.keys() & other.texts.keys():
        ours, theirs = (set(name_key(each.texts[language].name or "").split()) for each in (kept, other))
        if ours and theirs and not ours & theirs:
            return False
    return True


def _bring_rows(kept: Authority, other: Authority, brought: Brought, session: Session) -> None:
    """Copy addresses and contacts; of one that both have, the newer look and a bounce are taken over."""
    for name, numbers in (("addresses", brought.addresses), ("contacts", brought.contacts)):
        ours: list[Row] = getattr(kept, name)
        there = {_same(row): row for row in reversed(ours)}
        for row in list(getattr(other, name)):
            if _same(row) in there:
                _take_over_dates(there[_same(row)], row, name, brought)
                continue
            copy = type(row)(**_values(row))
            ours.append(copy)
            session.flush()
            numbers.append((copy.id, row.id))


def _take_over_dates(ours: Row, theirs: Row, name: str, brought: Brought) -> None:
    place = f"{name}.{ours.id}"
    if theirs.verified_on and (ours.verified_on is None or theirs.verified_on > ours.verified_on):
        _set(ours, place, "verified_source", theirs.verified_source or theirs.source, brought)
        _set(ours, place, "verified_on", theirs.verified_on, brought)
    unseen_since = theirs.bounced_on and not (ours.verified_on and ours.verified_on > theirs.bounced_on)
    if ours.bounced_on is None and unseen_since:
        _set(ours, place, "bounced_on", theirs.bounced_on, brought)


def _bring_mission(kept: Authority, other: Authority, brought: Brought, session: Session) -> None:
    if kept.mission is None and other.mission is not None:
        theirs = other.mission
        kept.mission = Mission(**_values(theirs))
        kept.mission.accreditations = [Accreditation(state=each.state) for each in theirs.accreditations]
        session.flush()
        brought.mission = (kept.mission.id, theirs.id)


def _take_places(kept: Authority, other: Authority, brought: Brought, session: Session) -> None:
    """Take the place of the other in actions that can still change; what others were published with stays theirs."""
    query = select(Addressee).join(Action).where(Addressee.authority_id == other.id, Action.state.in_(EDITABLE))
    for addressee in session.scalars(query.order_by(Addressee.id)).all():
        addressee.authority = kept
        brought.addressees.append(addressee.id)
    waiting = select(Correction).filter_by(authority_id=other.id, verdict=None).order_by(Correction.id)
    for correction in session.scalars(waiting).all():
        correction.authority_id = kept.id
        brought.corrections.append(correction.id)


def _refuse_undoing(made: Merge, kept: Authority, session: Session) -> None:
    if made.undone_at is not None:
        raise ConflictingEdit("This merge was undone already: the two stand by themselves, and nothing is left to do.")
    if kept.merged_into is not None:
        raise ConflictingEdit(
            "“%(kept)s” is one with “%(into)s” now, which has what this merge had brought. "
            "Open “%(into)s” and undo that merge first; then this one.",
            kept=kept.slug,
            into=kept.merged_into.into.slug,
        )
    newest = merges_of(session, kept)[0]
    if newest[0].id != made.id:
        raise ConflictingEdit(
            "“%(slug)s” was merged into it later, on top of this merge. Undo that one first; then this one.",
            slug=newest[1].slug,
        )


def _give_places_back(kept: Authority, other: Authority, brought: Brought, session: Session) -> None:
    query = select(Addressee).join(Action).where(Addressee.id.in_(brought.addressees), Action.state.in_(EDITABLE))
    for addressee in session.scalars(query.where(Addressee.authority_id == kept.id)).all():
        addressee.authority = other
    corrections = select(Correction).where(Correction.id.in_(brought.corrections), Correction.verdict.is_(None))
    for correction in session.scalars(corrections).all():
        correction.authority_id = other.id


def _give_text_back(kept: Authority, other: Authority, language: str, without: Collection[str]) -> None:
    copy = kept.texts.pop(language, None)
    if copy is not None and language in other.texts:
        _write_back(copy, other.texts[language], without)


def _give_back(copies: list[Any], originals: Iterable[Row], numbers: Iterable[tuple[int, int]]) -> None:
    ours, theirs = {row.id: row for row in copies}, {row.id: row for row in originals}
    for copy, original in numbers:
        if copy in ours:
            _write_back(ours[copy], theirs[original])
            copies.remove(ours[copy])


def _give_mission_back(kept: Authority, other: Authority, brought: Brought) -> None:
    copy, theirs = kept.mission, other.mission
    if brought.mission is None or copy is None or theirs is None or copy.id != brought.mission[0]:
        return
    _write_back(copy, theirs)
    known = {each.state: each for each in theirs.accreditations}
    states = [each.state for each in copy.accreditations]
    if set(states) != known.keys():
        theirs.accreditations = [known.get(state) or Accreditation(state=state) for state in states]
    kept.mission = None


def _empty_again(kept: Authority, brought: Brought) -> None:
    """Put fields back that the merge filled, where they still say what it filled in."""
    for filled in reversed(brought.filled):
        row = _row_at(kept, filled.place)
        if row is not None and _plain(getattr(row, filled.field)) == filled.after:
            setattr(row, filled.field, _typed(filled.field, filled.before))


def _row_at(kept: Authority, place: str) -> Any:
    name, _dot, which = place.partition(".")
    if not name:
        return kept
    if name == "texts":
        return kept.texts.get(which)
    return next((row for row in getattr(kept, name) if str(row.id) == which), None)


def _set(row: Any, place: str, field: str, value: Any, brought: Brought) -> None:
    before = getattr(row, field)
    if value != before and value is not None:
        brought.filled.append(Filled(place, field, _plain(before), _plain(value)))
        setattr(row, field, value)


def _write_back(copy: Base, original: Base, without: Collection[str] = ()) -> None:
    for name, value in _values(copy).items():
        if name not in without and getattr(original, name) != value:
            setattr(original, name, value)


def _values(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in OWN}


def _same(row: Row) -> tuple[object, ...]:
    """Return what makes two addresses or contacts the same."""
    if isinstance(row, PostalAddress):
        return row.language, row.lines, row.country
    return row.kind, row.e164 or row.raw.strip().casefold()


def _plain(value: Any) -> Any:
    """Return a value as it comes back from JSON."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _typed(field: str, value: Any) -> Any:
    """Return a value as the model has it, from JSON."""
    if isinstance(value, list):
        return tuple(Channel(each) for each in value) if field == "refuses" else tuple(value)
    if value is None:
        return None
    kinds: dict[str, Any] = {"office": Office, "gender": Gender, **dict.fromkeys(DATES, date.fromisoformat)}
    return kinds.get(field, str)(value)


def _record_other(log: Log, other: Authority, what: EventKind, kept: Authority) -> None:
    log.record(what, subject_kind=SubjectKind.AUTHORITY, subject=other.slug, after={"merged_into": kept.slug})
