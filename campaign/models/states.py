"""The states of an action and the allowed moves between them. Expired and embargoed are not states: dates tell them."""

from enum import StrEnum

from campaign.errors import IllegalMove


class ActionState(StrEnum):
    """How far an action has come in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    LIVE = "live"
    STOPPED = "stopped"
    ARCHIVED = "archived"


MOVES: dict[ActionState, frozenset[ActionState]] = {
    ActionState.DRAFT: frozenset({ActionState.IN_REVIEW}),
    ActionState.IN_REVIEW: frozenset({ActionState.DRAFT, ActionState.LIVE}),
    ActionState.LIVE: frozenset({ActionState.STOPPED, ActionState.ARCHIVED}),
    ActionState.STOPPED: frozenset({ActionState.ARCHIVED}),
    ActionState.ARCHIVED: frozenset(),
}


class StopReason(StrEnum):
    """Why no more letters are wanted."""

    RELEASED = "released"
    SUCCEEDED = "succeeded"
    HARMFUL = "harmful"
    OTHER = "other"


def moved(state: ActionState, to: ActionState) -> ActionState:
    """Return the state after the move; raises IllegalMove where the table has no such move."""
    if to not in MOVES[state]:
        allowed = ", ".join(sorted(MOVES[state])) or "nothing else"
        raise IllegalMove(f"An action that is {state} cannot become {to}; it can become {allowed}.")
    return to
