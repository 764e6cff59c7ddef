"""Layouts of publishers that the importer has never met, read by what they have in common with all others."""

import pytest

from campaign.importer.draft import Draft
from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher Jane Roe away from her house, and she has not been seen since that day."
HEAD = f"TEACHER TAKEN AWAY\n\n{TOLD}\n\n"
ANA = "Ana Souza\nMinister of Justice\nLong Street 1\n1000 Town"
HUGO = "Hugo Brandt\nProsecutor General\nShort Street 2"


def heads(draft: Draft) -> list[tuple[str | None, str | None, str]]:
    return [(each.name, each.office, each.role) for each in draft.addressees]


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("Issued      4 May 2019\nDeadline    4 June 2019\nReference   KN-2019-12", "The case of Jane Roe"),
        ("Issued: 4 May 2019\nDeadline: 4 June 2019\nReference: KN-2019-12", "The case of Jane Roe"),
        ("Issued ....... 4 May 2019\nDeadline ....... 4 June 2019\nReference .... KN-2019-12", "The case of Jane Roe"),
    ],
    ids=["gaps", "colons", "dots"],
)
def test_the_rows_of_a_form_are_fields_each_for_itself(form: str, title: str) -> None:
    draft = read_appeal(f"{title}\n\n{form}\n\n{TOLD}\n")

    assert (draft.title, draft.codes) == (title, ("KN-2019-12",))
    assert (str(draft.issue_date), str(draft.deadline)) == ("2019-05-04", "2019-06-04")


@pytest.mark.parametrize(
    ("to", "copies"), [("To:", "Cc:"), ("An:", "In Kopie an:"), ("Via:", "Cc:"), ("To:", "e p.c.")]
)
def test_the_heads_of_a_message_say_to_whom_it_goes(to: str, copies: str) -> None:
    draft = read_appeal(f"{HEAD}{to}\n{ANA}\n\n{copies}\n{HUGO}\n")

    assert heads(draft) == [
        ("Ana Souza", "Minister of Justice", "target"),
        ("Hugo Brandt", "Prosecutor General", "copy"),
    ]


@pytest.mark.parametrize(
    "aside", ["(Dear Minister)", "– Dear Minister", "[Dear Minister:]", "Begin with “Dear Minister”"]
)
def test_a_salutation_beside_an_address_is_that_of_its_addressee(aside: str) -> None:
    draft = read_appeal(f"{HEAD}PLEASE SEND APPEALS TO:\n{HUGO}\n\n{ANA}\n{aside}\n")

    assert [each.salutations for each in draft.addressees] == [{}, {"en": "Dear Minister"}]
    assert draft.addressees[1].address_lines == ("Long Street 1", "1000 Town")


def test_a_table_gives_every_addressee_its_own_contacts() -> None:
    draft = read_appeal(
        f"{HEAD}WHERE TO WRITE\n\n"
        "| Who | Where | Fax | E-mail |\n|---|---|---|---|\n"
        "| Ana Souza, Minister of Justice | Long Street 1 | +41 22 730 99 10 | post@minister.example |\n"
        "| Hugo Brandt, Prosecutor General | Short Street 2 | +41 22 730 99 11 | post@prosecutor.example |\n"
    )

    assert [(each.office, each.address_lines, each.faxes[0].e164, each.emails[0]) for each in draft.addressees] == [
        ("Minister of Justice", ("Long Street 1",), "+41227309910", "post@minister.example"),
        ("Prosecutor General", ("Short Street 2",), "+41227309911", "post@prosecutor.example"),
    ]


def test_signs_in_the_place_of_words_are_labels_before_contacts_and_bullets_elsewhere() -> None:
    [addressee] = read_appeal(
        f"{HEAD}✉️ Minister of Justice\nLong Street 1, 1000 Town\n📠 +41 22 730 99 10\n📧 post@minister.example\n"
    ).addressees

    assert (addressee.office, addressee.address_lines) == ("Minister of Justice", ("Long Street 1, 1000 Town",))
    assert (addressee.faxes[0].e164, addressee.emails) == ("+41227309910", ("post@minister.example",))


def test_a_heading_that_the_page_marks_is_its_title_and_no_menu() -> None:
    draft = read_appeal(f"Home\nCases\nAbout us\nDonate\n\n# A teacher disappears\n\nShare this page\n\n{TOLD}\n")

    assert draft.title == "A teacher disappears"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Desk file ED.KGZ.2014-03", "ED.KGZ.2014-03"),
        ("Our ref: tm0904_x", "tm0904_x"),
        ("Appeal No. 58 / PHL / 2021", "58 / PHL / 2021"),
    ],
)
def test_a_code_that_no_list_knows_is_told_by_its_looks_or_its_label(line: str, code: str) -> None:
    assert read_appeal(f"{HEAD}{line}\n").codes == (code,)


@pytest.mark.parametrize("line", ["Tel. 021 555 0133", "3 Quay Street, 10117 Berlin", "Held since 2019-03-04"])
def test_numbers_streets_and_days_are_no_codes(line: str) -> None:
    assert read_appeal(f"{HEAD}{line}\n").codes == ()


@pytest.mark.parametrize(
    ("line", "deadline"),
    [
        ("Please write before noon on 4 June 2019.", ("2019-06-04", "before")),
        ("Letters must arrive by 4 June 2019.", ("2019-06-04", "until")),
        ("She was moved to another prison on 4 June 2019.", ("None", None)),
        ("The court will hear her on 4 June 2019.", ("None", None)),
    ],
)
def test_a_day_is_the_deadline_only_of_letters(line: str, deadline: tuple[str, str | None]) -> None:
    draft = read_appeal(f"{HEAD}{line}\n")

    assert (str(draft.deadline), draft.deadline_rule) == deadline


@pytest.mark.parametrize(
    "line",
    [
        "Please let us know if you have written.",
        "Drop us a line when your letter is in the post.",
        "If you receive an answer, send us a copy.",
    ],
)
def test_who_asks_to_be_told_is_heard_in_many_turns(line: str) -> None:
    assert read_appeal(f"{HEAD}{line}\n").report_to == line


def test_a_named_embassy_gets_a_copy_and_readers_own_one_only_where_that_is_asked() -> None:
    named = f"{HEAD}PLEASE SEND COPIES TO:\nEmbassy of the Republic of Kenya\nShort Street 2, 1001 Bern\n\n"

    assert not read_appeal(f"{named}Please send a copy to the embassy.\n").copies_to_missions
    assert read_appeal(f"{named}Please send a copy to the embassy in your own country.\n").copies_to_missions


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("This appeal is closed. Thank you to all who wrote.", "stop"),
        ("Further information on our sheet of 3 March 2019", "update"),
        ("The school is closed, and her pupils write to her.", "action"),
    ],
)
def test_what_follows_an_appeal_or_ends_it_is_told_from_what_begins_one(line: str, kind: str) -> None:
    assert read_appeal(f"{HEAD}{line}\n").kind == kind


def test_a_publisher_is_spelled_out_by_its_acronym_without_what_leads_to_it() -> None:
    assert read_appeal(f"{HEAD}Appeal by Harbour Network of Open Schools (HNOS)\n").organisations == (
        "Harbour Network of Open Schools (HNOS)",
    )


def test_addresses_of_a_table_or_a_list_of_steps_need_no_heading() -> None:
    table = (
        "| Who | Where | Fax | E-mail |\n|---|---|---|---|\n"
        "| Ana Souza, Minister of Justice | Long Street 1 | +41 22 730 99 10 | post@minister.example |\n"
    )
    steps = (
        "1. Write to the board. It meets in June. Ask it to see her.\n\nAna Souza, Chairperson\nLong Street 1\n"
        "Fax: +41 22 730 99 10\n\n2. Call the governor. He can do nothing alone. Ask him to see her as well.\n\n"
        "Governor Hugo Brandt\nShort Street 2\nFax: +41 22 730 99 11\n"
    )

    assert heads(read_appeal(HEAD + table)) == [("Ana Souza", "Minister of Justice", "target")]
    assert heads(read_appeal(HEAD + steps)) == [
        ("Ana Souza", "Chairperson", "target"),
        ("Hugo Brandt", "Governor", "target"),
    ]
