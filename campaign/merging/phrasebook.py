"""Phrasebooks: the fixed words of letters, one TOML file a language in letters/phrases/."""

import tomllib
from dataclasses import dataclass
from functools import cache

import msgspec
from babel import Locale

from campaign.errors import MissingWord
from campaign.models.vocabulary import Gender, Office, Role
from campaign.paths import LETTERS

PHRASES = LETTERS / "phrases"


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences that every letter has."""

    opening: str
    source: str
    concern: str
    reminder: str
    thanks: str


class Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Punctuation."""

    after_salutation: str
    after_closing: str
    before_list: str
    between: str
    before_last: str
    end: str


class Phrasebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fixed words of letters in one language; letters/phrases/en.toml says what each is for."""

    date: str
    place_and_date: str
    subject: str
    with_role: str
    with_role_in_list: str
    someone: str
    several: str
    copy_note: str
    addressee_in_note: str
    body: Body
    introductions: dict[str, str]
    replies: dict[str, str]
    marks: Marks
    salutations: dict[str, dict[str, str]]
    closings: dict[str, str]

    def salutation(self, office: Office, gender: Gender | None) -> str:
        """Return the form of address for an office, by gender only where it is known."""
        forms = self.salutations[office]
        return forms.get(gender or "any", forms["any"])

    def closing(self, office: Office | None) -> str:
        """Return the complimentary close for an office."""
        return self.closings.get(office or "any", self.closings["any"])


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


def languages() -> tuple[str, ...]:
    """Return the languages that have a phrasebook."""
    return tuple(sorted(path.stem for path in PHRASES.glob("*.toml")))


@cache
def tongue(language: str) -> Tongue:
    """Return a language's phrasebook, checked for completeness; raises MissingWord if there is none or a word lacks."""
    path = PHRASES / f"{language}.toml"
    if language not in languages():
        raise MissingWord(
            f"Letters cannot be written in “{language}” yet: there is no phrasebook letters/phrases/{language}.toml."
        )
    try:
        phrases = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Phrasebook)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise MissingWord(f"The phrasebook letters/phrases/{language}.toml is not complete: {error}.") from error
    _check(phrases, language)
    return Tongue(language, Locale.parse(language), phrases)


def _check(phrases: Phrasebook, language: str) -> None:
    roles = {Role.TARGET, Role.OVERSIGHT, Role.CHANNEL}
    wanted = (
        ("introductions", roles, phrases.introductions.keys()),
        ("replies", roles, phrases.replies.keys()),
        ("salutations", set(Office), phrases.salutations.keys()),
        ("closings", {"any"}, phrases.closings.keys()),
    )
    for table, needed, there in wanted:
        if lacking := sorted(needed - there):
            raise MissingWord(
                f"The phrasebook letters/phrases/{language}.toml lacks {', '.join(lacking)} in [{table}]."
            )
