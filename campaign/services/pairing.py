"""Which item of one list is which of another, and which of them moved: for showing what changed."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any

from campaign.models.published import (
    PublishedAddress,
    PublishedAddressee,
    PublishedAddresseeText,
    PublishedAuthorityText,
    PublishedDemandText,
    PublishedOrganisation,
    PublishedPersonText,
    PublishedText,
)

ALIKE = 0.5  # of their words: then two items without a name of their own are taken for one that was changed


def _language(text: Any) -> Hashable:
    return text.language  # type: ignore[no-any-return]


# By what an item is known, whatever else is said of it; others are known by their words.
KEYS: Mapping[type, Callable[[Any], Hashable]] = {
    PublishedText: _language,
    PublishedPersonText: _language,
    PublishedDemandText: _language,
    PublishedAuthorityText: _language,
    PublishedAddresseeText: _language,
    PublishedAddress: _language,
    PublishedOrganisation: lambda organisation: organisation.slug,
    PublishedAddressee: lambda addressee: addressee.authority.slug,
}


@dataclass(frozen=True)
class Pairing:
    """The places, from 0, of items that are in both lists, old and new; and of those that are in one list only."""

    pairs: tuple[tuple[int, int], ...]  # in the new order
    removed: tuple[int, ...]
    added: tuple[int, ...]
    moved: frozenset[int]  # new places of those that changed their order among the others


def paired(olds: Sequence[Any], news: Sequence[Any]) -> Pairing:
    """Return which items of two lists are the same: equal ones, then those of one name, then those of like words.

    Lists without any item that is removed, added, moved or different are equal.
    """
    found: dict[int, int] = {}
    _pair_by(lambda item: item, olds, news, found)
    key = KEYS.get(type((*olds, *news)[0])) if olds or news else None
    if key is not None:
        _pair_by(key, olds, news, found)
    else:
        _pair_alike(olds, news, found)
    pairs = tuple(sorted(found.items(), key=lambda pair: pair[1]))
    return Pairing(
        pairs=pairs,
        removed=tuple(place for place in range(len(olds)) if place not in found),
        added=tuple(place for place in range(len(news)) if place not in found.values()),
        moved=frozenset(found.values()) - _in_order([new for _, new in sorted(pairs)]),
    )


def _pair_by(key: Callable[[Any], Hashable], olds: Sequence[Any], news: Sequence[Any], found: dict[int, int]) -> None:
    for old, new in _left(olds, news, found):
        if old not in found and new not in found.values() and key(olds[old]) == key(news[new]):
            found[old] = new


def _pair_alike(olds: Sequence[Any], news: Sequence[Any], found: dict[int, int]) -> None:
    candidates = ((_likeness(olds[old], news[new]), old, new) for old, new in _left(olds, news, found))
    for likeness, old, new in sorted(candidates, key=lambda c: (-c[0], abs(c[1] - c[2]), c[1])):
        if likeness >= ALIKE and old not in found and new not in found.values():
            found[old] = new


def _left(olds: Sequence[Any], news: Sequence[Any], found: Mapping[int, int]) -> list[tuple[int, int]]:
    taken = set(found.values())
    return [(old, new) for old in range(len(olds)) if old not in found for new in range(len(news)) if new not in taken]


def _likeness(old: Any, new: Any) -> float:
    return SequenceMatcher(None, list(_words_in(old)), list(_words_in(new)), autojunk=False).ratio()


def _words_in(value: Any) -> Iterator[str]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _words_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _words_in(each)
    elif value is not None:
        yield from str(value).split()


def _in_order(places: Sequence[int]) -> frozenset[int]:
    """Return as many places as possible that stand in rising order: these did not move, the others did."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    kept, last = set(), ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return frozenset(kept)
