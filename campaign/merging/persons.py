"""Persons at risk in a letter: one, several or unnamed, and how their names stand out."""

import re
from collections.abc import Callable

from babel.lists import format_list

from campaign.merging.letter import Paragraph, Span
from campaign.merging.phrasebook import Tongue
from campaign.models.published import PublishedAction, PublishedPersonText, in_language
from campaign.models.vocabulary import NameEmphasis

Emphasis = Callable[[str], Paragraph]


def persons_in_words(action: PublishedAction, tongue: Tongue) -> str:
    """Return whom the letter is for: full names with their roles, or words for someone whose name is withheld."""
    texts = [in_language(person.texts, tongue.code) for person in action.persons]
    named = [text for text in texts if text is not None and (text.name or text.role)]
    if not named:
        return tongue.phrases.someone if len(action.persons) == 1 else tongue.phrases.several
    with_role = tongue.phrases.with_role if len(named) == 1 else tongue.phrases.with_role_in_list
    return format_list([_person(text, with_role) for text in named], locale=tongue.locale)


def subject_of(action: PublishedAction, tongue: Tongue) -> str:
    """Return the subject by which a clerk can file the letter: the names, or the action's title where there is none."""
    if names := names_of(action, tongue.code):
        return tongue.phrases.subject.format(persons=format_list(names, locale=tongue.locale))
    return action.best_text(tongue.code).title


def names_of(action: PublishedAction, language: str) -> list[str]:
    """Return the full names of the persons at risk, as far as the language has them."""
    texts = [in_language(person.texts, language) for person in action.persons]
    return [text.name for text in texts if text is not None and text.name]


def emphasis_of(action: PublishedAction, tongue: Tongue) -> Emphasis:
    """Return what turns a text into a paragraph in which the names stand out as the action wants it."""
    names = names_of(action, tongue.code)
    if action.name_emphasis is NameEmphasis.NONE or not names:
        return lambda text: (Span(text),)
    pattern = re.compile("(" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")")

    def stand_out(text: str) -> Paragraph:
        pieces = [piece for piece in pattern.split(text) if piece]
        if action.name_emphasis is NameEmphasis.CAPITALS:
            return (Span("".join(piece.upper() if piece in names else piece for piece in pieces)),)
        return tuple(Span(piece, strong=piece in names) for piece in pieces)

    return stand_out


def _person(text: PublishedPersonText, with_role: str) -> str:
    if text.name and text.role:
        return with_role.format(name=text.name, role=text.role)
    return text.name or text.role or ""
