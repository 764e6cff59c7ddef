"""Fax and telephone numbers as published, read into what is dialled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.errors import BadContact
from campaign.models.numbers import confirmed_number, how_to_dial, read_numbers, shown_number
from campaign.models.vocabulary import Doubt


@pytest.mark.parametrize(
    ("published", "country", "certain"),
    [
        ("+4122 734 40 44", None, ["+41227344044"]),
        ("Fax: + 7 495 637 49 25", None, ["+74956374925"]),
        ("+ 41 (0) 22 809 49 39 / + 41 22 809 49 29", None, ["+41228094939", "+41228094929"]),
        ("+44 (0)20 7219 3000", None, ["+442072193000"]),
        ("+39 (0)6 69883712", None, ["+390669883712"]),
        ("tel +7 495 606 5173, fax +7 495 630 2408", None, ["+74956065173", "+74956302408"]),
        ("00 32 2 374 26 13", None, ["+3223742613"]),
        ("011 7 495 692 17 25", "US", ["+74956921725"]),
        ("+49 30/18 17 0", "DE", ["+493018170"]),
        ("+7 495 606 5173, +7 495 630 2408 or +7 495 606 3602", "RU", ["+74956065173", "+74956302408", "+74956063602"]),
        ("+7 495 606 5173\n+7 495 630 2408", "RU", ["+74956065173", "+74956302408"]),
        ("+7 495 606 5173 и +7 495 630 2408", "RU", ["+74956065173", "+74956302408"]),
    ],
)
def test_a_whole_number_is_certain(published: str, country: str | None, certain: list[str]) -> None:
    assert [(each.e164, each.doubt) for each in read_numbers(published, country)] == [(n, None) for n in certain]


@pytest.mark.parametrize(
    ("published", "country", "proposed", "doubt"),
    [
        ("+ 7 495 606 5173 / 630 2408", "RU", "+74956302408", Doubt.END_OF_A_NUMBER),
        ("+44 20 7946 0018 / 0099", None, "+442079460099", Doubt.END_OF_A_NUMBER),
        ("+880-2-9565000; 9565555", None, "+88029565555", Doubt.END_OF_A_NUMBER),
        ("+7 495 606 5173 / 630 2408 / 09", "RU", "+74956302409", Doubt.END_OF_A_NUMBER),
        ("(495) 692 17 25", "RU", "+74956921725", Doubt.NO_COUNTRY_CODE),
        ("8 (495) 692-17-25", "RU", "+74956921725", Doubt.NO_COUNTRY_CODE),
        ("7 495 692 17 25", None, "+74956921725", Doubt.NO_COUNTRY_CODE),
        ("011 7 495 692 17 25", None, "+74956921725", Doubt.NO_COUNTRY_CODE),
        ("030/18170", "DE", "+493018170", Doubt.NO_COUNTRY_CODE),
        ("+1 202 555 0143 ext. 12", None, "+12025550143", Doubt.MORE_THAN_A_NUMBER),
        ("+7 495 606 5173, доб. 12", None, "+74956065173", Doubt.MORE_THAN_A_NUMBER),
        ("+49 30 18170 fax", None, "+493018170", Doubt.MORE_THAN_A_NUMBER),
        ("+49 30 18170 300 (8-16 h)", None, "+493018170300816", Doubt.MORE_THAN_A_NUMBER),
        ("+49 30 18170-2000 - 2005", None, "+4930181702000", Doubt.MORE_THAN_A_NUMBER),
        ("+39 (0)331 123456", None, "+390331123456", Doubt.ZERO_IN_BRACKETS),
        ("12", "RU", None, Doubt.NO_NUMBER),
        ("+7 495 606 5173 630 2408", "RU", None, Doubt.NO_NUMBER),
        ("+999 12345678", None, None, Doubt.NO_NUMBER),
    ],
)
def test_what_is_not_certain_is_only_proposed(
    published: str, country: str | None, proposed: str | None, doubt: Doubt
) -> None:
    last = read_numbers(published, country)[-1]

    assert (last.e164, last.proposed, last.doubt) == (None, proposed, doubt)


def test_what_was_published_is_kept_as_it_was() -> None:
    assert [each.raw for each in read_numbers("Faxes:+ 7 495 606 5173 / 630 2408", "RU")] == [
        "+ 7 495 606 5173",
        "630 2408",
    ]


def test_a_text_without_a_number_is_refused() -> None:
    with pytest.raises(BadContact, match="no number in “Telegram: Moskva”"):
        read_numbers("Telegram: Moskva", "RU")


@given(st.text())
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        found = read_numbers(text, "RU")
    except BadContact:
        return
    assert all((each.e164 is None) == (each.doubt is not None) for each in found)
    assert all(each.raw for each in found)


@pytest.mark.parametrize(
    "text",
    ["", "x", "7495", "+1", "495 692 17 25", "+7 495 606 5173 630 2408", "+49 30 18170 fax", "+44 (0)20 7946 0018"],
)
def test_a_person_can_only_confirm_what_can_be_dialled(text: str) -> None:
    with pytest.raises(BadContact, match="beginning with +"):
        confirmed_number(text)


def test_a_confirmed_number_is_dialled_as_it_stands() -> None:
    assert confirmed_number(" +44 20 7946 0018") == "+442079460018"


@pytest.mark.parametrize(
    ("country", "dialled"),
    [
        ("PT", "00 7 495 692-17-25"),
        ("US", "011 7 495 692-17-25"),
        ("RU", "8 (495) 692-17-25"),
        ("BR", None),  # callers there choose a carrier by their prefix
        ("AQ", None),
    ],
)
def test_a_number_is_dialled_as_the_country_of_the_caller_does(country: str, dialled: str) -> None:
    assert how_to_dial("+74956921725", country) == dialled
    assert shown_number("+74956921725") == "+7 495 692-17-25"
