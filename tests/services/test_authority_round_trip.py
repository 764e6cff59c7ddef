"""Whatever the directory holds, in every script: what is exported and read back changes nothing."""

from datetime import date

import hypothesis
from hypothesis import strategies as st

from campaign.models import Authority, AuthorityText, Contact, PostalAddress
from campaign.models.vocabulary import Channel, ContactKind, Doubt, Gender, Office
from campaign.services.authority_files.columns import OURS, SHEET, columns_for, read_headings
from campaign.services.authority_files.exporting import CSV, XLSX, written
from campaign.services.authority_files.merging import Fault, merged
from campaign.services.authority_files.records import record_of
from campaign.services.tables.reading import read_table

TODAY = date(2026, 5, 4)
BEGINNINGS = st.sampled_from(
    ["=", "+", "-", "@", "\t", "\r", "\n", "'", "'=", "''+", " =", "\xa0@", "\u200b-", "＝", "#REF!"]
)
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
TEXT = (
    ANY
    | st.builds(str.__add__, BEGINNINGS, ANY)
    | st.sampled_from(["3.3E+10", "007", "01/02/2026", "TRUE", "1;2,3\t4"])
)
MAYBE = st.none() | TEXT
DAY = st.none() | st.dates(min_value=date(1, 1, 1))
COUNTRY = st.sampled_from(["AL", "RU", "XK", "ZZ"])
LANGUAGE = st.sampled_from(["en", "ar", "zh_Hant", "pt_BR", "ru", "he", "ja"])
DATED = {"source": TEXT, "verified_on": DAY, "bounced_on": DAY, "valid_from": DAY, "valid_to": DAY}
TEXTS = st.builds(dict, title=TEXT, name=MAYBE, honorific=MAYBE, organisation=MAYBE, salutation=MAYBE, closing=MAYBE)
ADDRESSES = st.builds(dict, language=LANGUAGE, lines=st.lists(TEXT, max_size=8).map(tuple), country=COUNTRY, **DATED)
CONTACTS = st.builds(
    dict,
    kind=st.sampled_from(ContactKind),
    raw=TEXT,
    e164=st.none() | st.just("+35542259388"),
    proposed=st.none() | st.just("+35542259389"),
    doubt=st.none() | st.sampled_from(Doubt),
    note=MAYBE,
    **DATED,
)
AUTHORITIES = st.builds(
    dict,
    state=st.none() | COUNTRY,
    office=st.none() | st.sampled_from(Office),
    gender=st.none() | st.sampled_from(Gender),
    languages=st.lists(LANGUAGE, unique=True).map(tuple),
    refuses=st.lists(st.sampled_from(Channel), unique=True).map(tuple),
    texts=st.dictionaries(LANGUAGE, TEXTS, max_size=2),
    addresses=st.lists(ADDRESSES, max_size=1),
    contacts=st.lists(CONTACTS, max_size=2),
)


def a_record(values: dict) -> dict[str, str]:
    """What the directory holds of an authority with these values."""
    texts = {language: AuthorityText(language=language, **text) for language, text in values["texts"].items()}
    parts = {
        "texts": texts,
        "addresses": [PostalAddress(id=number, **each) for number, each in enumerate(values["addresses"], start=1)],
        "contacts": [Contact(id=number, **each) for number, each in enumerate(values["contacts"], start=1)],
    }
    return record_of(Authority(slug="somebody", **{**values, **parts}))


@hypothesis.given(held=AUTHORITIES)
def test_whatever_is_exported_as_csv_and_read_back_changes_nothing(held: dict) -> None:
    record = a_record(held)

    assert read_back(record, CSV) == (record, ())


@hypothesis.given(held=AUTHORITIES)
@hypothesis.settings(max_examples=30)  # a workbook takes longer than a test should
def test_whatever_is_exported_as_a_workbook_and_read_back_changes_nothing(held: dict) -> None:
    record = a_record(held)

    assert read_back(record, XLSX) == (record, ())


def read_back(record: dict[str, str], kind: str) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """What the directory would hold, and what would be wrong, after a record was exported and read back."""
    headings, row = read_table(written(kind, columns_for(record), [record]), SHEET).rows
    columns = read_headings(headings, ())
    cells = dict(zip(columns, [*row, *[None] * (len(columns) - len(row))], strict=True))
    ours = {column: cell for column, cell in cells.items() if column and column.name not in OURS}
    return merged(record, ours, source="", today=TODAY)
