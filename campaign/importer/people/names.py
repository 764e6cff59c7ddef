"""Names of persons in running text, without the words that stand before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from campaign.importer.fields.places import country_of
from campaign.importer.words import LANGUAGES, alternatives, compiled, every, listed, plain, vocabulary

PARTICLE = r"(?:de|del|della|di|da|do|dos|das|la|las|los|le|du|van|von|der|den|bin|bint|ibn|al|el|abu|ben|ould|ter|zu)"
LETTER = r"[A-ZÀ-ÞĀ-ŽА-ЯЁŞĞİŚŻŁƠƯĐĦ]"
NAME_WORD = rf"(?:{LETTER}[\w'’‘ʼ]+(?:-[\w'’‘ʼ]+)*|(?:al|el|as|ash|an|at|ar)-[A-Z][\w'’]+|[A-Z]\.)"
NAME = rf"{NAME_WORD}(?: (?:{PARTICLE} ){{0,2}}{NAME_WORD}){{1,5}}"
NAMES = re.compile(rf"(?<![\w@./-]){NAME}(?![\w@])")
GERMAN_ARTICLE = re.compile(r"(?<!\w)(?:der|die|das|de[mns]|eine?[rnms]?|zum|zur|vom|beim)\s+$", re.IGNORECASE)
GERMAN_ADJECTIVE = re.compile(r"(?<!\w)(?:[a-zäöüß]{3,}e[rnms]?|\d{1,3}-jährige[rnms]?)\s+$")
GERMAN_PERSON = re.compile(r"(?:er|in|ist|or|ent|ant|eur|mann|frau|loge|graf|en)$")
OF_COUNTRY = re.compile(rf" {PARTICLE}(?: {PARTICLE})? (?P<country>{NAME_WORD}(?: {NAME_WORD})?)$")
TOWN = 2  # words: “San Marcos”
BEFORE = 30  # characters before a name that tell what its first word is


@dataclass(frozen=True)
class Named:
    """A name as it stands somewhere in the prose, and whether a form of address stands before it."""

    name: str
    start: int
    gender: str | None


def names_in(prose: str, language: str) -> Iterator[Named]:
    """Yield the names of persons in running text, each with its place and the gender that “Ms” or “Sr.” states."""
    small = vocabulary("stopwords", language) if language in LANGUAGES else frozenset()
    for match in NAMES.finditer(prose):
        words = match.group().split()
        start = match.start()
        gender = _stated(prose[:start])
        while len(words) > 1 and (
            role_word().fullmatch(plain(words[0]))
            or _is_title(words[0])
            or plain(words[0]).casefold() in small
            or words[0].casefold().strip(".") in listed("before_names")
        ):
            gender = _gender_of_title(words[0]) or gender
            start += len(words[0]) + 1
            words = words[1:]
        if language == "de" and _noun_before(prose[max(0, start - BEFORE) : start], words[0]):
            start += len(words[0]) + 1  # “der Dorflehrer X Y”, “38-jährigen Eritreerin X Y”: German writes all nouns so
            words = words[1:]
        name = " ".join(words)
        pronoun = language == "de" and any(part.casefold() in small for part in words)  # "Schreiben Sie"
        if len(words) > 1 and not pronoun and can_be_name(name):
            yield Named(name.rstrip("."), start, gender)


def _noun_before(before: str, word: str) -> bool:
    """Whether a German word with a capital is a noun and no name: an article stands before it, or an adjective."""
    return GERMAN_ARTICLE.search(before) is not None or (
        GERMAN_ADJECTIVE.search(before) is not None and GERMAN_PERSON.search(word) is not None
    )


@cache
def role_word() -> re.Pattern[str]:
    """Return what matches a word that says what somebody is: German writes “Gewerkschafter X” with two capitals."""
    return re.compile(alternatives("people", "roles"), re.IGNORECASE)


def can_be_name(name: str) -> bool:
    """Whether capitalised words can be a person's name and not that of a body, an office or a place."""
    words = name.split()
    if any(
        plain(word).casefold().strip(".'s") in listed("no_names") or plain(word).casefold() in listed("no_names")
        for word in words
    ) or country_of(name):
        return False
    if (all(map(str.isupper, words)) and len(name) > 3) or re.match(rf"{PARTICLE} ", name):
        return False
    if len(words) == TOWN and plain(words[0]).casefold() in listed("of_saints"):
        return False
    if every("state_office").match(plain(name)):
        return False
    if (found := OF_COUNTRY.search(name)) and country_of(found["country"]):
        return False  # “Affaires Étrangères de la France”
    first = "|".join(alternatives("offices", key) for key in ("heads", "organisations", "buildings"))
    return not re.match(rf"(?:[ld]')?(?:{first})(?!\w)", plain(name), re.IGNORECASE)


def title_and_name(text: str) -> tuple[str | None, str]:
    """Return the gender that a form of address before a name states, and the name without it."""
    first, _, rest = text.partition(" ")
    return (_gender_of_title(first), rest) if rest and _is_title(first) else (None, text)


def _is_title(word: str) -> bool:
    return _gender_of_title(word) is not None


def _gender_of_title(word: str) -> str | None:
    for gender, key in (("m", "male_titles"), ("f", "female_titles")):
        if compiled(alternatives("people", key)).fullmatch(plain(word)):
            return gender
    return None


def stated_later(name: str, prose: str) -> str | None:
    """Return the gender that a form of address before the surname alone states: “La señora Huamán”."""
    given, *rest = map(re.escape, name.split())
    surnames = "|".join(rest)
    genders = {
        gender
        for gender, key in (("m", "male_titles"), ("f", "female_titles"))
        if surnames
        and re.search(
            rf"(?<!\w){alternatives('people', key)}\s+(?:{given}\s+)?(?:{surnames})(?!\w)", prose, re.IGNORECASE
        )
    }
    return genders.pop() if len(genders) == 1 else None


def _stated(before: str) -> str | None:
    """Return the gender that the form of address right before a name states; none is read out of a name."""
    for gender, key in (("m", "male_titles"), ("f", "female_titles")):
        if compiled(rf"(?<!\w){alternatives('people', key)}\s+$").search(plain(before[-14:])):
            return gender
    return None
