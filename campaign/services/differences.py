"""Every difference between two published values of an action, in words: what a second person reads before approving."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from campaign.errors import Sentence
from campaign.models.deadline import Deadline
from campaign.models.published import PublishedAction, PublishedAddressee, PublishedName
from campaign.services.marking import Mark, marked
from campaign.services.naming import FIELDS, HEADINGS, Words, heading, in_words, label, summary
from campaign.services.pairing import paired

EMPTY = Sentence("empty")
TELLING_PLACES = ("demands", "items", "only_to")  # the same numbers mean others once the addressees have moved


@dataclass(frozen=True)
class Difference:
    """One thing that changes: where, what it is called, and what it was and will be; none: it was or will be empty."""

    place: str  # such as "addressees.2.authority.contacts.1.e164"; what is gone has its old number with a minus
    label: Sentence
    before: Words | None
    after: Words | None
    language: str | None = None  # that the words are in, where they are in one
    moved: bool = False  # only the place in the order changes; before and after are the places, with a few words

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is kept, removed and added, word by word, where people's own words are changed; else nothing."""
        if self.moved or not (isinstance(self.before, str) and isinstance(self.after, str)):
            return ()
        return marked(self.before, self.after)


def differences(before: PublishedAction | None, after: PublishedAction) -> tuple[Difference, ...]:
    """Return every difference in any field, the revision's own number apart; none means that the values are equal.

    Without anything before, all that is there is new.
    """
    return tuple(_Comparison(before, after).differences())


@dataclass(frozen=True)
class _Spot:
    """Where in the value a comparison is."""

    place: str = ""
    whole: Sentence | None = None
    language: str | None = None

    def at(self, step: object) -> str:
        return f"{self.place}.{step}" if self.place else str(step)


class _Comparison:
    def __init__(self, before: PublishedAction | None, after: PublishedAction) -> None:
        self.before, self.after = before, after
        olds = before.addressees if before else ()
        self.names_before, self.names_after = _names(olds), _names(after.addressees)
        pairing = paired(olds, after.addressees)
        self.new_places = {olds[old].position: after.addressees[new].position for old, new in pairing.pairs}
        self.same_places = not (pairing.removed or pairing.added or pairing.moved) and all(
            old == new for old, new in self.new_places.items()
        )

    def differences(self) -> Iterator[Difference]:
        return self._between(self.before, self.after, _Spot())

    def _between(self, old: Any, new: Any, spot: _Spot) -> Iterator[Difference]:
        """Yield the differences between two values of one kind, either of which may not be there."""
        kind = type(old if new is None else new)
        for field in fields(kind):
            if field.name not in FIELDS[kind]:
                continue
            was = getattr(old, field.name, None)
            will_be = getattr(new, field.name, None)
            if was == will_be and (self.same_places or field.name not in TELLING_PLACES):
                continue
            if _holds_items(was) or _holds_items(will_be):
                yield from self._items(was or (), will_be or (), spot, field.name)
            elif _is_part(was) or _is_part(will_be):
                inner = _Spot(spot.at(field.name), label(spot.whole, _field(kind, field.name)))
                yield from self._between(was, will_be, inner)
            elif not (field.name == "language" and spot.language):
                yield from self._leaf(was, will_be, spot, field.name, kind)

    def _leaf(self, was: Any, will_be: Any, spot: _Spot, name: str, kind: type) -> Iterator[Difference]:
        before, after = in_words(was, name), in_words(will_be, name)
        if name == "only_to":
            if self._goes_to_the_same(was or (), will_be or ()):
                return
            before, after = _named(was, self.names_before), _named(will_be, self.names_after)
        if before is None and after is None:  # of something that is added or removed whole, and empty here
            return
        if before == after:  # such as the lines ("a", "b") and ("a\nb",)
            before, after = repr(was), repr(will_be)
        words = label(spot.whole, _field(kind, name), spot.language)
        yield Difference(spot.at(name), words, before, after, spot.language)

    def _items(self, olds: Any, news: Any, spot: _Spot, name: str) -> Iterator[Difference]:
        pairing = paired(olds, news)
        for old in pairing.removed:
            yield from self._whole(olds[old], None, self._spot_of(olds[old], spot, name, -(old + 1)))
        before = {new: old for old, new in pairing.pairs}
        for new, item in enumerate(news):
            inner = self._spot_of(item, spot, name, new + 1)
            if new not in before:
                yield from self._whole(None, item, inner)
                continue
            old = before[new]
            if new in pairing.moved:
                words = (f"{old + 1}. {summary(olds[old])}", f"{new + 1}. {summary(item)}")
                yield Difference(inner.place, _title(item, inner), *words, moved=True)
            yield from self._between(_placed(olds[old], old, item, new), item, inner)

    def _whole(self, old: Any, new: Any, spot: _Spot) -> Iterator[Difference]:
        """Yield all that is said of something that is added or removed: at least that it is there."""
        found = list(self._between(old, new, spot))
        if not found:
            title = _title(old if new is None else new, spot)
            found = [Difference(spot.place, title, old and EMPTY, new and EMPTY, spot.language)]
        yield from found

    def _spot_of(self, item: Any, spot: _Spot, name: str, number: int) -> _Spot:
        own = heading(type(item), abs(number), below=name == "items")
        language = None if isinstance(item, PublishedName) else getattr(item, "language", None)
        return _Spot(f"{spot.at(name)}.{number}", label(spot.whole, own) if own else spot.whole, language)

    def _goes_to_the_same(self, was: tuple[int, ...], will_be: tuple[int, ...]) -> bool:
        """Whether a demand goes to the same authorities, at whatever places they stand now."""
        if self.same_places:
            return was == will_be
        return sorted(self.new_places.get(place, -place) for place in was) == sorted(will_be)


def _placed(old: Any, old_place: int, new: Any, new_place: int) -> Any:
    """Return an addressee as if it stood at its new place already, where its number only says its place in the list."""
    if not isinstance(old, PublishedAddressee) or (old.position, new.position) != (old_place + 1, new_place + 1):
        return old
    return replace(old, position=new.position)


def _names(addressees: tuple[PublishedAddressee, ...]) -> dict[int, str]:
    return {addressee.position: summary(addressee) for addressee in addressees}


def _named(places: tuple[int, ...] | None, names: Mapping[int, str]) -> Words | None:
    if places is None:
        return None
    return ", ".join(f"{place}. {names.get(place, '?')}" for place in places) or Sentence("all addressees")


def _title(item: Any, spot: _Spot) -> Sentence:
    """What an item as a whole is called."""
    if spot.whole is not None and type(item) in HEADINGS:
        return spot.whole
    return label(spot.whole, Sentence("Text in %(language)s", {"language": spot.language}))


def _field(kind: type, name: str) -> Sentence:
    return Sentence(FIELDS[kind][name])


def _holds_items(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def _is_part(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Deadline)
