"""The table of allowed moves."""

import itertools

import pytest

from campaign.errors import IllegalMove
from campaign.models.states import ActionState, moved

ALLOWED = {
    ("draft", "in_review"),
    ("in_review", "draft"),
    ("in_review", "live"),
    ("live", "stopped"),
    ("live", "archived"),
    ("stopped", "archived"),
}


@pytest.mark.parametrize(("state", "to"), list(itertools.product(ActionState, repeat=2)))
def test_an_action_moves_only_as_the_table_says(state: ActionState, to: ActionState) -> None:
    if (state, to) in ALLOWED:
        assert moved(state, to) is to
    else:
        with pytest.raises(IllegalMove, match=f"{state} cannot become {to}"):
            moved(state, to)
