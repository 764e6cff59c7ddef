"""The persons at risk: from rows of their own, else the names that title, demands and facts share."""

import re
from collections.abc import Sequence

from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee, DraftDemand, DraftPerson
from campaign.importer.parts import Part
from campaign.importer.people.forms import Seen, grouped
from campaign.importer.people.names import NAME_WORD, names_in, stated_later
from campaign.importer.people.roles import role_of
from campaign.importer.people.rows import labelled_people, people_in_rows
from campaign.importer.people.weighing import Words, is_introduced, kin, points, stands_beside

TELLING = (Part.FACTS, Part.LETTER, Part.HEAD, Part.FIELD)
ENOUGH = 5.0  # points
MOST = 25
NAMED = 3.0  # points for a name with a form of address at the beginning of the account
BESIDE = 2.0  # points for a name that stands in a row with such a one
ENDLESS = re.compile(r"[\w'’-]{200}")  # no name; the pattern below would take minutes
SHARED_SURNAME = re.compile(
    rf"(?P<first>{NAME_WORD}) (?P<and>and|et|y|e|und|и) (?P<second>{NAME_WORD}) (?P<surname>{NAME_WORD})"
)


def people_of(
    document: Document,
    title: str | None,
    demands: Sequence[DraftDemand],
    addressees: Sequence[DraftAddressee],
    organisations: Sequence[str] = (),
) -> tuple[list[DraftPerson], int, bool]:
    """Return the persons at risk, a line, and whether rows of their own told."""
    words = _words(document, title, demands)
    for found, line in (labelled_people(document), people_in_rows(document)):
        if found:
            return [_with_role(person, words.told, document) for person in found], line, True
    issuers = [name.casefold() for name in organisations]
    chosen = _at_risk(document.language, words, addressees, issuers)
    people = [
        _with_role(DraftPerson(name=each.name, gender=each.gender), words.told, document, each) for each in chosen
    ]
    line = next((each.first for each in document.lines if people and people[0].name.split()[-1] in each.text), 1)
    return people[:MOST], line, False


def _with_shared_surnames(text: str, prose: str) -> str:
    """Return a text with a surname for each: “Celestino and Paulina Mucavel”, where “Celestino Mucavel” stands too."""

    def whole(found: re.Match[str]) -> str:
        full = f"{found['first']} {found['surname']}"
        return f"{full} {found['and']} {found['second']} {found['surname']}" if full in prose else found.group()

    return text if ENDLESS.search(text) else SHARED_SURNAME.sub(whole, text)


def _words(document: Document, title: str | None, demands: Sequence[DraftDemand]) -> Words:
    """Return the words of a document, with a surname for each name."""
    prose = "\n".join(paragraph.text for paragraph in document.paragraphs(*TELLING))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs(*TELLING, Part.BACKGROUND, Part.DEMANDS))
    asked = " ".join(f"{demand.source} " + " ".join(item.source for item in demand.items) for demand in demands)
    prose, told, asked = (_with_shared_surnames(text, prose) for text in (prose, told, asked))
    return Words(prose, told, asked, title or "", document.language)


def _with_role(person: DraftPerson, told: str, document: Document, seen: Seen | None = None) -> DraftPerson:
    if person.role and person.gender:
        return person
    role = person.role or role_of(seen.names if seen else [person.name], told, document.language)
    return DraftPerson(name=person.name, gender=person.gender or stated_later(person.name, document.text), role=role)


def _at_risk(
    language: str, words: Words, addressees: Sequence[DraftAddressee], organisations: Sequence[str]
) -> list[Seen]:
    addressed = [each.name.casefold() for each in addressees if each.name]
    groups = grouped(
        each
        for each in names_in(f"{words.prose}\n{words.asked}", language)
        if not any(each.name.casefold() in name for name in addressed)
    )
    named = [
        seen
        for seen in groups.values()
        if not any(seen.name.casefold() in name or name in seen.name.casefold() for name in organisations)
    ]
    whole = f"{words.asked} {words.title}"
    scored = [(seen, points(seen, words) - 3.0 * kin(seen, named, whole)) for seen in named]
    chosen = _chosen(scored, words)
    return [seen for seen in chosen if not any(other is not seen and seen.name in other.name for other in chosen)]


def _chosen(scored: Sequence[tuple[Seen, float]], words: Words) -> list[Seen]:
    """Return who has points enough or stands in a row with such, in the order of the text."""
    chosen = [seen for seen, found in scored if found >= ENOUGH or (found >= NAMED and is_introduced(seen, words))]
    if not chosen and scored:
        best, found = max(scored, key=lambda each: each[1])
        chosen = [best] if found >= ENOUGH - 1.5 else []
    before = -1
    while before != len(chosen):
        before = len(chosen)
        chosen += [
            seen
            for seen, found in scored
            if seen not in chosen and found >= BESIDE and stands_beside(seen, chosen, words.told)
        ]
    return [seen for seen, _ in scored if seen in chosen]
