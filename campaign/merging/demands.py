"""Demands in a letter: those that go to one addressee, in order, punctuated as one sentence."""

from collections.abc import Sequence

from campaign.errors import MissingWord
from campaign.merging.letter import Item
from campaign.merging.persons import Emphasis
from campaign.merging.phrasebook import Marks
from campaign.models.published import PublishedDemand, in_language
from campaign.models.vocabulary import DemandKind

FINAL_MARKS = " .;,:"


def demands_for(demands: Sequence[PublishedDemand], position: int, kind: DemandKind) -> list[PublishedDemand]:
    """Return the demands of one kind that go to the addressee at a position."""
    return [d for d in demands if d.kind is kind and (not d.only_to or position in d.only_to)]


def words_of(demand: PublishedDemand, language: str) -> str:
    """Return a demand's words without their final punctuation; raises MissingWord if the language lacks them."""
    text = in_language(demand.texts, language)
    if text is None or not text.text.strip(FINAL_MARKS):
        known = demand.texts[0].text if demand.texts else "without any text"
        raise MissingWord(f"The demand “{known}” has no text in “{language}”: enter it, or choose another language.")
    return text.text.strip(FINAL_MARKS)


def in_a_sentence(demand: PublishedDemand, language: str, marks: Marks) -> str:
    """Return a demand and its sub-items as running words, without an end mark."""
    words = words_of(demand, language)
    below = [in_a_sentence(item, language, marks) for item in demand.items]
    if not below:
        return words
    *first, last = below
    joined = f"{marks.between} ".join(first) + f"{marks.before_last} " if first else ""
    return f"{words}{marks.before_list} {joined}{last}"


def listed(
    demands: Sequence[PublishedDemand], language: str, marks: Marks, emphasis: Emphasis, end: str | None = None
) -> tuple[Item, ...]:
    """Return demands as the items of one list, each with the mark that joins it to the next."""
    ends = [marks.between] * len(demands)
    ends[-2:] = [marks.before_last, end or marks.end][-len(ends) :]
    items = []
    for demand, mark in zip(demands, ends, strict=True):
        words = words_of(demand, language)
        below = listed(demand.items, language, marks, emphasis, mark) if demand.items else ()
        items.append(Item(emphasis(words + (marks.before_list if below else mark)), below))
    return tuple(items)
