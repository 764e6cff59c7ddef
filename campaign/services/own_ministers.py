"""Whom of the supporter's own government an action asks them to write to, and the letter's addressee made of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import NotFound, Sentence
from campaign.merging.countries import country_name
from campaign.merging.phrasebook import tongue
from campaign.models import Authority
from campaign.models.deadline import day_in
from campaign.models.published import (
    PublishedAction,
    PublishedAddressee,
    PublishedAddresseeText,
    PublishedAuthority,
    PublishedAuthorityText,
    in_language,
)
from campaign.models.vocabulary import Office, OwnMinister, Role
from campaign.services.actions import ActionNow
from campaign.services.authorities.standing import addressed_now, stands
from campaign.services.freezing import freeze_authority
from campaign.services.letters import Choice
from campaign.services.loading import whole_authority

OFFICES = {
    OwnMinister.FOREIGN_MINISTER: (Office.FOREIGN_MINISTER,),
    OwnMinister.PRIME_MINISTER: (Office.PRIME_MINISTER,),
    OwnMinister.HEAD_OF_STATE: (Office.HEAD_OF_STATE, Office.MONARCH),
}
OFFICE_WORDS = {
    OwnMinister.FOREIGN_MINISTER: Sentence("foreign minister"),
    OwnMinister.PRIME_MINISTER: Sentence("prime minister"),
    OwnMinister.HEAD_OF_STATE: Sentence("head of state"),
}
NOT_ASKED = Sentence("This action does not ask for letters to your own government.")
OWN_STATE = Sentence("No further letter to your own government: it is the one that this action is about.")
ADDRESSED = Sentence("The %(office)s of %(country)s is an addressee: there is no second letter.")
NOBODY = Sentence("No letter to your own government: we do not know how to reach the %(office)s of %(country)s.")
NOT_IN_LANGUAGE = Sentence(
    "No letter to your own government: we do not know what the %(office)s of %(country)s is called in the language of "
    "your letters. Choose another language if you can."
)
SOMEBODY = "N. N."  # stands for whoever it will be, where no country is chosen yet


def with_own_minister(
    session: Session, found: ActionNow, choice: Choice, country: str, now: datetime, language: str
) -> Choice:
    """Return the choice with a letter to the office-holder of the supporter's own government, as it is now.

    Raises NotFound, saying why, if the action asks for none, or if nobody is known whom the letter could go to.
    """
    action, wanted = found.published, found.published.own_minister
    if wanted is None:
        raise NotFound(NOT_ASKED.message)
    if country == action.country:
        return Choice(choice.addressees, (*choice.notes, OWN_STATE))
    names = {"office": OFFICE_WORDS[wanted], "country": country_name(country, "en")}
    reachable = _reachable(session, wanted, (country,), day_in(action.time_zone, now))
    if {each.slug for each in reachable} & addressed_now(session, action):
        return Choice(choice.addressees, (*choice.notes, Sentence(ADDRESSED.message, names)))
    holder = next((each for each in reachable if in_language(each.texts, language)), None)
    if holder is None:
        raise NotFound((NOT_IN_LANGUAGE if reachable else NOBODY).message, **names)
    own = _addressee(action, holder, (language,))
    return Choice((*choice.addressees, own), choice.notes)


def own_ministers_by_country(
    session: Session, wanted: OwnMinister, day: date, countries: Collection[str] = ()
) -> dict[str, PublishedAuthority]:
    """Return, for every country whose office-holder can be written to on a day, or for some, that office-holder."""
    found: dict[str, PublishedAuthority] = {}
    for each in _reachable(session, wanted, countries, day):
        found.setdefault(each.state or "", each)
    return found


def anybody(action: PublishedAction, languages: Sequence[str]) -> PublishedAddressee | None:
    """Return somebody in the office-holder's place, to try letters with and show them; none if none is asked for."""
    if action.own_minister is None:
        return None
    texts = tuple(PublishedAuthorityText(code, None, None, SOMEBODY, None, None, None) for code in languages)
    office = OFFICES[action.own_minister][0]
    return _addressee(action, PublishedAuthority("own-minister", None, office, None, (), texts, (), ()), languages)


def _addressee(action: PublishedAction, holder: PublishedAuthority, languages: Sequence[str]) -> PublishedAddressee:
    """Return an office-holder as one who raises the case elsewhere, addressed as people of their own state do."""
    texts = tuple(PublishedAddresseeText(code, _salutation(holder, code), None) for code in languages)
    position = len(action.addressees) + 2  # behind the place of the mission's copy
    return PublishedAddressee(position=position, role=Role.CHANNEL, authority=holder, texts=texts)


def _salutation(holder: PublishedAuthority, language: str) -> str:
    text = in_language(holder.texts, language)
    if text and text.salutation:
        return text.salutation
    return tongue(language).phrases.salutation_at_home(holder.office or Office.OTHER, holder.gender)


def _reachable(
    session: Session, wanted: OwnMinister, countries: Collection[str], day: date
) -> list[PublishedAuthority]:
    query = select(Authority).where(Authority.office.in_(OFFICES[wanted]), stands(), ~Authority.mission.has())
    query = query.where(Authority.state.in_(countries) if countries else Authority.state.is_not(None))
    rows = session.scalars(query.options(*whole_authority()).order_by(Authority.id))
    frozen = [freeze_authority(each, day) for each in rows]
    return [each for each in frozen if each.ways and each.texts]
