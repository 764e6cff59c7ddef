"""Which mission answers for the supporter's country."""

from campaign.db import Database
from campaign.models import Accreditation
from campaign.models.vocabulary import MissionKind
from campaign.services.missions import Answers, mission_in
from tests.factories import NOW, a_mission


def test_the_resident_embassy_comes_first_then_accredited_then_united_nations(database: Database) -> None:
    with database.transaction() as session:
        un = a_mission("CH", kind=MissionKind.PERMANENT_MISSION, un_body="UN Geneva", slug="un")
        consulate = a_mission("FR", kind=MissionKind.CONSULATE_GENERAL, slug="consulate")
        session.add_all([un, consulate, a_mission("FR"), a_mission("PT", sending_state="XK")])
        session.add(a_mission("ES", accreditations=[Accreditation(state="PT"), Accreditation(state="FR")]))
        session.flush()

        found = {
            country: mission_in(session, "AL", country, NOW.date(), "en").authority.slug
            for country in ("FR", "ES", "PT", "JP", "CH")
        }
        none = mission_in(session, "NZ", "FR", NOW.date(), "en")

    assert found == {"FR": "embassy-fr", "ES": "embassy-es", "PT": "embassy-es", "JP": "un", "CH": "un"}
    assert none is None


def test_a_mission_says_why_it_answers_and_who_heads_it(database: Database) -> None:
    with database.transaction() as session:
        un = a_mission("CH", kind=MissionKind.PERMANENT_MISSION, un_body="UN Geneva", slug="un")
        session.add_all([un, a_mission("ES", accreditations=[Accreditation(state="PT")], headed_by_charge=True)])
        session.flush()
        found = [mission_in(session, "AL", country, NOW.date(), "en") for country in ("ES", "PT", "JP")]

    assert [(each.answers, each.host_state, each.headed_by_charge) for each in found if each] == [
        (Answers.RESIDENT, "ES", True),
        (Answers.ACCREDITED, "ES", True),
        (Answers.UNITED_NATIONS, "CH", False),
    ]


def test_a_consulate_never_answers_however_many_there_are(database: Database) -> None:
    with database.transaction() as session:
        session.add_all(a_mission("FR", kind=MissionKind.CONSULATE_GENERAL, slug=f"consulate-{n}") for n in range(3))
        session.flush()
        none = mission_in(session, "AL", "FR", NOW.date(), "en")
        session.add(a_mission("FR"))
        session.flush()
        embassy = mission_in(session, "AL", "FR", NOW.date(), "en")

    assert none is None
    assert embassy is not None
    assert embassy.authority.slug == "embassy-fr"
