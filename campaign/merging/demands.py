"""Demands in a letter: those that go to one addressee, in order, punctuated as one sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from campaign.errors import MissingWord
from campaign.merging.letter import Item, plain
from campaign.merging.phrasebook import Marks
from campaign.models.published import PublishedDemand, in_language
from campaign.models.vocabulary import DemandKind

# What lists leave at the end of an item: “; and”, “.”, “,”
LEFT_OVER = re.compile(r"(?:\s*[;؛]\s*(?:and|et|und|y|e|и|و)\s*)?[\s.;,:؛،]*$")
# Words whose full stop is their own: “the U.S.”, “in 2014 г.”, “etc.”, “EE. UU.”
ABBREVIATED = re.compile(
    r"(?<!\w)(?:(?:[^\W\d_]\.)+[^\W\d_]|etc|usw|bzw|Inc|Ltd|Jr|Sr|St|гг?|др|пр|ул|т\. [дп]|EE\. ?UU|u\. a)\.$"
)
LONGEST_PAIR = 240  # characters of two demands that may stand in one sentence; longer ones are a list


def demands_for(demands: Sequence[PublishedDemand], position: int, kind: DemandKind) -> list[PublishedDemand]:
    """Return the demands of one kind that go to the addressee at a position, with the sub-items that do."""
    found = (_for_addressee(demand, position) for demand in demands if demand.kind is kind)
    return [demand for demand in found if demand is not None]


def narrowed_to_nobody(demands: Sequence[PublishedDemand]) -> tuple[PublishedDemand, ...]:
    """Return demands with their sub-items as they go to everybody."""
    return tuple(replace(each, only_to=(), items=narrowed_to_nobody(each.items)) for each in demands)


def words_of(demand: PublishedDemand, language: str) -> str:
    """Return a demand's words without their final punctuation; raises MissingWord if the language lacks them."""
    text = in_language(demand.texts, language)
    words = _without_end(text.text) if text else ""
    if not words:
        known = demand.texts[0].text if demand.texts else "without any text"
        raise MissingWord(
            "The demand “%(demand)s” has no text in “%(language)s”: enter it, or choose another language.",
            demand=known,
            language=language,
        )
    return words


def fit_one_sentence(demands: Sequence[PublishedDemand], language: str) -> bool:
    """Whether demands are read more easily in one sentence than as a list: one, or two short ones."""
    if any(demand.items for demand in demands):
        return False
    return len(demands) == 1 or (len(demands) == 2 and sum(len(words_of(d, language)) for d in demands) <= LONGEST_PAIR)


def in_a_sentence(demand: PublishedDemand, language: str, marks: Marks) -> str:
    """Return a demand and its sub-items as running words, without an end mark."""
    words = words_of(demand, language)
    below = [in_a_sentence(item, language, marks) for item in demand.items]
    if not below:
        return words
    *first, last = below
    joined = f"{marks.between} ".join(first) + f"{marks.before_last} {marks.onto_last}" if first else ""
    return f"{words}{marks.before_items} {joined}{last}"


def listed(demands: Sequence[PublishedDemand], language: str, marks: Marks) -> tuple[Item, ...]:
    """Return demands as the items of one list, each with the mark that joins it to the next; sub-items are lettered."""
    numbers = [f"{number}." for number in range(1, len(demands) + 1)]
    return _listed(demands, numbers, language, marks, marks.end)


def marked(words: str, mark: str) -> str:
    """Return words with the mark behind them; a full stop is not set twice."""
    return words if words.endswith((".", "?", "!", "…")) and mark == "." else words + mark


def _listed(
    demands: Sequence[PublishedDemand], signs: Sequence[str], language: str, marks: Marks, end: str
) -> tuple[Item, ...]:
    ends = [marks.between] * len(demands)
    ends[-2:] = [marks.before_last, end][-len(ends) :]
    items = []
    for place, (demand, mark) in enumerate(zip(demands, ends, strict=True), start=1):
        joint = marks.onto_last if place == len(demands) > 1 else ""
        words = joint + words_of(demand, language)
        letters = _letters(len(demand.items), marks)
        below = _listed(demand.items, letters, language, marks, mark) if demand.items else ()
        text = words + marks.before_items if below else marked(words, mark)
        items.append(Item(signs[place - 1], plain(text), below))
    return tuple(items)


def _letters(count: int, marks: Marks) -> list[str]:
    """Return a), b), … for so many sub-items; after the last letter aa), ab), …"""
    alphabet = marks.letters.split()
    letters = [*alphabet, *(first + second for first in alphabet for second in alphabet)]
    return [f"{letter})" for letter in letters[:count]]


def _without_end(text: str) -> str:
    stripped = text.strip()
    return stripped if ABBREVIATED.search(stripped) else LEFT_OVER.sub("", stripped).strip()


def _for_addressee(demand: PublishedDemand, position: int) -> PublishedDemand | None:
    """Return what of a demand goes to an addressee: nothing if it only leads to sub-items that all go to others."""
    if demand.only_to and position not in demand.only_to:
        return None
    items = [_for_addressee(item, position) for item in demand.items]
    kept = tuple(item for item in items if item is not None)
    return None if demand.items and not kept else replace(demand, items=kept)
