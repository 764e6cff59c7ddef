"""Turns rows into the immutable values that are published."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from campaign.models import Action, Addressee, Authority, Demand, Organisation, PersonAtRisk
from campaign.models.columns import Dated, holds
from campaign.models.published import (
    PublishedAction,
    PublishedAddress,
    PublishedAddressee,
    PublishedAddresseeText,
    PublishedAuthority,
    PublishedAuthorityText,
    PublishedContact,
    PublishedDemand,
    PublishedDemandText,
    PublishedName,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPersonText,
    PublishedText,
)
from campaign.models.vocabulary import LevelledField, PublicationLevel


class _Address(Dated, Protocol):
    @property
    def language(self) -> str: ...


Address = TypeVar("Address", bound=_Address)


def freeze_authority(authority: Authority, day: date) -> PublishedAuthority:
    """Return an authority with the addresses and contacts that hold on a day: one address a language, the newest."""
    return PublishedAuthority(
        slug=authority.slug,
        state=authority.state,
        office=authority.office,
        gender=authority.gender,
        languages=authority.languages,
        texts=tuple(
            PublishedAuthorityText(
                t.language,
                trimmed(t.name),
                trimmed(t.honorific),
                t.title.strip(),
                trimmed(t.organisation),
                trimmed(t.salutation),
                trimmed(t.closing),
            )
            for _, t in sorted(authority.texts.items())
        ),
        addresses=tuple(
            PublishedAddress(a.language, tuple(filter(None, map(trimmed, a.lines))), a.country, a.source)
            for a in newest_by_language(authority.addresses, day)
        ),
        contacts=tuple(
            PublishedContact(c.kind, c.raw, c.e164, c.note, c.source) for c in authority.contacts if c.holds_on(day)
        ),
        refuses=authority.refuses,
    )


def freeze_action(action: Action, revision: int, day: date) -> PublishedAction:
    """Return an action as it stands, without what is internal, with its authorities as they are on a day."""
    in_order = sorted(action.addressees, key=lambda addressee: addressee.position)
    places = {addressee: place for place, addressee in enumerate(in_order, start=1)}
    return PublishedAction(
        slug=action.slug,
        revision=revision,
        kind=action.kind,
        case_code=action.case.code,
        document_index=action.document_index,
        issue_date=action.issue_date,
        country=action.country,
        deadline=action.deadline,
        time_zone=action.time_zone,
        late_letters_allowed=action.late_letters_allowed,
        languages=action.languages,
        copies_to_missions=action.copies_to_missions,
        do_not_write_from=action.do_not_write_from,
        organisation_mention=action.organisation_mention,
        name_emphasis=action.name_emphasis,
        demonstration=action.demonstration,
        unlisted=action.unlisted,
        embargo_until=action.embargo_until,
        letter_only=tuple(
            sorted(f for f, level in action.levels.items() if level.level is PublicationLevel.LETTER_ONLY)
        ),
        organisations=tuple(_organisation(organisation) for organisation in action.organisations),
        texts=tuple(_texts(action)),
        persons=tuple(_person(person) for person in action.persons),
        demands=tuple(_demand(demand, places) for demand in _ordered(action.demands)),
        follows=action.follows.slug if action.follows else None,
        own_minister=action.own_minister,
        addressees=tuple(
            PublishedAddressee(
                position=place,
                role=addressee.role,
                authority=freeze_authority(addressee.authority, day),
                texts=tuple(
                    PublishedAddresseeText(t.language, trimmed(t.salutation), trimmed(t.closing))
                    for _, t in sorted(addressee.texts.items())
                ),
                do_not_write_reason=trimmed(addressee.do_not_write_reason),
                do_not_write_from=addressee.do_not_write_from,
            )
            for addressee, place in places.items()
        ),
    )


def newest_by_language(addresses: Iterable[Address], day: date) -> list[Address]:
    """Return the addresses that letters go to on a day: of those that hold, the newest in each language."""
    newest: dict[str, Address] = {}
    for address in sorted(addresses, key=lambda a: a.valid_from or date.min):
        if holds(address, day):
            newest[address.language] = address
    return [newest[language] for language in sorted(newest)]


def _texts(action: Action) -> Iterable[PublishedText]:
    internal = {f for f, level in action.levels.items() if level.level is PublicationLevel.INTERNAL}
    for _, t in sorted(action.texts.items()):
        yield PublishedText(
            language=t.language,
            title=t.title.strip(),
            summary=None if LevelledField.SUMMARY in internal else trimmed(t.summary),
            facts=None if LevelledField.FACTS in internal else trimmed(t.facts),
            background=None if LevelledField.BACKGROUND in internal else trimmed(t.background),
            after_deadline=trimmed(t.after_deadline),
        )


def _person(person: PersonAtRisk) -> PublishedPerson:
    """A person who is internal stays in the count, without a word of who they are."""
    if person.level is PublicationLevel.INTERNAL:
        return PublishedPerson(None, None, person.is_group, person.level, ())
    texts = tuple(
        PublishedPersonText(t.language, trimmed(t.name), trimmed(t.role)) for _, t in sorted(person.texts.items())
    )
    return PublishedPerson(person.gender, person.pronouns, person.is_group, person.level, texts)


def trimmed(text: str | None) -> str | None:
    """Return a text without the space around it; none if nothing is left."""
    return (text or "").strip() or None


def _ordered(demands: Iterable[Demand]) -> list[Demand]:
    return sorted(demands, key=lambda demand: demand.position)


def _demand(demand: Demand, places: Mapping[Addressee, int]) -> PublishedDemand:
    return PublishedDemand(
        kind=demand.kind,
        texts=tuple(PublishedDemandText(t.language, t.text) for _, t in sorted(demand.texts.items())),
        items=tuple(_demand(item, places) for item in _ordered(demand.items)),
        # 0, nobody's place, for one of another action: readiness refuses it, and a page can still show it
        only_to=tuple(sorted(places.get(addressee, 0) for addressee in demand.only_to)),
    )


def _organisation(organisation: Organisation) -> PublishedOrganisation:
    names = tuple(PublishedName(n.kind, n.language, n.text) for n in organisation.names)
    return PublishedOrganisation(organisation.slug, organisation.contact, organisation.report_address, names)
