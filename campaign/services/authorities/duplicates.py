"""Authorities that may be one: the same office of a state, a like name, the same number or mail address."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from campaign.models import Authority, AuthorityKey, NotDuplicates
from campaign.services.authorities.entries import AuthorityEntry, in_words, leaves
from campaign.services.authorities.listing import best_text
from campaign.services.events import Log
from campaign.services.paging import Part, part_of

MOST_ALIKE = 5  # what more authorities have in common, such as the office of a judge, tells nothing


@dataclass(frozen=True)
class Lookalike:
    """One of two that look alike, as a list names it."""

    slug: str
    name: str | None
    title: str
    state: str | None


@dataclass(frozen=True)
class Pair:
    """Two authorities that may be one, and what they have in common: `name`, `office`, `number`, `email`."""

    one: Lookalike
    other: Lookalike
    alike: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A field in which two authorities differ or agree, by its path, with both values as text."""

    path: str
    one: str
    other: str


def duplicates(session: Session, page: int, language: str) -> Part[Pair]:
    """Return a page of the pairs that may be one, most in common first; none that a person has told apart."""
    alike: dict[tuple[int, int], set[str]] = {}
    for one, other, key in session.execute(_in_common()):
        alike.setdefault((one, other), set()).add(key.partition(" ")[0])
    if not alike:
        return Part((), 1, 1)
    part = part_of(sorted(alike, key=lambda pair: (-len(alike[pair]), pair)), page)
    shown = select(Authority).where(Authority.id.in_({number for pair in part.rows for number in pair}))
    named = {each.id: each for each in session.scalars(shown.options(selectinload(Authority.texts)))}
    pairs = [
        Pair(_named(named[one], language), _named(named[other], language), tuple(sorted(alike[one, other])))
        for one, other in part.rows
    ]
    return Part(pairs, part.page, part.last_page)


def tell_apart(one: Authority, other: Authority, log: Log) -> None:
    """Note that two authorities that look alike are two, so that nobody is asked again."""
    first, second = sorted((one.id, other.id))
    if log.session.get(NotDuplicates, (first, second)) is None:
        log.session.add(NotDuplicates(one_id=first, other_id=second, said_by=log.who))
        log.session.flush()


def side_by_side(one: AuthorityEntry, other: AuthorityEntry) -> Iterator[Difference]:
    """Yield every field that either of two authorities has, in the order of the page, addresses and contacts apart."""
    ours, theirs = (msgspec.structs.replace(entry, addresses=(), contacts=()) for entry in (one, other))
    left, right = dict(leaves(ours)), dict(leaves(theirs))
    for path in dict.fromkeys((*left, *right)):
        yield Difference(path, in_words(left.get(path)), in_words(right.get(path)))


def _in_common() -> Select[int, int, str]:
    one, other = aliased(AuthorityKey), aliased(AuthorityKey)
    telling = select(AuthorityKey.key).group_by(AuthorityKey.key).having(func.count().between(2, MOST_ALIKE))
    told_apart = select(NotDuplicates.one_id).where(
        NotDuplicates.one_id == one.authority_id, NotDuplicates.other_id == other.authority_id
    )
    same = and_(one.key == other.key, one.authority_id < other.authority_id)
    return (
        select(one.authority_id, other.authority_id, one.key)
        .join(other, same)
        .where(one.key.in_(telling), ~told_apart.exists())
        .order_by(one.authority_id, other.authority_id)
    )


def _named(authority: Authority, language: str) -> Lookalike:
    name, title, organisation = best_text(authority, language)
    return Lookalike(authority.slug, name, ", ".join(filter(None, (title, organisation))), authority.state)
