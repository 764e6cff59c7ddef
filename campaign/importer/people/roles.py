"""What a person is, in the document's words: “human rights defender X”, “X, chairperson of the Water Forum, …”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from campaign.importer.people import telling
from campaign.importer.people.names import NAME, title_and_name
from campaign.importer.words import LANGUAGES, every, listed, plain, vocabulary

NO_NOUN = re.compile(  # participles and adverbs by their endings
    r"^\w*(?:ed|ing|ly|mente?|é[es]{0,2}|[aiu][dt][oa]s?|ant|endo|ando|\w+вш\w+|\w*нн\w+|\w+ющ\w+)(?:\s|$)"
)
AN_AND = re.compile(
    r"(?:und|and|et|y|e|и|who|whose|dont|cuy[oa]|deren|dessen|cui|cuj[oa]|qui|que|quien|der|die|che|кото\w+)\b"
)
WHERE = re.compile(
    r"(?<!\w)(?:in|at|on|from|near|en|à|dans|sur|chez|auf|bei|vor|no|na|em|nel|nella|al|в|на|из)\s+$", re.I
)
WHOSE = re.compile(
    r"\s(?:of|de|du|des|der|di|da|do|dos|das|del|della)\s(?!(?:los )?(?:derech|dro[it]|direit|diritt|конс))", re.I
)
STEM = 4  # letters by which two forms of one word are told to be the same
ENDING = 3  # letters by which they may differ
LONGEST = 14  # words
ABOVE = 60  # characters in which the beginning of a longer role may stand
FAR = 500  # characters over which a pronoun may refer to a name


Telling = tuple[int, int, list[str], str]  # rank, place, names, words


@dataclass(frozen=True)
class Told:
    """A role as some words tell it: the better the words, the lower the rank."""

    rank: int
    start: int
    role: str


@lru_cache(maxsize=8)
def roles_in(prose: str, language: str) -> dict[str, list[Told]]:
    """Return what running text tells of each name, by the name without its form of address and regard to case."""
    found: dict[str, list[Told]] = {}
    for rank, start, names, words in _told(prose, language):
        role = _innermost(every("behind_end").sub("", words).strip(), language)
        if not _can_be_role(role) or telling.of_the_next(language).search(role):
            continue
        rank += 2 * role.isupper() + (len(names) > 1)  # a heading; what is told of several
        rank += 3 * _is_no_calling(role)  # what was done to somebody is hardly what they are
        for name in names:
            bare = re.sub(rf"^{telling.title()}", "", name).casefold()
            found.setdefault(bare, []).append(Told(rank, start, role))
    return found


def _innermost(role: str, language: str) -> str:
    """Return a role of the lists without the words before its article: “the fate of three asylum seekers”."""
    inner = telling.inner(language).search(role)
    begins = re.match(telling.listed_role(language), role) and not every("kin_first").match(role)
    return inner["role"] if inner and not begins else role


def _is_no_calling(role: str) -> bool:
    """Whether a role says what was done to somebody, or whose kin somebody is: “prisoner”, “mother of three”."""
    return any(every(key).match(role) for key in ("status", "kin_first"))


def _told(prose: str, language: str) -> Iterator[Telling]:
    """Yield all ways of telling what somebody is: a rank, the place, the names, and the words for it."""
    yield from _told_behind(prose, language)
    yield from _told_at_a_comma(prose, language)
    for match in telling.before(language).finditer(prose):
        full = WHOSE.search(match["role"])  # “líder de trabalhadores rurais”
        if not (match["role"][0].isupper() and match["role"].casefold() in listed("before_names")):  # “Brother Thomas”
            yield 0 if full else 1, match.start(), _names(match), match["role"]
    for pattern in telling.bare():
        for match in pattern.finditer(prose):
            words = match["role"].split()
            if not title_and_name(f"{words[-1]} X")[0] and all(map(_is_noun, words)):
                yield 2, match.start(), _names(match), match["role"]


def _told_behind(prose: str, language: str) -> Iterator[Telling]:
    """Yield what stands behind a name; where no word of the lists is in it, it must look like a noun."""
    ways = [*enumerate(telling.behind(language)), *enumerate(telling.being(language))]
    for match in telling.named().finditer(prose):
        # “X, Studentin der Krankenpflege, …” looks like a row of two names.
        for end, names in {match.end(): _names(match), match.end("name"): [match["name"]]}.items():
            for number, pattern in ways:
                found = pattern.match(prose, end)
                if found and not AN_AND.match(found["role"]) and (not number or _is_noun(found["role"])):
                    yield 0, match.start(), names, found["role"]


def _names(match: re.Match[str]) -> list[str]:
    return [match["name"], *re.findall(NAME, match.groupdict().get("others") or "")]


def _told_at_a_comma(prose: str, language: str) -> Iterator[Telling]:
    """Yield what stands before a name and its comma, unless it only says where or belongs to a role before it."""
    for pattern in telling.brought_in(language):
        for match in pattern.finditer(prose):
            above = prose[max(0, match.start() - ABOVE) : match.start()]
            if re.search(NAME, match["role"]) and not re.search(r"[«“„\"]", match["role"]):
                continue  # “the release of X Y, Z W, …”
            if _is_noun(match["role"]) and not WHERE.search(above) and not _goes_on(above, language):
                yield 0, match.start(), _names(match), match["role"]


def _goes_on(above: str, language: str) -> bool:
    return telling.complemented(language).search(above) is not None


def _is_noun(words: str) -> bool:
    """Whether words of no list may begin with a noun: “boat builder”, not “arrested on …” or “after …”."""
    return NO_NOUN.search(words) is None and every("no_noun").match(words) is None


def _can_be_role(role: str) -> bool:
    """Whether words are those of a role and whole: no kin, and no small word or verb at their end."""
    last = plain(role).casefold().split()[-1:]
    return (
        0 < len(role.split()) <= LONGEST
        and not every("siblings").fullmatch(role)
        and not every("verb_at_end").search(role)
        and not telling.body_first().match(role)
        and not any(last[0] in vocabulary("stopwords", language) for language in LANGUAGES)
    )


def role_of(names: Sequence[str], prose: str, language: str) -> str | None:
    """Return the role of one person by all forms of the name, the nominative first; also where only the surname stands.

    None where the document gives none.
    """
    told = [
        (each.rank, other != names[0].casefold(), each.start, each.role)
        for other, all_told in roles_in(prose, language).items()
        if any(_is_same(name.casefold(), other) for name in names)
        for each in all_told
    ]
    return _best([role for *_, role in sorted(told)]) or _by_pronoun(names[0], prose, language)


def _is_same(name: str, other: str) -> bool:
    return other == name or other.endswith(f" {name}") or name.endswith(f" {other}")


def _best(roles: Sequence[str]) -> str | None:
    """Return the first role, in the shortest of its forms, which is the nominative."""
    if not roles:
        return None
    first, *rest = roles[0].split()
    forms = [each for each in roles if each.split()[1:] == rest and each[:STEM] == first[:STEM]]
    return min((each for each in forms if len(roles[0]) - len(each) <= ENDING), key=len, default=roles[0])


def _by_pronoun(name: str, prose: str, language: str) -> str | None:
    """Return what is told of “he” or “she”, where this name stands before it and nobody else of whom much is told."""
    surname = name.split()[-1]
    others = [other for other in roles_in(prose, language) if not _is_same(name.casefold(), other)]
    for start, role in _told_by_pronouns(prose, language):
        _, own, between = prose[max(0, start - FAR) : start].rpartition(surname)
        if own and not any(other in between.casefold() for other in others):
            return role
    return None


@lru_cache(maxsize=8)
def _told_by_pronouns(prose: str, language: str) -> list[tuple[int, str]]:
    """Return where “he” or “she” is said to be something, and what."""
    return [
        (match.start(), role)
        for pattern in telling.of_the_one_before(language)
        for match in pattern.finditer(prose)
        if _can_be_role(role := match["role"].strip())
    ]
