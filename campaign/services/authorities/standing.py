"""Authorities that stand by themselves, and those that are one with another."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from campaign.models import Authority, MergedAuthority
from campaign.models.published import PublishedAction


def stands() -> ColumnElement[bool]:
    """Return the condition that an authority stands by itself and is not one with another."""
    return ~select(MergedAuthority.authority_id).where(MergedAuthority.authority_id == Authority.id).exists()


def standing(authority: Authority) -> Authority:
    """Return the authority that this one is one with now: itself, unless it was merged."""
    while authority.merged_into is not None:
        authority = authority.merged_into.into
    return authority


def slugs_now(session: Session) -> dict[str, str]:
    """Return for each authority that was merged, by its slug, the slug of the one that it is one with now."""
    into = aliased(Authority)
    query = select(Authority.slug, into.slug).join(MergedAuthority, MergedAuthority.authority_id == Authority.id)
    merged = dict(session.execute(query.join(into, into.id == MergedAuthority.into_id)).all())
    found = {}
    for slug, now in merged.items():
        while now in merged:
            now = merged[now]
        found[slug] = now
    return found


def addressed_now(session: Session, action: PublishedAction) -> set[str]:
    """Return the slugs of those that a published action writes to, and of those that they are one with now."""
    slugs = {each.authority.slug for each in action.addressees}
    merged = session.scalars(
        select(Authority)
        .join(MergedAuthority, MergedAuthority.authority_id == Authority.id)
        .where(Authority.slug.in_(slugs))
    )
    return slugs | {standing(each).slug for each in merged}


def family(session: Session, authority: Authority) -> list[Authority]:
    """Return an authority with all that were merged into it, and into those."""
    found, newest = [authority], [authority.id]
    while newest:
        merged = select(Authority).join(MergedAuthority, MergedAuthority.authority_id == Authority.id)
        more = session.scalars(merged.where(MergedAuthority.into_id.in_(newest)).order_by(Authority.id)).all()
        found, newest = [*found, *more], [each.id for each in more]
    return found
