"""More time for an action: a later last day, reviewed and published like every other change."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from campaign.errors import BadEntry, ConflictingEdit, IllegalMove
from campaign.models import Action, Review
from campaign.models.deadline import Deadline, day_in
from campaign.models.published import PublishedAction
from campaign.models.states import ActionState
from campaign.services.lifecycle import ask_for_review, hold, note_change, waiting_review
from campaign.services.publishing import newest_revision, next_revision

USUAL_DAYS = 42  # six weeks, as urgent actions are printed: 17 December 2014, “before 28 January 2015”


def proposed_deadline(issue_date: date) -> date:
    """Return the day that is usually printed as the deadline of an action issued on a day: six weeks later."""
    return issue_date + timedelta(days=USUAL_DAYS)


def propose_extension(session: Session, action: Action, new_deadline: Deadline, who: str, now: datetime) -> Review:
    """Give a live action a later last day, and nothing else, and ask for the review that publishes it.

    Raises IllegalMove if the action is not live, BadEntry if the day is not later than the present one or over already,
    ConflictingEdit if other changes of the action are not published yet, and what ask_for_review raises.
    """
    hold(session, action)
    published = newest_revision(action)
    if action.state is not ActionState.LIVE or published is None:
        raise IllegalMove(f"An action that is {action.state} cannot be extended; only a live one can.")
    if waiting_review(action) is not None or _entered(published) != _entered(next_revision(action, now)):
        raise ConflictingEdit(
            "“%(slug)s” has other changes that are not published: publish them or take them back, then extend it.",
            slug=action.slug,
        )
    _refuse_unless_later(published, new_deadline, now)
    action.deadline = new_deadline
    note_change(session, action, who, now)
    return ask_for_review(session, action, who, now)


def _entered(action: PublishedAction) -> tuple[object, ...]:
    """What is entered for the action itself; what the directory says of authorities and organisations may be newer."""
    addressees = tuple((replace(each, authority=None), each.authority.slug) for each in action.addressees)  # type: ignore[arg-type]
    organisations = tuple(each.slug for each in action.organisations)
    return replace(action, revision=0, addressees=(), organisations=()), addressees, organisations


def _refuse_unless_later(published: PublishedAction, new_deadline: Deadline, now: datetime) -> None:
    if published.deadline is None:
        raise BadEntry("“%(slug)s” has no last day: there is nothing to extend.", slug=published.slug)
    if new_deadline.last_valid_day <= published.deadline.last_valid_day:
        raise BadEntry(
            "The new last day must be later than the present one, %(day)s.", day=published.deadline.last_valid_day
        )
    if new_deadline.last_valid_day < day_in(published.time_zone, now):
        raise BadEntry("The new last day is over already: choose one that is to come.")
