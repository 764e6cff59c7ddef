"""Which mission of a state is the supporter's: resident, accredited from elsewhere, or at the United Nations."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

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
    missions = session.scalars(select(Mission).where(Mission.sending_state == sending_state).order_by(Mission.id)).all()
    embassies = [mission for mission in missions if mission.kind in RESIDENT_KINDS]
    ranked = (
        [mission for mission in embassies if mission.host_state == host_state]
        + [mission for mission in embassies if host_state in {a.state for a in mission.accreditations}]
        + [mission for mission in missions if mission.un_body]
    )
    return freeze_authority(ranked[0].authority, day) if ranked else None
