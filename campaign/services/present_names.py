"""The names that letters of a published action must not say: those it was published with, and those that came later."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Organisation, OrganisationName
from campaign.models.published import PublishedAction, PublishedName
from campaign.models.vocabulary import NameKind


def with_present_names(session: Session, action: PublishedAction) -> PublishedAction:
    """Return a published action whose letters must not name its organisations by any name they have by now either.

    What pages show stays as it was published: a name that came later counts as an alias.
    """
    slugs = [organisation.slug for organisation in action.organisations]
    query = select(Organisation.slug, OrganisationName).join(Organisation.names).where(Organisation.slug.in_(slugs))
    present: dict[str, list[OrganisationName]] = {}
    for slug, name in session.execute(query.order_by(OrganisationName.id)):
        present.setdefault(slug, []).append(name)
    organisations = tuple(
        replace(each, names=(*each.names, *_later(each.names, present.get(each.slug, ()))))
        for each in action.organisations
    )
    return action if organisations == action.organisations else replace(action, organisations=organisations)


def _later(published: Iterable[PublishedName], present: Iterable[OrganisationName]) -> list[PublishedName]:
    known = {(name.kind is NameKind.ACRONYM, name.text) for name in published}
    return [
        PublishedName(NameKind.ALIAS if name.kind is NameKind.NAME else name.kind, None, name.text)
        for name in present
        if (name.kind is NameKind.ACRONYM, name.text) not in known
    ]
