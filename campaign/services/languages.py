"""In which languages a letter for an action can be written."""

from campaign.errors import MissingWord
from campaign.merging import phrasebook
from campaign.models.published import PublishedAction

OWN_LANGUAGE = "own"


def offered_languages(action: PublishedAction) -> list[str]:
    """Return the languages that a letter can be written in, best first: accepted, with texts and a phrasebook."""
    there = [language for language in action.text_languages if language in phrasebook.languages()]
    takes_any = OWN_LANGUAGE in action.languages or not action.languages
    return [language for language in there if takes_any or language in action.languages]


def choose_language(action: PublishedAction, wanted: str | None) -> str:
    """Return the language to write in: the one wanted or, without a wish, the first that is offered.

    Raises MissingWord, naming the languages there are, for one that is not offered.
    """
    offered = offered_languages(action)
    if not offered:
        raise MissingWord(f"“{action.slug}” has no text in a language that letters can be written in.")
    if wanted is None:
        return offered[0]
    if wanted not in offered:
        raise MissingWord(f"This action cannot be written in “{wanted}”; choose one of: {', '.join(offered)}.")
    return wanted
