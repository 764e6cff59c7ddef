"""The parts that lines of an appeal belong to."""

from dataclasses import dataclass
from enum import StrEnum

from campaign.importer.cleaning.lines import Line


class Part(StrEnum):
    """What a line belongs to."""

    HEAD = "head"
    FACTS = "facts"
    BACKGROUND = "background"
    DEMANDS = "demands"
    RECIPIENTS = "recipients"
    COPIES = "copies"
    MISSIONS = "missions"
    AFTER = "after"
    REPORT = "report"
    LETTER = "letter"
    OWN = "own"
    IGNORED = "ignored"
    FIELD = "field"
    CLOSED = "closed"


ADDRESSED = frozenset({Part.RECIPIENTS, Part.COPIES})  # where those stand who are written to


@dataclass(frozen=True)
class Placed:
    """A line and its part; `marker` where it is the heading or sentence that began the part."""

    line: Line
    part: Part
    marker: bool = False
