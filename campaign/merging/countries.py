"""Country names, and the last line of a postal address."""

from functools import lru_cache

from babel import Locale
from babel.languages import get_official_languages

# Codes that CLDR names though they are no country: unions, outlying parts, codes for tests.
NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
COUNTRIES = frozenset(
    code
    for code in map(str, Locale("en").territories)
    if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
)

# Languages in Latin letters in which posts sort their mail abroad.
SORTING_LANGUAGES = frozenset(
    {"az", "bs", "ca", "cs", "da", "de", "es", "et", "fi", "fr", "hr", "hu", "id", "is", "it", "lt", "lv", "ms", "nb"}
    | {"nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "tr", "vi"}
)


def is_country(code: str) -> bool:
    """Whether it is a country's ISO 3166-1 alpha-2 code (with XK, which the post uses for Kosovo)."""
    return code in COUNTRIES


@lru_cache(1_000)  # what a print run asks for thousands of times
def country_name(code: str, language: str) -> str:
    """Return a country's name in a language, or in English where CLDR has none in that language."""
    name: str = Locale.parse(language).territories.get(code) or Locale("en").territories[code]
    return name


def postal_language(country: str) -> str:
    """Return the language in which the post of a country reads the country line.

    English where it is official; else the first official language that posts sort by; else English, which beside
    French every post accepts (Universal Postal Union).
    """
    official = get_official_languages(country, de_facto=True)
    if "en" in official:
        return "en"
    return next((language for language in official if language in SORTING_LANGUAGES), "en")


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
