"""Which mission of a state is the supporter's: resident, accredited from elsewhere, or at the United Nations."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.merging.countries import COUNTRIES
from campaign.models import Mission
from campaign.models.published import PublishedAuthority
from campaign.models.vocabulary import MissionKind
from campaign.services.freezing import freeze_authority

RESIDENT_KINDS = (
    MissionKind.EMBASSY,
    MissionKind.HIGH_COMMISSION,
    MissionKind.NUNCIATURE,
    MissionKind.INTERESTS_SECTION,
)


def mission_in(session: Session, sending_state: str, host_state: str, day: date) -> PublishedAuthority | None:
    """Return the mission of one state that answers for another, as it is on a day; none if none is known.

    The embassy in the country itself comes first, then one accredited to it from elsewhere, then a mission to the
    United Nations.
    """
    mission = _answering(_missions_of(session, sending_state), host_state)
    return freeze_authority(mission.authority, day) if mission else None


def missions_by_country(session: Session, sending_state: str, day: date) -> dict[str, PublishedAuthority]:
    """Return, for every country that a mission of a state answers for, that mission as it is on a day."""
    missions = _missions_of(session, sending_state)
    frozen = {mission.id: freeze_authority(mission.authority, day) for mission in missions}
    found = {country: _answering(missions, country) for country in COUNTRIES}
    return {country: frozen[mission.id] for country, mission in found.items() if mission}


def _missions_of(session: Session, sending_state: str) -> Sequence[Mission]:
    return session.scalars(select(Mission).where(Mission.sending_state == sending_state).order_by(Mission.id)).all()


def _answering(missions: Sequence[Mission], host_state: str) -> Mission | None:
    embassies = [mission for mission in missions if mission.kind in RESIDENT_KINDS]
    ranked = (
        [mission for mission in embassies if mission.host_state == host_state]
        + [mission for mission in embassies if host_state in {a.state for a in mission.accreditations}]
        + [mission for mission in missions if mission.un_body]
    )
    return ranked[0] if ranked else None
