"""What a line of an address is, by its words: an office, an organisation, a name, a street."""

import re
from functools import cache, lru_cache

from campaign.importer.fields.places import country_of
from campaign.importer.words import alternatives, every, plain

PARTICLES = (
    r"de|del|della|di|da|do|dos|das|la|las|los|le|du|des|van|von|der|den|ter|bin|bint|"
    r"ibn|al|el|ul|ud|y|e|i|abu|ben|ould|dit|av|af|zu|zur|St\.|Jr\.?"
)
NAME_WORD = (
    r"(?:(?:[A-ZÀ-ÞĀ-ŽА-ЯЁŞĞİŚŻŁƠƯĐ](?:[\w'’\-]|\.(?=\s|$))*)|(?:(?:al|el|as|ash|ar|at|bin|d|o|an)[-'’][\w'’\-]+))"
)
NAME = re.compile(rf"^{NAME_WORD}(?:\s+(?:(?:{PARTICLES})\s+)*{NAME_WORD}){{1,6}}$")
ABBREVIATED = re.compile(r"(?:[A-ZÀ-ÞА-Я][\w]{2,8}\.\s*)+(?=[A-ZÀ-ÞА-Я])")  # "Licda. Aura …", "Kol. Pol. Bambang …"
OF_ONE_WORD = re.compile(r"(?:of|de|da|do|del|della)\s+[A-ZÀ-Þ][\w-]+\s+(?P<name>[A-ZÀ-Þ][\w'’-]+\s+[A-ZÀ-Þ][\w'’-]+)$")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(
        r"(?:the |le |la |l'|el |il |lo |o |a )?" + alternatives("offices", "heads") + r"(?![\w])", re.IGNORECASE
    )


@cache
def _heads_at_end() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives("offices", "heads", "en") + r"$", re.IGNORECASE)


@cache
def _organisations() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:the|le|la|l'|el|il|o|a|os|die|das|der)\s+)?(?:[\w'’.-]+\s+){0,5}?"
        + alternatives("offices", "organisations")
        + r"(?!\w)",
        re.IGNORECASE,
    )


@cache
def _organisation_first() -> re.Pattern[str]:
    return re.compile(
        r"(?:c/o\s+)?(?:(?:the|le|la|el|il|o|a|os|die|das|der)\s+|l')?"
        + alternatives("offices", "organisations")
        + r"(?!\w)",
        re.IGNORECASE,
    )


@cache
def _within(key: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives("offices", key), re.IGNORECASE)


@cache
def _honorifics() -> re.Pattern[str]:
    words = f"(?:{alternatives('offices', 'honorifics')}|{alternatives('offices', 'ranks')})"
    # Up to a capital, so that “General de División X” is tried whole after “General” alone.
    return re.compile(rf"(?:{words}(?![\w'])\.?,?\s*)+(?=(?-i:[A-ZÀ-ÞĀ-ŽА-ЯЁ])|al-|el-|$)", re.IGNORECASE)


@cache
def _streets() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives("offices", "streets") + r"(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def honorific_and_rest(text: str) -> tuple[str | None, str]:
    """Return the forms before a name, as printed, and what follows them: “H.E. Mr.”, “Sergei Lavrov”."""
    end = 0
    while end < len(text):
        found = _honorifics().match(plain(text), end) or ABBREVIATED.match(plain(text), end)
        if not found or not found.group().strip():
            break
        end = found.end()
    rest = text[end:].strip()
    if end == 0 or not rest or not (rest[0].isupper() or rest[:3] in {"al-", "el-"}):
        return None, text
    return text[:end].strip(" ,"), rest


def is_honorific(text: str) -> bool:
    """Whether a line holds a form of address and nothing else: “Doctora”, “His Excellency”."""
    found = _honorifics().match(plain(text))
    return found is not None and found.end() >= len(text.rstrip(" ,."))


@lru_cache(maxsize=2048)
def is_name(text: str) -> bool:
    """Whether some words can be a person's name, without any word of an office, an organisation or a street."""
    honorific, rest = honorific_and_rest(text)
    if any(map(str.isdigit, rest)) or len(rest) > 60 or country_of(rest) or every("complement").match(rest):
        return False
    if _heads().match(plain(rest)) or _organisation_first().match(plain(rest)) or _streets().search(plain(rest)):
        return False
    if honorific and re.fullmatch(NAME_WORD, rest):
        return True
    return NAME.match(rest) is not None and not _organisations().match(plain(rest)) and not every("realm").search(rest)


@lru_cache(maxsize=2048)
def is_office(text: str) -> bool:
    """Whether a line names an office: “Minister of Justice”, “Investigative Committee Chairman”."""
    bare = plain(text)
    if _heads().match(bare):
        return True
    return _heads_at_end().search(bare) is not None and len(bare.split()) <= 7 and not any(map(str.isdigit, bare))


def names_office(text: str) -> bool:
    """Whether a line names an office anywhere, and is no address."""
    words = re.compile(r"(?<!\w)" + alternatives("offices", "heads") + r"(?!\w)", re.IGNORECASE)
    return not any(map(str.isdigit, text)) and words.search(plain(text)) is not None


def is_organisation(text: str) -> bool:
    """Whether a line names a body: “Ministry of Foreign Affairs”."""
    return _organisations().match(plain(text)) is not None and not is_building(text)


def begins_with_organisation(text: str) -> bool:
    """Whether the first word of a line is one that bodies are called by."""
    return _organisation_first().match(plain(text)) is not None and not is_building(text)


def is_building(text: str) -> bool:
    """Whether a line names the building of an office, which is part of its address: “Presidential Palace”."""
    return (
        _within("buildings").match(plain(text)) is not None
        or _within("buildings").search(plain(text)[-14:]) is not None
    )


@lru_cache(maxsize=2048)
def is_address(text: str) -> bool:
    """Whether a line is part of a postal address: digits, or the word for a street or building."""
    if any(map(str.isdigit, text)) or is_building(text):
        return True
    return _streets().search(plain(text)) is not None and not is_office(text) and not begins_with_organisation(text)


def is_mission(text: str) -> bool:
    """Whether words name an embassy or another mission."""
    return _within("missions").search(plain(text)) is not None


def is_ambassador(text: str) -> bool:
    """Whether words name the head of a mission."""
    return _within("ambassadors").search(plain(text)) is not None


def oversees(text: str) -> bool:
    """Whether words name somebody who watches over authorities: an ombudsperson, a human rights commission."""
    return _within("oversight").search(plain(text)) is not None


def heads_a_block(text: str) -> bool:
    """Whether a line can be the first of an addressee: a form of address, an office, a body, or a name."""
    first = text.split(",")[0]
    if (honorific_and_rest(text)[0] and is_name(first)) or person_in(first):
        return True
    if any(map(str.isdigit, first)):
        return False
    return is_office(first) or begins_with_organisation(text) or is_name(first) or is_honorific(text)


@lru_cache(maxsize=2048)
def person_in(text: str) -> tuple[str | None, str | None, str] | None:
    """Return honorific, office and name of a line that holds all three: “H.E. President Fares al-Atrash”.

    None where the words after the office are its realm and not somebody's name.
    """
    honorific, rest = honorific_and_rest(text)
    found = _heads().match(plain(rest))
    if not found:
        return (honorific, None, rest) if honorific and is_name(text) else None
    behind = rest[found.end() :].strip(" ,:-–")
    if realm := OF_ONE_WORD.match(behind):  # "Commissioner of Police Marlon Requena"
        named = is_name(realm["name"]) and not every("realm").search(realm["name"])
        return (honorific, rest[: len(rest) - len(realm["name"])].strip(), realm["name"]) if named else None
    second, name = honorific_and_rest(behind)
    if not name or (not name[0].isupper() and name[:3] not in {"al-", "el-"}):
        return None
    several = is_name(name) or (second is not None and re.fullmatch(NAME_WORD, name) is not None)
    if not several or (second is None and every("realm").search(name)):
        return None
    forms = " ".join(filter(None, (honorific, second))) or None
    return forms, rest[: found.end()].strip(), name
