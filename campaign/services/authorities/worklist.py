"""What to verify next: addresses and contacts that nobody looked at for a year, those that live actions use first.

The rule is that of services/staleness.py, said to the database, because thousands of authorities are looked through.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union_all
from sqlalchemy import Date as SqlDate
from sqlalchemy.orm import Session, aliased, selectinload

from campaign.models import Action, Addressee, Authority, Contact, PostalAddress
from campaign.models.states import ActionState
from campaign.services.authorities.listing import best_text
from campaign.services.authorities.standing import stands
from campaign.services.paging import Part, part_of
from campaign.services.staleness import STALE_AFTER, USED

NEVER = literal(date.min, SqlDate)  # engines do not agree on where nothing stands in an order


@dataclass(frozen=True)
class ToVerify:
    """An authority to look at: how much of it is stale, since when, and how many live actions use it."""

    slug: str
    name: str | None
    title: str
    state: str | None
    entries: int
    seen_on: date | None  # the longest ago; none: never
    used_by: int


def to_verify(session: Session, day: date, page: int, language: str) -> Part[ToVerify]:
    """Return a page of the authorities to verify: those that live actions use first, then what was seen longest ago."""
    stale = union_all(_stale_addresses(day), _stale_contacts(day)).subquery()
    uses = _uses().subquery()
    used = func.coalesce(uses.c.used, 0)
    query = (
        select(stale.c.authority_id, func.count(), func.min(stale.c.seen), used)
        .outerjoin(uses, uses.c.authority_id == stale.c.authority_id)
        .group_by(stale.c.authority_id, uses.c.used)
        .order_by(case((used > 0, 0), else_=1), func.min(stale.c.seen), stale.c.authority_id)
    )
    part = part_of(session.execute(query).all(), page)
    named = (
        select(Authority).where(Authority.id.in_([row[0] for row in part.rows])).options(selectinload(Authority.texts))
    )
    authorities = {each.id: each for each in session.scalars(named)}
    found = [_row(authorities[number], count, seen, used_by, language) for number, count, seen, used_by in part.rows]
    return Part(found, part.page, part.last_page)


def _row(authority: Authority, entries: int, seen: date, used_by: int, language: str) -> ToVerify:
    name, title, _organisation = best_text(authority, language)
    seen_on = None if seen == date.min else seen
    return ToVerify(authority.slug, name, title, authority.state, entries, seen_on, used_by)


def _stale_contacts(day: date) -> Select[int, date]:
    used = and_(Contact.kind.in_(USED), Contact.doubt.is_(None))
    return _seen(Contact).where(used, _is_stale(Contact, day), _holds(Contact, day))


def _stale_addresses(day: date) -> Select[int, date]:
    """Return those that letters go to: in each language the newest of those that hold."""
    newer = aliased(PostalAddress)
    begun, newer_begun = (func.coalesce(each.valid_from, NEVER) for each in (PostalAddress, newer))
    is_newer = or_(newer_begun > begun, and_(newer_begun == begun, newer.id > PostalAddress.id))
    same_place = and_(newer.authority_id == PostalAddress.authority_id, newer.language == PostalAddress.language)
    in_its_place = select(newer.id).where(same_place, is_newer, _holds(newer, day)).exists()
    stale = _is_stale(PostalAddress, day), _holds(PostalAddress, day)
    return _seen(PostalAddress).where(*stale, ~in_its_place)


def _seen(kind: type[PostalAddress] | type[Contact]) -> Select[int, date]:
    seen = func.coalesce(kind.verified_on, kind.valid_from, NEVER).label("seen")
    return select(kind.authority_id, seen).join(Authority, Authority.id == kind.authority_id).where(stands())


def _is_stale(kind: type[PostalAddress] | type[Contact], day: date) -> ColumnElement[bool]:
    return func.coalesce(kind.verified_on, kind.valid_from, NEVER) < day - STALE_AFTER


def _holds(kind: type[PostalAddress] | type[Contact], day: date) -> ColumnElement[bool]:
    return and_(
        or_(kind.valid_from.is_(None), kind.valid_from <= day),
        or_(kind.valid_to.is_(None), kind.valid_to >= day),
        or_(kind.bounced_on.is_(None), kind.bounced_on > day),
    )


def _uses() -> Select[int, int]:
    return (
        select(Addressee.authority_id, func.count(Addressee.action_id.distinct()).label("used"))
        .join(Action)
        .where(Action.state == ActionState.LIVE)
        .group_by(Addressee.authority_id)
    )
