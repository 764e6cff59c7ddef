"""What differs from one supporter's letter to the next, and what stays: a letter parted in two."""

from dataclasses import dataclass
from typing import NamedTuple

from campaign.merging.bidi import kept_together
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import SignatureKind
from campaign.rendering.papers import Paper
from campaign.rendering.stamping.signatures import Mark, mark_of
from campaign.rendering.templates import UNBROKEN_SPACE
from campaign.rendering.windows import BETWEEN


class Fields(NamedTuple):
    """A supporter's own part of a letter: lines as they are set, and the signature."""

    sender: tuple[str, ...]
    return_line: str  # empty where the paper or the sender has none
    place_and_date: str
    name: str
    kind: SignatureKind
    mark: Mark | None

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines, in the order in which layouts count them."""
        above = (self.return_line,) if self.return_line else ()
        return (*self.sender, *above, self.place_and_date, self.name)


@dataclass(frozen=True, eq=False)
class Body:
    """All of a letter but its sender's own part; one object for one body, so that it is found quickly."""

    letter: MergedLetter


def fields_of(letter: MergedLetter, paper: Paper) -> Fields:
    """Return the sender's own part of a letter on a paper."""
    return fields_for(
        letter.sender,
        letter.return_address,
        letter.place_and_date,
        letter.name,
        letter.signature.kind,
        mark_of(letter.signature),
        paper,
    )


def fields_for(
    sender: tuple[str, ...],
    return_address: tuple[str, ...],
    place_and_date: str,
    name: str,
    kind: SignatureKind,
    mark: Mark | None,
    paper: Paper,
) -> Fields:
    """Return a sender's own part as it is set on a paper."""
    has_return_line = paper.window is not None and paper.window.return_line is not None
    above = as_set(BETWEEN.join(return_address)) if has_return_line else ""
    return Fields(tuple(map(as_set, sender)), above, as_set(place_and_date), as_set(name), kind, mark)


def as_set(line: str) -> str:
    """Return a line as templates set it: nothing breaks inside an isolate."""
    return kept_together(line, UNBROKEN_SPACE)
