"""Addressees: where one ends and the next begins, and what each line of an address is."""

import pytest

from campaign.importer.draft import DraftAddressee
from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher Jane Roe away from her house, and she has not been seen since that day."


def addressees_in(*lines: str) -> list[DraftAddressee]:
    return list(read_appeal("\n".join(["TEACHER TAKEN AWAY", "", TOLD, "", *lines])).addressees)


def heads(addressees: list[DraftAddressee]) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.name, each.office, each.organisation) for each in addressees]


FIRST = (
    "Minister of Justice",
    "Ana Souza",
    "Ministry of Justice",
    "Long Street 1",
    "1000 Town, Switzerland",
    "Fax: +41 22 730 99 10",
    "Salutation: Dear Minister",
)
SECOND = (
    "Prosecutor General",
    "Hugo Brandt",
    "Short Street 2",
    "1001 Town",
    "Switzerland",
    "Email: office@prosecutor.example",
)
BOTH = [("Ana Souza", "Minister of Justice", "Ministry of Justice"), ("Hugo Brandt", "Prosecutor General", None)]


@pytest.mark.parametrize("gap", [[""], [], ["", ""]], ids=["one blank", "no blank", "two blanks"])
def test_each_block_is_one_addressee_whatever_stands_between_them(gap: list[str]) -> None:
    found = addressees_in("PLEASE SEND APPEALS TO:", "", *FIRST, *gap, *SECOND)

    assert heads(found) == BOTH
    assert [each.address_lines for each in found] == [("Long Street 1", "1000 Town"), ("Short Street 2", "1001 Town")]
    assert [each.country for each in found] == ["CH", "CH"]
    assert found[0].salutations == {"en": "Dear Minister"}
    assert found[1].emails == ("office@prosecutor.example",)


def test_blank_lines_within_addresses_part_nothing() -> None:
    spread = [text for line in (*FIRST, *SECOND) for text in (line, "")]

    assert heads(addressees_in("PLEASE SEND APPEALS TO:", "", *spread)) == BOTH


@pytest.mark.parametrize(
    ("line", "head", "address"),
    [
        (
            "• President of the Republic, Mr. Ana Souza, Long Street 1, 1000 Town, Switzerland, Fax: +41 22 730 99 10",
            ("Ana Souza", "President of the Republic", None),
            ("Long Street 1", "1000 Town"),
        ),
        (
            "• Mr. Ana Souza, Minister of Justice, Labour and Health, Long Street 1, 1000 Town, Switzerland",
            ("Ana Souza", "Minister of Justice, Labour and Health", None),
            ("Long Street 1", "1000 Town"),
        ),
        (
            "• M. Hugo Brandt, ministre de la Justice, BP 12, Ville, Suisse. Fax : +41 22 730 99 10",
            ("Hugo Brandt", "ministre de la Justice", None),
            ("BP 12", "Ville"),
        ),
        (
            "• Permanent Mission of Peru to the United Nations, Long Street 1, 1000 Town, Switzerland",
            (None, None, "Permanent Mission of Peru to the United Nations"),
            ("Long Street 1", "1000 Town"),
        ),
    ],
)
def test_an_address_in_one_line_is_taken_apart(
    line: str, head: tuple[str | None, ...], address: tuple[str, ...]
) -> None:
    (found,) = addressees_in("Addresses:", "", line)

    assert (found.name, found.office, found.organisation) == head
    assert found.address_lines == address
    assert found.country == "CH"


@pytest.mark.parametrize(
    ("line", "honorific", "office", "name"),
    [
        ("Minister Sergei Orlov", None, "Minister", "Sergei Orlov"),
        ("H.E. President Fares al-Atrash", "H.E.", "President", "Fares al-Atrash"),
        ("General de División Julián Ordaz", "General de División", None, "Julián Ordaz"),
        ("Licda. Aura Marroquín", "Licda.", None, "Aura Marroquín"),
        ("Frau Dr. Lena Vogel", "Frau Dr.", None, "Lena Vogel"),
        ("г-ну Рустаму Назарову", "г-ну", None, "Рустаму Назарову"),
        ("Commissioner of Police Marlon Requena", None, "Commissioner of Police", "Marlon Requena"),
    ],
)
def test_a_line_with_a_person_has_form_of_address_office_and_name(
    line: str, honorific: str | None, office: str | None, name: str
) -> None:
    (found,) = addressees_in("PLEASE SEND APPEALS TO:", line, "Long Street 1", "1000 Town", "Fax: +41 22 730 99 10")

    assert (found.honorific, found.office, found.name) == (honorific, office, name)


@pytest.mark.parametrize(
    ("line", "faxes", "phones"),
    [
        ("Faxes: +41 22 730 99 10 / 99 11", [("+41 22 730 99 10", "+41227309910"), ("99 11", None)], []),
        (
            "Phone: +41 22 730 99 10 I Fax: +41 22 730 99 11",
            [("+41 22 730 99 11", "+41227309911")],
            [("+41 22 730 99 10", "+41227309910")],
        ),
        ("Tel/Fax: +41 22 730 99 10", [("+41 22 730 99 10", "+41227309910")], [("+41 22 730 99 10", "+41227309910")]),
        ("Fax: 011-41-22-730-9910", [("011-41-22-730-9910", None)], []),
        ("+ 41 22 730 99 10", [], [("+ 41 22 730 99 10", "+41227309910")]),
        ("Fax: +41 22 730 99 10 (if a voice answers, ask for the fax)", [("+41 22 730 99 10", "+41227309910")], []),
        ("Fax:\n+41 22 730 99 10", [("+41 22 730 99 10", "+41227309910")], []),
    ],
)
def test_numbers_are_kept_as_printed_and_dialled_only_where_certain(
    line: str, faxes: list[object], phones: list[object]
) -> None:
    (found,) = addressees_in(
        "PLEASE SEND APPEALS TO:", "Minister of Justice", "Long Street 1", "1000 Town, Switzerland", *line.split("\n")
    )

    assert [(number.raw, number.e164) for number in found.faxes] == faxes
    assert [(number.raw, number.e164) for number in found.phones] == phones


def test_every_number_that_is_not_certain_and_every_hidden_address_is_a_doubt() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nPLEASE SEND APPEALS TO:\nMinister of Justice\nLong Street 1\n1000 Town\n"
        "Fax: +41 22 730 99 10 / 99 11\nEmail: [email protected]\n"
    )

    assert [(doubt.field, doubt.lines) for doubt in draft.doubts if doubt.field.startswith("addressees")] == [
        ("addressees.0.faxes", (9, 9)),
        ("addressees.0.emails", (10, 10)),
    ]
    assert draft.addressees[0].emails == ()


def test_a_salutation_for_two_languages_is_two() -> None:
    (found,) = addressees_in(
        "PLEASE SEND APPEALS TO:",
        "Minister of Security",
        "Town, Honduras",
        "Salutation: Dear Minister/Estimado Señor Ministro",
    )

    assert found.salutations == {"en": "Dear Minister", "es": "Estimado Señor Ministro"}


def test_copies_missions_and_watchers_have_their_roles() -> None:
    found = addressees_in(
        "PLEASE SEND APPEALS TO:",
        *FIRST,
        "",
        "Ambassador Hugo Brandt",
        "Long Street 3",
        "1000 Town",
        "Fax: +41 22 730 99 10",
        "",
        "Human Rights Ombudsman",
        "Lena Vogel",
        "Long Street 4",
        "1000 Town",
        "Fax: +41 22 730 99 12",
        "",
        "COPIES TO:",
        "Minister of Health",
        "Long Street 5",
        "1000 Town",
    )

    assert [each.role for each in found] == ["target", "channel", "oversight", "copy"]


def test_the_own_address_of_the_organisation_is_no_addressee() -> None:
    found = addressees_in(
        "PLEASE SEND APPEALS TO:",
        *FIRST,
        "",
        "Kindly inform us of what you have done.",
        "",
        "To contact the office:",
        "Example Watchers, Hill Road 9, 1002 Town",
        "Fax: +41 22 730 99 13, Email: desk@watchers.example",
    )

    assert heads(found) == BOTH[:1]


def test_the_empty_row_for_embassies_is_no_addressee_but_a_wish() -> None:
    draft = read_appeal(
        f"TEACHER TAKEN AWAY\n\n{TOLD}\n\nPLEASE SEND APPEALS TO:\n"
        + "\n".join(FIRST)
        + "\n\nAlso send copies to the diplomatic representatives in your country. "
        "Sections add the local addresses here:\n\n"
        "Name Address 1 Address 2 Town Fax Number Email Address Salutation Form of address\n"
    )

    assert heads(list(draft.addressees)) == BOTH[:1]
    assert draft.copies_to_missions


def test_the_address_above_a_ready_letter_is_its_addressee_and_has_its_salutation() -> None:
    draft = read_appeal(
        "Take Action for Jane Roe\n\nStatus: Missing\n\nJane Roe\n\nMinister Hugo Brandt\n\nMinistry of Justice\n"
        "Long Street 1\n"
        "1000 Town\nSwitzerland\n\n+ 41 22 730 99 10\n\nYour Excellency,\n\n"
        f"{TOLD} I have followed this with concern.\n\nI urge the authorities to:\n\n1. Say where she is;\n\n"
        "2. Release her.\n"
    )

    assert heads(list(draft.addressees)) == [("Hugo Brandt", "Minister", "Ministry of Justice")]
    assert draft.addressees[0].salutations == {"en": "Your Excellency"}
    assert draft.kind == "ready_letter"


def test_addresses_after_the_signature_of_a_letter_get_copies() -> None:
    draft = read_appeal(
        "4 May 2015\n\nHon. Hugo Brandt\nPrime Minister\nLong Street 1\n1000 Town\n\nDear Prime Minister,\n\n"
        f"We write to you as teachers. {TOLD}\n\nWe call on your Government to:\n\n(a) release her;\n"
        "(b) say where she was.\n\n"
        "Yours sincerely,\n\nLena Vogel\nDirector, Example Watchers\n\nHon. Ana Souza\nMinister of Education\n"
        "P.O. Box 1\nTown\n"
    )

    assert [(each.name, each.role) for each in draft.addressees] == [("Hugo Brandt", "target"), ("Ana Souza", "copy")]
    assert [demand.text for demand in draft.demands] == ["release her", "say where she was"]


def test_addressees_in_a_sentence_are_found_and_the_own_address_in_blind_copy_is_not() -> None:
    found = addressees_in(
        "Envoyez le message ci-dessous à la ministre de la Justice, Mme Aimée Roche, à l’adresse "
        "ministre@justice.example, et à "
        "l’ambassade du Pérou à Berne à l’adresse ambassade@perou.example, en nous mettant en copie cachée : "
        "groupe@lettres.example."
    )

    assert heads(found) == [("Aimée Roche", "ministre de la Justice", None), (None, None, "ambassade du Pérou à Berne")]
    assert [each.emails for each in found] == [("ministre@justice.example",), ("ambassade@perou.example",)]


def test_a_sample_letter_that_repeats_its_addressee_adds_none() -> None:
    found = addressees_in(
        "PLEASE SEND APPEALS TO:",
        *FIRST,
        "",
        "Sample letter (you may wish to copy this):",
        "",
        "Minister of Justice",
        "Ana Souza",
        "Town, Switzerland",
        "",
        "Your Excellency,",
        "",
        f"I am alarmed. {TOLD}",
        "",
        "Yours faithfully,",
    )

    assert heads(found) == BOTH[:1]


def test_offices_in_a_run_on_are_parted() -> None:
    found = addressees_in(
        "Minister of Justice: His Excellency Hasan Demir Ministry of Justice 06659 Ankara Turkey Fax: +90 312 417 3954 "
        "Salutation: Dear Minister Minister of Education: Her Excellency Elif Arslan 06648 Ankara Turkey "
        "Salutation: Dear Minister"
    )

    assert [(each.honorific, each.name, each.office) for each in found] == [
        ("His Excellency", "Hasan Demir", "Minister of Justice"),
        ("Her Excellency", "Elif Arslan", "Minister of Education"),
    ]
    assert [each.address_lines for each in found] == [("06659 Ankara",), ("06648 Ankara",)]


def test_a_long_line_of_an_address_does_not_end_it() -> None:
    (found,) = addressees_in(
        "PLEASE SEND APPEALS TO:",
        "",
        "Chairman of the Committee",
        "",
        "Hugo Brandt",
        "",
        "Investigative Committee of the Russian Federation, Long pereulok, d.2",
        "105000 Moscow, Russian Federation",
        "",
        "Fax: +7 499 265 9077",
    )

    assert (found.organisation, found.address_lines) == (
        "Investigative Committee of the Russian Federation",
        ("Long pereulok, d.2", "105000 Moscow"),
    )


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("Mr. John Doe (Minister of Labour)", ("John Doe", "Minister of Labour", None)),
        (
            "Прокурор Республики Таджикистан Шерали Назаров",
            ("Шерали Назаров", "Прокурор Республики Таджикистан", None),
        ),
        ("The Director of Prosecutions, Ms. Ruth Achieng, OGW", ("Ruth Achieng", "Director of Prosecutions", None)),
        ("Head of the Security Service General Tofig Abbasov", ("Tofig Abbasov", "Head of the Security Service", None)),
    ],
)
def test_name_and_office_are_parted_whatever_stands_between_them(
    line: str, head: tuple[str | None, str | None, str | None]
) -> None:
    assert heads(addressees_in("Please write to:", "", line, "P.O. Box 5", "Gaborone", "Botswana")) == [head]


def test_a_sentence_gives_the_whole_address_of_each() -> None:
    found = addressees_in(
        "Send your letters to the Minister of Security, Hon. Peter Ndege, Harambee House, P.O. Box 305, Nairobi, Kenya "
        "(fax +254 20 313 600), and to the Commissioner of Police, Mr. Joseph Too, P.O. Box 30083, Nairobi, Kenya."
    )

    assert heads(found) == [
        ("Peter Ndege", "Minister of Security", None),
        ("Joseph Too", "Commissioner of Police", None),
    ]
    assert [each.address_lines for each in found] == [
        ("Harambee House", "P.O. Box 305", "Nairobi"),
        ("P.O. Box 30083", "Nairobi"),
    ]


def test_a_label_that_no_list_has_is_no_word_of_an_address() -> None:
    [found] = addressees_in(
        "Please write to:",
        "",
        "Minister of Labour",
        "P.O. Box 5",
        "Gaborone",
        "Botswana",
        "Facsimile: +267 395 0000",
        "Digital post: labour@gov-bw.example",
    )

    assert (found.address_lines, found.emails) == (("P.O. Box 5", "Gaborone"), ("labour@gov-bw.example",))
    assert [number.raw for number in found.faxes] == ["+267 395 0000"]


def test_the_foot_of_a_page_that_repeats_its_head_is_no_addressee() -> None:
    copies = (
        "cc: Embassy of Botswana in Brussels (mail@bw-be.example); Commission for Labour Rights (post@labour.example)"
    )
    foot = "Safe Ground Initiative · 8 Wharf · Dublin 2 · T: +353 1 555 0155 · E: action@safe-ground.example"
    to = "Please write to:\n\nMinister of Labour\nP.O. Box 5\nGaborone\nBotswana"

    found = read_appeal(f"Safe Ground Initiative\n\n{TOLD}\n\n{to}\n\n{copies}\n\n{foot}").addressees

    assert [each.role for each in found] == ["target", "copy", "copy"]
    assert [email for each in found for email in each.emails] == ["mail@bw-be.example", "post@labour.example"]
