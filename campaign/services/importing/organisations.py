"""The organisations of a draft: those that the list has are recognised by their names, others are entered."""

import re
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from campaign.models import Organisation
from campaign.models.likeness import folded
from campaign.models.vocabulary import EventKind, NameKind, SubjectKind
from campaign.services.events import Log
from campaign.services.importing.reviewed import Part, ReviewedDraft, Row
from campaign.services.organisations import NameEntry, OrganisationEntry, add_organisation, entry_of

NEW = "new"
WITH_ACRONYM = re.compile(r"(.{4,}?)\s*[(（]\s*([^\s()（）]{2,15})\s*[)）]\s*")


def all_organisations(session: Session) -> Sequence[Organisation]:
    """Return every organisation with its names, by slug."""
    query = select(Organisation).options(selectinload(Organisation.names)).order_by(Organisation.slug)
    return session.scalars(query).all()


def with_known_ones(draft: ReviewedDraft, organisations: Iterable[Organisation]) -> ReviewedDraft:
    """Return a draft in which an organisation that the list has under that very name is chosen already."""
    known = {
        _key(name.text): each.slug for each in organisations for name in each.names if name.kind is not NameKind.DOMAIN
    }
    rows = [
        {"use": known.get(_key(full_name(row["name"])[0]), known.get(_key(row["name"]), "")), "contact": "", **row}
        for row in draft.rows[Part.ORGANISATIONS]
    ]
    return msgspec.structs.replace(draft, rows={**draft.rows, Part.ORGANISATIONS.value: rows})


def full_name(text: str) -> tuple[str, str]:
    """Return a name and the acronym that is printed in brackets behind it, empty if none is."""
    match = WITH_ACRONYM.fullmatch(text.strip())
    return (match[1].strip(), match[2]) if match else (text.strip(), "")


def enter_organisation(row: Row, language: str, report_to: str, log: Log) -> str:
    """Enter a new organisation as a row has it, and return its slug; raises BadEntry for what cannot be used."""
    name, acronym = full_name(row["name"])
    names = [NameEntry(NameKind.NAME, language, name)]
    names += [NameEntry(NameKind.ACRONYM, None, acronym)] if acronym else []
    entry = OrganisationEntry(row["contact"].strip(), report_to.strip() or None, tuple(names))
    made = add_organisation(log.session, entry)
    log.record(
        EventKind.CREATED,
        subject_kind=SubjectKind.ORGANISATION,
        subject=made.slug,
        after=msgspec.to_builtins(entry_of(made)),
    )
    return made.slug


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", folded(name)).split())
