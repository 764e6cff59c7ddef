"""The authorities that a coordinator chooses from: those at hand for an action, and those that words find."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, Row, and_, literal, or_, select
from sqlalchemy.orm import Session

from campaign.merging.countries import country_name, is_country
from campaign.models import Authority, AuthorityText
from campaign.models.likeness import folded
from campaign.services.authorities.standing import stands

MOST = 200  # beside those that are chosen already; a longer list is none to choose from
NAMES = (
    select(
        Authority.slug,
        Authority.state,
        AuthorityText.language,
        AuthorityText.name,
        AuthorityText.title,
        AuthorityText.organisation,
    )
    .outerjoin(AuthorityText, AuthorityText.authority_id == Authority.id)
    .order_by(Authority.slug, AuthorityText.language)
)


@dataclass(frozen=True)
class _Named:
    slug: str
    name: str
    words: str  # all that it can be found by


def authorities_at_hand(
    session: Session, country: str, chosen: Collection[str], words: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return authorities by slug and name, in the order of the names: those chosen, and up to 200 to choose from.

    Without words they are those of the country and those of no state; with words, all in whose names, offices,
    organisation or country every word is.
    """
    wanted = folded(words).split()
    at_hand = or_(Authority.state == country, Authority.state.is_(None), literal(bool(wanted)))
    named = _named(session, or_(and_(stands(), at_hand), Authority.slug.in_(chosen)))
    others = [each for each in named if each.slug not in chosen and all(word in folded(each.words) for word in wanted)]
    found = [each for each in named if each.slug in chosen] + sorted(others, key=_by_name)[:MOST]
    return tuple((each.slug, each.name) for each in sorted(found, key=_by_name))


def _named(session: Session, condition: ColumnElement[bool]) -> list[_Named]:
    rows = session.execute(NAMES.where(condition))
    return [_one(list(found)) for _, found in groupby(rows, key=lambda row: row.slug)]


def _one(rows: list[Row[str, str | None, str, str | None, str, str | None]]) -> _Named:
    """Return an authority by the text in English if there is one, else by the first; one without any by its slug."""
    best = next((row for row in rows if row.language == "en"), rows[0])
    state = country_name(best.state, "en") if best.state and is_country(best.state) else ""
    words = [word for row in rows for word in (row.name, row.title, row.organisation)]
    return _Named(
        slug=best.slug,
        name=", ".join(filter(None, (best.name, best.title))) or best.slug,
        words=" ".join(filter(None, (best.slug, state, *words))),
    )


def _by_name(named: _Named) -> tuple[str, str]:
    return folded(named.name), named.slug
