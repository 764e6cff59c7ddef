"""Country names, and the last line of a postal address."""

from functools import cache
from string import ascii_letters

from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import exists

# Codes that CLDR names though they are no country: unions, outlying parts, codes for tests.
NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def is_country(code: str) -> bool:
    """Whether it is a country's ISO 3166-1 alpha-2 code (with XK, which the post uses for Kosovo)."""
    return len(code) == 2 and code.isalpha() and code in Locale("en").territories and code not in NOT_COUNTRIES


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language, or in English where CLDR has none in that language."""
    name: str = Locale.parse(language).territories.get(code) or Locale("en").territories[code]
    return name


def postal_language(country: str) -> str:
    """Return the language in which the post of a country reads the country line.

    English where it is official; else the first official language in Latin letters; else English, which beside French
    every post accepts (Universal Postal Union).
    """
    official = get_official_languages(country, de_facto=True)
    if "en" in official:
        return "en"
    return next((language for language in official if _has_latin_names(language)), "en")


@cache
def _has_latin_names(language: str) -> bool:
    return exists(language) and Locale.parse(language).territories.get("RU", "?")[0] in ascii_letters


def country_line(country: str, posted_in: str) -> str | None:
    """Return the country in capitals, as the country of posting needs it; none for domestic mail."""
    if country == posted_in:
        return None
    language = postal_language(posted_in)
    return in_capitals(country_name(country, language), language)


def in_capitals(text: str, language: str) -> str:
    """Return text in capitals by the rules of a language: Turkish and Azerbaijani keep the dot of their i."""
    if language in {"tr", "az"}:
        text = text.replace("i", "İ").replace("ı", "I")
    return text.upper()
