"""Which mission answers for the supporter's country."""

from campaign.db import Database
from campaign.models import Accreditation
from campaign.models.vocabulary import MissionKind
from campaign.services.missions import mission_in
from tests.factories import NOW, a_mission


def test_the_resident_embassy_comes_first_then_accredited_then_united_nations(database: Database) -> None:
    with database.transaction() as session:
        un = a_mission("CH", kind=MissionKind.PERMANENT_MISSION, un_body="UN Geneva", slug="un")
        consulate = a_mission("FR", kind=MissionKind.CONSULATE_GENERAL, slug="consulate")
        session.add_all([un, consulate, a_mission("FR"), a_mission("PT", sending_state="XK")])
        session.add(a_mission("ES", accreditations=[Accreditation(state="PT"), Accreditation(state="FR")]))
        session.flush()

        found = {
            country: mission_in(session, "AL", country, NOW.date(), "en").slug
            for country in ("FR", "ES", "PT", "JP", "CH")
        }
        none = mission_in(session, "NZ", "FR", NOW.date(), "en")

    assert found == {"FR": "embassy-fr", "ES": "embassy-es", "PT": "embassy-es", "JP": "un", "CH": "un"}
    assert none is None
