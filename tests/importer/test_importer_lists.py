"""Lists of demands that lost their bullets or run on within a paragraph, and lists that ask nothing."""

import pytest

from campaign.importer.importing import read_appeal

TOLD = "On 3 May the police took the teacher Jane Roe away from her house, and she has not been seen since that day."
BOTH = ["let her go home", "say where she is"]


def demands_in(*lines: str) -> list[str]:
    return [each.text for each in read_appeal("\n".join(["TEACHER TAKEN AWAY", "", TOLD, "", *lines])).demands]


@pytest.mark.parametrize(
    "lines",
    [
        ["We call on the authorities to (a) let her go home; (b) say where she is."],
        ["We call on the authorities: to let her go home; to say where she is; to pay for the damage."],
        ["Please write to the authorities, urging them to:", "let her go home;", "say where she is."],
        ["We urge the minister to do the following two things. First, let her go home. Second, say where she is."],
        ["Please write to the authorities:", "", "- Please let her go home.", "- Please say where she is."],
    ],
    ids=["letters", "clauses", "semicolons", "ordinals", "courtesies"],
)
def test_a_list_is_known_without_bullets(lines: list[str]) -> None:
    assert demands_in(*lines)[:2] == BOTH


def test_a_list_whose_numbers_begin_again_is_another_list() -> None:
    found = demands_in(
        "1. The letter in English",
        "",
        "Dear Minister,",
        "",
        "I ask you to:",
        "",
        *("1. Let her go home.", "2. Say where she is.", "", "Yours sincerely,"),
    )

    assert [each.casefold() for each in found] == BOTH


@pytest.mark.parametrize(
    "lines",
    [
        ["What members can do:", "- Share the case with your friends.", "- Hang the poster up in your school."],
        ["When you write:", "- Please use your own words.", "- Please be polite."],
        ["1. Scrivi la tua lettera, poi 2. completala e 3. spediscila"],
    ],
    ids=["calls on readers", "tips", "steps"],
)
def test_what_readers_are_to_do_is_no_demand(lines: list[str]) -> None:
    assert demands_in(*lines) == []
