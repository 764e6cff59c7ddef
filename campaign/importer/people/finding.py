"""The persons at risk: from rows of their own, else the names that title, demands and facts share."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee, DraftDemand, DraftPerson
from campaign.importer.parts import Part
from campaign.importer.people.names import Named, names_in
from campaign.importer.people.roles import role_of
from campaign.importer.people.rows import labelled_people, people_in_rows
from campaign.importer.words import alternatives, every

TELLING = (Part.FACTS, Part.LETTER, Part.HEAD, Part.FIELD)
ENOUGH = 5.0  # points
MOST = 25
BESIDE = 2.0  # points for a name that stands in a row with such a one
STEM = 4  # letters by which two forms of one name are told to be the same
PLACES = (
    r"radio|rádio|station|company|village|town|city|district|river|aldeia|vila|cidade|aldea|pueblo|comunidad|municipio|ciudad|ville|quartier|dorf|stadt|villaggio|città"
    r"|село|деревн\w+|город\w*"
)
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
    document: Document, title: str | None, demands: Sequence[DraftDemand], addressees: Sequence[DraftAddressee]
) -> tuple[list[DraftPerson], int, bool]:
    """Return the persons at risk, a line, and whether rows of their own told."""
    prose = "\n".join(paragraph.text for paragraph in document.paragraphs(*TELLING))
    for found, line in (labelled_people(document), people_in_rows(document)):
        if found:
            return [_with_role(person, prose) for person in found], line, True
    people = [
        _with_role(DraftPerson(name=each.name, gender=each.gender), prose, each)
        for each in _at_risk(document, prose, title, demands, addressees)
    ]
    line = next((each.first for each in document.lines if people and people[0].name.split()[-1] in each.text), 1)
    return people[:MOST], line, False


def _with_role(person: DraftPerson, prose: str, seen: Seen | None = None) -> DraftPerson:
    if person.role:
        return person
    forms = [person.name, *(each.name for each in seen.forms)] if seen else [person.name]
    role = next((role for name in dict.fromkeys(forms) if (role := role_of(name, prose))), None)
    return DraftPerson(name=person.name, gender=person.gender, role=role)


def _at_risk(
    document: Document,
    prose: str,
    title: str | None,
    demands: Sequence[DraftDemand],
    addressees: Sequence[DraftAddressee],
) -> list[Seen]:
    asked = " ".join(f"{demand.source} " + " ".join(item.source for item in demand.items) for demand in demands)
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


def _stands_beside(seen: Seen, chosen: Sequence[Seen], prose: str) -> bool:
    """Whether a name stands in a row with that of a person at risk: “X, Y and Z”."""
    for other in chosen:
        for one, two in ((seen.name, other.name), (other.name, seen.name)):
            if re.search(
                rf"{re.escape(one)}(?:,| and| et| y| e| und| и)(?: (?:[^\W\d_]+ ){{0,2}})?\s?{re.escape(two)}", prose
            ):
                return True
    return False


def _merge_longer(groups: dict[tuple[str, ...], Seen]) -> None:
    """Put “Studenten Uladzimir Hrynko” to “Uladzimir Hrynko”: the longer form has a word before it that is no name."""
    for key in list(groups):
        for other in list(groups):
            if other != key and len(other) > 1 and key in groups and key[-len(other) :] == other:
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


def _points(seen: Seen, prose: str, asked: str, title: str) -> float:
    """Return what speaks for a name: in demands, in the title, at the beginning, often, and with a form of address."""
    forms = {each.name for each in seen.forms}
    stem = seen.name.split()[-1][: max(STEM, len(seen.name.split()[-1]) - 2)]
    in_asked = any(name in asked for name in forms)
    points = 3.5 if in_asked else 2.5 if len(stem) > 3 and stem in asked else 0.0
    points += 3.0 if len(stem) > 3 and stem.casefold() in title.casefold() else 0.0
    points += min(sum(prose.count(name) for name in forms), 3) * 0.75
    points += 1.5 if any(each.start < BEGINNING for each in seen.forms) else 0.0
    points += 1.0 if seen.gender else 0.0
    points += 1.5 if any(role_of(name, prose) for name in forms) else 0.0
    return (
        points
        - 4.0 * any(_official(prose, name) for name in forms)
        - 4.0 * any(_body(prose, name) for name in forms)
        - 2.0 * any(_relative(prose, name) for name in forms) * (not in_asked)
    )


def _official(prose: str, name: str) -> bool:
    """Whether a name is that of somebody in office: “President X”, “Chechen leader X”."""
    place = prose.find(name)
    before = prose[max(0, place - 60) : place]
    return _in_office().search(before) is not None and not _with_a_role().search(before)


@cache
def _in_office() -> re.Pattern[str]:
    heads = rf"(?:{alternatives('offices', 'heads')}|leader|official|officer|excellency|spokesperson for the)"
    ranks = rf"(?:{alternatives('offices', 'ranks')}\s+)?"
    return re.compile(rf"(?<!\w){heads}(?:\s+(?:of|de|in)\s+[A-Z]\w+)?,?\s+{ranks}$", re.IGNORECASE)


@cache
def _with_a_role() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('people', 'roles')},?\s*$", re.IGNORECASE)


def _body(prose: str, name: str) -> bool:
    """Whether a name is that of a body, for which the word stands before it: “the association X”, “radio Y”."""
    place = prose.find(name)
    return _called().search(prose[max(0, place - 50) : place]) is not None


@cache
def _called() -> re.Pattern[str]:
    bodies = rf"(?:{alternatives('offices', 'organisations')}|{every('body').pattern}\w*|{PLACES})"
    return re.compile(rf"(?<!\w){bodies}(?:\s+[a-zà-ÿ]+(?:aire|ari[ao]|al|ale|ique))?[ «“\"„]+$", re.IGNORECASE)


def _relative(prose: str, name: str) -> bool:
    """Whether a name is that of somebody's kin or lawyer, who is named to tell the story."""
    place = prose.find(name)
    return every("kin").search(prose[max(0, place - 40) : place]) is not None
