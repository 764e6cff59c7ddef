"""Which action an action follows: found by its slug or its code, and never in a circle."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import BadEntry
from campaign.models import Action, Case
from campaign.models.case import code_key


def followed(session: Session, action: Action, ref: str) -> Action:
    """Return the action that a slug or a case code means, for this one to follow.

    Raises BadEntry if there is none, if a code means several, or if the two would follow each other.
    """
    found = _found(session, action, ref)
    if found is action:
        raise BadEntry("An action cannot follow itself: choose another one.")
    if action in _before(found):
        raise BadEntry("“%(slug)s” follows this action already: they cannot follow each other.", slug=found.slug)
    return found


def could_be_followed(action: Action) -> list[Action]:
    """Return the other actions of the same case that this one could follow, and the one that it does."""
    there = [each for each in action.case.actions if each is not action and action not in _before(each)]
    return there if action.follows is None or action.follows in there else [action.follows, *there]


def _found(session: Session, action: Action, ref: str) -> Action:
    if not ref.isprintable():
        raise BadEntry("The name of an action holds characters that no action has.")
    if by_slug := session.scalar(select(Action).filter_by(slug=ref)):
        return by_slug
    of_case = select(Action).where(Action.case.has(Case.code_key == code_key(ref)), Action.id != action.id)
    found = session.scalars(of_case.order_by(Action.id)).all()
    if not found:
        raise BadEntry("There is no other action “%(ref)s”: give its code, or the name in its address.", ref=ref)
    if len(found) > 1:
        slugs = ", ".join(each.slug for each in found)
        raise BadEntry("Several actions have the code %(ref)s: name one of %(slugs)s.", ref=ref, slugs=slugs)
    return found[0]


def _before(action: Action) -> Iterator[Action]:
    """Yield what an action follows, and what that one follows, each once."""
    passed: set[int] = set()
    earlier = action.follows
    while earlier is not None and earlier.id not in passed:
        yield earlier
        passed.add(earlier.id)
        earlier = earlier.follows
