"""Hyphens at line ends that belong to their words: “long-/term” keeps its own, “infor-/mation” has the printer's."""

import re
from collections.abc import Sequence
from itertools import pairwise

from campaign.importer.cleaning.lines import Line
from campaign.importer.words import LANGUAGES, every, listed, vocabulary

KEPT = "\u2011"  # stands at the end of a line for a hyphen that stays when the next line is joined to it
PARTED = re.compile(r"(?P<head>[^\W_]+(?:-[^\W_]+)*)-$")
TAIL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2011][^\W\d_]+)*")
SHORTEST = 3  # letters of a part that is a word


def with_hyphens_told(lines: Sequence[Line], language: str) -> list[Line]:
    """Return the lines, of which those end with `KEPT` whose word has a hyphen; the document's own words tell."""
    parted = {
        number: (head["head"].casefold(), tail.group().casefold())
        for number, (above, below) in enumerate(pairwise(lines))
        if below.text[:1].islower() and (head := PARTED.search(above.text)) and (tail := TAIL.match(below.text))
    }
    if not parted:
        return list(lines)
    words = _words(lines, parted)
    kept = {number for number, (head, tail) in parted.items() if _has_hyphen(head, tail, words, language)}
    return [line.saying(line.text[:-1] + KEPT) if number in kept else line for number, line in enumerate(lines)]


def _words(lines: Sequence[Line], parted: dict[int, tuple[str, str]]) -> frozenset[str]:
    """Return the words of the document, without the pieces of those that were parted."""
    found: set[str] = set()
    for number, line in enumerate(lines):
        words = WORD.findall(line.text.casefold().replace(KEPT, "-"))
        found.update(words[number - 1 in parted : len(words) - (number in parted)])
    return frozenset(found)


def _has_hyphen(head: str, tail: str, words: frozenset[str], language: str) -> bool:
    """Whether a word that was parted at a line's end has a hyphen there."""
    if f"{head}-{tail}" in words:
        return True
    *before, last = head.split("-")
    if f"{head}{tail}" in words or f"{last}{tail}" in words:
        return False
    if last[-1].isdigit():
        return True  # “22-/year-old”, “14-/jährige”
    if before and _is_word(last, words):
        return True  # “state-of-the-/art”
    if every("hyphened").fullmatch(last) and not every("endings").fullmatch(tail):
        return True
    if every("hyphened_words").fullmatch(last):
        return tail in words
    # German and the others write compounds as one word, or part them with small words.
    both = language == "en" and all(len(part) >= SHORTEST and part in words for part in (last, tail))
    return both and not any(map(_is_small, (last, tail))) and head + tail not in listed("only_look_like_two")


def _is_word(text: str, words: frozenset[str]) -> bool:
    return text in words or _is_small(text)


def _is_small(text: str) -> bool:
    return any(text in vocabulary("stopwords", language) for language in LANGUAGES)
