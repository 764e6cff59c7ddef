"""Pages as browsers, archives and lists hand them on: their menus, trails, marks and heads tell nothing of the case."""

import pytest

from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher Jane Roe away from her house, and she has not been seen since that day."
TITLE = "Teacher Jane Roe taken away from her house"
DEMANDS = "Please urge the authorities to:\n\n1. release Jane Roe;\n2. let her see a doctor.\n"


@pytest.mark.parametrize(
    "menu",
    [
        "Home About us News Donate Contact",
        "Inicio | Quiénes somos | Noticias | Únase",
        "Главная О нас Новости Контакты",
        "EN | FR | ES",
        "Skip to main content",
        "← Last week's meeting Jumble sale in June →",
    ],
)
def test_a_menu_is_neither_title_nor_publisher(menu: str) -> None:
    draft = read_appeal(f"{menu}\n\n{TITLE}\n\n{TOLD}\n\n{DEMANDS}")

    assert draft.title == TITLE
    assert draft.organisations == ()


@pytest.mark.parametrize(
    "line",
    [
        f"Home > Urgent actions > {TITLE}",
        f"Document - {TITLE}",
        f"{TITLE} 5 May 2019",
        f"05.05.2019 {TITLE}",
        f"[alerts-list] Fwd: {TITLE} (fwd)",
    ],
    ids=["trail", "archive", "day behind", "day before", "mail"],
)
def test_a_title_is_bare_of_what_a_page_put_round_it(line: str) -> None:
    assert read_appeal(f"{line}\n\n{TOLD}\n\n{DEMANDS}").title == TITLE


def test_a_day_that_a_title_speaks_of_stays() -> None:
    title = "Teacher and two of her pupils held since the massacre at the harbour of 2 October 2014"

    assert read_appeal(f"{title}\n\n{TOLD}\n").title == title


def test_of_two_headlines_that_one_is_the_title_of_which_the_account_speaks() -> None:
    draft = read_appeal(f"Cooking, walking and the occasional rant from row Z\n\n{TITLE}\n\n{TOLD}\n\n{DEMANDS}")

    assert draft.title == TITLE


def test_below_a_category_a_row_with_a_person_is_no_title() -> None:
    draft = read_appeal(f"UA 131/79 Fear for Safety 9 August 1979\n\nPARAGUAY: Ana SOUZA VERA, 52, teacher\n\n{TOLD}\n")

    assert (draft.title, draft.codes) == ("Fear for Safety", ("UA 131/79",))


def test_a_page_head_within_a_sentence_is_left_out_everywhere() -> None:
    head = "The Harbour Desk – HD 12/19"
    text = (
        f"{TITLE}\n\n{TOLD}\n\n{head}\n\nHer brother was told nothing.\n\nPlease urge the authorities to:\n\n"
        f"1. have the blow that she received looked into by a body\n\n{head}\n\nindependent of the police;\n"
        "2. release her.\n"
    )

    demands = [each.text for each in read_appeal(text).demands]
    assert demands[0] == "have the blow that she received looked into by a body independent of the police"
    assert "Harbour" not in read_appeal(text).facts


def test_a_sheet_within_a_mail_has_its_code_though_other_lines_stand_above() -> None:
    above = "\n".join(f"> line {number} of a letterhead" for number in range(20))
    draft = read_appeal(
        f"{above}\n> Cedar Bluffs NE 68015-4417\n\n> 16 March 1999\n\n"
        f"> Further information on EXTRA 31/99 issued 1 March 1999\n\n{TOLD}\n"
    )

    assert (draft.codes, draft.issue_date) == (("EXTRA 31/99",), "1999-03-16")


def test_an_index_keeps_the_letter_of_its_language() -> None:
    assert read_appeal(f"AU 41/94\nÍndice AI: AMR 41/27/94/s\n\n{TITLE}\n\n{TOLD}\n").codes == (
        "AU 41/94",
        "AMR 41/27/94/s",
    )


def test_another_sheets_day_of_issue_is_not_the_documents() -> None:
    note = "2 See the earlier Urgent Appeal KHM 003 / 0611 / OBS 084.1, issued on July 21, 2011."
    draft = read_appeal(f"{TITLE}\n\nOctober 4, 2011\n\n{TOLD}\n\n{note}\n")

    assert draft.issue_date == "2011-10-04"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Red River Clemency Network (RRCN) is concerned that she is held.",
            ("Red River Clemency Network (RRCN)",),
        ),
        (
            "L'Observatoire des libres assemblées (OLA) a reçu de mauvaises nouvelles.",
            ("Observatoire des libres assemblées (OLA)",),
        ),
        ("She works for the Village Titles Desk (VTD), which helps the poor.", ()),
    ],
    ids=["concerned", "received", "whom she works for"],
)
def test_a_body_with_an_acronym_publishes_if_it_speaks(text: str, names: tuple[str, ...]) -> None:
    assert read_appeal(f"{TITLE}\n\n{TOLD}\n\n{TOLD}\n\n{text}\n").organisations == names


def test_a_section_belongs_to_its_name() -> None:
    name = "Section fribourgeoise des Chrétiens en veille contre la torture (CVCT)"

    assert read_appeal(f"{name}\n\n{TITLE}\n\n{TOLD}\n").organisations == (name,)
