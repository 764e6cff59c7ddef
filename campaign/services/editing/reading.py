"""Rows of an action as entries."""

from collections.abc import Callable, Iterable

from campaign.models import Action, Demand
from campaign.services.editing.entries import (
    AddresseeEntry,
    AddresseeWords,
    Basics,
    Content,
    DemandEntry,
    PersonEntry,
    PersonWords,
    Section,
    TextEntry,
)


def content_of(action: Action, section: Section) -> Content:
    """Return a section of an action as it is now."""
    readers: dict[Section, Callable[[Action], Content]] = {
        Section.BASICS: basics_of,
        Section.TEXTS: texts_of,
        Section.PERSONS: persons_of,
        Section.DEMANDS: demands_of,
        Section.ADDRESSEES: addressees_of,
    }
    return readers[section](action)


def basics_of(action: Action) -> Basics:
    """Return what is one for the whole action."""
    return Basics(
        kind=action.kind,
        follows=action.follows.slug if action.follows else None,
        case_code=action.case.code,
        document_index=action.document_index,
        issue_date=action.issue_date,
        country=action.country,
        time_zone=action.time_zone,
        deadline_date=action.deadline_date,
        deadline_rule=action.deadline_rule,
        deadline_wording=action.deadline_wording,
        late_letters_allowed=action.late_letters_allowed,
        languages=action.languages,
        copies_to_missions=action.copies_to_missions,
        own_minister=action.own_minister,
        do_not_write_from=action.do_not_write_from,
        organisation_mention=action.organisation_mention,
        name_emphasis=action.name_emphasis,
        unlisted=action.unlisted,
        embargo_until=action.embargo_until,
        organisations=tuple(sorted(organisation.slug for organisation in action.organisations)),
        levels={field: level.level for field, level in sorted(action.levels.items())},
        consent=action.consent,
        consent_note=action.consent_note,
        consent_on=action.consent_on,
    )


def texts_of(action: Action) -> dict[str, TextEntry]:
    """Return what the action says, by language."""
    return {
        language: TextEntry(text.title, text.summary, text.facts, text.background, text.after_deadline)
        for language, text in sorted(action.texts.items())
    }


def persons_of(action: Action) -> tuple[PersonEntry, ...]:
    """Return the persons at risk, in order."""
    return tuple(
        PersonEntry(
            id=person.id,
            gender=person.gender,
            pronouns=person.pronouns,
            is_group=person.is_group,
            level=person.level,
            words={language: PersonWords(text.name, text.role) for language, text in sorted(person.texts.items())},
        )
        for person in sorted(action.persons, key=lambda person: person.position)
    )


def demands_of(action: Action) -> tuple[DemandEntry, ...]:
    """Return the demands with their sub-items, in order."""
    return _demand_entries(action.demands)


def _demand_entries(demands: Iterable[Demand]) -> tuple[DemandEntry, ...]:
    return tuple(
        DemandEntry(
            id=demand.id,
            kind=demand.kind,
            texts={language: text.text for language, text in sorted(demand.texts.items())},
            only_to=tuple(sorted(addressee.id for addressee in demand.only_to)),
            items=_demand_entries(demand.items),
        )
        for demand in sorted(demands, key=lambda demand: demand.position)
    )


def addressees_of(action: Action) -> tuple[AddresseeEntry, ...]:
    """Return the addressees, in order."""
    return tuple(
        AddresseeEntry(
            id=addressee.id,
            authority=addressee.authority.slug,
            role=addressee.role,
            do_not_write_reason=addressee.do_not_write_reason,
            do_not_write_from=addressee.do_not_write_from,
            words={
                language: AddresseeWords(text.salutation, text.closing)
                for language, text in sorted(addressee.texts.items())
            },
        )
        for addressee in sorted(action.addressees, key=lambda addressee: addressee.position)
    )
