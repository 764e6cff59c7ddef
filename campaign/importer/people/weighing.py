"""What speaks for a name's being that of a person at risk, in points."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from campaign.importer.fields.places import country_of
from campaign.importer.paragraphs import sentences
from campaign.importer.people.beside import is_body, is_official, is_place, is_relative
from campaign.importer.people.forms import STEM, Seen
from campaign.importer.people.roles import role_of
from campaign.importer.people.wording import headings_in, is_of_words, small_words
from campaign.importer.words import every, plain

AGE = r"\s*[(,]\s*(?:aged?\s+|de\s+|di\s+)?\d{1,2}(?:\)|,|\s(?:years|ans|años|Jahre|anni|anos|лет|год))"
AGED = re.compile(r"\d{1,2}[- ](?:years?[- ]old|jährige\w*|летн\w+)\s+(?:[\w-]+\s+){0,3}$")
BEGINNING = 700  # characters of the account in which the persons are named first
AGE_BEFORE = 60  # characters before a name in which an age may stand


@dataclass(frozen=True)
class Words:
    """The words of a document that names are weighed by: its account, all it tells, what it asks, and its title."""

    prose: str
    told: str
    asked: str
    title: str
    language: str

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that stand somewhere without a capital."""
        return small_words(f"{self.told}\n{self.asked}")

    @cached_property
    def headings(self) -> str:
        """The lines that are set with a capital for nearly each word."""
        return headings_in(self.told)


def is_beside_the_case(seen: Seen, words: Words) -> bool:
    """Whether a name is that of an official, a body, a place, kin or a lawyer, who are named to tell the story."""
    tests = (is_official, is_body, is_place, is_relative)
    return any(test(words.prose, name) for name in seen.names for test in tests)


def is_introduced(seen: Seen, words: Words) -> bool:
    """Whether a form of address brings somebody into the account, who is not named beside the case."""
    begins = any(each.start < BEGINNING for each in seen.forms)
    return seen.gender is not None and begins and not is_beside_the_case(seen, words)


def stands_beside(seen: Seen, chosen: Sequence[Seen], told: str) -> bool:
    """Whether a name stands in a row with that of a person at risk: “X, Y and Z”."""
    for other in chosen:
        for one, two in ((seen.name, other.name), (other.name, seen.name)):
            if re.search(
                rf"{re.escape(one)}(?:,| and| et| y| e| und| и)(?: (?:[^\W\d_]+ ){{0,2}})?\s?{re.escape(two)}", told
            ):
                return True
    return False


def kin(seen: Seen, others: Iterable[Seen], whole: str) -> bool:
    """Whether a name shares its surname with one that title or demands name in full, and they do not name it."""
    surname = seen.name.split()[-1]
    return seen.name not in whole and any(
        other is not seen and other.name.split()[-1] == surname and other.name in whole for other in others
    )


def points(seen: Seen, words: Words) -> float:
    """Return what speaks for a name: in demands, in the title, at the beginning, often, and with a form of address."""
    prose, names = words.prose, seen.names
    if all(is_of_words(name, words.small, words.told, words.headings) for name in names):
        return 0.0
    in_asked = any(name in words.asked for name in names)
    found = _in_asked(seen, words.asked, in_asked=in_asked) + _in_title(seen, words.title)
    found += min(sum(words.told.count(name) for name in names), 3) * 0.75
    found += 1.5 if any(each.start < BEGINNING for each in seen.forms) else 0.0
    found += 1.0 if seen.gender else 0.0
    role = role_of(names, words.told, words.language)
    found += 0.0 if role is None or every("kin_first").match(role) else -4.0 if _is_of_the_state(role) else 1.5
    found += 4.5 if any(_is_aged(name, prose) for name in names) else 0.0
    found += 2.0 if any(name in sentence for name in names for sentence in _concerned(prose)) else 0.0
    return (
        found
        - 4.0 * any(is_official(prose, name) for name in names)
        - 4.0 * any(is_body(prose, name) or is_place(prose, name) for name in names)
        - 2.0 * any(is_relative(prose, name) for name in names) * (not in_asked)
    )


def _is_of_the_state(role: str) -> bool:
    """Whether a role is an office of the state: “Minister of Justice”, “president of Mexico”."""
    country = every("of_country").match(plain(role))
    return every("state_office").match(plain(role)) is not None or bool(country and country_of(role[country.end() :]))


def _in_asked(seen: Seen, asked: str, *, in_asked: bool) -> float:
    stem = _stem(seen)
    return 3.5 if in_asked else 2.5 if len(stem) > 3 and stem in asked else 0.0


def _in_title(seen: Seen, title: str) -> float:
    stem = _stem(seen)
    if len(stem) > 3 and stem.casefold() in title.casefold():
        return 3.0
    given = seen.name.split()[0]  # “Letters for Brother Thomas”
    return 2.0 if len(given) > STEM and re.search(rf"(?i)(?<!\w){re.escape(given)}(?!\w)", title) else 0.0


def _stem(seen: Seen) -> str:
    surname = seen.name.split()[-1]
    return surname[: max(STEM, len(surname) - 2)]


def _is_aged(name: str, prose: str) -> bool:
    """Whether an age stands with a name: “X, 34, …”, “22-year-old student X”."""
    return re.search(re.escape(name) + AGE, prose) is not None or any(
        AGED.search(prose[max(0, found.start() - AGE_BEFORE) : found.start()])
        for found in re.finditer(re.escape(name), prose)
    )


@lru_cache(maxsize=8)
def _concerned(prose: str) -> tuple[str, ...]:
    """Return the sentences that say for whom somebody fears or speaks up."""
    return tuple(
        sentence
        for paragraph in prose.split("\n")
        for sentence in sentences(paragraph)
        if every("concerned").search(plain(sentence))
    )
