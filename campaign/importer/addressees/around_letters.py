"""Addresses that no heading announces: above a letter, and below its signature."""

from collections.abc import Sequence
from itertools import chain, zip_longest

from campaign.importer.addressees.blocks import Block, blocks_of
from campaign.importer.addressees.clauses import look_of, said
from campaign.importer.addressees.looks import (
    begins_with_organisation,
    honorific_and_rest,
    is_address,
    is_honorific,
    is_name,
    is_office,
    is_organisation,
)
from campaign.importer.addressees.persons import heads_a_block, person_in
from campaign.importer.addressees.pieces import pieces_of
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.fields.dates import is_day
from campaign.importer.fields.places import country_of
from campaign.importer.letters import TALLEST, greets, is_subject
from campaign.importer.parts import Part, Placed
from campaign.importer.shapes import has_contact, is_prose
from campaign.importer.words import plain, within


def above_letters(document: Document) -> list[list[Line]]:
    """Return the addresses that stand above the salutations of letters, without the subjects between them."""
    found: list[list[Line]] = []
    for place, each in enumerate(document.placed):
        if each.part is not Part.LETTER or not greets(plain(each.line.text)):
            continue
        groups = _groups(document.placed[max(0, place - TALLEST) : place])
        while groups and not any(_of_address(line) for line in groups[-1]):
            groups.pop()
        above: list[Line] = []
        while groups and _reaches_on(groups, found=any(_speaks_of_an_office(said(line.text)) for line in above)):
            above = [*groups.pop(), *above]
        if address := _from_first_head(above):
            found.append(address)
    return found


def _reaches_on(groups: Sequence[Sequence[Line]], *, found: bool) -> bool:
    """Whether the address goes on upwards; where blanks part all its lines, a town may stand alone between others."""
    parted = len(groups) > 1 and all(len(group) == 1 for group in groups[-3:])
    if found and not parted and not any(_speaks_of_an_office(said(line.text)) for line in groups[-1]):
        return False  # who writes stands above whom they write to
    if any(_of_address(line) or heads_a_block(said(line.text)) for line in groups[-1]):
        return True
    return parted and any(_of_address(line) or _heads(said(line.text)) for line in groups[-2])


def _speaks_of_an_office(text: str) -> bool:
    """Whether a line names an office, or somebody with a form of address."""
    return bool(honorific_and_rest(text)[0] or is_honorific(text) or is_office(text.split(",")[0]))


def _groups(placed: Sequence[Placed]) -> list[list[Line]]:
    """Return the lines right above a letter, those between two blanks together; a sentence ends them, or a date.

    A date right above the salutation, with the address above it, ends nothing.
    """
    groups: list[list[Line]] = []
    new = True
    for each in reversed(placed):
        text = each.line.text
        if (
            each.part is Part.COPIES
            or (each.marker and each.part is Part.HEAD)
            or (each.marker and each.part is Part.FIELD and not is_day(text))
        ):
            new = True
            continue
        if is_subject(text):
            new = True
            continue
        if each.marker or (is_prose(text) and not has_contact(text)):
            break
        if is_day(text) and not has_contact(text):
            if any(_heads(said(line.text)) for line in chain.from_iterable(groups)):
                break
            new = True
            continue
        if new:
            groups.insert(0, [])
        groups[0].insert(0, each.line)
        new = each.line.after_blank
    return groups


def _of_address(line: Line) -> bool:
    text = said(line.text) or "-"
    return (
        has_contact(line.text)
        or look_of(text) in {"address", "country", "person"}
        or country_of(text.rpartition(",")[2]) is not None
        or (begins_with_organisation(text) and is_address(text))
        or bool(honorific_and_rest(line.text)[0])
    )


def _from_first_head(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from the one on that names an office, a body or a form of address."""
    for place, (line, below) in enumerate(zip_longest(lines, lines[1:])):
        text = said(line.text)
        if text and (_heads(text) or (below and not below.after_blank and _named_above_office(text, below.text))):
            return [line.saying(text), *lines[place + 1 :]]
    return []


def _named_above_office(name: str, office: str) -> bool:
    """Whether a plain name stands above its office: “Greg Abbott” above “Governor of Texas”."""
    return is_name(name) and is_office(office.split(",")[0]) and not person_in(office)


def _heads(text: str) -> bool:
    """Whether a line names an office or a body, or somebody with a form of address."""
    return _speaks_of_an_office(text) or is_organisation(text)


def below_signature(document: Document) -> list[Block]:
    """Return the blocks after the signature of a letter that are addresses: they get copies, though nothing says so."""
    closed = [line for line in document.of(Part.CLOSED, markers=False) if not is_prose(line.text)]
    found: list[Block] = []
    for number, group in enumerate(_parted(closed)):
        if number == 0 and not any(has_contact(line.text) or any(map(str.isdigit, line.text)) for line in group):
            continue  # who signs
        texts = [line.text for line in group]
        first = texts[0].split(",")[0]
        official = bool(honorific_and_rest(first)[0]) or is_office(first)
        if not official or within("sentences", "own_contacts").search(plain(" ".join(texts))):
            continue
        if len(group) > 1 or "," in texts[0]:
            whole = all(
                is_office(text.split(",")[-1].strip()) or is_organisation(text) or honorific_and_rest(text)[0]
                for text in texts
            )
            pieces = [[line] for line in group] if whole and "," in texts[0] else [group]
            found += [block for lines in pieces for block in blocks_of(pieces_of(lines), Part.COPIES)]
    return found


def _parted(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups
