"""Actions with a last day, for tests of reminders and of what falls due."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from campaign.models import Action, Addressee, Case, Organisation, OrganisationName
from campaign.models.deadline import Deadline, day_in
from campaign.models.states import ActionState
from campaign.models.vocabulary import DeadlineRule, NameKind, Role
from campaign.services.publishing import publish
from tests.factories import an_action, an_authority


def a_live_action(
    session: Session, now: datetime, days_left: int | None, slug: str = "igor-in-danger", **changes: Any
) -> Action:
    """An action that is published at a moment, with so many days left."""
    action = an_action(
        slug=slug,
        case=Case(),
        state=ActionState.IN_REVIEW,
        addressees=[Addressee(position=1, role=Role.TARGET, authority=an_authority(f"minister-of-{slug}"))],
        organisations=[
            Organisation(
                slug=f"erw-{slug}",
                contact="o@rights.example",
                names=[OrganisationName(kind=NameKind.NAME, language="en", text=f"Watchers of {slug}")],
            )
        ],
        **changes,
    )
    session.add(action)
    publish_until(session, action, now, days_left)
    return action


def publish_until(session: Session, action: Action, now: datetime, days_left: int | None) -> None:
    """Give an action a last day, and publish it."""
    if days_left is not None:
        last_day = day_in(action.time_zone, now) + timedelta(days_left)
        action.deadline = Deadline(last_day, DeadlineRule.UNTIL, "until then")
    session.flush()
    publish(session, action, now)
