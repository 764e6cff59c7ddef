"""The Jinja environment of letters: strict, so that a missing word stops the letter instead of leaving a gap."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from campaign.paths import LETTERS


@cache
def letter_templates() -> Environment:
    """Return the environment that reads letters/, with every text escaped."""
    return Environment(
        loader=FileSystemLoader(LETTERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
