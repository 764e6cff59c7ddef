"""In which languages a letter for an action can be written."""

from collections.abc import Collection, Iterable

from campaign.errors import MissingWord
from campaign.merging import phrasebook
from campaign.models.published import PublishedAction

OWN_LANGUAGE = "own"
ENGLISH = "en"


def speakable(languages: Iterable[str]) -> list[str]:
    """Return those of some languages, in their order, that letters have a phrasebook for."""
    there = phrasebook.languages()
    return [language for language in languages if language in there]


def is_accepted(language: str, accepted: Collection[str]) -> bool:
    """Whether letters in a language are read by those who accept these languages, or any supporter's own."""
    return OWN_LANGUAGE in accepted or language in accepted


def offered_languages(action: PublishedAction) -> list[str]:
    """Return the languages that a letter can be written in, best first: accepted, with texts and a phrasebook."""
    there = speakable(action.text_languages)
    return [language for language in there if not action.languages or is_accepted(language, action.languages)]


def proposed_language(action: PublishedAction, own: str) -> str | None:
    """Return the language to propose to somebody: their own if it is offered, else English, else the best there is.

    People sign what they can read; that an office would rather read another language is said beside the choice.
    """
    offered = offered_languages(action)
    return next((language for language in (own, ENGLISH) if language in offered), offered[0] if offered else None)


def choose_language(action: PublishedAction, wanted: str | None) -> str:
    """Return the language to write in: the one wanted or, without a wish, the one proposed to a reader of English.

    Raises MissingWord, naming the languages there are, for one that is not offered.
    """
    proposed = proposed_language(action, ENGLISH)
    if proposed is None:
        raise MissingWord(f"“{action.slug}” has no text in a language that letters can be written in.")
    if wanted is None:
        return proposed
    offered = offered_languages(action)
    if wanted not in offered:
        raise MissingWord(f"This action cannot be written in “{wanted}”; choose one of: {', '.join(offered)}.")
    return wanted
