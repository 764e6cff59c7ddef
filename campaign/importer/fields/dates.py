"""Dates as printed in seven languages: “17 December 2014”, “December 17, 2014”, “1er mars 2012”, “12/03/2019”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from campaign.importer.words import LANGUAGES, plain

DAY = r"(?P<{0}day>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.|-го)?"
YEAR = r"(?P<{0}year>(?:19|20)\d\d)(?!\d)"
NUMERIC = re.compile(
    r"(?<![\d/.\-])(?P<a>\d{1,2})(\.\s|[/.\-])(?P<b>\d{1,2})\2(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|[.\-]\d)"
)
ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)([-/])(?P<month>\d\d)\2(?P<day>\d\d)(?![\d/-])")
# What CLDR does not have: other cases and spellings that appeals use.
MORE_MONTHS = {
    "sept": 9, "setiembre": 9, "jänner": 1, "feber": 2, "мая": 5, "янв": 1, "февр": 2, "авг": 8, "сент": 9,
    "окт": 10, "нояб": 11, "дек": 12,
    "fevrier": 2, "aout": 8, "decembre": 12, "maerz": 3, "marco": 3, "setembro": 9, "января": 1,
}  # fmt: skip

LONGEST_MONTH = 40  # characters of a line that gives a month only


@dataclass(frozen=True)
class FoundDate:
    """A date, where it stands in a text, and the other day that its numbers could mean."""

    day: date
    start: int
    end: int
    other: date | None = None


@cache
def months() -> dict[str, int]:
    """Return the names of months, in small letters, of all languages."""
    names = dict(MORE_MONTHS)
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(language).months[context][width].items():
                    if len(name.strip(".")) >= 3:
                        names[name.casefold().strip(".")] = number
    return names


@cache
def _written() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    month = r"(?P<{0}month>(?:" + names + r"))\.?(?![^\W\d_])"
    day_first = DAY.format("a") + r"(?:\s*(?:of|de|di|del|,)?\s+|-|\s?)" + month.format("a")
    day_first += r",?(?:\s+(?:de|del|do|of|года))?[\s\-]*" + YEAR.format("a")
    month_first = month.format("b") + r"\s*" + DAY.format("b") + r"(?!\d)\s*,?\s*(?:del?\s+)?" + YEAR.format("b")
    return re.compile(rf"(?<![\d/.,])(?:{day_first}|(?<!\w){month_first})", re.IGNORECASE)


def dates_in(text: str, month_first: bool = False) -> list[FoundDate]:
    """Return the dates of a text in order; `month_first` says how 12/03/2019 is read where both ways make a day."""
    found = [*_written_dates(text), *_iso_dates(text), *_numeric_dates(text, month_first)]
    return sorted(found, key=lambda each: each.start)


def is_day(text: str) -> bool:
    """Whether a line is that of a date: “Bremen, den 12. 3. 2003”, “im September 2025”."""
    return bool(dates_in(text)) or (len(text) < LONGEST_MONTH and _month_and_year().search(plain(text)) is not None)


@cache
def _month_and_year() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})\.?\s+(?:de |del )?(?:19|20)\d\d\W*$", re.IGNORECASE)


@cache
def _day_and_month() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    day_first = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?\s+(?:de |di )?(?P<month>{names})"
    month_first = rf"(?P<bmonth>{names})\s+(?P<bday>\d{{1,2}})(?:st|nd|rd|th)?"
    return re.compile(rf"(?<![\w/.,])(?:{day_first}|{month_first})(?!\w)", re.IGNORECASE)


def days_without_year(text: str, after: date) -> list[FoundDate]:
    """Return days that a text names without their year: the next such days after another one."""
    found = []
    for match in _day_and_month().finditer(plain(text)):
        month = months()[(match["month"] or match["bmonth"]).casefold()]
        number = int(match["day"] or match["bday"])
        days = [day for year in (after.year, after.year + 1) if (day := _day(year, month, number)) and day > after]
        found += [FoundDate(day, match.start(), match.end()) for day in days[:1]]
    return found


def writes_month_first(text: str) -> bool:
    """Whether a document writes “March 12, 2019”, as is done where 3/12/2019 begins with the month."""
    matches = list(_written().finditer(plain(text)))
    return bool(matches) and all(match["bmonth"] for match in matches)


def _written_dates(text: str) -> Iterator[FoundDate]:
    for match in _written().finditer(plain(text)):
        group = "a" if match["amonth"] else "b"
        month = months()[match[f"{group}month"].casefold()]
        if day := _day(int(match[f"{group}year"]), month, int(match[f"{group}day"])):
            yield FoundDate(day, match.start(), match.end())


def _iso_dates(text: str) -> Iterator[FoundDate]:
    for match in ISO.finditer(plain(text)):
        if day := _day(int(match["year"]), int(match["month"]), int(match["day"])):
            yield FoundDate(day, match.start(), match.end())


def _numeric_dates(text: str, month_first: bool) -> Iterator[FoundDate]:
    for match in NUMERIC.finditer(plain(text)):
        year = int(match["year"])
        year += 0 if year > 99 else 1900 if year > 60 else 2000
        by_day, by_month = _day(year, int(match["b"]), int(match["a"])), _day(year, int(match["a"]), int(match["b"]))
        first, second = (by_month, by_day) if month_first and match[2] == "/" else (by_day, by_month)
        if day := first or second:
            other = second if first and second and first != second and match[2] == "/" else None
            yield FoundDate(day, match.start(), match.end(), other)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
