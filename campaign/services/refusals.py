"""Where on the desk it is mended that a letter cannot be made."""

from collections.abc import Callable, Iterator

from campaign.errors import CampaignError, MissingWord
from campaign.merging.addressees import authority_text, known_as, name_lines, postal_lines, salutation
from campaign.merging.demands import words_of
from campaign.merging.letter import paragraphs_of
from campaign.merging.mentions import refuse_mentions_in
from campaign.merging.phrasebook import Tongue, tongue
from campaign.models.published import PublishedAction, in_language
from campaign.rendering.fonts import ON_FAXES, ON_PAPER, refuse_missing_characters
from campaign.services.editing.entries import Section
from campaign.services.places import ADD, Place, in_rows, of_authority, of_organisation, of_text
from campaign.services.trying import ANYBODY

Attempt = Callable[[], object]


def place_of(refusal: CampaignError, action: PublishedAction, language: str) -> Place:
    """Return where it is mended that a letter of the action cannot be made in a language.

    Every part that the letter is made of is tried alone; the one that is refused in the same words is the place.
    """
    for place, attempt in _attempts(action, tongue(language)):
        if _refused_in_the_same_words(attempt, refusal):
            return place
    if isinstance(refusal, MissingWord):  # every part is there, so nothing is asked of somebody
        return _narrowed(action)
    return _text(action, "facts", language)


def _refused_in_the_same_words(attempt: Attempt, refusal: CampaignError) -> bool:
    try:
        attempt()
    except CampaignError as error:
        return error.sentence == refusal.sentence
    return False


def _attempts(action: PublishedAction, spoken: Tongue) -> Iterator[tuple[Place, Attempt]]:
    for row, addressee in enumerate(action.addressees):
        directory = of_authority(row, addressee.authority.slug)
        yield directory, lambda each=addressee: authority_text(each.authority, spoken.code)  # type: ignore[misc]
        own = Place(Section.ADDRESSEES, f"salutation_{spoken.code}", row)
        yield own, lambda each=addressee: salutation(each, spoken)  # type: ignore[misc]
    for row, demand in enumerate(in_rows(action.demands)):
        yield _demand(row, spoken.code), lambda each=demand: words_of(each, spoken.code)  # type: ignore[misc]
    for place, texts in _entered(action, spoken):
        yield place, lambda texts=texts: refuse_mentions_in(texts, action)  # type: ignore[misc]
        for family in (ON_PAPER, ON_FAXES):
            yield place, lambda texts=texts, fonts=family: refuse_missing_characters(texts, fonts)  # type: ignore[misc]


def _entered(action: PublishedAction, spoken: Tongue) -> Iterator[tuple[Place, list[str]]]:
    """Yield what was entered for letters in a language, with its place: the action's own words first."""
    code = spoken.code
    if text := in_language(action.texts, code):
        yield _text(action, "title", code), [text.title]
        yield _text(action, "facts", code), paragraphs_of(text.facts or "")
    for row, person in enumerate(action.persons):
        if who := in_language(person.texts, code):
            yield Place(Section.PERSONS, f"name_{code}", row), [who.name or ""]
            yield Place(Section.PERSONS, f"role_{code}", row), [who.role or ""]
    for row, demand in enumerate(in_rows(action.demands)):
        if words := in_language(demand.texts, code):
            yield _demand(row, code), [words.text]
    for row, addressee in enumerate(action.addressees):
        if own := in_language(addressee.texts, code):
            yield Place(Section.ADDRESSEES, f"salutation_{code}", row), [own.salutation or ""]
            yield Place(Section.ADDRESSEES, f"closing_{code}", row), [own.closing or ""]
    yield from _known_elsewhere(action, spoken)


def _known_elsewhere(action: PublishedAction, spoken: Tongue) -> Iterator[tuple[Place, list[str]]]:
    for row, addressee in enumerate(action.addressees):
        authority = addressee.authority
        if text := in_language(authority.texts, spoken.code):
            lines = (*name_lines(authority, spoken), *postal_lines(authority, spoken, ANYBODY.country))
            words = (known_as(authority, spoken), text.salutation or "", text.closing or "")
            yield of_authority(row, authority.slug), [*lines, *words]
    for organisation in action.organisations:
        yield of_organisation(organisation.slug), [organisation.name(spoken.code)]


def _narrowed(action: PublishedAction) -> Place:
    narrowed = (row for row, demand in enumerate(in_rows(action.demands)) if demand.only_to)
    row = next(narrowed, None)
    return Place(Section.DEMANDS, ADD) if row is None else Place(Section.DEMANDS, "only_to", row)


def _demand(row: int, language: str) -> Place:
    return Place(Section.DEMANDS, f"text_{language}", row)


def _text(action: PublishedAction, field: str, language: str) -> Place:
    return of_text(language, field, (text.language for text in action.texts))
