"""Searching the list of actions: every word of the question must be found, in any script and without its accents."""

from collections.abc import Iterable
from typing import Protocol

from campaign.merging.countries import country_name
from campaign.models.likeness import folded
from campaign.services.showing import ShownCard


class _InCountry(Protocol):
    @property
    def country(self) -> str: ...


def matching(actions: Iterable[ShownCard], question: str, country: str, language: str) -> list[ShownCard]:
    """Return the actions that fit the words and the country; no words or no country: all of them."""
    words = folded(question).split()
    in_country = [action for action in actions if country in ("", action.country)]
    if not words:
        return in_country
    return [action for action in in_country if _holds(folded(" ".join(_texts(action, language))), words)]


def countries_of(actions: Iterable[_InCountry], language: str) -> list[tuple[str, str]]:
    """Return the countries of actions, with their names, in the order of the names."""
    found = {country: country_name(country, language) for country in {action.country for action in actions}}
    return sorted(found.items(), key=lambda pair: folded(pair[1]))


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _texts(action: ShownCard, language: str) -> Iterable[str]:
    yield from filter(None, (action.title, action.summary, action.facts, action.code, *action.persons))
    yield country_name(action.country, language)
