"""The rail: what blocks the publication of an action and what is worth a look, each a link to where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from campaign.errors import Sentence
from campaign.models import Action
from campaign.models.vocabulary import CoordinatorRole, SubjectKind
from campaign.services.lifecycle import EDITABLE
from campaign.services.places import ADD, REACH, Lack, Place
from campaign.services.readiness import readiness
from campaign.services.warnings import warnings
from campaign.web.accounts.guard import signed_in

OWN_PAGES = {
    SubjectKind.ORGANISATION: "organisations.one",
    SubjectKind.AUTHORITY: "authorities.edit",
}  # of those whose data is not the action's own


@dataclass(frozen=True)
class Entry:
    """A sentence, and the address of its field; none for those who may not edit."""

    sentence: Sentence
    address: str | None


@dataclass(frozen=True)
class Rail:
    """Everything at once: first what blocks publication, then what is worth a look."""

    lacks: tuple[Entry, ...] = ()
    warnings: tuple[Entry, ...] = ()


def rail_of(action: Action, now: datetime) -> Rail:
    """Return the rail of an action; nothing for one that can be edited no more."""
    if action.state not in EDITABLE:
        return Rail()
    ready = readiness(action, now)
    return Rail(_entries(action.slug, ready.lacks), _entries(action.slug, warnings(action, now, ready)))


def field_id(place: Place) -> str:
    """Return the id that a field has on the page of its section."""
    return place.field if place.row is None or place.field == ADD else f"rows-{place.row}-{place.field}"


def address_of(slug: str, place: Place) -> str:
    """Return the address of a field, or of the page of whoever's data it is."""
    owner = place.owner
    if owner is not None and owner.kind in OWN_PAGES:
        page = "authorities.one" if owner.at == REACH else OWN_PAGES[owner.kind]
        return url_for(page, slug=owner.slug, _anchor=owner.at)
    return url_for("editing.section", slug=slug, name=place.section.value, _anchor=field_id(place))


def _entries(slug: str, lacks: Iterable[Lack]) -> tuple[Entry, ...]:
    may_edit = signed_in().role.covers(CoordinatorRole.EDITOR)
    return tuple(Entry(each.sentence, address_of(slug, each.place) if may_edit else None) for each in lacks)
