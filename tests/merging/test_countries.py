"""Countries: which codes there are, and the last line of an address."""

import pytest
from babel import Locale

from campaign.merging.countries import country_line, is_country


@pytest.mark.parametrize(
    ("posted_in", "line"),
    [
        ("DE", "RUSSLAND"),
        ("FR", "RUSSIE"),
        ("US", "RUSSIA"),
        ("KE", "RUSSIA"),  # English is official beside Swahili
        ("GR", "RUSSIA"),  # not written in Latin letters
        ("EG", "RUSSIA"),
        ("MA", "RUSSIE"),  # official beside Arabic, and posts sort by it
        ("SN", "RUSSIE"),
        ("SO", "RUSSIA"),
        ("RU", None),
    ],
)
def test_the_country_line_speaks_to_the_country_of_posting(posted_in: str, line: str | None) -> None:
    assert country_line("RU", posted_in) == line


def test_turkish_keeps_the_dot_of_its_i() -> None:
    assert country_line("GB", "TR") == "BİRLEŞİK KRALLIK"


def test_mail_between_any_two_countries_has_a_line_in_capitals() -> None:
    countries = [code for code in Locale("en").territories if is_country(code)]

    assert 240 < len(countries) < 260
    for posted_in in countries:
        line = country_line("RU" if posted_in != "RU" else "FR", posted_in)
        assert line
        assert not any(letter.islower() for letter in line)


@pytest.mark.parametrize("code", ["ZZ", "EU", "UN", "XA", "001", "", "D", "de", "DEU", "🇩🇪"])
def test_what_is_no_country_is_refused(code: str) -> None:
    assert not is_country(code)
