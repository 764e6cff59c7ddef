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
    r"(?:(?:['‘’ʻʿ`]?[A-ZÀ-ÞĀ-ŽА-ЯЁŞĞİŚŻŁƠƯĐ](?:[\w'‘’ʻʿ\-]|\.(?=\s|$|[A-ZА-Я]\.|[A-ZА-ЯЁ][a-zа-яё]))*)"
    r"|(?:(?:al|el|as|ash|ar|at|bin|d|o|an)[-'’][\w'’\-]+))"
)
NAME = re.compile(rf"^{NAME_WORD}(?:\s+(?:(?:{PARTICLES})\s+)*{NAME_WORD}){{1,6}}(?:,? (?:Jr|Sr|II|III|IV)\.?)?$")
IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
GREETING = re.compile(r"(?:dear|estimad|sehr geehrte|ch[eè]re?s? |egregi|уважаем|prezad)", re.IGNORECASE)
LONGEST_JOINING = 3  # letters: “of”, “the”, “per”
KINDS_OF_OFFICE = "Private|Executive|General|Relations|Press|Liaison|Protocol"
OFFICE_OF_SOMEBODY = re.compile(
    rf"(?:c/o )?(?:the )?(?:[A-Z][^,:\d]*'s?|(?:[A-Z][\w ]*)?(?:{KINDS_OF_OFFICE})) Office$"
)
COMPANY = re.compile(
    r"[\s,](?:Ltd|Limited|Inc|Corp|Corporation|PLC|LLC|LLP|Pty|Bhd|GmbH|AG|SE|S\.?A\.?|S\.?L\.?|SARL|S\.?p\.?A\.?|S\.?r\.?l\.?|Ltda|N\.?V\.?|B\.?V\.?)\.?$"
    r"|^(?:ООО|ОАО|ЗАО|ПАО|АО)\s"
)
BODY_AT_END = re.compile(
    r"\b(?:Council|Committee|Commission|Court|Assembly|Agency|Authority|Bureau|Board|Tribunal|Parliament)$"
)
ABBREVIATED = re.compile(
    r"(?:[A-ZÀ-ÞА-Я][\w/]{2,8}\.\s*)+(?=[A-ZÀ-ÞА-Я])|(?<=\s)(?:[A-Z]\.){2,4}\s(?=[A-ZÀ-Þ]\w+ [A-ZÀ-Þ])"
)  # "Licda. Aura …", "Kol. Pol. Bambang …"


@cache
def heads() -> re.Pattern[str]:
    """Return what matches the word that an office begins with: “Minister”, “Attorney General”."""
    return re.compile(
        r"(?:the |le |la |l'|el |il |lo |o |a )?" + alternatives("offices", "heads") + r"(?![\w])", re.IGNORECASE
    )


@cache
def _heads_at_end() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])" + alternatives("offices", "heads", "en") + r"$", re.IGNORECASE)


@cache
def _head_within() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives("offices", "heads") + r"(?!\w)", re.IGNORECASE)


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
    return re.compile(
        rf"(?:{words}(?![\w'])\.?(?:\s*\((?:rtd|ret'?d?|r)\.?\))?,?\s*)+(?=(?-i:['‘’ʻʿ`]?[A-ZÀ-ÞĀ-ŽА-ЯЁ])|al-|el-|$|{heads().pattern})",
        re.IGNORECASE,
    )


@cache
def _streets() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternatives("offices", "streets") + r"(?![\w-])", re.IGNORECASE)


@cache
def _street_at_end() -> re.Pattern[str]:
    """Return what finds the street that a line ends with: “University Street”, “Parliament Road”."""
    return re.compile(
        r"^\S+ (?:street|st\.|avenue|ave\.?|road|rd\.?|square|lane|boulevard|blvd\.?|drive|hill)$", re.IGNORECASE
    )


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
    begins = rest.lstrip("'‘’ʻʿ`")[:1].isupper() or rest[:3] in {"al-", "el-"} or heads().match(plain(rest))
    if end == 0 or not rest or not begins:
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
    if (
        is_honorific(text)
        or is_office_of_somebody(text)
        or COMPANY.search(text)
        or (text.isupper() and every("to_readers").search(plain(text)))
    ):
        return False
    if any(map(str.isdigit, rest)) or len(rest) > 60 or country_of(rest) or every("complement").match(rest):
        return False
    if heads().match(plain(rest)) or _organisation_first().match(plain(rest)) or _streets().search(plain(rest)):
        return False
    if honorific and re.fullmatch(NAME_WORD, rest):
        return True
    return NAME.match(rest) is not None and not _organisations().match(plain(rest)) and not every("realm").search(rest)


@lru_cache(maxsize=2048)
def is_office(text: str) -> bool:
    """Whether a line names an office: “Minister of Justice”, “Investigative Committee Chairman”."""
    bare = plain(text)
    if is_office_of_somebody(text) or GREETING.match(bare):
        return False
    if heads().match(bare) or ((bracketed := IN_BRACKETS.search(bare)) and heads().fullmatch(bracketed[1])):
        return True  # “Акыйкатчы (Омбудсмен)”
    of_justice = re.search(r"\b(?:of|de|da)(?: the| la)? justice$", bare, re.IGNORECASE)
    if of_justice and (_organisation_first().match(bare) or _within("buildings").match(bare)):
        return False  # “Ministry of Justice”, “Palace of Justice”
    return _heads_at_end().search(bare) is not None and len(bare.split()) <= 7 and not any(map(str.isdigit, bare))


def names_office(text: str) -> bool:
    """Whether a line names an office anywhere, and is no address."""
    return not any(map(str.isdigit, text)) and _head_within().search(plain(text)) is not None


def is_organisation(text: str) -> bool:
    """Whether a line names a body: “Ministry of Foreign Affairs”."""
    return _organisations().match(plain(text)) is not None and not is_building(text)


def is_office_of_somebody(text: str) -> bool:
    """Whether a line names the place where an official works: “Prime Minister's Office”, “Private Office”."""
    return OFFICE_OF_SOMEBODY.match(plain(text)) is not None


def begins_with_organisation(text: str) -> bool:
    """Whether the first word of a line is one that bodies are called by."""
    first = _organisation_first().match(plain(text)) is not None or is_office_of_somebody(text)
    first = first or COMPANY.search(text) is not None
    return first and not is_building(text) and not is_street(text)


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
    if BODY_AT_END.search(text):
        return False  # “State Council”
    return _streets().search(plain(text)) is not None and not is_office(text) and not begins_with_organisation(text)


def is_titled(text: str) -> bool:
    """Whether all longer words of a line begin with capitals, as those of a name do: “Health Authority of Zimbabwe”."""
    return not any(word[0].islower() and len(word) > LONGEST_JOINING for word in re.findall(r"[^\W\d_]+", text))


def is_street(text: str) -> bool:
    """Whether words are those of a street alone: “Bokod Street”."""
    return _street_at_end().search(plain(text)) is not None


def is_mission(text: str) -> bool:
    """Whether words name an embassy or another mission."""
    return _within("missions").search(plain(text)) is not None


def is_ambassador(text: str) -> bool:
    """Whether words name the head of a mission."""
    return _within("ambassadors").search(plain(text)) is not None


def oversees(text: str) -> bool:
    """Whether words name somebody who watches over authorities: an ombudsperson, a human rights commission."""
    return _within("oversight").search(plain(text)) is not None
