"""Persons at risk in a letter: one, several or unnamed."""

from campaign.merging.bidi import isolated
from campaign.merging.lists import in_a_row
from campaign.merging.phrasebook import Tongue
from campaign.models.published import PublishedAction, PublishedPersonText, in_language


def opening_for(action: PublishedAction, tongue: Tongue) -> str:
    """Return the first sentence: full names with their roles, and words for those whose names are withheld."""
    known: list[PublishedPersonText] = []
    unnamed = 0
    for person in action.persons:
        text = in_language(person.texts, tongue.code)
        if text is not None and (text.name or text.role):
            known.append(text)
        else:
            unnamed += 2 if person.is_group else 1
    phrases = tongue.phrases
    opening = phrases.opening.form(len(known) + unnamed)
    if not known:
        return opening.format(persons=phrases.someone if unnamed == 1 else phrases.several)
    with_role = phrases.with_role if len(known) == 1 and not unnamed else phrases.with_role_in_list
    words = [_person(text, with_role, tongue.direction) for text in known]
    if unnamed:
        words.append(phrases.another if unnamed == 1 else phrases.others)
    return opening.format(persons=in_a_row(words, tongue))


def subject_of(action: PublishedAction, tongue: Tongue) -> str:
    """Return the subject by which a clerk can file the letter: the names, or the action's title where there is none."""
    if names := names_of(action, tongue.code):
        shown = [isolated(name, tongue.direction) for name in names]
        return tongue.phrases.subject.format(persons=in_a_row(shown, tongue))
    return action.best_text(tongue.code).title


def names_of(action: PublishedAction, language: str) -> list[str]:
    """Return the full names of the persons at risk, as far as the language has them."""
    texts = [in_language(person.texts, language) for person in action.persons]
    return [text.name for text in texts if text is not None and text.name]


def _person(text: PublishedPersonText, with_role: str, direction: str) -> str:
    name = isolated(text.name, direction) if text.name else ""
    if name and text.role:
        return with_role.format(name=name, role=text.role)
    return name or text.role or ""
