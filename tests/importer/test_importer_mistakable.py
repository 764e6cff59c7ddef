"""What looks like one thing and is another: stops, deadlines, salutations and lists that readers could be misled by."""

import pytest

from campaign.importer.draft import Draft
from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher Jane Roe away from her house, and she has not been seen since that day."
ADDRESSES = (
    "PLEASE SEND APPEALS TO:\nMr William Karanja\nPresident of Kenya\nLong Street 1, Nairobi\nFax: +254 20 2211082\n\n"
    "Mr Samuel Otieno\nMinister of Justice\nShort Street 2, Nairobi\nFax: +254 20 3316317\n\n"
)
ASKED = "Please write to the authorities, urging them to:\n- release Jane Roe;\n- give her access to a lawyer.\n\n"


def appeal(*lines: str) -> Draft:
    return read_appeal(f"TEACHER TAKEN AWAY\n\n{TOLD}\n\n" + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    "lines",
    [
        ("RECOMMENDED ACTION", "", "No further action is required. Many thanks to all who sent appeals."),
        ("What you can do", "", "No further appeals are needed."),
        (ADDRESSES, "No further appeals are requested."),
        ("Dear members,", "", "Jane Roe is free. Please send no more appeals on her behalf."),
    ],
)
def test_an_end_is_an_end_wherever_it_is_said(lines: tuple[str, ...]) -> None:
    assert appeal(*lines).kind == "stop"


@pytest.mark.parametrize(
    "said",
    [
        "Since May her family has received no more letters from her.",
        "In February she asked the police to stop sending men to her house at night.",
        "Her mother says that the last letter from her was written in a shaking hand.",
        "The first appeal was dismissed by the court in June.",
        "No further appeals are needed after 4 June 2019.",
    ],
)
def test_what_ends_in_an_account_ends_no_action_and_follows_none(said: str) -> None:
    assert appeal(said, "", ASKED, ADDRESSES).kind == "action"


@pytest.mark.parametrize(
    "said",
    [
        "The court ruled that the medical report must reach the judge by 12 June 2024.",
        "El juez dio a la fiscalía un plazo de investigación hasta el 5 de junio de 2024.",
        "Les conclusions doivent arriver au juge avant le 12 juin 2024.",
        "Le perizie devono arrivare al giudice entro il 12 giugno 2024.",
        "Please remember that she may be held until the hearing on 12 June 2024.",
        "- urging them to release her before her trial on 12 June 2024",
    ],
)
def test_the_day_of_somebody_else_is_no_deadline(said: str) -> None:
    assert appeal(said, "", ADDRESSES).deadline is None


def test_letters_are_to_be_sent_before_a_hearing() -> None:
    assert str(appeal("Please send your letters before the hearing on 12 June 2024.").deadline) == "2024-06-12"


@pytest.mark.parametrize(
    "said",
    [
        "Use “Your Excellency” for the President and “Dear Minister” for the Minister of Justice.",
        "Begin letters to the President with “Your Excellency”, and to the Minister of Justice with “Dear Minister”.",
    ],
)
def test_quoted_salutations_go_to_those_they_are_for(said: str) -> None:
    salutations = [each.salutations for each in appeal(ADDRESSES, said).addressees]

    assert salutations == [{"en": "Your Excellency"}, {"en": "Dear Minister"}]


def test_a_letter_that_somebody_wrote_greets_nobody() -> None:
    said = (
        "Her brother sent a note to the Minister of Justice that said: “Dear Sir or Madam” and nothing more than that."
    )

    assert [each.salutations for each in appeal(ADDRESSES, said).addressees] == [{}, {}]


@pytest.mark.parametrize(
    ("lines", "demands"),
    [
        (["1. Release Jane Roe.", "1. Give her a lawyer.", "1. Say where she is."], 3),
        (["- Please release Jane Roe.", "- Drop the charges against her.", "- Say where she is."], 3),
        (["• Guarantee to her: (1) a lawyer; (2) a doctor; (3) visits.", "• Drop the charges against her."], 2),
    ],
    ids=["all ones", "one polite", "a list within the first"],
)
def test_no_item_of_a_list_is_lost(lines: list[str], demands: int) -> None:
    assert len(appeal("We urge the authorities to:", *lines).demands) == demands


def test_a_list_below_a_call_to_act_is_judged_by_its_items() -> None:
    heading = "WHAT YOU CAN DO"

    assert (
        len(appeal(heading, "", "- Immediate release of Jane Roe", "- Access to a doctor of her choice").demands) == 2
    )
    assert appeal(heading, "", "- Please sign the petition.", "- Please organise a vigil in your town.").demands == ()


def test_two_columns_of_addresses_are_no_form() -> None:
    rows = [("Mr Samuel Otieno", "Ms Ruth Kamau"), ("Attorney General", "Minister of Health")]
    rows += [("Harambee Avenue", "P.O. Box 30016"), ("Nairobi", "Nairobi 00100")]
    rows += [("ag@kenya.example", "Fax: +254 20 2713234")]
    first, second = appeal("PLEASE SEND APPEALS TO:", *(f"{left:<30}{right}" for left, right in rows)).addressees

    assert (first.name, first.emails, first.faxes) == ("Samuel Otieno", ("ag@kenya.example",), ())
    assert (second.name, second.emails, second.faxes[0].e164) == ("Ruth Kamau", (), "+254202713234")


def test_a_region_before_an_office_is_no_name() -> None:
    [governor] = appeal(
        "PLEASE SEND APPEALS TO:", "Buenos Aires Governor", "Axel Romero", "Calle 6, La Plata"
    ).addressees

    assert (governor.name, governor.office) == ("Axel Romero", "Buenos Aires Governor")


@pytest.mark.parametrize(
    "line",
    [
        "Copies should be forwarded to the Attorney General, Ms Jane Otieno, Box 13, Nairobi, Kenya.",
        "Copies should be sent to your Kenyan embassy.",
        "Merci d'envoyer une copie de votre lettre à l'ambassade du Togo.",
    ],
)
def test_copies_for_others_are_no_wish_to_be_told(line: str) -> None:
    draft = read_appeal(f"TEACHER TAKEN AWAY\n\n{TOLD}\n\n{line}\n")

    assert (draft.report_to, draft.organisations) == (None, ())


@pytest.mark.parametrize("day", ["since 3 May 2019", "before 5 July 2019", "on Thursday 5 July 2019"])
def test_no_title_is_cut_within_its_sentence(day: str) -> None:
    title = read_appeal(f"Kenya: Teacher of two hundred pupils to be executed {day}\n\n{TOLD}\n").title

    assert title in (None, f"Kenya: Teacher of two hundred pupils to be executed {day}")


@pytest.mark.parametrize(
    "text",
    [
        "Elle a été arrêtée à la suite de l'appel à la grève des enseignants.",
        "El juez dio seguimiento a la acción de amparo que había presentado su hermana.",
    ],
)
def test_what_follows_upon_something_else_is_no_update(text: str) -> None:
    assert read_appeal(f"TEACHER TAKEN AWAY\n\n{TOLD}\n\n{text}\n").kind == "action"


def test_an_ask_beside_a_protest_is_an_ask() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nPlease write:\n\n"
        "- protesting the arrest of Jane Roe and demanding her release;\n"
        "- protesting the beating of her brother;\n- asking that he see a doctor.\n"
    )

    assert [each.kind for each in draft.demands] == ["ask", "concern", "ask"]


@pytest.mark.parametrize("title", ["Media shop raided in Town", "Blog members held in Town"])
def test_headlines_with_words_of_menus_stay(title: str) -> None:
    assert read_appeal(f"{title}\n\n{TOLD}\n").title == title
