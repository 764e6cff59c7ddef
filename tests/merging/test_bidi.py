"""What of the other direction is set apart, and how a paragraph runs."""

import pytest

from campaign.merging.bidi import alone, isolated, kept_together, own_direction

FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("text", "direction", "said"),
    [
        ("Ana Souza 12", "ltr", "Ana Souza 12"),
        ("דוד 12", "ltr", f"{FSI}דוד 12{PDI}"),
        ("דוד", "rtl", "דוד"),
        ("Ana", "rtl", f"{FSI}Ana{PDI}"),
        ("+355 4 225", "rtl", f"{FSI}+355 4 225{PDI}"),  # groups of digits would change places
        ("شارع 12", "ltr", f"{FSI}شارع 12{PDI}"),
        ("بيروت 2038-3054", "ltr", f"{FSI}بيروت {LRI}2038-3054{PDI}{PDI}"),
        ("هاتف +961 1 234", "rtl", f"{FSI}هاتف {LRI}+961 1 234{PDI}{PDI}"),
        ("تهران ۰۲۱-۱۲۳", "ltr", f"{FSI}تهران {LRI}۰۲۱-۱۲۳{PDI}{PDI}"),
        ("רחוב 12-14", "ltr", f"{FSI}רחוב 12-14{PDI}"),  # behind Hebrew letters a hyphen parts nothing
    ],
)
def test_what_a_sentence_would_turn_is_isolated(text: str, direction: str, said: str) -> None:
    assert isolated(text, direction) == said


@pytest.mark.parametrize(
    ("paragraph", "direction", "own"),
    [
        (f"{FSI}שלום Ana{PDI}", "ltr", "rtl"),
        (f"{FSI}I met דוד{PDI}", "ltr", "ltr"),
        (f"{FSI}12 +34{PDI}", "rtl", "ltr"),
        (f"{FSI}דוד{PDI} and {FSI}שרה{PDI}", "ltr", "ltr"),  # two names do not make a paragraph
        ("דוד came", "ltr", "ltr"),
        (f"{FSI}هاتف {LRI}+961 1{PDI} في{PDI}", "ltr", "rtl"),
    ],
)
def test_a_paragraph_that_is_all_isolated_runs_in_its_own_direction(paragraph: str, direction: str, own: str) -> None:
    assert own_direction(paragraph, direction) == own


def test_spaces_within_isolates_and_telephone_numbers_are_kept() -> None:
    text = f"From {FSI}דוד בן {LRI}1 2{PDI} שלום{PDI}, call +351 21 000 now"

    assert kept_together(text, "_") == f"From {FSI}דוד_בן_{LRI}1_2{PDI}_שלום{PDI}, call +351_21_000 now"


def test_a_text_that_is_all_isolated_may_break_but_not_within_what_it_isolates() -> None:
    assert kept_together(f"{FSI}שלום לך +1 23{PDI}", "_") == f"{FSI}שלום לך +1_23{PDI}"


def test_an_isolate_around_a_whole_paragraph_can_be_left_out() -> None:
    assert alone(f"{FSI}שלום{PDI}") == "שלום"
    assert alone(f"{FSI}דוד{PDI} and {FSI}שרה{PDI}") == f"{FSI}דוד{PDI} and {FSI}שרה{PDI}"
