"""Whom of the directory an addressee of a draft may be: found by office, number, address or name, never decided."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from campaign.errors import BadContact
from campaign.models import Authority, AuthorityText, Contact
from campaign.models.likeness import folded
from campaign.models.numbers import read_numbers
from campaign.services.authorities.standing import stands
from campaign.services.choosing import authorities_at_hand
from campaign.services.editing.merging import ID
from campaign.services.importing.reviewed import Part, ReviewedDraft, Row

MOST = 5  # for one addressee: more than that is no help to choose from
FOUND_BY_WORDS = "words"


@dataclass(frozen=True)
class Match:
    """An authority that an addressee may be, and by what it was found: `office`, `name`, `contact`, `words`."""

    authority: Authority
    by: tuple[str, ...]


def matches_of(session: Session, draft: ReviewedDraft) -> dict[str, Sequence[Match]]:
    """Return whom of the directory each addressee may be, by the number of its row, the likeliest first."""
    rows = [_Wanted(row, draft.basics["country"]) for row in draft.rows[Part.ADDRESSEES]]
    by_words = {row.row[ID]: _by_words(session, row) for row in rows}
    found = _candidates(session, rows, {slug for slugs in by_words.values() for slug in slugs}) if rows else []
    return {row.row[ID]: _best(row, found, by_words[row.row[ID]]) for row in rows}


class _Wanted:
    """What is looked for: an addressee's names, offices, numbers and addresses as they are compared."""

    def __init__(self, row: Row, country: str) -> None:
        self.row, self.state = row, (row["state"].strip().upper() or country)
        self.name = row["name"].strip()
        self.offices = {_key(text) for text in (row["office"], row["organisation"]) if text.strip()}
        self.office = _key(row["office"] or row["organisation"])
        self.mails = {text.strip().casefold() for text in row["emails"].splitlines() if text.strip()}
        self.numbers = {e164 for field in ("faxes", "phones") for e164 in _dialled(row[field], row["country"])}
        self.slug = row["choice"].partition(":")[2]


def _candidates(session: Session, rows: Sequence[_Wanted], slugs: set[str]) -> Sequence[Authority]:
    """Return the authorities that could match any row: of the same states, or with the same number, address or name."""
    mails = {mail for row in rows for mail in row.mails}
    numbers = {number for row in rows for number in row.numbers}
    of_contact = select(Contact.authority_id).where(
        or_(Contact.e164.in_(numbers), Contact.proposed.in_(numbers), func.lower(Contact.raw).in_(mails))
    )
    named = select(AuthorityText.authority_id).where(AuthorityText.name.in_({row.name for row in rows if row.name}))
    in_states = _in_states(session, rows)
    chosen = slugs | {row.slug for row in rows if row.slug}
    query = (
        select(Authority)
        .where(
            stands(),
            or_(
                Authority.id.in_(of_contact),
                Authority.id.in_(named),
                Authority.id.in_(in_states),
                Authority.slug.in_(chosen),
            ),
        )
        .options(selectinload(Authority.texts), selectinload(Authority.addresses), selectinload(Authority.contacts))
        .order_by(Authority.slug)
    )
    return session.scalars(query).all()


def _in_states(session: Session, rows: Sequence[_Wanted]) -> set[int]:
    """Return those whose office or name is a row's, among all of its state; columns alone are read to compare."""
    offices = {(row.state, office) for row in rows for office in row.offices}
    names = {(row.state, _key(row.name)) for row in rows if row.name}
    states = {row.state for row in rows if row.state}
    query = (
        select(Authority.id, Authority.state, AuthorityText.title, AuthorityText.name)
        .join(AuthorityText, AuthorityText.authority_id == Authority.id)
        .where(Authority.state.in_(states))
    )
    return {
        number
        for number, state, title, name in session.execute(query)
        if (state, _key(title)) in offices or (name and (state, _key(name)) in names)
    }


def _best(wanted: _Wanted, found: Sequence[Authority], by_words: Sequence[str]) -> Sequence[Match]:
    matches = [
        Match(each, by) for each in found if (by := _found_by(wanted, each, by_words)) or each.slug == wanted.slug
    ]
    return sorted(matches, key=lambda match: (match.authority.slug != wanted.slug, -len(match.by)))[:MOST]


def _found_by(wanted: _Wanted, authority: Authority, by_words: Sequence[str]) -> tuple[str, ...]:
    texts = authority.texts.values()
    same_state = authority.state == wanted.state
    checks: Mapping[str, bool] = {
        "office": same_state and bool(wanted.office) and any(_key(text.title) == wanted.office for text in texts),
        "name": bool(wanted.name) and any(_key(text.name or "") == _key(wanted.name) for text in texts),
        "contact": any(_is_same(wanted, contact) for contact in authority.contacts),
        FOUND_BY_WORDS: authority.slug in by_words,
    }
    return tuple(name for name, is_so in checks.items() if is_so)


def _is_same(wanted: _Wanted, contact: Contact) -> bool:
    return bool({contact.e164, contact.proposed} & wanted.numbers) or contact.raw.strip().casefold() in wanted.mails


def _by_words(session: Session, wanted: _Wanted) -> tuple[str, ...]:
    words = wanted.row["find"].strip()
    found = authorities_at_hand(session, wanted.state, (), words) if words else ()
    return tuple(slug for slug, _ in found[:MOST])


def _dialled(text: str, country: str) -> set[str]:
    found = set()
    for line in text.splitlines():
        try:
            found |= {each.e164 or each.proposed for each in read_numbers(line, country.strip().upper() or None)}
        except BadContact:
            continue  # its problem is told where it stands
    return {each for each in found if each}


def _key(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", folded(text)).split())
