"""New drafts from what is there: follow-ups of the same case, and clones for another one."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import Base
from campaign.errors import IllegalMove
from campaign.models import Action, Addressee, AddresseeText, Authority, Case, Demand, PersonAtRisk
from campaign.models.vocabulary import ActionKind, Role
from campaign.services.authorities.standing import standing
from campaign.services.lifecycle import hold, note_change

# What a new action has in common with the one it is made from. Not the consent: it was given for one action. Not the
# dates, the printed number, the state and what followed from it: they are the other action's own.
COPIED = (
    "country",
    "time_zone",
    "late_letters_allowed",
    "languages",
    "copies_to_missions",
    "own_minister",
    "do_not_write_from",
    "organisation_mention",
    "name_emphasis",
    "demonstration",
    "unlisted",
)
OF_A_CASE = (ActionKind.UPDATE, ActionKind.EXTENSION, ActionKind.STOP)  # these make no sense by themselves
NUMBERED = re.compile(r"(.+)-\d{1,2}")  # “-2”, and not the year of “-2014”

Row = TypeVar("Row", bound=Base)


def follow_up(session: Session, action: Action, who: str, now: datetime, kind: ActionKind) -> Action:
    """Return a new draft of the same case that follows an action and begins with what that one says.

    Consent and deadline have to be given anew. Raises IllegalMove if the action was never published.
    """
    hold(session, action)
    if not action.revisions:
        raise IllegalMove("An action that was never published cannot be followed; change the draft itself.")
    return _made_from(session, action, who, now, case=action.case, follows=action, kind=kind)


def clone(session: Session, action: Action, who: str, now: datetime) -> Action:
    """Return a new draft that begins with what an action says and belongs to no case yet; consent is not copied."""
    hold(session, action)
    kind = ActionKind.ACTION if action.kind in OF_A_CASE else action.kind
    return _made_from(session, action, who, now, case=Case(), kind=kind)


def free_slug(session: Session, slug: str) -> str:
    """Return a slug that no action has: this one with the next free number, from “-2”."""
    taken = set(session.scalars(select(Action.slug)))
    numbered = NUMBERED.fullmatch(slug)
    stem = numbered[1] if numbered and numbered[1] in taken else slug
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _made_from(session: Session, action: Action, who: str, now: datetime, **links: Any) -> Action:
    addressees = _addressees(action.addressees)
    embargo = action.embargo_until
    made = Action(
        slug=free_slug(session, action.slug),
        **{field: getattr(action, field) for field in COPIED},
        embargo_until=embargo if embargo is not None and embargo > now else None,
        organisations=list(action.organisations),
        texts={language: _same_words(text) for language, text in action.texts.items()},
        levels={field: _same_words(level) for field, level in action.levels.items()},
        persons=[_person(person) for person in action.persons],
        demands=[_demand(demand, addressees) for demand in action.demands],
        addressees=list(dict.fromkeys(addressees.values())),
        **links,
    )
    session.add(made)
    session.flush()
    note_change(session, made, who, now)
    return made


def _same_words(row: Row, **others: Any) -> Row:
    """Return a new row with what was entered in another: not its number, nor what it belongs to."""
    columns = sa.inspect(type(row)).column_attrs
    entered = [c.key for c in columns if c.key != "id" and not c.columns[0].foreign_keys]
    return type(row)(**{key: getattr(row, key) for key in entered}, **others)


def _person(person: PersonAtRisk) -> PersonAtRisk:
    return _same_words(person, texts={language: _same_words(text) for language, text in person.texts.items()})


def _addressees(addressees: Iterable[Addressee]) -> dict[Addressee, Addressee]:
    """Return for each addressee its copy; those that are one authority by now have one copy between them."""
    copies: dict[Authority, Addressee] = {}
    found = {}
    for each in addressees:
        authority = standing(each.authority)
        if authority in copies:
            _put_together(copies[authority], each)
        else:
            texts = {language: _same_words(text) for language, text in each.texts.items()}
            values = {"authority": authority, "texts": texts}
            copies[authority] = _same_words(each, **values)
        found[each] = copies[authority]
    for place, copy in enumerate(copies.values(), start=1):
        copy.position = place
    return found


def _put_together(copy: Addressee, other: Addressee) -> None:
    """Let one addressee stand for another too: it can do what either could, and nobody writes whom either kept away.

    Where the appeal has words for both, those for the authority that was kept win.
    """
    copy.role = min(copy.role, other.role, key=list(Role).index)
    for language, text in other.texts.items():
        ours = copy.texts.setdefault(language, AddresseeText(language=language))
        first, second = (text, ours) if other.authority is copy.authority else (ours, text)
        ours.salutation, ours.closing = first.salutation or second.salutation, first.closing or second.closing
    bars = [each for each in (copy, other) if each.do_not_write_reason or each.do_not_write_from]
    from_everywhere = any(not each.do_not_write_from for each in bars)
    countries = () if from_everywhere else (country for each in bars for country in each.do_not_write_from)
    copy.do_not_write_from = tuple(dict.fromkeys(countries))
    copy.do_not_write_reason = copy.do_not_write_reason or other.do_not_write_reason


def _demand(demand: Demand, addressees: Mapping[Addressee, Addressee]) -> Demand:
    return _same_words(
        demand,
        texts={language: _same_words(text) for language, text in demand.texts.items()},
        items=[_demand(item, addressees) for item in demand.items],
        only_to=list(dict.fromkeys(addressees[addressee] for addressee in demand.only_to)),
    )
