"""The Jinja environment of letters: strict, so that a missing word stops the letter instead of leaving a gap."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from campaign.merging.bidi import kept_together, own_direction
from campaign.paths import LETTERS

UNBROKEN_SPACE = " \u2060"  # with a word joiner; unlike a no-break space it joins no numbers (Unicode Annex 9, N1)


@cache
def letter_templates() -> Environment:
    """Return the environment that reads letters/, with every text escaped and no line ending within an isolate."""
    environment = Environment(
        loader=FileSystemLoader(LETTERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_line_ends,
    )
    environment.filters["direction"] = own_direction
    return environment


def _without_line_ends(value: Any) -> Any:
    return kept_together(value, UNBROKEN_SPACE) if type(value) is str else value  # not Markup, which is done
