"""Whether an action can be published, and everything that it lacks."""

from collections.abc import Iterator
from datetime import date, datetime

from campaign.errors import CannotRender, MissingWord, NamedOrganisation
from campaign.merging.countries import is_country
from campaign.merging.merge import merge
from campaign.merging.supporter import Supporter
from campaign.models import Action, Addressee
from campaign.models.deadline import day_in
from campaign.models.mail_addresses import usable_address
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import Consent, ContactKind, DemandKind, LevelledField, NameKind, PublicationLevel, Role
from campaign.rendering.fonts import ON_FAXES, ON_PAPER, refuse_missing_characters
from campaign.services.freezing import freeze_action, freeze_authority, trimmed
from campaign.services.languages import offered_languages

ANYBODY = Supporter(name="Name", address_lines=("Address",), country="CH", place="Place")


def missing(action: Action, now: datetime) -> tuple[str, ...]:
    """Return every piece without which the action cannot be published, each as a sentence that says what to do.

    Once nothing else is missing, a letter to each addressee is tried out in every language that letters can be written
    in.
    """
    asks = [demand for demand in action.demands if demand.kind is DemandKind.ASK]
    facts_withheld = action.levels.get(LevelledField.FACTS)
    no_facts_needed = facts_withheld is not None and facts_withheld.level is PublicationLevel.INTERNAL
    texts = action.texts.values()
    checks = (
        (texts, "There is no text: give it a title, a summary and the facts in one language at least."),
        (all(trimmed(t.title) and trimmed(t.summary) for t in texts), "A title or a summary is empty: fill it in."),
        (
            no_facts_needed or all(trimmed(t.facts) for t in texts),
            "The facts are empty in some language: say what happened, in a few sentences.",
        ),
        (is_country(action.country), "The country is not known by its code: choose it from the list."),
        (action.organisations, "No organisation is named: choose who issued the appeal."),
        (action.persons, "No person at risk is entered: enter one, without a name where it must not be known."),
        (asks, "There is no demand: enter at least one thing that letters ask for."),
        (action.addressees, "There is no addressee: choose at least one authority to write to."),
        (
            not action.addressees or any(a.role is not Role.COPY for a in action.addressees),
            "Every addressee only gets a copy: choose one to whom the letter itself goes.",
        ),
        (
            action.consent is not Consent.NOT_RECORDED,
            "Consent is not recorded: say whether the persons at risk agreed, or why they could not be asked.",
        ),
        (action.languages, "No language is given: choose those in which letters may be written."),
    )
    day = day_in(action.time_zone, now)
    lacking = [sentence for there, sentence in checks if not there]
    lacking += [*_nameless(action), *_wrong_addressees(action, day), *_wrongly_narrowed(action)]
    if not lacking:
        lacking += dict.fromkeys(_refused_letters(freeze_action(action, 0, day), now))
    return tuple(lacking)


def _nameless(action: Action) -> Iterator[str]:
    for organisation in action.organisations:
        if not any(name.kind is NameKind.NAME for name in organisation.names):
            yield f"The organisation {organisation.slug} has no name: enter one."


def _wrong_addressees(action: Action, day: date) -> Iterator[str]:
    for addressee in action.addressees:
        name, authority = known_name(addressee), freeze_authority(addressee.authority, day)
        if not authority.texts:
            yield f"{name} has neither a name nor an office in any language: enter them."
        if not authority.ways:
            yield f"{name} has no postal address, fax number or e-mail address that can be used: enter one."
        for contact in authority.contacts:
            if contact.kind is ContactKind.EMAIL and usable_address(contact.raw) is None:
                yield f"“{contact.raw}”, entered for {name}, is no e-mail address: correct it, or take it out."
        if not all(address.lines for address in authority.addresses):
            yield f"A postal address of {name} has no lines: enter them."
        if not all(is_country(address.country) for address in authority.addresses):
            yield f"The country of a postal address of {name} is not known by its code: choose it from the list."


def _wrongly_narrowed(action: Action) -> Iterator[str]:
    demands = list(action.demands)
    for demand in demands:
        demands.extend(demand.items)
        if not set(demand.only_to) <= set(action.addressees):
            yield "A demand is narrowed to an addressee that this action does not have: choose anew to whom it goes."


def _refused_letters(action: PublishedAction, now: datetime) -> Iterator[str]:
    """Say why letters could not be made."""
    originals = [each for each in action.addressees if each.role is not Role.COPY]
    for language in offered_languages(action):
        for addressee in action.addressees:
            try:
                letter = merge(action, addressee, ANYBODY, now, language=language, copy_of=originals)
                refuse_missing_characters(letter.every_text(), ON_PAPER)
                refuse_missing_characters(letter.every_text(), ON_FAXES)
            except (MissingWord, NamedOrganisation, CannotRender) as refusal:
                yield str(refusal)


def known_name(addressee: Addressee) -> str:
    """Return what coordinators call an addressee: its name, or else its office, in English if it can be had."""
    texts = addressee.authority.texts
    text = texts.get("en") or next(iter(texts.values()), None)
    return (text and (text.name or text.title)) or addressee.authority.slug
