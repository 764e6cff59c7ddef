"""Gaps that somebody forgot to fill in: “[your name]”, “XXX”, “____”."""

import re
from collections.abc import Iterator
from functools import cache

from campaign.merging.phrasebook import languages, tongue

ANYWHERE = r"_{3,}|\bx{4,}\b|…{2,}|\.{5,}|lorem ipsum"  # four dots are an ellipsis that ends a sentence
SHOUTED = r"\bXXX\b|\bTODO\b|\bTBC\b"  # in capitals only: “todo” is a Spanish word
CAPITALS = r"\[\s*[A-Z][A-Z _-]+\]|<\s*[A-Z][A-Z _-]+>|\{\{[^{}]*\}\}"  # “[NAME]”, “{{first name}}”


def placeholders_in(text: str) -> Iterator[str]:
    """Yield every gap in a text that still waits for somebody's words, as it stands there.

    Brackets alone are no gap, because laws are quoted with them: “[e]veryone has the right …”.
    """
    for found in _gaps().finditer(text):
        yield found[0]


@cache
def _gaps() -> re.Pattern[str]:
    words = {word for language in languages() for word in tongue(language).phrases.checks.placeholders}
    begun = r"\s*(?:" + "|".join(map(_pattern, sorted(words))) + r")\s*"
    bracketed = "|".join((rf"\[{begun}\]", rf"<{begun}>", rf"\{{{begun}\}}"))
    return re.compile(f"(?i:{bracketed}|{ANYWHERE})|{SHOUTED}|{CAPITALS}")


def _pattern(word: str) -> str:
    """Return the pattern of an entry; “your *” stands for whatever follows, “name” for itself alone."""
    return re.escape(word.removesuffix(" *")) + (r"\b[^\[\]<>{}]*" if word.endswith(" *") else "")
