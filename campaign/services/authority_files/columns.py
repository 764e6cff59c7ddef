"""The columns of a file of authorities; docs/directory-files.md says what each holds."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from babel import Locale

from campaign.errors import BadTable
from campaign.models import PostalAddress
from campaign.models.columns import Sourced
from campaign.models.vocabulary import Channel, ContactKind, Gender, MissionKind, Office
from campaign.services.tables.cells import Cell

SHEET = "authorities"
SLUG, SOURCE, AS_EXPORTED = "slug", "source", "as_exported"
OURS = (SOURCE, AS_EXPORTED)  # columns of the file that are no field of an authority
THEIRS = "x_"  # what begins so is the coordinator's own, and not looked at
NUMBERS = (ContactKind.FAX, ContactKind.PHONE)
REFUSABLE = (Channel.PRINT, Channel.FAX, Channel.EMAIL)
ADDRESS = "address"
ENTRIES = (ADDRESS, *(kind.value for kind in ContactKind))
MOST_ENTRIES = 30  # addresses of an authority, and contacts of one kind


class Holds(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    COUNTRY = "country"
    COUNTRIES = "countries"
    LANGUAGE = "language"
    LANGUAGES = "languages"
    WORD = "word"
    WORDS = "words"
    YES = "yes"
    NUMBER = "number"  # of a fax or a telephone, as published or as dialled
    WORKED_OUT = "worked_out"  # by the program; to be read, not to be changed


@dataclass(frozen=True)
class Column:
    """A column: its name, what it holds, and for a column of words those that it may hold."""

    name: str
    holds: Holds = Holds.TEXT
    words: tuple[str, ...] = ()


HEAD = (
    Column(SLUG),
    Column("state", Holds.COUNTRY),
    Column("office", Holds.WORD, tuple(Office)),
    Column("gender", Holds.WORD, tuple(Gender)),
    Column("languages", Holds.LANGUAGES),
    Column("refuses", Holds.WORDS, REFUSABLE),
)
MISSION = (
    Column("mission", Holds.WORD, tuple(MissionKind)),
    Column("mission_sending_state", Holds.COUNTRY),
    Column("mission_host_state", Holds.COUNTRY),
    Column("mission_un_body"),
    Column("mission_headed_by_charge", Holds.YES),
    Column("mission_accredited_to", Holds.COUNTRIES),
)
TEXT_FIELDS = ("title", "name", "honorific", "organisation", "salutation", "closing")
DATED = tuple(
    Column(column.key, Holds.TEXT if "source" in column.key else Holds.DAY)
    for column in PostalAddress.__table__.columns
    if column.key in Sourced.__annotations__
)
OF_NUMBERS = (Column("e164", Holds.NUMBER), Column("proposed", Holds.WORKED_OUT), Column("doubt", Holds.WORKED_OUT))
TAIL = (Column(SOURCE), Column(AS_EXPORTED))
PLAIN = {column.name: column for column in (*HEAD, *MISSION, *TAIL)}
OF_TEXT = re.compile(f"({'|'.join(TEXT_FIELDS)})_([a-z]{{2,8}}(?:[_-][a-z0-9]{{2,8}})*)", re.IGNORECASE)
OF_ENTRY = re.compile(f"({'|'.join(ENTRIES)})_([0-9]{{1,2}})(?:_([a-z0-9_]+))?")
LANGUAGES = {code.casefold().replace("_", "-"): code for code in map(str, Locale("en").languages)}


def entry_columns(kind: str, number: int) -> tuple[Column, ...]:
    """Return the columns of the nth address, or the nth contact of a kind, counted from 1."""
    name = f"{kind}_{number}"
    if kind == ADDRESS:
        own: tuple[Column, ...] = (Column("language", Holds.LANGUAGE), Column("country", Holds.COUNTRY))
        main = Column(name, Holds.LINES)
    else:
        own = (*(OF_NUMBERS if kind in NUMBERS else ()), Column("note"))
        main = Column(name, Holds.NUMBER if kind in NUMBERS else Holds.TEXT)
    return (main, *(Column(f"{name}_{each.name}", each.holds) for each in (*own, *DATED)))


def text_columns(language: str) -> tuple[Column, ...]:
    """Return the columns of one language."""
    return tuple(Column(f"{field}_{language}") for field in TEXT_FIELDS)


def columns_for(names: Collection[str]) -> tuple[Column, ...]:
    """Return all columns, in their order, of a file that holds the fields with these names."""
    languages = sorted(languages_in(names), key=_english_first)
    entries = {(kind, number) for name in names if (kind := entry_of(name)[0]) and (number := entry_of(name)[1])}
    ordered = sorted(entries, key=lambda entry: (ENTRIES.index(entry[0]), entry[1]))
    return (
        *HEAD,
        *(column for language in languages for column in text_columns(language)),
        *MISSION,
        *(column for kind, number in ordered for column in entry_columns(kind, number)),
        *TAIL,
    )


def entry_of(name: str) -> tuple[str, int]:
    """Return the kind and the number of the entry that a field belongs to: `fax` and 2 for `fax_2_note`; else none."""
    found = OF_ENTRY.fullmatch(name)
    return (found[1], int(found[2])) if found else ("", 0)


def text_language(name: str) -> str:
    """Return the language of a field such as `name_ru`; empty for another field."""
    found = OF_TEXT.fullmatch(name)
    return found[2] if found else ""


def languages_in(names: Iterable[str]) -> set[str]:
    """Return the languages of fields with these names."""
    return {language for name in names if (language := text_language(name))}


def read_headings(row: Sequence[Cell], known_languages: Iterable[str]) -> tuple[Column | None, ...]:
    """Return the column of each heading; none for one of the coordinator's own.

    Raises BadTable, naming all of them at once, for headings that are unknown or there twice.
    """
    languages = {**LANGUAGES, **{code.casefold().replace("_", "-"): code for code in known_languages}}
    columns = [_column(str(cell or "").strip(), languages) for cell in row]
    unknown = [f"“{column}”" for column in columns if isinstance(column, str)]
    if unknown:
        raise BadTable(
            "These columns are not known: %(names)s. Name them as in the template, or begin their names with x_ where "
            "they are your own.",
            names=", ".join(unknown),
        )
    found = tuple(column for column in columns if not isinstance(column, str))
    names = [column.name for column in found if column]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadTable("These columns are there twice: %(names)s.", names=", ".join(twice))
    if not set(names) - set(OURS):
        raise BadTable(
            "The first row must hold the names of the columns, such as slug, state, title_en: see the template."
        )
    return found


def _column(heading: str, languages: dict[str, str]) -> Column | str | None:
    """Return the column that a heading names, none for one to pass over, or the heading if it is unknown."""
    name = re.sub(r"[\s_]+", "_", heading).casefold()
    if not name or name.startswith(THEIRS):
        return None
    if name in PLAIN:
        return PLAIN[name]
    entry = OF_ENTRY.fullmatch(name)
    if entry and 1 <= int(entry[2]) <= MOST_ENTRIES:
        columns = {column.name: column for column in entry_columns(entry[1], int(entry[2]))}
        plain = f"{entry[1]}_{int(entry[2])}" + (f"_{entry[3]}" if entry[3] else "")
        return columns.get(plain, heading)
    text = OF_TEXT.fullmatch(name)
    code = languages.get(text[2].replace("_", "-")) if text else None
    return Column(f"{text[1]}_{code}") if text and code else heading


def _english_first(language: str) -> tuple[bool, str]:
    return language != "en", language


def numbers_of(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each entry that fields with these names belong to, once, in order."""
    entries = {entry_of(name) for name in names} - {("", 0)}
    yield from sorted(entries, key=lambda entry: (ENTRIES.index(entry[0]), entry[1]))
