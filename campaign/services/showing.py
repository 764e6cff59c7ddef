"""What everyone may see of an action, in one language: nothing that is for letters or coordinators alone."""

from dataclasses import dataclass
from datetime import date

from campaign.models.published import (
    ListedAction,
    PublishedAddressee,
    PublishedDemand,
    PublishedText,
    in_language,
)
from campaign.models.states import StopReason
from campaign.models.vocabulary import DemandKind, LevelledField, OwnMinister, PublicationLevel
from campaign.services.actions import ActionNow, ListedNow, Standing


@dataclass(frozen=True)
class ShownDemand:
    """A demand and its sub-items, in words."""

    text: str
    items: tuple["ShownDemand", ...]


@dataclass(frozen=True)
class ShownAddressee:
    """An addressee as the page names it."""

    name: str | None
    title: str
    organisation: str | None
    country: str | None  # where post to it goes


@dataclass(frozen=True)
class ShownCard:
    """An action as lists show it and find it; `language` is that of its texts."""

    slug: str
    language: str
    standing: Standing
    demonstration: bool
    code: str | None
    persons: tuple[str, ...]
    country: str
    title: str
    summary: str | None
    facts: str | None
    last_valid_day: date | None
    days_left: int | None


@dataclass(frozen=True)
class ShownAction(ShownCard):
    """An action as its page shows it."""

    issue_date: date | None
    organisations: tuple[tuple[str, str], ...]  # name and contact
    background: str | None
    after_deadline: str | None
    languages: tuple[str, ...]
    copies_to_missions: bool
    own_minister: OwnMinister | None
    unlisted: bool
    stop_reason: StopReason | None
    newer: str | None  # the slug of the action that follows this one
    outcomes: tuple[tuple[date, str, str], ...]  # what became of it: day, language and words
    demands: tuple[ShownDemand, ...]
    remarks: tuple[ShownDemand, ...]  # concerns and reminders
    addressees: tuple[ShownAddressee, ...]


def shown_card(found: ListedNow, language: str) -> ShownCard:
    """Return what lists show of an action: in the language if it has texts in it, else in its first."""
    action = found.published
    text = action.best_text(language)
    return ShownCard(
        slug=action.slug,
        language=text.language,
        standing=found.standing,
        demonstration=action.demonstration,
        code=action.case_code,
        persons=tuple(_persons(action, text.language)),
        country=action.country,
        title=text.title,
        summary=_public(action, text, LevelledField.SUMMARY),
        facts=_public(action, text, LevelledField.FACTS),
        last_valid_day=action.deadline.last_valid_day if action.deadline else None,
        days_left=action.days_left(found.moment),
    )


def shown(found: ActionNow, language: str) -> ShownAction:
    """Return what everyone may see of an action: in the language if it has texts in it, else in its first."""
    action = found.published
    text = action.best_text(language)
    return ShownAction(
        **vars(shown_card(found, language)),
        issue_date=action.issue_date,
        organisations=tuple((each.name(language), each.contact) for each in action.organisations),
        background=_public(action, text, LevelledField.BACKGROUND),
        after_deadline=text.after_deadline,
        languages=action.languages,
        copies_to_missions=action.copies_to_missions,
        own_minister=action.own_minister,
        unlisted=action.unlisted,
        stop_reason=found.stop_reason,
        newer=found.newer,
        outcomes=_in_one_language(found.outcomes, text.language),
        demands=tuple(_demand(each, text.language) for each in action.demands if each.kind is DemandKind.ASK),
        remarks=tuple(_demand(each, text.language) for each in action.demands if each.kind is not DemandKind.ASK),
        addressees=tuple(_addressee(addressee, text.language) for addressee in action.addressees),
    )


def _in_one_language(outcomes: tuple[tuple[date, str, str], ...], language: str) -> tuple[tuple[date, str, str], ...]:
    """Return the outcomes in a language, or all if none is in it."""
    return tuple(outcome for outcome in outcomes if outcome[1] == language) or outcomes


def _public(action: ListedAction, text: PublishedText, field: LevelledField) -> str | None:
    return None if field in action.letter_only else getattr(text, field)


def _persons(action: ListedAction, language: str) -> list[str]:
    public = [person for person in action.persons if person.level is PublicationLevel.PUBLIC]
    texts = [in_language(person.texts, language) for person in public]
    return [text.name for text in texts if text is not None and text.name]


def _demand(demand: PublishedDemand, language: str) -> ShownDemand:
    text = in_language(demand.texts, language) or demand.texts[0]
    return ShownDemand(text.text, tuple(_demand(item, language) for item in demand.items))


def _addressee(addressee: PublishedAddressee, language: str) -> ShownAddressee:
    authority = addressee.authority
    text = in_language(authority.texts, language) or authority.texts[0]
    country = authority.addresses[0].country if authority.addresses else authority.state
    return ShownAddressee(text.name, text.title, text.organisation, country)
