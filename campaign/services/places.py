"""Where on the desk something is mended: the section, the row and the field of its form, and whose data it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from campaign.errors import Sentence
from campaign.models.vocabulary import SubjectKind
from campaign.services.editing.entries import Section

WORDS, ADDRESSES, CONTACTS, GENDER = "words", "addresses", "contacts", "gender"  # of the form of an authority
REACH = "reach"  # of its page: where somebody says that an address or a number is right
ADD = "add"  # in place of a field: the button that adds a row, where there is none yet


class _WithItems(Protocol):
    @property
    def items(self) -> Iterable["_WithItems"]: ...


Demanding = TypeVar("Demanding", bound=_WithItems)


@dataclass(frozen=True)
class Owner:
    """An organisation or an authority, whose own data something is."""

    kind: SubjectKind
    slug: str
    at: str = ADD  # the part of their page


@dataclass(frozen=True)
class Place:
    """A field of a section of an action; `row` counts from 0 in sections of rows.

    With an owner the field only names them, and the data itself is on their own page.
    """

    section: Section
    field: str
    row: int | None = None
    owner: Owner | None = None


@dataclass(frozen=True)
class Lack:
    """Something that is missing, or worth a look, and where it is mended."""

    sentence: Sentence
    place: Place

    def __str__(self) -> str:
        return str(self.sentence)


def of_text(language: str, field: str, languages: Iterable[str]) -> Place:
    """Return the place of a field of the text in a language, among the languages that there are texts in."""
    return Place(Section.TEXTS, field, sorted(languages).index(language))


def of_authority(row: int, slug: str, at: str = WORDS) -> Place:
    """Return the place of what the directory says of an addressee: a part of its form, or of its page."""
    return Place(Section.ADDRESSEES, "authority", row, Owner(SubjectKind.AUTHORITY, slug, at))


def of_organisation(slug: str) -> Place:
    """Return the place of what is known of an organisation."""
    return Place(Section.BASICS, "organisations", owner=Owner(SubjectKind.ORGANISATION, slug))


def in_rows(demands: Iterable[Demanding]) -> Iterator[Demanding]:
    """Yield demands as the rows of their form stand: each, then its sub-items."""
    for demand in demands:
        yield demand
        yield from in_rows(demand.items)  # type: ignore[misc]
