"""Persons in a line of an address: their form of address, their office and their name."""

import re
from functools import cache, lru_cache

from campaign.importer.addressees.looks import (
    NAME_WORD,
    begins_with_organisation,
    heads,
    honorific_and_rest,
    is_honorific,
    is_name,
    is_office,
)
from campaign.importer.fields.places import countries_in
from campaign.importer.words import alternatives, every, listed, plain

OF_ONE_WORD = re.compile(
    r"(?:of|d[aeou]s?|del|dei|degli|delle|della|d[e'’]|dell['’]|der|für)\s*(?:(?:the|la|las|los|die)\s+|l['’])?[A-ZÀ-Þ][\w-]+\s+(?P<name>[A-ZÀ-Þ][\w'’-]+\s+[A-ZÀ-Þ][\w'’-]+)$"
)
# “Директору ФСИН России Калашникову Геннадию Александровичу”: the father's name at the end tells.
WITH_PATRONYMIC = re.compile(
    r"(?<=\s)(?:[А-ЯЁ]\w+\s[А-ЯЁ]\w+\s[А-ЯЁ]\w+(?:вич|вна|вичу|вне|ичу|ичне)|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ]\w+)$"
)
NAMED = re.compile(rf"{NAME_WORD}(?: {NAME_WORD}){{1,2}}")
MOST_NAMES = 5  # words of a name
SMALL_BEFORE_NAME = re.compile(r"(?<=\s)[а-яё]{4,}(?=\s[А-ЯЁ]\w+\s[А-ЯЁ]\w+(?:\s[А-ЯЁ]\w+)?$)")
OFFICE_IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<office>[A-ZÀ-ÞА-Я][^()]+)\)")  # “Mr. X (Minister of Y)”
OF = re.compile(r"\s(?:of|de|del|della|du|des|do|da|der|für)\s")
REMARK_AT_END = re.compile(r"\s*\([a-zà-ÿа-я][^()]*\)$")  # “(also Minister of Interior)”


def heads_a_block(text: str) -> bool:
    """Whether a line can be the first of an addressee: a form of address, an office, a body, or a name."""
    first = text.split(",")[0]
    if (honorific_and_rest(text)[0] and is_name(first)) or person_in(first) or addressed_office(first):
        return True
    if any(map(str.isdigit, first)):
        return False
    official = is_office(first) or is_office(honorific_and_rest(first)[1])  # “Excmo. Sr. Presidente”
    return official or begins_with_organisation(text) or is_name(first) or is_honorific(text)


@lru_cache(maxsize=2048)
def person_in(text: str) -> tuple[str | None, str | None, str] | None:
    """Return honorific, office and name of a line that holds all three: “H.E. President Fares al-Atrash”.

    None where the words after the office are its realm and not somebody's name.
    """
    text = REMARK_AT_END.sub("", text)
    if parted := _parted_by_form(text):
        return parted
    if (full := WITH_PATRONYMIC.search(text)) and is_office(before := text[: full.start()].strip(" ,")):
        return None, before, full.group()
    if parted := _parted_by_realm(text):
        return parted
    honorific, rest = honorific_and_rest(text)
    found = heads().match(plain(rest))
    if not found and (parted := _name_first(honorific, rest)):
        return parted
    if not found:
        return (honorific, None, rest) if honorific and is_name(text) else None
    behind = rest[found.end() :].strip(" ,:-–")
    realm = _of_a_known_realm().match(behind) or OF_ONE_WORD.match(behind)  # "Commissioner of Police Marlon Requena"
    if realm:
        named = is_name(realm["name"]) and not any(every(key).search(realm["name"]) for key in ("realm", "realms"))
        return (honorific, rest[: len(rest) - len(realm["name"])].strip(), realm["name"]) if named else None
    second, name = honorific_and_rest(behind)
    if not name or (not name[0].isupper() and name[:3] not in {"al-", "el-"}):
        return None
    several = is_name(name) or (second is not None and re.fullmatch(NAME_WORD, name) is not None)
    if not several or (second is None and every("realm").search(name)):
        return None
    forms = " ".join(filter(None, (honorific, second))) or None
    return forms, rest[: found.end()].strip(), name


@cache
def _head_within() -> re.Pattern[str]:
    return re.compile(rf"\s(?={alternatives('offices', 'heads')}(?!\w))", re.IGNORECASE)


def _name_first(honorific: str | None, rest: str) -> tuple[str | None, str, str] | None:
    """Return the parts of “Demissie Wolde-Giorgis Minister of Justice”: a name with its office right behind it."""
    for found in _head_within().finditer(plain(rest)):
        name, office = rest[: found.start()].strip(" ,"), rest[found.end() :].split(" / ")[0].rstrip(" /")
        words = name.casefold().split()
        told = every("realm").search(name) or listed("no_names") & set(words) or any(map(str.isdigit, office))
        if 1 < len(words) <= MOST_NAMES and is_name(name) and office[0].isupper() and not told:
            return honorific, office, name
    return None


def names_holder(text: str) -> bool:
    """Whether a line gives an office and who holds it: “Министру внутренних дел В. А. Петрову”."""
    found = person_in(text)
    return found is not None and found[1] is not None


@cache
def _of_a_known_realm() -> re.Pattern[str]:
    """Return what matches “of Foreign Affairs Pham Gia Khiem”: a realm that offices have, and a name behind it."""
    one = every("realms").pattern
    return re.compile(rf"(?:{one})(?:\s+(?:and|et|y|e|und|&)\s+{one})?\s+(?P<name>(?-i:[A-ZÀ-ÞŁŠŽ]).+)$", re.IGNORECASE)


def _parted_by_realm(text: str) -> tuple[None, str, str] | None:
    """Return the parts of “Prosecutor General of the Republic of X Ivan Petrov”, told by the country before the name.

    In Russian all words of an office but the first are small, so that the capitals behind them are somebody's name.
    """
    countries = [end for _, _, end in countries_in(text)]
    small = SMALL_BEFORE_NAME.search(text)
    for end in (*countries[:1], *([small.end()] if small else ())):
        office, name = text[:end], text[end:].strip()
        if is_office(office) and NAMED.fullmatch(name) and is_name(name) and not every("realm").search(name):
            return None, office, name
    return None


@cache
def _forms() -> re.Pattern[str]:
    """Return what finds a form of address within a line; ranks are left out, which are parts of offices as well."""
    return re.compile(rf"(?:,\s*|\s)(?={alternatives('offices', 'honorifics')}(?!\w)\.?\s)", re.IGNORECASE)


def _parted_by_form(text: str) -> tuple[str | None, str | None, str] | None:
    """Return the parts of “Secretary-General of the Council of Europe Ms Helga Brandt”, told by the form of address."""
    if (found := OFFICE_IN_BRACKETS.fullmatch(text)) and is_office(found["office"]) and is_name(found["name"]):
        honorific, name = honorific_and_rest(found["name"])
        return honorific, found["office"], name
    for found in _forms().finditer(plain(text)):
        before, behind = text[: found.start()].strip(" ,–—-"), text[found.end() :].rstrip(" :")
        honorific, name = honorific_and_rest(behind)
        if (
            honorific
            and (honorific[0].isupper() or honorific.startswith("г-"))
            and (is_office(before) or is_office(_in_brackets(before)))
            and is_name(behind)
            and "," not in before
        ):
            form, office = honorific_and_rest(before)
            return " ".join(filter(None, (form, honorific))), office, name
    for found in _ranks().finditer(plain(text)):
        before, behind = text[: found.start()].strip(" ,–—-"), text[found.end() :]
        rank, name = honorific_and_rest(behind)
        told = rank and (rank[0].islower() or OF.search(before))  # in Russian ranks are small
        if rank and told and " " in name and is_name(behind) and is_office(before):
            return rank, before, name  # “Head of the State Security Service General Tofig Abbasov”
    return None


def _in_brackets(text: str) -> str:
    """Return what stands in brackets behind an office's own name: “Акыйкатчы (Омбудсмен)”."""
    return text[text.rfind("(") + 1 : -1] if text.endswith(")") else ""


@cache
def _ranks() -> re.Pattern[str]:
    return re.compile(rf"\s(?={alternatives('offices', 'ranks')}(?!\w)\.?\s)", re.IGNORECASE)


@cache
def _addressed() -> re.Pattern[str]:
    article = r"(?:the|le|la|l'|el|il|lo|der|die|das|den|dem|o|a)"
    to = r"(?:(?:to|an|al|alla|all'|au|à|aos?|a)\s+)?"
    form = rf"(?:{alternatives('offices', 'honorifics')})\.?"
    before = (
        rf"(?:{to}(?>(?:{form}\s+)+){article}|{to}{article}|{to[:-1]})(?<=[\s'])|(?:{to}(?>(?:{form}\s+)*){article})\s+"
    )
    return re.compile(rf"(?:{before})(?={heads().pattern})", re.IGNORECASE)


@lru_cache(maxsize=2048)
def addressed_office(text: str) -> str | None:
    """Return the office of “Monsieur le Procureur général”, “Al Ministro dell'Interno” and “The President”."""
    found = _addressed().match(plain(text))
    office = text[found.end() :] if found else ""
    return office if is_office(office) and not person_in(office) else None
