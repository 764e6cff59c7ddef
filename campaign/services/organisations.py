"""Organisations that issue appeals: entering them, changing them, and taking out those that nothing uses.

Their names keep letters from naming them, so a new one counts at once, in every letter that is made.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from campaign.errors import BadEntry, ConflictingEdit, NamedOrganisation, NotFound
from campaign.models import Action, Organisation, OrganisationName
from campaign.models.published import PublishedName
from campaign.models.states import ActionState
from campaign.models.vocabulary import NameKind
from campaign.services.editing.entries import fingerprint
from campaign.services.publishing import newest_revision
from campaign.services.slugs import first_free, plain_slug
from campaign.services.trying import try_letters

KEPT_FREE = frozenset({"new"})  # the desk has a page of that name


class NameEntry(msgspec.Struct, frozen=True):
    """One name; without a language it is the same in all."""

    kind: NameKind
    language: str | None
    text: str


class OrganisationEntry(msgspec.Struct, frozen=True):
    """An organisation as it is edited; see models/organisation.py for the fields."""

    contact: str
    report_address: str | None
    names: tuple[NameEntry, ...]


def list_organisations(session: Session) -> list[tuple[Organisation, Sequence[Action]]]:
    """Return every organisation with the actions that it issued, by slug."""
    query = select(Organisation).options(selectinload(Organisation.names)).order_by(Organisation.slug)
    issued: dict[int, list[Action]] = {}
    for action in session.scalars(select(Action).options(selectinload(Action.organisations)).order_by(Action.slug)):
        for organisation in action.organisations:
            issued.setdefault(organisation.id, []).append(action)
    return [(organisation, issued.get(organisation.id, ())) for organisation in session.scalars(query)]


def get_organisation(session: Session, slug: str) -> Organisation:
    """Return an organisation by its slug; raises NotFound."""
    return _only(session, slug, lock=False)


def take_organisation(session: Session, slug: str) -> Organisation:
    """Return an organisation, and keep others from changing it until this transaction ends; raises NotFound."""
    return _only(session, slug, lock=True)


def issued_by(session: Session, organisation: Organisation) -> Sequence[Action]:
    """Return the actions that an organisation issued, by slug."""
    return session.scalars(
        select(Action).where(Action.organisations.contains(organisation)).order_by(Action.slug)
    ).all()


def entry_of(organisation: Organisation) -> OrganisationEntry:
    """Return an organisation as it is now."""
    names = tuple(NameEntry(name.kind, name.language, name.text) for name in organisation.names)
    return OrganisationEntry(organisation.contact, organisation.report_address, names)


def add_organisation(session: Session, entry: OrganisationEntry) -> Organisation:
    """Return a new organisation; raises BadEntry for what is missing or cannot be used."""
    _check(entry)
    full = next(name.text for name in entry.names if name.kind is NameKind.NAME)
    organisation = Organisation(slug=_free_slug(session, full), contact=entry.contact)
    session.add(organisation)
    _write(organisation, entry)
    session.flush()
    return organisation


def save_organisation(
    session: Session, organisation: Organisation, entry: OrganisationEntry, seen: str, now: datetime
) -> bool:
    """Write an organisation whose fingerprint was `seen` when its form was opened; return whether anything changed.

    Raises ConflictingEdit if it was changed in between, and BadEntry for what cannot be used, such as a name that
    letters say which supporters write at this moment: no letter could be made any more.
    """
    there = entry_of(organisation)
    if fingerprint(there) != seen:
        raise ConflictingEdit("Somebody else changed this organisation since you opened it.")
    if there == entry:
        return False
    _check(entry)
    _refuse_names_in_letters(session, organisation, set(entry.names) - set(there.names), now)
    _write(organisation, entry)
    session.flush()
    return True


def remove_organisation(session: Session, organisation: Organisation) -> None:
    """Take an organisation out; raises BadEntry, naming them, while actions use it."""
    if actions := issued_by(session, organisation):
        slugs = ", ".join(action.slug for action in actions)
        raise BadEntry("These actions name it as who published them: %(slugs)s. Change them first.", slugs=slugs)
    session.delete(organisation)
    session.flush()


def _only(session: Session, slug: str, *, lock: bool) -> Organisation:
    query = select(Organisation).filter_by(slug=slug)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query) if slug.isprintable() else None
    if found is None:
        raise NotFound("There is no organisation “%(slug)s”.", slug=slug)
    return found


def _check(entry: OrganisationEntry) -> None:
    if not entry.contact:
        raise BadEntry("Say whom a supporter asks: an address, a page or a sentence.")
    full = [name.language for name in entry.names if name.kind is NameKind.NAME]
    if not full:
        raise BadEntry("Give its full name, in one language at least.")
    if len(set(full)) < len(full):
        raise BadEntry("There are two full names in one language: make one of them another kind of name.")
    if len({(name.kind, name.text) for name in entry.names}) < len(entry.names):
        raise BadEntry("One name is there twice: take one of the two out.")
    for place, name in enumerate(entry.names, start=1):
        if not re.search(r"[^\W_]", unicodedata.normalize("NFKD", name.text)):
            raise BadEntry("Row %(place)s holds no name: write it with letters, or take the row out.", place=place)


def _refuse_names_in_letters(
    session: Session, organisation: Organisation, names: Iterable[NameEntry], now: datetime
) -> None:
    added = tuple(PublishedName(name.kind, name.language, name.text) for name in names)
    for action in issued_by(session, organisation) if added else ():
        published = newest_revision(action) if action.state is ActionState.LIVE else None
        if published is None:
            continue
        watched = tuple(
            replace(each, names=(*each.names, *added))
            for each in published.organisations
            if each.slug == organisation.slug
        )
        for trial in try_letters(replace(published, organisations=watched), now):
            if isinstance(trial.outcome, NamedOrganisation):
                raise BadEntry(
                    "Letters of “%(action)s” would name it (%(refusal)s): change that action first, and publish it.",
                    action=action.slug,
                    refusal=trial.outcome.sentence,
                )


def _write(organisation: Organisation, entry: OrganisationEntry) -> None:
    """Write an entry. A name that is still there keeps its row, and one that is corrected keeps its place."""
    organisation.contact, organisation.report_address = entry.contact, entry.report_address
    left = {(name.kind, name.text): name for name in organisation.names}
    rows = {wanted: left.pop((wanted.kind, wanted.text), None) for wanted in entry.names}
    for wanted, row in rows.items():
        row = row or _to_correct(left, wanted) or OrganisationName()
        row.kind, row.language, row.text = wanted.kind, wanted.language, wanted.text
        if row not in organisation.names:
            organisation.names.append(row)
    for gone in left.values():
        organisation.names.remove(gone)


def _to_correct(left: dict[tuple[NameKind, str], OrganisationName], wanted: NameEntry) -> OrganisationName | None:
    """Return a row that is left over and of the same kind and language; it is left over no more."""
    alike = [key for key, row in left.items() if (row.kind, row.language) == (wanted.kind, wanted.language)]
    return left.pop(alike[0]) if alike else None


def _free_slug(session: Session, name: str) -> str:
    def is_taken(slug: str) -> bool:
        return slug in KEPT_FREE or bool(session.scalar(select(exists(select(Organisation.id).filter_by(slug=slug)))))

    return first_free(plain_slug(name, otherwise="organisation"), is_taken)
