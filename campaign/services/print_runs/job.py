"""What is asked of a print run."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from campaign.services.actions import ActionNow
from campaign.services.missions import AnsweringMission


@dataclass(frozen=True)
class Copies:
    """Which mission gets a copy, by the language of the letter and the supporter's country; who is addressed anyway."""

    missions: Mapping[tuple[str, str], AnsweringMission]
    addressed: frozenset[str]  # slugs


@dataclass(frozen=True)
class Job:
    """What is asked of a print run: the action as it is now, to whom, on which paper, and where pictures are."""

    action: ActionNow
    to: frozenset[int] | None
    paper: str | None  # by default as at home in each supporter's country
    folder: Path
    separators: bool = False
    envelope: str | None = None  # of each letter; none if there are to be no envelopes
    copies: Copies | None = None  # none if no copies are asked for
