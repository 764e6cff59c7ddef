"""Who publishes an appeal, and what of its page is the account and what only the publisher's own."""

import pytest

from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher away from her house, and she has not been seen since that day."
MORE = "Her pupils asked for her at the station every morning, and every morning the guard sent them home again."
PAGE = f"A teacher disappears\n\n{TOLD}\n\n{MORE}\n\n"


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("Green Door Ireland, 3 Quay Street, Cork. Tel. 021 555 0133. post@greendoor.example", "Green Door Ireland"),
        ("Roter Faden Köln · Weg 4, 50667 Köln · post@roter-faden.example", "Roter Faden Köln"),
        (
            "Pont sans Rive, Section suisse\n1204 Genève\nappels@pont-sans-rive.example",
            "Pont sans Rive, Section suisse",
        ),
        ("© 2021 Quiet Harbour. All rights reserved.\nwww.quietharbour.example", "Quiet Harbour"),
        ("Firman:\nRed de Mujeres del Valle", "Red de Mujeres del Valle"),
        ("Herausgegeben von der Initiative Offene Tür", "Initiative Offene Tür"),
        ("Союз «Тихий берег». Тел.: +7 495 555 01 55", "Союз «Тихий берег»"),
    ],
)
def test_a_publisher_is_told_by_its_own_address_mark_or_signature(foot: str, name: str) -> None:
    assert read_appeal(f"{PAGE}{foot}\n").organisations == (name,)


def test_a_publisher_keeps_what_tells_its_short_name_apart() -> None:
    foot = "Beacon – Council for Safe Journeys, 4 Mill Lane, Leeds. Tel. 0113 555 0133"

    assert read_appeal(f"{PAGE}Beacon asks its members to write.\n\n{foot}\n").organisations == (
        "Beacon – Council for Safe Journeys",
    )


def test_a_publisher_is_spelled_out_where_it_speaks_by_its_acronym() -> None:
    said = "Harbour Teachers Network (HTN) has followed the case. HTN urges the court to hear her soon."

    assert read_appeal(f"{PAGE}{said}\n").organisations == ("Harbour Teachers Network (HTN)",)


@pytest.mark.parametrize(
    "line", ["$0.44 - Letters and Cards", "The High Commissioner", "Ministry of Justice", "With kind regards"]
)
def test_rates_offices_and_closings_are_no_publishers(line: str) -> None:
    assert read_appeal(f"{PAGE}{line}\n").organisations == ()


@pytest.mark.parametrize(
    "line",
    [
        "The teacher at a school feast in 2019",
        "Photo: family archive, taken in the spring of last year.",
        "NAME AND PREFERRED PRONOUN: Mara Tolen (she/her)",
        "Airmail stamps for letters of up to 20 g cost €1.10 at present.",
        "- - - - - - - - - - tear off here - - - - - - - - - -",
    ],
)
def test_captions_labels_rates_and_torn_lines_are_no_facts(line: str) -> None:
    assert read_appeal(f"A teacher disappears\n\n{TOLD}\n\n{line}\n\n{MORE}\n").facts == f"{TOLD}\n\n{MORE}"


def test_what_a_publisher_says_about_itself_is_no_fact() -> None:
    itself = "Harbour Teachers Network (HTN) is an independent association of schools in nine countries of the region."
    text = f"HARBOUR TEACHERS NETWORK\n\nA teacher disappears\n\n{TOLD}\n\n{itself}\n\n{MORE}\n"

    assert read_appeal(text).facts == f"{TOLD}\n\n{MORE}"


@pytest.mark.parametrize("heading", ["Why now", "Pourquoi maintenant", "Por qué ahora", "Warum jetzt", "Perché ora"])
def test_what_explains_a_case_is_its_background(heading: str) -> None:
    draft = read_appeal(f"A teacher disappears\n\n{TOLD}\n\n{heading}\n\n{MORE}\n")

    assert (draft.facts, draft.background) == (TOLD, MORE)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("We write on behalf of the Harbour Teachers Network about a colleague of ours.", "Harbour Teachers Network"),
        ("Nous vous écrivons au nom de la Ligue des Ports Libres.", "Ligue des Ports Libres"),
        ("Scriviamo a nome del Comitato Porte Aperte.", "Comitato Porte Aperte"),
    ],
)
def test_a_letter_says_for_whom_it_is_written(said: str, name: str) -> None:
    assert read_appeal(f"Dear Minister,\n\n{said} {TOLD}\n\nYours sincerely,\n").organisations == (name,)


def test_the_label_of_an_index_names_nobody_where_the_sheet_names_its_publisher() -> None:
    sheet = f"PUBLIC    AI Index: EUR 44/12/96\n\nTEACHER TAKEN AWAY\n\n{TOLD} Amaranth International fears for her.\n"

    assert read_appeal(sheet).organisations == ("Amaranth International",)
    hinted = read_appeal(sheet.replace("Amaranth International fears", "Many fear")).organisations
    assert hinted == ("Amnesty International",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Watch for Safety, a joint programme of the World Court League (WCL) and the Help Network (HN).",
            ("Watch for Safety", "World Court League (WCL)", "Help Network (HN)"),
        ),
        (
            "L'Observatoire pour la paix, programme conjoint de la Ligue des juges (LDJ) et du Réseau vert (RVT).",
            ("Observatoire pour la paix", "Ligue des juges (LDJ)", "Réseau vert (RVT)"),
        ),
    ],
)
def test_a_joint_programme_is_named_with_its_bodies(text: str, names: tuple[str, ...]) -> None:
    assert read_appeal(f"TEACHER TAKEN AWAY\n\n{text}\n").organisations == names
