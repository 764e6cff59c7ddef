"""What stands in a cell, read as what its column holds; what a spreadsheet spoiled is told, never guessed at."""

import re
from datetime import date

from campaign.errors import CampaignError
from campaign.merging.countries import is_country
from campaign.services.authority_files.columns import LANGUAGES, Column, Holds
from campaign.services.authority_files.records import NO, YES, listed
from campaign.services.tables.cells import A_DAY, AS_TEXT, UPLOAD, Cell, Odd

YES_WORDS = {YES: YES, "true": YES, "1": YES, NO: NO, "false": NO, "0": NO, "": ""}
IN_POWERS = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)  # “3.3E+10”, once +33 1 40 20 50 60
BARE_DIGITS = re.compile(r"[1-9]\d{6,}")  # “33140205060”: its plus, or its zeros in front, are gone
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")  # as Germany and Russia write it, and nobody else otherwise
STROKED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")  # the day first, or the month first
INVISIBLE = re.compile(  # control characters and the like, which neither a workbook nor a database can hold
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


class BadCell(CampaignError):
    """What stands in a cell cannot be read as what its column holds; the text says why and what to do."""


def plain(text: str) -> str:
    """Return a text without what nobody can see: space around its lines, and control characters."""
    seen = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip() for line in seen.split("\n")).strip()


def value_in(column: Column, cell: Cell) -> str:
    """Return what stands in a cell as a record holds it, empty for nothing; raises BadCell."""
    if cell is None:
        return ""
    if isinstance(cell, Odd):
        told = UPLOAD.sentence(cell)
        raise BadCell(told.message, **told.values)
    if column.holds is Holds.YES:
        return _yes(cell)
    if isinstance(cell, date):
        if column.holds is Holds.DAY:
            return cell.isoformat()
        raise BadCell(A_DAY)
    if not isinstance(cell, str):
        raise _spoiled(column)
    return READERS.get(column.holds, _text)(column, plain(cell))


def _spoiled(column: Column) -> BadCell:
    if column.holds is Holds.DAY:
        return BadCell("It is a number: write the day as 2026-05-31, or give the cell the format of a date.")
    if column.holds is Holds.NUMBER:
        return BadCell(
            "A spreadsheet made a quantity of this number, and took its plus or its zeros away. "
            "Format the column as text, and enter it again with + and the country's code."
        )
    return BadCell("A spreadsheet made a quantity of it, and may have taken zeros away. " + AS_TEXT)


def _text(column: Column, text: str) -> str:
    if column.holds is Holds.LINES:
        return "\n".join(filter(None, text.split("\n")))
    return " ".join(text.split("\n"))


def _number(column: Column, text: str) -> str:
    if IN_POWERS.fullmatch(text) or BARE_DIGITS.fullmatch(text):
        raise _spoiled(column)
    return text


def _word(column: Column, text: str) -> str:
    word = text.casefold().replace(" ", "_")
    if word and word not in column.words:
        raise BadCell("“%(text)s” is none of: %(words)s.", text=text, words=", ".join(column.words))
    return word


def _words(column: Column, text: str) -> str:
    found = {_word(column, word) for word in listed(text)}
    return ", ".join(word for word in column.words if word in found)


def _country(_column: Column, text: str) -> str:
    code = text.upper()
    if code and not is_country(code):
        raise BadCell("“%(text)s” is no country: use its two letters (ISO 3166), such as RU.", text=text)
    return code


def _countries(column: Column, text: str) -> str:
    return ", ".join(sorted({_country(column, word) for word in listed(text)}))


def _language(_column: Column, text: str) -> str:
    code = LANGUAGES.get(text.casefold().replace("_", "-"), "")
    if text and not code:
        raise BadCell("“%(text)s” is no language: use a code such as en, ru or fr.", text=text)
    return code


def _languages(column: Column, text: str) -> str:
    return ", ".join(dict.fromkeys(_language(column, word) for word in listed(text)))


def _day(_column: Column, text: str) -> str:
    if not text:
        return ""
    for pattern, order in ((DAY, (1, 2, 3)), (DOTTED_DAY, (3, 2, 1)), (STROKED_DAY, (3, 2, 1))):
        if found := pattern.fullmatch(text):
            year, month, day = (int(found[group]) for group in order)
            if pattern is STROKED_DAY and month != day and month <= 12 and day <= 12:
                raise BadCell("“%(text)s” can be two days: write it as 2026-05-31.", text=text)
            if pattern is STROKED_DAY and month > 12:
                month, day = day, month
            return _existing_day(year, month, day, text)
    raise BadCell("“%(text)s” is no day: write it as 2026-05-31.", text=text)


def _existing_day(year: int, month: int, day: int, text: str) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise BadCell("“%(text)s” is no day: write it as 2026-05-31.", text=text) from None


def _yes(cell: str | date | bool | int | float) -> str:
    text = str(cell).strip().casefold()
    if text not in YES_WORDS:
        raise BadCell("“%(text)s” is neither yes nor no.", text=text)
    return YES_WORDS[text]


READERS = {
    Holds.NUMBER: _number,
    Holds.WORD: _word,
    Holds.WORDS: _words,
    Holds.COUNTRY: _country,
    Holds.COUNTRIES: _countries,
    Holds.LANGUAGE: _language,
    Holds.LANGUAGES: _languages,
    Holds.DAY: _day,
}
