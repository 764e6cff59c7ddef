"""Cleaning in one go: a text as read in, lines and what is doubtful about their words out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from campaign.importer.cleaning.bullets import with_bullets
from campaign.importer.cleaning.hyphens import with_hyphens_told
from campaign.importer.cleaning.lines import Line, split
from campaign.importer.cleaning.markup import heading_level, without_markup
from campaign.importer.cleaning.noise import without_noise
from campaign.importer.cleaning.spacing import Glued, with_lost_spaces, without_letter_spacing
from campaign.importer.cleaning.unwrapping import unwrapped
from campaign.importer.tongues import language_of
from campaign.importer.words import every, plain

PARTED_THROUGHOUT = 0.85  # the share of lines with a blank above them, where blanks part lines and not paragraphs
FEW = 6  # lines: too few to tell


@dataclass(frozen=True)
class Cleaned:
    """The lines that belong to the appeal, its language, words that may have lost a blank, lines dropped."""

    lines: tuple[Line, ...]
    language: str
    glued: tuple[Glued, ...]
    dropped: tuple[Line, ...]


def clean(text: str) -> Cleaned:
    """Return the lines of a text as read, cleaned, each with its source lines."""
    lines = split(text)
    marked = with_bullets(list(map(_unmarked, lines)))
    spaced = [line.saying(without_letter_spacing(line.text)) for line in _without_empty(marked)]
    kept, dropped = without_noise(_without_needless_blanks(spaced))
    language = language_of("\n".join(line.text for line in kept))
    mended, glued = with_lost_spaces(kept, language)
    told = with_hyphens_told(mended, language)
    return Cleaned(tuple(unwrapped(told)), language, tuple(glued), tuple(dropped))


def _unmarked(line: Line) -> Line:
    return replace(line, text=without_markup(_with_colon(line.text)), level=heading_level(line.text))


def _with_colon(text: str) -> str:
    """Return a line with a colon where only a wide blank parts a label from what it tells: “Copie   S.E. M. X”."""
    found = every("label_before_gap").match(plain(text))
    return f"{text[: found.end(1)]}: {text[found.end() :]}" if found else text


def _without_empty(lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    blank = False
    for line in lines:
        if line.text:
            kept.append(replace(line, after_blank=line.after_blank or blank))
            blank = False
        else:
            blank = True
    return kept


def _without_needless_blanks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the blanks that a mail or a page put between all of them.

    Larger gaps stay: where every line has one blank above it, two of them part paragraphs.
    """
    parted = sum(line.after_blank for line in lines)
    if len(lines) < FEW or parted < PARTED_THROUGHOUT * (len(lines) - 1):
        return list(lines)
    if not _hard_wrapped(lines):
        return list(lines)
    kept = []
    for before, line in zip((None, *lines), lines, strict=False):
        gap = line.first - before.last - 1 if before else 0
        kept.append(replace(line, after_blank=gap > 1))
    return kept


def _hard_wrapped(lines: Sequence[Line]) -> bool:
    """Whether sentences run on over line ends: many end without a stop and the next begins with a small letter."""
    running = sum(1 for above, below in pairwise(lines) if above.text[-1:] not in ".:;!?" and below.text[:1].islower())
    return running >= max(3, len(lines) // 8)
