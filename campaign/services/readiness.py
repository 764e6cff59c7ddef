"""Whether an action can be published, and everything that it lacks."""

from collections.abc import Iterator
from datetime import datetime

from campaign.errors import MissingWord, NamedOrganisation
from campaign.merging import phrasebook
from campaign.merging.merge import merge
from campaign.merging.supporter import Supporter
from campaign.models import Action, Addressee
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import Consent, DemandKind, LevelledField, NameKind, Role
from campaign.services.freezing import freeze_action

ANYBODY = Supporter(name="Name", address_lines=("Address",), country="CH", place="Place")


def missing(action: Action, now: datetime) -> tuple[str, ...]:
    """Return every piece without which the action cannot be published, each as a sentence that says what to do.

    Once nothing else is missing, a letter to each addressee is tried out in every language that letters can be written
    in.
    """
    asks = [demand for demand in action.demands if demand.kind is DemandKind.ASK]
    checks = (
        (action.texts, "There is no text: give it a title, a summary and the facts in one language at least."),
        (all(t.title and t.summary for t in action.texts.values()), "A title or a summary is empty: fill it in."),
        (
            LevelledField.FACTS in action.levels or all(t.facts for t in action.texts.values()),
            "The facts are empty in some language: say what happened, in a few sentences.",
        ),
        (action.organisations, "No organisation is named: choose who issued the appeal."),
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
    lacking = [sentence for there, sentence in checks if not there]
    lacking += [*_nameless(action), *_unreachable(action)]
    if not lacking:
        as_published = freeze_action(action, 0, day_in(action.time_zone, now))
        lacking += dict.fromkeys(_refused_letters(as_published, now))
    return tuple(lacking)


def _nameless(action: Action) -> Iterator[str]:
    for organisation in action.organisations:
        if not any(name.kind is NameKind.NAME for name in organisation.names):
            yield f"The organisation {organisation.slug} has no name: enter one."


def _unreachable(action: Action) -> Iterator[str]:
    for addressee in action.addressees:
        if not addressee.authority.addresses and not addressee.authority.contacts:
            yield f"{_name(addressee)} has neither a postal address nor a contact: enter one."


def _refused_letters(action: PublishedAction, now: datetime) -> Iterator[str]:
    """Say why letters could not be made, for addressees that can be reached by post."""
    by_post = [each for each in action.addressees if each.authority.addresses and each.role is not Role.COPY]
    for language in set(action.text_languages) & set(phrasebook.languages()):
        for addressee in by_post:
            try:
                merge(action, addressee, ANYBODY, now, language=language)
            except (MissingWord, NamedOrganisation) as refusal:
                yield str(refusal)


def _name(addressee: Addressee) -> str:
    texts = addressee.authority.texts
    text = texts.get("en") or next(iter(texts.values()), None)
    return (text and (text.name or text.title)) or addressee.authority.slug
