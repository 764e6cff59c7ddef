"""A letter that is ready to be written into a file."""

from typing import NamedTuple

from campaign.errors import Sentence
from campaign.rendering.stamping.forms import Forms
from campaign.rendering.stamping.signatures import Mark


class Stamped(NamedTuple):
    """A letter that is ready to be written: its pages, what is drawn on each, and why it was laid out in full."""

    forms: Forms
    drawn: tuple[bytes, ...]
    mark: Mark | None
    in_full: Sentence | None


def laid_out_by_itself(forms: Forms, reason: Sentence) -> Stamped:
    """Return a letter upon whose pages nothing more is drawn, with the reason why it was laid out in full."""
    return Stamped(forms, (b"",) * len(forms.pages), None, reason)
