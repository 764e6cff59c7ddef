"""The directory as a list: what words, numbers and a country find, page by page, each with what is worth knowing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from campaign.merging.countries import country_name, is_country
from campaign.models import Action, Addressee, Authority
from campaign.models.likeness import digits, folded, sounded
from campaign.models.states import ActionState
from campaign.models.vocabulary import Channel
from campaign.services.authorities.standing import stands
from campaign.services.freezing import freeze_authority
from campaign.services.paging import Part, part_of
from campaign.services.staleness import stale_addresses, stale_contacts

FEWEST_DIGITS = 3


@dataclass(frozen=True)
class ListedAuthority:
    """An authority as the list shows it: how it can be reached today, how much of that is stale, and who uses it."""

    slug: str
    name: str | None
    title: str
    organisation: str | None
    state: str | None
    ways: tuple[Channel, ...]
    stale: int  # addresses and contacts that nobody verified for a year
    used_by: int  # live actions


def find_authorities(
    session: Session, *, words: str, country: str, page: int, day: date, language: str
) -> Part[ListedAuthority]:
    """Return a page of the authorities that fit every word, and the country: by country and name in an address.

    Words are found in any script and however a name was carried over; a number however it is written.
    """
    fits = (stands(), *_conditions(words, country, session.get_bind().dialect.name))
    numbers = session.scalars(select(Authority.id).where(*fits).order_by(Authority.state, Authority.slug)).all()
    part = part_of(numbers, page)
    query = (
        select(Authority)
        .where(Authority.id.in_(part.rows))
        .options(selectinload(Authority.texts), selectinload(Authority.addresses), selectinload(Authority.contacts))
        .order_by(Authority.state, Authority.slug)
    )
    found = session.scalars(query).all()
    used = live_uses(session, [authority.id for authority in found])
    return Part([_listed(each, used.get(each.id, 0), day, language) for each in found], part.page, part.last_page)


def states_in_directory(session: Session, language: str) -> list[tuple[str, str]]:
    """Return the states that authorities represent, with their names, in the order of the names."""
    states = session.scalars(select(Authority.state).distinct().where(Authority.state.is_not(None), stands()))
    named = {state: country_name(state, language) for state in states if state and is_country(state)}
    return sorted(named.items(), key=lambda pair: folded(pair[1]))


def live_uses(session: Session, authorities: Sequence[int]) -> Mapping[int, int]:
    """Return how many live actions use each of the authorities with these numbers."""
    query = (
        select(Addressee.authority_id, func.count(Addressee.action_id.distinct()))
        .join(Action)
        .where(Action.state == ActionState.LIVE, Addressee.authority_id.in_(authorities))
        .group_by(Addressee.authority_id)
    )
    return dict(session.execute(query).all())


def best_text(authority: Authority, language: str) -> tuple[str | None, str, str | None]:
    """Return name, office and organisation in a language, else in English, else in the first that there is."""
    texts = authority.texts
    text = texts.get(language) or texts.get("en") or next(iter(texts.values()), None)
    return (text.name, text.title, text.organisation) if text else (None, authority.slug, None)


def _conditions(words: str, country: str, engine: str) -> list[ColumnElement[bool]]:
    conditions = [Authority.state == country] if country else []
    if not any(letter.isalpha() for letter in words) and len(digits(words)) >= FEWEST_DIGITS:
        return [*conditions, _holds(digits(words), engine)]
    for word in folded(words).split():
        ways = dict.fromkeys((word, sounded(word)))
        conditions.append(or_(*(_holds(each, engine) for each in ways if each)))
    return conditions


def _holds(text: str, engine: str) -> ColumnElement[bool]:
    """Return the condition that a text is in what an authority is found by; LIKE takes about three times as long."""
    place = func.instr(Authority.search, text) if engine == "sqlite" else func.strpos(Authority.search, text)
    return place > 0


def _listed(authority: Authority, used_by: int, day: date, language: str) -> ListedAuthority:
    name, title, organisation = best_text(authority, language)
    return ListedAuthority(
        slug=authority.slug,
        name=name,
        title=title,
        organisation=organisation,
        state=authority.state,
        ways=freeze_authority(authority, day).ways,
        stale=len(stale_addresses(authority.addresses, day)) + len(stale_contacts(authority.contacts, day)),
        used_by=used_by,
    )
