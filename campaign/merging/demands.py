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
LEFT_OVER = re.compile(r"(?:\s*;\s*and\s*)?[\s.;,:]*$")


def demands_for(demands: Sequence[PublishedDemand], position: int, kind: DemandKind) -> list[PublishedDemand]:
    """Return the demands of one kind that go to the addressee at a position, with the sub-items that do."""
    found = (_for_addressee(demand, position) for demand in demands if demand.kind is kind)
    return [demand for demand in found if demand is not None]


def words_of(demand: PublishedDemand, language: str) -> str:
    """Return a demand's words without their final punctuation; raises MissingWord if the language lacks them."""
    text = in_language(demand.texts, language)
    words = LEFT_OVER.sub("", text.text).strip() if text else ""
    if not words:
        known = demand.texts[0].text if demand.texts else "without any text"
        raise MissingWord(
            "The demand “%(demand)s” has no text in “%(language)s”: enter it, or choose another language.",
            demand=known,
            language=language,
        )
    return words


def in_a_sentence(demand: PublishedDemand, language: str, marks: Marks) -> str:
    """Return a demand and its sub-items as running words, without an end mark."""
    words = words_of(demand, language)
    below = [in_a_sentence(item, language, marks) for item in demand.items]
    if not below:
        return words
    *first, last = below
    joined = f"{marks.between} ".join(first) + f"{marks.before_last} " if first else ""
    return f"{words}{marks.before_list} {joined}{last}"


def listed(demands: Sequence[PublishedDemand], language: str, marks: Marks, end: str | None = None) -> tuple[Item, ...]:
    """Return demands as the items of one list, each with the mark that joins it to the next."""
    ends = [marks.between] * len(demands)
    ends[-2:] = [marks.before_last, end or marks.end][-len(ends) :]
    items = []
    for demand, mark in zip(demands, ends, strict=True):
        words = words_of(demand, language)
        below = listed(demand.items, language, marks, mark) if demand.items else ()
        items.append(Item(plain(words + (marks.before_list if below else mark)), below))
    return tuple(items)


def _for_addressee(demand: PublishedDemand, position: int) -> PublishedDemand | None:
    """Return what of a demand goes to an addressee: nothing if it only leads to sub-items that all go to others."""
    if demand.only_to and position not in demand.only_to:
        return None
    items = [_for_addressee(item, position) for item in demand.items]
    kept = tuple(item for item in items if item is not None)
    return None if demand.items and not kept else replace(demand, items=kept)
