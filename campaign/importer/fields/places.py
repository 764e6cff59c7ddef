"""Countries and languages by their names in seven languages."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale

from campaign.importer.words import LANGUAGES, every, plain, table

NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def _folded(name: str) -> str:
    return re.sub(r"\s+", " ", plain(name)).strip(" .,;:!?()[]*").casefold()


def _forms(name: str) -> Iterator[str]:
    """Yield a name as others print it: “Trinidad and Tobago”, “Saint Lucia”, “Cote d'Ivoire”."""
    spelled = name.replace("&", "and")
    for form in (name, spelled, re.sub(r"\bst\.", "saint", spelled)):
        yield form
        yield "".join(each for each in unicodedata.normalize("NFKD", form) if not unicodedata.combining(each))


@cache
def country_names() -> dict[str, str]:
    """Return the code of each country by its names, in small letters."""
    names: dict[str, str] = {}
    for language in (*LANGUAGES, "pt_PT"):
        for code, name in Locale.parse(language).territories.items():
            code = str(code)
            if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES:
                for form in _forms(_folded(name)):
                    names.setdefault(form, code)
    for code, more in table("countries")["more"].items():
        for name in more:
            names[_folded(name)] = code
    for name in table("countries")["no_countries"]:
        names.pop(_folded(name), None)
    return names


@cache
def alpha_3() -> dict[str, str]:
    """Return the code of each country by its three letters, as the Observatory's codes begin."""
    codes: dict[str, str] = table("countries")["alpha_3"]
    return {three: two for two, three in codes.items()}


@lru_cache(maxsize=4096)
def country_of(text: str) -> str | None:
    """Return the country that a line names and nothing else: “RUSSIAN FEDERATION”, “la Russie”."""
    folded = _folded(text)
    for attempt in (folded, every("form_of_state").sub("", folded)):
        if code := country_names().get(attempt):
            return code
    return None


@cache
def _any_country() -> re.Pattern[str]:
    names = sorted((name for name in country_names() if len(name) > 3), key=len, reverse=True)
    capital = r"(?-i:(?=[A-ZÀ-ÞА-ЯЁ]))"
    return re.compile(rf"(?<!\w)(?<!\bnew ){capital}(?:" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)


def countries_in(text: str) -> list[tuple[str, int, int]]:
    """Return the countries that a text names, each with its place."""
    return [
        (country_names()[_folded(match.group())], match.start(), match.end())
        for match in _any_country().finditer(plain(text))
    ]


@cache
def language_names() -> dict[str, str]:
    """Return the code of each language by its names in seven languages, in small letters."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).languages.items():
            if len(str(code)) <= 3:
                names.setdefault(_folded(name), str(code))
    for code, more in table("countries")["languages"].items():
        for name in more:
            names[_folded(name)] = code
    for name in table("countries")["no_languages"]:
        names.pop(_folded(name), None)
    return names


RUSSIAN_CASE = re.compile(r"ком$")  # "на армянском языке"


def language_codes_in(text: str) -> list[str]:
    """Return the codes of the languages that a phrase names, in order: “in Russian, English or Chechen”."""
    found: list[str] = []
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain(text))
    while words:
        word = words.pop(0)
        if words and (both := language_names().get(_folded(f"{word} {words[0]}"))):  # “Bahasa Malaysia”
            found.append(both)
            del words[0]
            continue
        word = re.sub(r"^по-(\w+ски)$", r"\1й", word)  # "по-русски"
        code = language_names().get(_folded(word)) or language_names().get(RUSSIAN_CASE.sub("кий", _folded(word)))
        if code and len(word) > 3:
            found.append(code)
    return list(dict.fromkeys(found))
