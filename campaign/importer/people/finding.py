"""The persons at risk: from rows of their own, else the names that title, demands and facts share."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee, DraftDemand, DraftPerson
from campaign.importer.paragraphs import sentences
from campaign.importer.parts import Part
from campaign.importer.people.beside import is_body, is_official, is_relative
from campaign.importer.people.names import NAME_WORD, Named, names_in, stated_later
from campaign.importer.people.roles import role_of
from campaign.importer.people.rows import labelled_people, people_in_rows
from campaign.importer.words import every, plain

TELLING = (Part.FACTS, Part.LETTER, Part.HEAD, Part.FIELD)
ENOUGH = 5.0  # points
MOST = 25
NAMED = 3.0  # points for a name with a form of address at the beginning of the account
BESIDE = 2.0  # points for a name that stands in a row with such a one
STEM = 4  # letters by which two forms of one name are told to be the same
SHARED_SURNAME = re.compile(
    rf"(?P<first>{NAME_WORD}) (?P<and>and|et|y|e|und|и) (?P<second>{NAME_WORD}) (?P<surname>{NAME_WORD})"
)
AGE = r"\s*[(,]\s*(?:aged?\s+|de\s+|di\s+)?\d{1,2}(?:\)|,|\s(?:years|ans|años|Jahre|anni|anos|лет|год))"
BEGINNING = 700  # characters of the facts in which the persons are named first


@dataclass
class Seen:
    """A name in all its forms, and what speaks for its being that of a person at risk."""

    forms: list[Named] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The shortest form, which is the nominative where names have cases."""
        return min((each.name for each in self.forms), key=len)

    @property
    def gender(self) -> str | None:
        """The gender that a form of address states."""
        return next((each.gender for each in self.forms if each.gender), None)


def people_of(
    document: Document,
    title: str | None,
    demands: Sequence[DraftDemand],
    addressees: Sequence[DraftAddressee],
    organisations: Sequence[str] = (),
) -> tuple[list[DraftPerson], int, bool]:
    """Return the persons at risk, a line, and whether rows of their own told."""
    prose = "\n".join(paragraph.text for paragraph in document.paragraphs(*TELLING))
    prose = _with_shared_surnames(prose, prose)
    for found, line in (labelled_people(document), people_in_rows(document)):
        if found:
            return [_with_role(person, prose, document) for person in found], line, True
    people = [
        _with_role(DraftPerson(name=each.name, gender=each.gender), prose, document, each)
        for each in _at_risk(document, prose, title, demands, addressees)
        if not any(each.name.casefold() in name.casefold() for name in organisations)
    ]
    line = next((each.first for each in document.lines if people and people[0].name.split()[-1] in each.text), 1)
    return people[:MOST], line, False


def _with_shared_surnames(text: str, prose: str) -> str:
    """Return a text with a surname for each: “Celestino and Paulina Mucavel”, where “Celestino Mucavel” stands too."""

    def whole(found: re.Match[str]) -> str:
        full = f"{found['first']} {found['surname']}"
        return f"{full} {found['and']} {found['second']} {found['surname']}" if full in prose else found.group()

    return SHARED_SURNAME.sub(whole, text)


def _with_role(person: DraftPerson, prose: str, document: Document, seen: Seen | None = None) -> DraftPerson:
    if person.role and person.gender:
        return person
    forms = [person.name, *(each.name for each in seen.forms)] if seen else [person.name]
    role = person.role or next((role for name in dict.fromkeys(forms) if (role := role_of(name, prose))), None)
    return DraftPerson(name=person.name, gender=person.gender or stated_later(person.name, document.text), role=role)


def _at_risk(
    document: Document,
    prose: str,
    title: str | None,
    demands: Sequence[DraftDemand],
    addressees: Sequence[DraftAddressee],
) -> list[Seen]:
    asked = " ".join(f"{demand.source} " + " ".join(item.source for item in demand.items) for demand in demands)
    asked = _with_shared_surnames(asked, prose)
    addressed = {each.name.casefold() for each in addressees if each.name}
    groups: dict[tuple[str, ...], Seen] = {}
    for each in names_in(f"{prose}\n{asked}", document.language):
        if each.name.casefold() not in addressed:
            groups.setdefault(_key(each.name), Seen()).forms.append(each)
    _merge_longer(groups)
    whole = f"{asked} {title or ''}"
    scored = [
        (seen, _points(seen, prose, asked, title or "") - 3.0 * _kin(seen, groups.values(), whole))
        for seen in groups.values()
    ]
    chosen = [seen for seen, points in scored if points >= ENOUGH]
    chosen += [
        seen for seen, points in scored if seen not in chosen and points >= NAMED and _is_introduced(seen, prose)
    ]
    if not chosen and scored:
        best, points = max(scored, key=lambda each: each[1])
        chosen = [best] if points >= ENOUGH - 1.5 else []
    chosen += [
        seen
        for seen, points in scored
        if seen not in chosen and points >= BESIDE and _stands_beside(seen, chosen, prose)
    ]
    order = {id(seen): place for place, (seen, _) in enumerate(scored)}
    chosen.sort(key=lambda seen: order[id(seen)])
    return [seen for seen in chosen if not any(other is not seen and seen.name in other.name for other in chosen)]


def _is_introduced(seen: Seen, prose: str) -> bool:
    """Whether a form of address brings somebody into the account, who is neither official nor told about as kin."""
    names = {each.name for each in seen.forms}
    begins = any(each.start < BEGINNING for each in seen.forms)
    return (
        seen.gender is not None
        and begins
        and not any(is_official(prose, name) or is_body(prose, name) or is_relative(prose, name) for name in names)
    )


def _stands_beside(seen: Seen, chosen: Sequence[Seen], prose: str) -> bool:
    """Whether a name stands in a row with that of a person at risk: “X, Y and Z”."""
    for other in chosen:
        for one, two in ((seen.name, other.name), (other.name, seen.name)):
            if re.search(
                rf"{re.escape(one)}(?:,| and| et| y| e| und| и)(?: (?:[^\W\d_]+ ){{0,2}})?\s?{re.escape(two)}", prose
            ):
                return True
    return False


def _add_shared_ends(groups: dict[tuple[str, ...], Seen]) -> None:
    """Add the name that two longer forms end with: “Dorflehrer Nay Htun Aung”, “Freilassung von Nay Htun Aung”."""
    for one, other in combinations(list(groups), 2):
        shared = 0
        while shared < min(len(one), len(other)) and one[-1 - shared] == other[-1 - shared]:
            shared += 1
        if 1 < shared < min(len(one), len(other)) and one[-shared:] not in groups:
            name = " ".join(groups[one].name.split()[-shared:])
            groups[one[-shared:]] = Seen([Named(name, groups[one].forms[0].start, None)])


def _merge_longer(groups: dict[tuple[str, ...], Seen]) -> None:
    """Put “Studenten Uladzimir Hrynko” to “Uladzimir Hrynko”: the longer form has a word before it that is no name."""
    _add_shared_ends(groups)
    for key in list(groups):
        for other in list(groups):
            if other in groups and other != key and len(other) > 1 and key in groups and key[-len(other) :] == other:
                if any(each.gender for each in groups[key].forms):  # “M. Faustin Ngoy Kabila”, then “M. Ngoy Kabila”
                    full = groups[key].forms[0].name
                    groups[key].forms += [Named(full, each.start, each.gender) for each in groups.pop(other).forms]
                    continue
                groups[other].forms += [
                    Named(groups[other].name, each.start, each.gender) for each in groups.pop(key).forms
                ]
                break


def _key(name: str) -> tuple[str, ...]:
    return tuple(word[:STEM].casefold() for word in name.split())


def _kin(seen: Seen, others: Iterable[Seen], whole: str) -> bool:
    """Whether a name shares its surname with one that title or demands name in full, and they do not name it."""
    surname = seen.name.split()[-1]
    return seen.name not in whole and any(
        other is not seen and other.name.split()[-1] == surname and other.name in whole for other in others
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


def _points(seen: Seen, prose: str, asked: str, title: str) -> float:
    """Return what speaks for a name: in demands, in the title, at the beginning, often, and with a form of address."""
    forms = {each.name for each in seen.forms}
    stem = seen.name.split()[-1][: max(STEM, len(seen.name.split()[-1]) - 2)]
    in_asked = any(name in asked for name in forms)
    points = 3.5 if in_asked else 2.5 if len(stem) > 3 and stem in asked else 0.0
    surname = len(stem) > 3 and stem.casefold() in title.casefold()
    points += 3.0 if surname else 0.0
    given = seen.name.split()[0]  # “Letters for Brother Thomas”
    points += (
        2.0 if len(given) > STEM and re.search(rf"(?i)(?<!\w){re.escape(given)}(?!\w)", title) and not surname else 0.0
    )
    points += min(sum(prose.count(name) for name in forms), 3) * 0.75
    points += 1.5 if any(each.start < BEGINNING for each in seen.forms) else 0.0
    points += 1.0 if seen.gender else 0.0
    points += 1.5 if any(role_of(name, prose) for name in forms) else 0.0
    points += 4.5 if any(re.search(re.escape(name) + AGE, prose) for name in forms) else 0.0
    points += 2.0 if any(name in sentence for name in forms for sentence in _concerned(prose)) else 0.0
    return (
        points
        - 4.0 * any(is_official(prose, name) for name in forms)
        - 4.0 * any(is_body(prose, name) for name in forms)
        - 2.0 * any(is_relative(prose, name) for name in forms) * (not in_asked)
    )
