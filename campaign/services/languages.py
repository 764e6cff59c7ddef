"""In which languages a letter for an action can be written."""

from campaign.errors import MissingWord
from campaign.merging import phrasebook
from campaign.models.published import PublishedAction

OWN_LANGUAGE = "own"
ENGLISH = "en"


def offered_languages(action: PublishedAction) -> list[str]:
    """Return the languages that a letter can be written in, best first: accepted, with texts and a phrasebook."""
    there = [language for language in action.text_languages if language in phrasebook.languages()]
    takes_any = OWN_LANGUAGE in action.languages or not action.languages
    return [language for language in there if takes_any or language in action.languages]


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
    offered = offered_languages(action)
    if not offered:
        raise MissingWord(f"“{action.slug}” has no text in a language that letters can be written in.")
    if wanted is None:
        return proposed_language(action, ENGLISH) or offered[0]
    if wanted not in offered:
        raise MissingWord(f"This action cannot be written in “{wanted}”; choose one of: {', '.join(offered)}.")
    return wanted
