"""Phrasebooks: the fixed words of letters, one TOML file a language in letters/phrases/."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
from babel import Locale, UnknownLocaleError

from campaign.errors import MissingWord
from campaign.models.vocabulary import Gender, Office, OwnMinister, Role
from campaign.paths import LETTERS

PHRASES = LETTERS / "phrases"
LOCALES = {"en": "en_GB"}  # of several that CLDR has, the one that its words are written in
ELSEWHERE = "elsewhere"  # beside the roles: a channel of another state than the action's, or of none
MAY_BE_EMPTY = {"marks.after_closing", "marks.after_introduction", "marks.onto_last"}
NAMES_IN_BRACES = {
    "place_and_date": {"place", "date"},
    "subject": {"persons"},
    "with_role": {"name", "role"},
    "with_role_in_list": {"name", "role"},
    "addressee_in_note": {"name", "title"},
    "opening.one": {"persons"},
    "opening.many": {"persons"},
    "copy_note.one": {"date", "addressees"},
    "copy_note.many": {"date", "addressees"},
    "introductions.elsewhere": {"country"},
    "countries.any": {"country"},
    "signature": {"name"},
    "body.source": {"organisations"},
    "body.concern": {"text"},
    "body.reminder": {"text"},
    "fax.page": {"page", "pages"},
}


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase about one and about many, where a language tells them apart."""

    one: str
    many: str

    def form(self, count: int) -> str:
        """Return the phrase for so many."""
        return self.one if count == 1 else self.many


class DemandForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which form coordinators write demands, and one written so."""

    form: str
    example: str


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences of the letter."""

    source: str
    concern: str
    reminder: str
    thanks: str


class Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Punctuation."""

    after_salutation: str
    after_closing: str
    after_introduction: str
    before_items: str
    between: str
    before_last: str
    onto_last: str
    between_two: str
    end: str
    letters: str


class Checks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that are said to supporters who use them, and what stands in a forgotten gap; * stands for anything."""

    impolite: tuple[str, ...]
    political: tuple[str, ...]
    placeholders: tuple[str, ...]


class FaxWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that stand above a fax and at the head of its pages."""

    title: str
    to: str
    number: str
    sender: str
    date: str
    subject: str
    pages: str
    page: str


class Phrasebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fixed words of letters in one language; letters/phrases/en.toml says what each is for."""

    date: str
    first_of_month: str
    place_and_date: str
    subject: str
    with_role: str
    with_role_in_list: str
    someone: str
    several: str
    another: str
    others: str
    addressee_in_note: str
    signature: str
    demands: DemandForm
    opening: Counted
    copy_note: Counted
    body: Body
    introductions: dict[str, str]
    replies: dict[str, str]
    marks: Marks
    fax: FaxWords
    salutations: dict[str, dict[str, str]]
    salutations_at_home: dict[str, dict[str, str]]
    closings: dict[str, str]
    checks: Checks
    countries: dict[str, str]

    def salutation(self, office: Office, gender: Gender | None) -> str:
        """Return the form of address for an office, by gender only where it is known."""
        forms = self.salutations[office]
        return forms.get(gender or "any", forms["any"])

    def salutation_at_home(self, office: Office, gender: Gender | None) -> str:
        """Return the form of address for somebody of the sender's own state who may be written to by `OwnMinister`."""
        forms = self.salutations_at_home.get(office) or self.salutations[office]
        return forms.get(gender or "any", forms["any"])

    def closing(self, office: Office | None) -> str:
        """Return the complimentary close for an office; it may repeat the {salutation}."""
        return self.closings.get(office or "any", self.closings["any"])

    def country(self, code: str, name: str) -> str:
        """Return a country as it stands in an introduction: “the Netherlands”, „in den Niederlanden“."""
        return self.countries.get(code, self.countries["any"]).format(country=name)


@dataclass(frozen=True)
class Tongue:
    """A language that letters can be written in: its code, its CLDR locale and its phrasebook."""

    code: str
    locale: Locale
    phrases: Phrasebook

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.locale.text_direction


def languages(folder: Path = PHRASES) -> tuple[str, ...]:
    """Return the languages that have a phrasebook."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def tongue(language: str, folder: Path = PHRASES) -> Tongue:
    """Return a language's phrasebook, checked for completeness; raises MissingWord if there is none or a word lacks."""
    if language not in languages(folder):
        raise MissingWord(
            f"Letters cannot be written in “{language}” yet: there is no phrasebook letters/phrases/{language}.toml."
        )
    try:
        phrases = msgspec.convert(tomllib.loads((folder / f"{language}.toml").read_text("utf-8")), Phrasebook)
        locale = Locale.parse(LOCALES.get(language, language).replace("-", "_"))
        lacking = tuple(_lacking(phrases))
    except (ValueError, UnknownLocaleError) as error:
        raise MissingWord(f"The phrasebook letters/phrases/{language}.toml cannot be used: {error}.") from error
    if lacking:
        raise MissingWord(f"The phrasebook letters/phrases/{language}.toml lacks {', '.join(lacking)}.")
    return Tongue(language, locale, phrases)


def _lacking(phrases: Phrasebook) -> Iterator[str]:
    """Name every entry that is missing, empty, or uses other names in braces than it may."""
    roles = {Role.TARGET, Role.OVERSIGHT, Role.CHANNEL, ELSEWHERE}
    for table, needed in (
        ("introductions", roles),
        ("replies", roles),
        ("salutations", set(Office)),
        ("salutations_at_home", set(OwnMinister)),
        ("closings", {"any"}),
        ("countries", {"any"}),
    ):
        yield from (f"{word} in [{table}]" for word in sorted(needed - getattr(phrases, table).keys()))
    for table in ("salutations", "salutations_at_home"):
        forms_by_office = getattr(phrases, table)
        yield from (f"any for {office} in [{table}]" for office, forms in forms_by_office.items() if "any" not in forms)
    if phrases.fax.page.find("{pages}") < phrases.fax.page.find("{page}"):
        yield "{page} before {pages} for fax.page"
    for place, text in _texts(msgspec.to_builtins(phrases)):
        if not text.strip() and place not in MAY_BE_EMPTY:
            yield f"words for {place}"
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        if place.startswith("closings."):
            names -= {"salutation"}
        if names != NAMES_IN_BRACES.get(place, set()):
            yield f"the right names in braces for {place}"


def _texts(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield f"{above}{key}", value
        else:
            yield from ((f"{above}{key}", word) for word in value)
