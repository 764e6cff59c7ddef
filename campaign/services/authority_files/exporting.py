"""The directory written as a file, and the empty file to begin with."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy.orm import Session

from campaign.services.authority_files.columns import (
    AS_EXPORTED,
    SHEET,
    Column,
    Holds,
    columns_for,
)
from campaign.services.authority_files.records import Record, fingerprint_of, records_of
from campaign.services.tables.separated import separated
from campaign.services.tables.workbook import Written, workbook

CSV, XLSX = "csv", "xlsx"
TEMPLATE_FIELDS = ("title_en", "address_1", "fax_1", "email_1", "phone_1")
MEANINGS = {
    Holds.TEXT: "text",
    Holds.LINES: "an address, a line below the other (Alt+Enter), without the country",
    Holds.DAY: "a day, such as 2026-05-31",
    Holds.COUNTRY: "a country's two letters (ISO 3166), such as RU",
    Holds.COUNTRIES: "countries' two letters, such as BE, LU",
    Holds.LANGUAGE: "a language's code, such as ru",
    Holds.LANGUAGES: "languages' codes, best first, such as ru, en",
    Holds.WORD: "one of: %s",
    Holds.WORDS: "none, or some of: %s",
    Holds.YES: "yes or no",
    Holds.NUMBER: "one number, with + and the country's code",
    Holds.WORKED_OUT: "worked out by the program: not to be changed",
}


def export_authorities(session: Session, kind: str, slugs: Collection[str] | None = None) -> bytes:
    """Return authorities as a file, `csv` or `xlsx`: those with these slugs, or all; a row each, with every field."""
    records = {slug: record for slug, (_, record) in records_of(session, slugs).items()}
    names = {name for record in records.values() for name in record}
    columns = columns_for(names or TEMPLATE_FIELDS)
    marked = [{**record, AS_EXPORTED: fingerprint_of(record)} for record in records.values()]
    return written(kind, columns, marked)


def template(kind: str) -> bytes:
    """Return a file with the columns of one language, one address and a contact of each common kind, and no rows."""
    columns = [column for column in columns_for(TEMPLATE_FIELDS) if column.name != AS_EXPORTED]
    return written(kind, columns, [])


def written(kind: str, columns: Sequence[Column], records: Sequence[Record]) -> bytes:
    """Return records under the headings of these columns, as a file."""
    headings = [column.name for column in columns]
    if kind == CSV:
        return separated([headings, *([record.get(name, "") for name in headings] for record in records)])
    rows = ([_written(column, record.get(column.name, "")) for column in columns] for record in records)
    about = [[column.name, _meaning(column)] for column in columns]
    return workbook({SHEET: [headings, *rows], "columns": [["column", "holds"], *about]})


def _written(column: Column, text: str) -> Written:
    return date.fromisoformat(text) if column.holds is Holds.DAY and text else text


def _meaning(column: Column) -> str:
    meaning = MEANINGS[column.holds]
    return meaning % ", ".join(column.words) if column.words else meaning
