"""Which mission of a state is the supporter's: resident, accredited from elsewhere, or at the United Nations."""

from collections.abc import Sequence
from datetime import date

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


def mission_in(
    session: Session, sending_state: str, host_state: str, day: date, language: str
) -> PublishedAuthority | None:
    """Return the mission of one state that answers for another, as it is on a day; none if none can be written to.

    A mission whose name and office are not known in the language cannot be.

    The embassy in the country itself comes first, then one accredited to it from elsewhere, then a mission to the
    United Nations.
    """
    missions = _reachable_missions(session, sending_state, day)
    return _answering(
        [(m, authority) for m, authority in missions if in_language(authority.texts, language)], host_state
    )


def missions_by_country(session: Session, sending_state: str, day: date) -> dict[str, PublishedAuthority]:
    """Return, for every country that a mission of a state answers for, that mission as it is on a day."""
    missions = _reachable_missions(session, sending_state, day)
    found = {country: _answering(missions, country) for country in COUNTRIES}
    return {country: mission for country, mission in found.items() if mission}


def _reachable_missions(session: Session, sending_state: str, day: date) -> list[tuple[Mission, PublishedAuthority]]:
    query = select(Mission).join(Mission.authority).where(Mission.sending_state == sending_state, stands())
    query = query.order_by(Mission.id)
    frozen = [(mission, freeze_authority(mission.authority, day)) for mission in session.scalars(query)]
    return [(mission, authority) for mission, authority in frozen if authority.ways and authority.texts]


def _answering(missions: Sequence[tuple[Mission, PublishedAuthority]], host_state: str) -> PublishedAuthority | None:
    embassies = [(mission, authority) for mission, authority in missions if mission.kind in RESIDENT_KINDS]
    ranked = (
        [authority for mission, authority in embassies if mission.host_state == host_state]
        + [authority for mission, authority in embassies if host_state in {a.state for a in mission.accreditations}]
        + [authority for mission, authority in missions if mission.un_body]
    )
    return ranked[0] if ranked else None
