"""The end of an action: stopping it at once, laying it into the archive, and telling what became of it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.errors import BadEntry, IllegalMove
from campaign.models import Action, Outcome
from campaign.models.deadline import day_in
from campaign.models.states import ActionState, StopReason
from campaign.services.freezing import trimmed
from campaign.services.lifecycle import hold, withdraw


def stop(session: Session, action: Action, who: str, reason: StopReason, now: datetime) -> None:
    """Stop a live action at once: from this moment no letter is made for it. One person is enough.

    A review that waits is withdrawn. Raises IllegalMove for an action that is not live.
    """
    hold(session, action)
    action.move(ActionState.STOPPED)
    action.stop_reason, action.stopped_at, action.stopped_by = reason, now, who
    withdraw(action, who, now)
    session.flush()


def archive(session: Session, action: Action, who: str, outcome: Mapping[str, str], now: datetime) -> None:
    """Lay a live or stopped action into the archive, with what became of it by language, if that is known.

    A review that waits is withdrawn. Raises IllegalMove for an action that was never live or is archived already.
    """
    hold(session, action)
    action.move(ActionState.ARCHIVED)
    action.archived_at, action.archived_by = now, who
    withdraw(action, who, now)
    _add_outcomes(action, who, outcome, now)
    session.flush()


def record_outcome(session: Session, action: Action, who: str, outcome: Mapping[str, str], now: datetime) -> None:
    """Add what became of the persons at risk, by language; languages without words are left out.

    Raises BadEntry if there are no words at all, and IllegalMove for an action that was never published.
    """
    hold(session, action)
    if not action.revisions:
        raise IllegalMove("An action that was never published has no outcome; publish it first.")
    if not _add_outcomes(action, who, outcome, now):
        raise BadEntry("Say what became of the persons at risk, in one language at least.")
    session.flush()


def _add_outcomes(action: Action, who: str, outcome: Mapping[str, str], now: datetime) -> bool:
    day = day_in(action.time_zone, now)
    told = {language: words for language, text in outcome.items() if (words := trimmed(text))}
    for language, words in told.items():
        action.outcomes.append(
            Outcome(recorded_on=day, recorded_at=now, recorded_by=who, language=language, text=words)
        )
    return bool(told)
