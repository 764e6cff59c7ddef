"""Which mission of a state is the supporter's: resident, accredited from elsewhere, or at the United Nations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.merging.countries import COUNTRIES
from campaign.models import Mission
from campaign.models.published import PublishedAuthority, in_language
from campaign.models.vocabulary import MissionKind
from campaign.services.authorities.standing import stands
from campaign.services.freezing import freeze_authority

RESIDENT_KINDS = (
    MissionKind.EMBASSY,
    MissionKind.HIGH_COMMISSION,
    MissionKind.NUNCIATURE,
    MissionKind.INTERESTS_SECTION,
)
_Missions = Sequence[tuple[Mission, PublishedAuthority]]


class Answers(StrEnum):
    """Why a mission answers for a country: it stands there, it is sent there from elsewhere, or nothing nearer is."""

    RESIDENT = "resident"
    ACCREDITED = "accredited"
    UNITED_NATIONS = "united_nations"


@dataclass(frozen=True)
class AnsweringMission:
    """The mission that answers for a country, as it is on a day, and why it is that one."""

    authority: PublishedAuthority
    answers: Answers
    host_state: str
    un_body: str | None
    headed_by_charge: bool


def mission_in(
    session: Session, sending_state: str, host_state: str, day: date, language: str
) -> AnsweringMission | None:
    """Return the mission of one state that answers for another, as it is on a day; none if none can be written to.

    A mission whose name and office are not known in the language cannot be.

    The embassy in the country itself comes first, then one accredited to it from elsewhere, then a mission to the
    United Nations.
    """
    return _answering(_known_in(language, _reachable_missions(session, sending_state, day)), host_state)


def answering_missions(
    session: Session, sending_state: str, day: date, languages: Iterable[str]
) -> dict[tuple[str, str], AnsweringMission]:
    """Return what `mission_in` returns for each of these languages and each country that a mission answers for."""
    missions = _reachable_missions(session, sending_state, day)
    found = {
        (language, country): _answering(_known_in(language, missions), country)
        for language in languages
        for country in COUNTRIES
    }
    return {key: mission for key, mission in found.items() if mission}


def missions_by_country(session: Session, sending_state: str, day: date) -> dict[str, PublishedAuthority]:
    """Return, for every country that a mission of a state answers for, that mission as it is on a day."""
    missions = _reachable_missions(session, sending_state, day)
    found = {country: _answering(missions, country) for country in COUNTRIES}
    return {country: mission.authority for country, mission in found.items() if mission}


def _known_in(language: str, missions: _Missions) -> _Missions:
    return [(mission, authority) for mission, authority in missions if in_language(authority.texts, language)]


def _reachable_missions(session: Session, sending_state: str, day: date) -> _Missions:
    query = select(Mission).join(Mission.authority).where(Mission.sending_state == sending_state, stands())
    query = query.order_by(Mission.id)
    frozen = [(mission, freeze_authority(mission.authority, day)) for mission in session.scalars(query)]
    return [(mission, authority) for mission, authority in frozen if authority.ways and authority.texts]


def _answering(missions: _Missions, host_state: str) -> AnsweringMission | None:
    embassies = [(mission, authority) for mission, authority in missions if mission.kind in RESIDENT_KINDS]
    accredited = [(m, authority) for m, authority in embassies if host_state in {a.state for a in m.accreditations}]
    ranked = {
        Answers.RESIDENT: [(m, authority) for m, authority in embassies if m.host_state == host_state],
        Answers.ACCREDITED: accredited,
        Answers.UNITED_NATIONS: [(mission, authority) for mission, authority in missions if mission.un_body],
    }
    for answers, found in ranked.items():
        for mission, authority in found:
            return AnsweringMission(authority, answers, mission.host_state, mission.un_body, mission.headed_by_charge)
    return None
