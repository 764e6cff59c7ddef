"""The open list of embassies from Wikidata as a start: what can be taken from it, and what it lacks."""

from datetime import date

from campaign.db import Database
from campaign.services.authority_files.planning import Plan, plan_import
from campaign.services.tables.reading import read_table

HEADINGS = (
    "operator;operatorQID;country;countryQID;city;cityQID;address;latitude;longitude;phone;email;website;twitter;"
    "type;typeQID;creation;QID"
)
ROWS = (
    "Ruritania;Q0;France;Q142;Paris;Q90;;;;;;;;embassy;Q3917681;;Q1",
    "Swaziland;Q1050;People's Republic of China;;X;;1 Road, 1001 Town;;;+33 1 44 20 20 20;mailto:a@b.fr;;;embassy;;;Q2",
    "India;Q668;Canada;Q16;Ottawa;Q1930;;;;;;;;high commission;Q2;;http://www.wikidata.org/entity/Q3",
    "Chad;Q657;Switzerland;Q39;Geneva;Q71;;;;;;;;permanent mission;Q2;;Q4",
    "Chad;Q657;Cameroon;Q1009;Garoua;Q1;;;;;;;;consulate;Q7843791;;Q5",
)


def planned(database: Database) -> Plan:
    """What the list would enter."""
    with database.reading() as session:
        return plan_import(session, read_table("\n".join([HEADINGS, *ROWS]).encode(), ""), "", date(2026, 5, 4))


def test_missions_are_entered_with_their_states_kinds_and_contacts(database: Database) -> None:
    china, canada, geneva = (row.after for row in planned(database).rows)

    assert (china["mission"], china["mission_sending_state"], china["mission_host_state"]) == ("embassy", "SZ", "CN")
    assert (china["address_1"], china["address_1_country"]) == ("1 Road\n1001 Town", "CN")
    assert (china["phone_1_e164"], china["email_1"]) == ("+33144202020", "a@b.fr")
    assert china["address_1_source"] == china["email_1_source"] == "Wikidata, Q2 (CC0)"
    assert (canada["mission"], canada["title_en"]) == ("high_commission", "High Commissioner")
    assert canada["organisation_en"] == "High commission of India, Ottawa, Canada"
    assert (geneva["mission"], geneva["mission_un_body"]) == ("permanent_mission", "UN Geneva")


def test_a_state_or_a_kind_that_is_not_known_is_told(database: Database) -> None:
    faults = [(fault.row, fault.column) for fault in planned(database).faults]

    assert faults == [(2, "state"), (2, "mission_sending_state"), (6, "mission")]


def test_what_the_list_lacks_is_said(database: Database) -> None:
    lacks, counted = map(str, planned(database).about_the_file)

    assert "no fax numbers, no names or genders of ambassadors" in lacks
    assert counted == "Of 5 missions 1 have an address, 1 a telephone number, 1 an e-mail address."
