"""The tone of a supporter's own words: what would make an official stop reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from campaign.merging.phrasebook import languages, tongue

AROUND = 30  # characters shown on either side of what was found
IN_A_ROW = 3  # words in capitals that are no acronyms any more
WORD = re.compile(r"[^\W\d_]{2,}")
MANY_MARKS = re.compile(r"[!?]{2,}")
# What Arabic writes together with the word: and, then, with, like, for, the
ARABIC_FRONT = "[وفبكل]?(?:ال)?"


class Tone(StrEnum):
    """Why a passage does not serve the person at risk."""

    IMPOLITE = "impolite"
    POLITICAL = "political"
    SHOUTED = "shouted"


@dataclass(frozen=True)
class Passage:
    """A passage, with a few words around it, and what is wrong with its tone."""

    tone: Tone
    words: str


def harsh_passages(text: str) -> Iterator[Passage]:
    """Yield the first passage of each tone in a text, in whichever of the letters' languages it is written."""
    for tone in (Tone.IMPOLITE, Tone.POLITICAL):
        if found := _words(tone).search(text):
            yield Passage(tone, _around(text, found.start(), found.end()))
    if shouted := _shouted(text):
        yield Passage(Tone.SHOUTED, _around(text, *shouted))


def _shouted(text: str) -> tuple[int, int] | None:
    """Return where a row of words in capitals, or of exclamation marks, begins and ends."""
    row: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        row = [*row, word] if word[0].isupper() else []
        if len(row) == IN_A_ROW:
            return row[0].start(), row[-1].end()
    marks = MANY_MARKS.search(text)
    return marks.span() if marks else None


@cache
def _words(tone: Tone) -> re.Pattern[str]:
    words = [word for code in languages() for word in getattr(tongue(code).phrases.checks, tone)]
    any_of = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w){ARABIC_FRONT}(?:{any_of})(?!\w)", re.IGNORECASE)


def _around(text: str, start: int, end: int) -> str:
    """Return a passage with whole words on either side, and … where the text goes on."""
    first = text.rfind(" ", 0, max(start - AROUND, 0)) + 1 if start > AROUND else 0
    last = text.find(" ", end + AROUND) if end + AROUND < len(text) else -1
    shown = text[first:] if last < 0 else text[first:last]
    return f"{'…' if first else ''}{shown.strip()}{'' if last < 0 else '…'}"
