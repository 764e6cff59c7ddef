"""Layouts that no appeal of the corpus has: addresses, demands, codes and languages by their general signs."""

import pytest

from campaign.importer.draft import Draft, DraftAddressee
from campaign.importer.importing import read_appeal

STORY = (
    "Kenya: Fisherman held\n\n"
    "Joseph Otieno was taken away by four officers on 4 May 2019, and his family was told nothing.\n\n"
)


def first_of(block: str) -> DraftAddressee:
    """The one addressee that is read out of an address below a heading."""
    [addressee] = read_appeal(f"{STORY}PLEASE SEND APPEALS TO:\n{block}").addressees
    return addressee


def appeal(text: str) -> Draft:
    """The draft of a short appeal with its story."""
    return read_appeal(STORY + text)


@pytest.mark.parametrize(
    ("block", "name", "honorific", "office", "organisation"),
    [
        (
            "His Excellency\nDaniel Toro\nPresident\nState House\nNairobi",
            "Daniel Toro",
            "His Excellency",
            "President",
            None,
        ),
        ("General Prosecutor's Office\nUl. Gulyamova 66\nTashkent", None, None, None, "General Prosecutor's Office"),
        ("M. le Procureur général\nJean Sano\nBP 9, Conakry", "Jean Sano", None, "Procureur général", None),
        (
            "Al Ministro dell'Interno\nDott. Marco Belli\n00184 Roma",
            "Marco Belli",
            "Dott.",
            "Ministro dell'Interno",
            None,
        ),
        ("Herr Bundeskanzler\nKarl Muster\n10557 Berlin", "Karl Muster", "Herr", "Bundeskanzler", None),
        (
            "Name: Colonel Peter Muta\nTitle: Director of Prisons\nAddress: Box 7, Kampala",
            "Peter Muta",
            "Colonel",
            "Director of Prisons",
            None,
        ),
        (
            "Minister of Defence, Gen (Rtd) Ali Muho, Box 7069, Kampala",
            "Ali Muho",
            "Gen (Rtd)",
            "Minister of Defence",
            None,
        ),
        (
            "Secretary-General of the Council of Europe Ms Helga Brandt, 67075 Strasbourg",
            "Helga Brandt",
            "Ms",
            "Secretary-General of the Council of Europe",
            None,
        ),
        (
            "Prime Minister Sheikh Tamim Hassan (also Minister of Interior), P.O. Box 920, Doha",
            "Tamim Hassan",
            "Sheikh",
            "Prime Minister",
            None,
        ),
        (
            "Директору ФСИН России Калашникову Геннадию Александровичу, 119991, г. Москва",
            "Калашникову Геннадию Александровичу",
            None,
            "Директору ФСИН России",
            None,
        ),
    ],
)
def test_an_official_is_read_in_whatever_order(
    block: str, name: str | None, honorific: str | None, office: str | None, organisation: str | None
) -> None:
    found = first_of(block)

    assert (found.name, found.honorific, found.office, found.organisation) == (name, honorific, office, organisation)


def test_letters_within_an_e_mail_address_are_no_label() -> None:
    assert first_of("Minister of Justice\nManila\nEmail: osec@justice-ph.example").emails == (
        "osec@justice-ph.example",
    )


def test_the_brackets_round_a_countrys_code_belong_to_its_number() -> None:
    [number] = first_of("Prime Minister\nAddis Ababa\nFax: (+251) 11 155 2030").faxes

    assert (number.raw, number.e164) == ("(+251) 11 155 2030", "+251111552030")


def test_a_street_that_begins_with_via_is_no_means_of_sending() -> None:
    assert first_of("Ambasciatore\nS.E. Li Ming\nVia Bruxelles 56\n00198 Roma").address_lines == (
        "Via Bruxelles 56",
        "00198 Roma",
    )


def test_addresses_that_run_on_behind_bullets_are_parted() -> None:
    run_on = (
        "Addresses: • Mr. Ali Nur, President of Chad, BP 74, N'Djamena, Chad; "
        "• Ms. Ana Sy, Minister of Justice, BP 4, N'Djamena, Chad"
    )

    assert [each.name for each in appeal(run_on).addressees] == ["Ali Nur", "Ana Sy"]


@pytest.mark.parametrize(
    ("asking", "demands"),
    [
        (
            (
                "Write to the President of Kenya. "
                "Urge him to release Joseph Otieno; to let his family see him; and to order an inquiry."
            ),
            ["release Joseph Otieno", "let his family see him", "order an inquiry"],
        ),
        (
            (
                "Dear Minister,\n\nI read of his case with sorrow, and so did many of my friends.\n\n"
                "I urge you to: drop the charge; and pay for his boat.\n\nYours sincerely,"
            ),
            ["drop the charge", "pay for his boat"],
        ),
        (
            "WHAT WE HOPE FOR\n1. Quash the sentence of Joseph Otieno.\n2. End such trials.",
            ["quash the sentence of Joseph Otieno", "end such trials"],
        ),
        (
            (
                "Please write letters, in English if you can, expressing concern at his arrest, "
                "and asking the police to free him."
            ),
            ["expressing concern at his arrest", "free him"],
        ),
    ],
)
def test_demands_are_found_without_a_list(asking: str, demands: list[str]) -> None:
    assert [each.text for each in appeal(asking).demands] == demands


def test_what_readers_are_asked_to_do_is_no_demand() -> None:
    assert (
        appeal("What we ask you to do: send a short e-mail to the Governor (governor@plateau.example).").demands == ()
    )


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Reference: MEX 003 / 0515 / OBS 041", "MEX 003 / 0515 / OBS 041"),
        ("Appell Nr. 12/2008", "12/2008"),
        ("SAR-2014-22", "SAR-2014-22"),
        ("Case ID: LKA-2012-004", "LKA-2012-004"),
        ("Our ref: KL/MX/0231", "KL/MX/0231"),
        ("File No. 2012/KE/07", "2012/KE/07"),
        ("URGENT ACTION 31/2018", "31/2018"),
        ("Urgent Alert 2011/14", "2011/14"),
        ("Eilaktion Nr. 12/2011", "12/2011"),
        ("Apelo n.º 14/2012, 3 de abril de 2012", "14/2012"),
        ("Acción Urgente N° 07-2012", "07-2012"),
        ("TCD 004 / 0312", "TCD 004 / 0312"),
    ],
)
def test_a_code_is_told_by_its_place(head: str, code: str) -> None:
    assert read_appeal(f"{head}\n\n{STORY}").codes == (code,)


def test_the_writers_own_language_does_not_hide_the_others() -> None:
    languages = "PREFERRED LANGUAGE TO ADDRESS TARGET: Bengali, English. You may also write in your own language."

    assert appeal(f"TAKE ACTION\n{languages}").languages == ("bn", "en", "own")


def test_an_issuer_is_told_by_standing_at_head_and_foot() -> None:
    foot = "Paix et pain, 21 rue du Modèle, 75018 Paris, Tél. : 01 43 73 49 60"
    text = f"PAIX ET PAIN\nAppel urgent\n\n{STORY}Merci.\n\n{foot}"

    assert read_appeal(text).organisations == ("Paix et pain",)
