"""Words that an action lacks in one of its languages, and English demands that may not read well."""

from collections.abc import Iterator

from campaign.errors import Sentence
from campaign.merging.phrasebook import tongue
from campaign.models import Action, Addressee
from campaign.models.infinitives import DemandDoubt, bare_infinitive
from campaign.models.vocabulary import DemandKind
from campaign.services.editing.entries import Section
from campaign.services.languages import ENGLISH, OWN_LANGUAGE, is_accepted, speakable
from campaign.services.places import ADD, GENDER, Lack, Place, in_rows, of_authority
from campaign.services.readiness import known_name

DOUBTED = {
    DemandDoubt.NO_VERB: "“%(demand)s” may not go on from “I urge you to”: begin it with a verb, such as “release”.",
    DemandDoubt.PRONOUN: "“%(demand)s” says “they” or “them”: say who is meant.",
    DemandDoubt.OTHER_FORM: "“%(demand)s” changes the form of its verbs: “… and ensuring” becomes “… and ensure”.",
}


def lacking_words(action: Action) -> Iterator[Lack]:
    """Yield what to write, language by language, so that more people can write, and nobody has to guess."""
    written_in = [code for code in speakable(action.texts) if is_accepted(code, action.languages)]
    yield from _of_the_sheet(action)
    yield from _of_persons(action, written_in)
    for row, addressee in enumerate(action.addressees):
        yield from _of_gender(addressee, row, written_in)
    yield from _of_demands(action)


def _of_the_sheet(action: Action) -> Iterator[Lack]:
    for language in action.languages:
        if language != OWN_LANGUAGE and language not in action.texts and action.texts:
            sentence = Sentence(
                "Letters are read in %(language)s, but there is no text in it: nobody can write in it.",
                {"language": language},
            )
            yield Lack(sentence, Place(Section.TEXTS, ADD))


def _of_persons(action: Action, languages: list[str]) -> Iterator[Lack]:
    for row, person in enumerate(action.persons):
        named = [text.name for text in person.texts.values() if text.name]
        for language in languages:
            text = person.texts.get(language)
            if named and not (text and text.name):
                sentence = Sentence(
                    "Letters in %(language)s do not name %(name)s: enter the name as it is written in that language.",
                    {"language": language, "name": named[0]},
                )
                yield Lack(sentence, Place(Section.PERSONS, f"name_{language}", row))


def _of_gender(addressee: Addressee, row: int, languages: list[str]) -> Iterator[Lack]:
    """Say where a form of address is neutral only because nobody entered the gender."""
    authority = addressee.authority
    if authority.office is None or authority.gender is not None:
        return
    neutral = [
        language
        for language in languages
        if len(tongue(language).phrases.salutations[authority.office]) > 1 and not _has_own_words(addressee, language)
    ]
    if neutral:
        sentence = Sentence(
            "The gender of %(name)s is not entered: letters in %(languages)s use a neutral form of address. Enter it "
            "if you know it.",
            {"name": known_name(addressee), "languages": ", ".join(neutral)},
        )
        yield Lack(sentence, of_authority(row, authority.slug, GENDER))


def _has_own_words(addressee: Addressee, language: str) -> bool:
    own, directory = addressee.texts.get(language), addressee.authority.texts.get(language)
    return bool((own and own.salutation) or (directory and directory.salutation))


def _of_demands(action: Action) -> Iterator[Lack]:
    leads = {id(demand) for demand in action.demands if demand.kind is DemandKind.ASK}
    for row, demand in enumerate(in_rows(action.demands)):
        text = demand.texts.get(ENGLISH)
        if id(demand) not in leads or text is None:
            continue
        for doubt in bare_infinitive(text.text).doubts:
            yield Lack(Sentence(DOUBTED[doubt], {"demand": text.text}), Place(Section.DEMANDS, f"text_{ENGLISH}", row))
