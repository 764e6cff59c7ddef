"""Which words with capitals are no name: they stand small elsewhere, or only in headings that write all words so."""

import re

CAPITALS = 0.8  # of the longer words of a heading in title case
FEWEST = 5  # words of such a heading
LONGER = 3  # letters that articles and prepositions have
SMALL = re.compile(r"(?<![\w'’-])[^\W\d_A-ZÀ-ÞА-ЯЁ][^\W\d_]{3,}(?!\w)")
WORD = re.compile(r"[^\W\d_]{4,}")


def small_words(text: str) -> frozenset[str]:
    """Return the words that stand somewhere without a capital."""
    return frozenset(SMALL.findall(text))


def headings_in(text: str) -> str:
    """Return the lines that begin nearly each word with a capital: “Student Held for Tweets Enters Second Month”."""
    return "\n".join(line for line in text.split("\n") if _is_title_case(line))


def _is_title_case(line: str) -> bool:
    words = WORD.findall(line)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= FEWEST and line[-1:] not in ".!?" and capitals >= CAPITALS * len(words)


def is_of_words(name: str, small: frozenset[str], told: str, headings: str) -> bool:
    """Whether a name is made of words: more than half of them stand small, or it stands in headings alone."""
    words = name.split()
    common = sum(word.casefold() in small for word in words)
    in_headings = headings.count(name)
    only_there = in_headings > 0 and in_headings == told.count(name)
    return 2 * common > len(words) or (only_there and common > 0)
