"""Persons in rows and fields of their own: “Name: … Gender: m”, “Cut Mala (f), nurse ]”."""

import re
from collections.abc import Iterator

from campaign.importer.document import Document
from campaign.importer.draft import DraftPerson
from campaign.importer.fields.places import country_of
from campaign.importer.parts import Part
from campaign.importer.people.names import NAME_WORD, PARTICLE, title_and_name
from campaign.importer.words import alternatives, compiled, entries, every, label, plain

GENDER = r"[^()\d]{1,24}"  # "(he/him)" as well
ROW = re.compile(rf"^\W*(?P<name>[^\W\d_][^()\d]{{2,70}}?)\s*\((?P<gender>{GENDER})\)\s*(?P<role>.*)$")
BRACKET = re.compile(r"\s*[\]})|]+(?:\s.*)?$")
STATE = re.compile(r"\s+[-–]\s+[a-z]+$")  # "teacher, aged 31 - killed": what happened, told for the whole column
AGE_FIRST = re.compile(  # “aged 26, typesetter”
    r"^(?:aged?\s+|de\s+|di\s+)?\d{1,3}"
    r"(?:\s(?:years? old|years|ans|años|anni|anos|Jahre(?: alt)?|лет|год\w?))?(?:,\s*|$)",
    re.IGNORECASE,
)
PARTS = re.compile(r",\s*|;\s*|\s+(?:and|et|y|und|e|и)\s+|\s&\s")
COUNTRY_ABOVE = re.compile(r"^[A-ZÀ-Þ '’-]{4,}\s\([A-ZÀ-Þ '’-]{3,}\)\s+")  # "INDONESIA (ACEH) Teuku Ismail (m)"
PERSON = re.compile(rf"^{NAME_WORD}(?:\s+(?:{PARTICLE}\s+)*{NAME_WORD}){{0,6}}$")


def gender_of(text: str) -> str | None:
    """Return the gender that a word of a form states; none if it states none that can be kept."""
    bare = plain(text).strip(" .()").casefold()
    for gender, key in (("f", "female"), ("m", "male"), ("x", "other")):
        if any(re.fullmatch(entry, bare) for entry in entries("people", key)):
            return gender
    return None


def labelled_people(document: Document) -> tuple[list[DraftPerson], int]:
    """Return the persons behind “Name:”, with the gender and role behind labels of their own, and the first line."""
    found: list[DraftPerson] = []
    first = 1
    for place, each in enumerate(document.placed):
        if each.part in {Part.RECIPIENTS, Part.COPIES, Part.LETTER, Part.OWN}:
            continue
        if match := _name_label(plain(each.line.text)):
            value = each.line.text[match.start("value") :].strip()
            below = [other.line.text for other in document.placed[place + 1 : place + 4]]
            people = list(_people(value, below))
            first = each.line.first if people and not found else first
            found += people
    return found, first


def _gender_label(text: str) -> re.Match[str] | None:
    """Return a match of “Gender:”, also as “Genere m/f:” or “Sexe (h/f) :”, with the `value` behind it."""
    mark = r"(?:\s*\(?\w/\w\)?)?\s*:\s*(?P<value>.*)$"
    return compiled(r"\W*" + alternatives("labels", "gender") + mark).match(text)


def _name_label(text: str) -> re.Match[str] | None:
    return label("name").match(text) or re.match(
        r"\W*(?:name|nom|nombre|nome|имя)s? (?:and|et|y|e|und|и) [^:]{3,40}:\s*(?P<value>.*)$", text, re.IGNORECASE
    )


def _people(value: str, below: list[str]) -> Iterator[DraftPerson]:
    inline = re.search(
        r"[,;(\s]+" + alternatives("labels", "gender") + r"\s*:\s*(?P<gender>[^\s,;)]+(?:/[^\s,;)]+)*)",
        plain(value),
        re.IGNORECASE,
    )
    stated = (
        inline["gender"]
        if inline
        else next((text[found.start("value") :] for text in below if (found := _gender_label(plain(text)))), "")
    )
    if not stated and below and gender_of(below[0]):
        stated = below[0]  # “Homme”, alone on the line below
    role = next(
        (text[found.start("value") :].strip() for text in below if (found := label("role").match(plain(text)))), None
    )
    parts = list(_names(value[: inline.start()] if inline else value))
    genders = [gender_of(word) for word in PARTS.split(stated) if word.strip()]
    for number, part in enumerate(parts):
        row = ROW.match(part)
        name = row["name"].strip() if row else part
        if every("unknown").search(name) or not PERSON.match(name):
            continue
        title, bare = title_and_name(name)
        of_all = title or genders[number] if len(genders) == len(parts) else genders[0] if len(genders) == 1 else None
        yield DraftPerson(
            name=bare, gender=gender_of(row["gender"]) if row else of_all, role=role if len(parts) == 1 else None
        )


def _names(value: str) -> Iterator[str]:
    """Yield the names of a field; what begins with a small letter or a digit tells of the one before, to the end."""
    for part in PARTS.split(value):
        if not (part := part.strip(" .")):
            continue
        if not part[0].isupper():
            return
        yield part


def people_in_rows(document: Document) -> tuple[list[DraftPerson], int]:
    """Return the persons of a list as sheets print it, and its first line."""
    found: list[DraftPerson] = []
    first = 1
    for each in document.placed:
        if each.part not in {Part.HEAD, Part.FIELD, Part.FACTS} or len(each.line.text) > 200:
            continue
        row = ROW.match(COUNTRY_ABOVE.sub("", each.line.text))
        if row is None or gender_of(row["gender"]) is None:
            continue
        name = _without_country(row["name"].strip(" ,"))
        role = AGE_FIRST.sub("", STATE.sub("", BRACKET.sub("", row["role"])).strip(" ,.;:-]"))
        if PERSON.match(name) and len(role.split()) < 20:
            first = first if found else each.line.first
            found.append(DraftPerson(name=name, gender=gender_of(row["gender"]), role=role or None))
    return found, first


def _without_country(name: str) -> str:
    """Return a name without the country before it: “MEXICO Rufina Hernández Luis”, “INDONESIA (ACEH) Teuku Ismail”."""
    words = name.split()
    for cut in range(1, min(4, len(words))):
        if country_of(" ".join(words[:cut])) and " ".join(words[:cut]).isupper():
            return re.sub(r"^\([^)]*\)\s*", "", " ".join(words[cut:]))
    return name
