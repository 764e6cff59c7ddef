"""Whether an action can be published, and everything that it lacks, each with where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from campaign.errors import CampaignError, Sentence
from campaign.merging.countries import is_country
from campaign.models import Action, Addressee
from campaign.models.deadline import day_in
from campaign.models.mail_addresses import usable_address
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import Consent, ContactKind, DemandKind, LevelledField, NameKind, PublicationLevel, Role
from campaign.services.editing.entries import Section
from campaign.services.freezing import freeze_action, freeze_authority, trimmed
from campaign.services.languages import offered_languages
from campaign.services.places import (
    ADD,
    ADDRESSES,
    CONTACTS,
    WORDS,
    Lack,
    Place,
    in_rows,
    of_authority,
    of_organisation,
    of_text,
)
from campaign.services.refusals import place_of
from campaign.services.trying import Trial, try_letters

NO_ORGANISATION = Sentence("No organisation is named: choose who issued the appeal.")
NO_PERSON = Sentence("No person at risk is entered: enter one, without a name where it must not be known.")
NO_DEMAND = Sentence("There is no demand: enter at least one thing that letters ask for.")
NO_LANGUAGE = Sentence("Letters can be written in none of its languages: give it a text in one that letters can have.")
NO_ADDRESSEE = Sentence("There is no addressee: choose at least one authority to write to.")


@dataclass(frozen=True)
class Readiness:
    """What an action lacks; and once it has every piece, how it would be published and the letters that were tried."""

    lacks: tuple[Lack, ...]
    published: PublishedAction | None = None
    trials: tuple[Trial, ...] = ()


def missing(action: Action, now: datetime) -> tuple[Lack, ...]:
    """Return every piece without which the action cannot be published, each as a sentence that says what to do."""
    return readiness(action, now).lacks


def readiness(action: Action, now: datetime) -> Readiness:
    """Return what an action lacks. Once it has every piece, a letter to each addressee is tried out in every language.

    Trying letters takes about 2 ms each, so what else is said of them is said from the same ones.
    """
    day = day_in(action.time_zone, now)
    pieces = (*_basics(action), *_texts(action), *_rows(action), *_wrong_addressees(action, day))
    if pieces:
        return Readiness(pieces)
    published = freeze_action(action, 0, day)
    if not offered_languages(published):
        return Readiness((Lack(NO_LANGUAGE, Place(Section.TEXTS, ADD)),), published)
    trials = tuple(try_letters(published, now))
    refusals = ((each.language, each.outcome) for each in trials if isinstance(each.outcome, CampaignError))
    # Many letters are refused in the same words: each is told once, because looking for its place takes time.
    told = {(language, str(refusal)): refusal for language, refusal in refusals}
    lacks = (Lack(refusal.sentence, place_of(refusal, published, language)) for (language, _), refusal in told.items())
    return Readiness(tuple(lacks), published, trials)


def _basics(action: Action) -> Iterator[Lack]:
    if not is_country(action.country):
        yield _basic("The country is not known by its code: choose it from the list.", "country")
    if not action.organisations:
        yield Lack(NO_ORGANISATION, Place(Section.BASICS, "organisations"))
    if action.consent is Consent.NOT_RECORDED:
        yield _basic(
            "Consent is not recorded: say whether the persons at risk agreed, or why they could not be asked.",
            "consent",
        )
    if not action.languages:
        yield _basic("No language is given: choose those in which letters may be written.", "languages")
    for organisation in action.organisations:
        if not any(name.kind is NameKind.NAME for name in organisation.names):
            sentence = Sentence("The organisation %(slug)s has no name: enter one.", {"slug": organisation.slug})
            yield Lack(sentence, of_organisation(organisation.slug))


def _basic(message: str, field: str) -> Lack:
    return Lack(Sentence(message), Place(Section.BASICS, field))


def _texts(action: Action) -> Iterator[Lack]:
    if not action.texts:
        sentence = Sentence("There is no text: give it a title, a summary and the facts in one language at least.")
        yield Lack(sentence, Place(Section.TEXTS, ADD))
    withheld = action.levels.get(LevelledField.FACTS)
    facts_needed = withheld is None or withheld.level is not PublicationLevel.INTERNAL
    for language, text in sorted(action.texts.items()):
        checks = (
            ("title", trimmed(text.title), "The title is empty in %(language)s: fill it in."),
            ("summary", trimmed(text.summary), "The summary is empty in %(language)s: name the danger in a sentence."),
            (
                "facts",
                trimmed(text.facts) or not facts_needed,
                "The facts are empty in %(language)s: say what happened, in a few sentences.",
            ),
        )
        for field, there, message in checks:
            if not there:
                yield Lack(Sentence(message, {"language": language}), of_text(language, field, action.texts))


def _rows(action: Action) -> Iterator[Lack]:
    if not action.persons:
        yield Lack(NO_PERSON, Place(Section.PERSONS, ADD))
    if not any(demand.kind is DemandKind.ASK for demand in action.demands):
        yield Lack(NO_DEMAND, Place(Section.DEMANDS, ADD))
    for row, demand in enumerate(in_rows(action.demands)):
        if not set(demand.only_to) <= set(action.addressees):
            sentence = Sentence(
                "A demand is narrowed to an addressee that this action does not have: choose anew to whom it goes."
            )
            yield Lack(sentence, Place(Section.DEMANDS, "only_to" if action.addressees else "kind", row))
    if not action.addressees:
        yield Lack(NO_ADDRESSEE, Place(Section.ADDRESSEES, ADD))
    elif all(addressee.role is Role.COPY for addressee in action.addressees):
        sentence = Sentence("Every addressee only gets a copy: choose one to whom the letter itself goes.")
        yield Lack(sentence, Place(Section.ADDRESSEES, "role", 0))


def _wrong_addressees(action: Action, day: date) -> Iterator[Lack]:
    for row, addressee in enumerate(action.addressees):
        for at, message, values in _wrong_data(addressee, day):
            place = of_authority(row, addressee.authority.slug, at)
            yield Lack(Sentence(message, {"name": known_name(addressee), **values}), place)


def _wrong_data(addressee: Addressee, day: date) -> Iterator[tuple[str, str, dict[str, str]]]:
    authority = freeze_authority(addressee.authority, day)
    if not authority.texts:
        yield WORDS, "%(name)s has neither a name nor an office in any language: enter them.", {}
    if not authority.ways:
        message = "%(name)s has no postal address, fax number or e-mail address that can be used: enter one."
        yield CONTACTS, message, {}
    for contact in authority.contacts:
        if contact.kind is ContactKind.EMAIL and usable_address(contact.raw) is None:
            message = "“%(raw)s”, entered for %(name)s, is no e-mail address: correct it, or take it out."
            yield CONTACTS, message, {"raw": contact.raw}
    if not all(address.lines for address in authority.addresses):
        yield ADDRESSES, "A postal address of %(name)s has no lines: enter them.", {}
    if not all(is_country(address.country) for address in authority.addresses):
        message = "The country of a postal address of %(name)s is not known by its code: choose it from the list."
        yield ADDRESSES, message, {}


def known_name(addressee: Addressee) -> str:
    """Return what coordinators call an addressee: its name, or else its office, in English if it can be had."""
    texts = addressee.authority.texts
    text = texts.get("en") or next(iter(texts.values()), None)
    return (text and (text.name or text.title)) or addressee.authority.slug
