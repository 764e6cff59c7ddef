"""Searching the list of actions: every word of the question must be found, in any script and without its accents."""

import unicodedata
from collections.abc import Iterable, Sequence

from campaign.merging.countries import country_name
from campaign.services.showing import ShownAction


def matching(actions: Iterable[ShownAction], question: str, country: str, language: str) -> list[ShownAction]:
    """Return the actions that fit the words and the country; no words or no country: all of them."""
    words = folded(question).split()
    return [
        action
        for action in actions
        if country in ("", action.country) and _holds(folded(" ".join(_texts(action, language))), words)
    ]


def countries_of(actions: Sequence[ShownAction], language: str) -> list[tuple[str, str]]:
    """Return the countries of actions, with their names, in the order of the names."""
    found = {action.country: country_name(action.country, language) for action in actions}
    return sorted(found.items(), key=lambda pair: folded(pair[1]))


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _texts(action: ShownAction, language: str) -> Iterable[str]:
    yield from filter(None, (action.title, action.summary, action.facts, action.code, *action.persons))
    yield country_name(action.country, language)


def folded(text: str) -> str:
    """Return text as it is searched: without accents and without regard to case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()
