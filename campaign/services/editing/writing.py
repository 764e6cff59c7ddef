"""Entries into rows: what stays keeps its row and its history, what is gone is removed, what is new is added."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import BadEntry
from campaign.models import (
    Action,
    ActionText,
    Addressee,
    AddresseeText,
    Authority,
    Case,
    Demand,
    DemandText,
    FieldLevel,
    Organisation,
    PersonAtRisk,
    PersonText,
)
from campaign.models.deadline import Deadline
from campaign.models.infinitives import bare_infinitive
from campaign.models.vocabulary import DemandKind, LevelledField, PublicationLevel
from campaign.services.addressing import remove_addressee
from campaign.services.authorities.standing import standing
from campaign.services.editing.entries import AddresseeEntry, Basics, DemandEntry, PersonEntry, TextEntry
from campaign.services.editing.following import followed

Row = TypeVar("Row", PersonAtRisk, Addressee)
PLAIN = (
    "kind",
    "document_index",
    "issue_date",
    "country",
    "time_zone",
    "late_letters_allowed",
    "languages",
    "copies_to_missions",
    "own_minister",
    "do_not_write_from",
    "organisation_mention",
    "name_emphasis",
    "unlisted",
    "embargo_until",
    "consent",
    "consent_note",
    "consent_on",
)


def write_basics(session: Session, action: Action, basics: Basics) -> None:
    """Write what is one for the whole action; a code that another case has joins that case."""
    for name in PLAIN:
        setattr(action, name, getattr(basics, name))
    if basics.deadline_date is None or basics.deadline_rule is None:
        action.deadline = None
    else:
        action.deadline = Deadline(basics.deadline_date, basics.deadline_rule, basics.deadline_wording or "")
    action.organisations = [_organisation(session, slug) for slug in basics.organisations]
    _write_levels(action, basics.levels)
    if basics.case_code != action.case.code:
        action.case = _case(session, action, basics.case_code)
    if basics.follows != (action.follows.slug if action.follows else None):
        action.follows = followed(session, action, basics.follows) if basics.follows else None
    session.flush()


def write_texts(session: Session, action: Action, texts: Mapping[str, TextEntry]) -> None:
    """Write what the action says, in these languages and no others."""
    for language in set(action.texts) - set(texts):
        del action.texts[language]
    for language, entry in texts.items():
        text = action.texts.setdefault(language, ActionText(language=language, title=""))
        for name in ("title", "summary", "facts", "background", "after_deadline"):
            setattr(text, name, getattr(entry, name))
    session.flush()


def write_persons(session: Session, action: Action, entries: Sequence[PersonEntry]) -> None:
    """Write the persons at risk, in this order."""
    known = {person.id: person for person in action.persons}
    persons = [known.get(entry.id or 0) or PersonAtRisk() for entry in entries]
    _in_order(session, action.persons, persons)
    for person, entry in zip(persons, entries, strict=True):
        person.gender, person.pronouns = entry.gender, entry.pronouns
        person.is_group, person.level = entry.is_group, entry.level
        for language in set(person.texts) - set(entry.words):
            del person.texts[language]
        for language, words in entry.words.items():
            text = person.texts.setdefault(language, PersonText(language=language))
            text.name, text.role = words.name, words.role
    session.flush()


def write_demands(session: Session, action: Action, entries: Sequence[DemandEntry]) -> None:
    """Write the demands with their sub-items, in this order; the words as the appeal printed them stay beside."""
    addressees = {addressee.id: addressee for addressee in action.addressees}
    action.demands = _demands(action.demands, entries, addressees)
    session.flush()


def write_addressees(session: Session, action: Action, entries: Sequence[AddresseeEntry]) -> None:
    """Write the addressees, in this order; raises AddresseeNeeded for one that a demand is narrowed to."""
    known = {addressee.id: addressee for addressee in action.addressees}
    addressees = [
        there
        if (there := known.get(entry.id or 0)) and there.authority.slug == entry.authority
        else Addressee(authority=find(session, entry.authority))
        for entry in entries
    ]
    for gone in [each for each in action.addressees if each not in addressees]:
        remove_addressee(session, action, gone, also_from_demands=False)
    _in_order(session, action.addressees, addressees)
    for addressee, entry in zip(addressees, entries, strict=True):
        addressee.role = entry.role
        addressee.do_not_write_reason, addressee.do_not_write_from = entry.do_not_write_reason, entry.do_not_write_from
        for language in set(addressee.texts) - set(entry.words):
            del addressee.texts[language]
        for language, words in entry.words.items():
            text = addressee.texts.setdefault(language, AddresseeText(language=language))
            text.salutation, text.closing = words.salutation, words.closing
    session.flush()


def find(session: Session, slug: str) -> Authority:
    """Return an authority of the directory; raises BadEntry for none, and for one that was merged into another."""
    found = session.scalar(select(Authority).filter_by(slug=slug))
    if found is None:
        raise BadEntry("There is no authority “%(slug)s” in the directory: choose one from the list.", slug=slug)
    if found.merged_into is not None:
        now = standing(found).slug
        raise BadEntry("“%(slug)s” is one with “%(now)s” now: choose that one.", slug=slug, now=now)
    return found


def _demands(
    there: Iterable[Demand],
    entries: Sequence[DemandEntry],
    addressees: Mapping[int, Addressee],
    *,
    is_lead: bool = True,
) -> list[Demand]:
    """Return demands as they were entered; in English a gerund or an imperative becomes the infinitive of letters."""
    known = {demand.id: demand for demand in there}
    written = []
    for position, entry in enumerate(entries, start=1):
        demand = known.get(entry.id or 0) or Demand()
        demand.position, demand.kind = position, entry.kind
        if not set(entry.only_to) <= set(addressees):  # without them it would go to all, which nobody asked for
            raise BadEntry("Row %(place)s goes to an addressee that was taken out: choose others.", place=position)
        demand.only_to = [addressees[number] for number in entry.only_to]
        for language in set(demand.texts) - set(entry.texts):
            del demand.texts[language]
        for language, words in entry.texts.items():
            text = demand.texts.setdefault(language, DemandText(language=language))
            text.text = (
                bare_infinitive(words).text if is_lead and language == "en" and demand.kind is DemandKind.ASK else words
            )
            if text.text != words:
                text.original = words
        demand.items = _demands(demand.items, entry.items, addressees, is_lead=False)
        written.append(demand)
    return written


def _in_order(session: Session, there: list[Row], wanted: Sequence[Row]) -> None:
    """Let a list hold the wanted rows, numbered from 1; no two rows have one number at any moment."""
    for place, row in enumerate(there, start=1):
        row.position = -place
    session.flush()
    there[:] = wanted
    for place, row in enumerate(wanted, start=1):
        row.position = place


def _write_levels(action: Action, levels: Mapping[LevelledField, PublicationLevel]) -> None:
    for field in LevelledField:
        level = levels.get(field, PublicationLevel.PUBLIC)
        if level is PublicationLevel.PUBLIC:
            action.levels.pop(field, None)
        else:
            action.levels.setdefault(field, FieldLevel(field=field, level=level)).level = level


def _organisation(session: Session, slug: str) -> Organisation:
    found = session.scalar(select(Organisation).filter_by(slug=slug))
    if found is None:
        raise BadEntry("There is no organisation “%(slug)s”: choose one from the list.", slug=slug)
    return found


def _case(session: Session, action: Action, code: str | None) -> Case:
    """Return the case with a code; a code that no case has yet becomes that of the action's own."""
    wanted = Case(code=code)
    if wanted.code_key and (known := session.scalar(select(Case).filter_by(code_key=wanted.code_key))):
        return known
    if len(action.case.actions) > 1:
        return wanted
    action.case.code = code
    return action.case
