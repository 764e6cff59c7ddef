"""Blanks that were put between letters, and blanks that got lost between words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.importer.cleaning.lines import Line
from campaign.importer.words import LANGUAGES, listed, vocabulary

SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")  # “U R G E N T”
SPACED_RUN = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?: {2,}(?:[^\W\d_] )+[^\W\d_])*(?!\S)")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
AFTER_STOP = re.compile(r"(?<=[a-zà-ÿа-я]{2})([.;:!?])(?=[A-ZÀ-ÞА-Я][a-zà-ÿа-я])")
ADDRESS_LIKE = re.compile(r"\S*(?:@|://|www\.|\.[a-z]{2,4}/)\S*")
MARKS = re.compile(r"(?<=[a-zà-ÿа-я]{2})([,;])(?=[a-zà-ÿа-яA-ZÀ-Þ]{2})")
CAMEL = re.compile(r"([^\W\d_]*[a-zà-ÿа-я])([A-ZÀ-ÞА-Я][a-zà-ÿа-я]{2,})")  # "theRussian"
SHORTEST = 4  # letters of the second half of a word that is taken apart
# Small words that begin few longer ones; “in”, “to” and “on” do (injustice, today, online).
FIRSTS = {
    "en": ("of", "the", "and", "that", "from", "for", "with", "which", "their"),
    "es": ("del", "las", "los", "que"),
    "fr": ("les", "des", "que", "dans"),
}
ARTICLES = {"en": ("the", "his", "her", "their", "this")}


@dataclass(frozen=True)
class Glued:
    """A word that may be two: where it stands, and how it would be parted."""

    word: str
    parted: str
    line: int


def without_letter_spacing(text: str) -> str:
    """Return letter-spaced capitals as words: “U R G E N T  A C T I O N” says URGENT ACTION."""
    if not SPACED.search(text):
        return re.sub(r" {2,}", " ", text)

    def joined(found: re.Match[str]) -> str:
        return " ".join(part.replace(" ", "") for part in re.split(r" {2,}", found.group()))

    return re.sub(r" {2,}", " ", SPACED_RUN.sub(joined, text))


def with_lost_spaces(lines: Sequence[Line], language: str) -> tuple[list[Line], list[Glued]]:
    """Return the lines with blanks put back where that is certain, and the words where it is only likely.

    Certain is “ofinformation” where “information” stands elsewhere in the document.
    """
    counts: Counter[str] = Counter(word.casefold() for line in lines for word in WORD.findall(line.text))
    mended, doubtful = [], []
    for line in lines:
        text = _after_marks(line.text)
        pieces = []
        for token in re.split(r"(\s+)", text):
            core = WORD.fullmatch(token.strip("“”\"'«»(),.;:!?"))
            if core and not ADDRESS_LIKE.match(token):
                parted, certain = _parted(core.group(), counts, language)
                if parted and certain:
                    token = token.replace(core.group(), parted, 1)
                elif parted:
                    doubtful.append(Glued(core.group(), parted, line.first))
            pieces.append(token)
        mended.append(line.saying("".join(pieces)))
    return mended, doubtful


def _after_marks(text: str) -> str:
    if ADDRESS_LIKE.search(text):
        return text
    return MARKS.sub(r"\1 ", AFTER_STOP.sub(r"\1 ", text))


def _parted(word: str, counts: Counter[str], language: str) -> tuple[str | None, bool]:
    """Return a word parted in two, or none; and whether that is certain."""
    folded = word.casefold()
    if len(word) < SHORTEST + 1 or counts[folded] > 1:
        return None, False
    if camel := CAMEL.fullmatch(word):
        first, second = camel[1], camel[2]
        small = vocabulary("prefix_words", language) if language in LANGUAGES else frozenset()
        if counts[second.casefold()] and (first.casefold() in small or counts[first.casefold()]):
            return f"{first} {second}", True
        return None, False
    for first in FIRSTS.get(language, ()):
        second = folded.removeprefix(first)
        if second == folded or folded in listed("only_look_like_two"):
            continue
        if second in ARTICLES.get(language, ()) or (len(second) >= SHORTEST and counts[second]):
            return f"{word[: len(first)]} {word[len(first) :]}", language == "en"
    return None, False
