"""All addressees of a document: those under its headings, above a letter, in sentences, and below a signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from campaign.importer.addressees.around_letters import above_letter, below_signature
from campaign.importer.addressees.blocks import CONTACTS, Block, blocks_of
from campaign.importer.addressees.clauses import said
from campaign.importer.addressees.contacts import read_contacts
from campaign.importer.addressees.in_prose import blocks_in_prose, missions_in_prose, office_in_prose
from campaign.importer.addressees.looks import (
    is_address,
    is_ambassador,
    is_mission,
    oversees,
)
from campaign.importer.addressees.persons import heads_a_block
from campaign.importer.addressees.pieces import pieces_of
from campaign.importer.addressees.reading import read_words
from campaign.importer.addressees.salutations import salutations_of
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee, DraftDoubt
from campaign.importer.letters import is_salutation
from campaign.importer.paragraphs import joined
from campaign.importer.parts import Part, Placed
from campaign.importer.shapes import bullet_of, has_contact, is_prose
from campaign.importer.words import heading, plain, within

MISSION = re.compile(
    r"(?P<mission>(?:[A-Z][a-z]+ )?(?:Embassy|Consulate|High Commission|Ambassade|Embajada|Botschaft|Ambasciata"
    r"|Embaixada|Посольство)(?: [^:,.]{2,50})?)\s*:$"
)
LONG = 66  # characters from which a line that ends with a comma, or an item of a list, runs on in the next


@dataclass
class FoundAddressees:
    """Addressees in order, with the doubts about them; `sure` where a heading or a label told."""

    addressees: list[DraftAddressee]
    doubts: list[DraftDoubt]
    sure: bool


def addressees_of(document: Document) -> FoundAddressees:
    """Return whom the document says to write to, in its order."""
    blocks: list[Block] = []
    for run in document.runs(Part.RECIPIENTS, Part.COPIES):
        lines = _whole_lines([*_named_mission(document, run[0]), *(line for each in run if (line := _said(each)))])
        blocks += [block for block in blocks_of(pieces_of(lines), run[-1].part) if _is_addressee(block)]
    sure = bool(blocks)
    if not any(block.part == Part.RECIPIENTS for block in blocks):
        above = [
            block for block in blocks_of(pieces_of(above_letter(document)), Part.RECIPIENTS) if _is_addressee(block)
        ]
        blocks = above + blocks
    blocks = blocks or blocks_in_prose(document)
    blocks += below_signature(document) + missions_in_prose(document)
    found = FoundAddressees([], [], sure=sure)
    for block in blocks or office_in_prose(document):
        _add(found, block, document)
    _give_salutation_of_letter(found, document)
    return found


def _named_mission(document: Document, first: Placed) -> list[Line]:
    """Return the mission that the sentence above an address names: “via the Cuban Embassy in London:”."""
    place = document.placed.index(first)
    above = document.placed[place - 1].line if place and document.placed[place - 1].part is Part.MISSIONS else None
    found = MISSION.search(above.text) if above and above.text.rstrip().endswith(":") else None
    return [above.saying(found["mission"])] if above and found else []


def _said(each: Placed) -> Line | None:
    """Return what of a line is no heading: all of it, or what stands behind the heading's colon."""
    if not each.marker:
        return each.line
    text = plain(each.line.text)
    for key in ("recipients", "copies"):
        if found := heading(key).match(text):
            return each.line.saying(each.line.text[found.start("rest") :]) if found["rest"] else None
    head, colon, rest = each.line.text.partition(": ")
    if colon and within("sentences", "recipients").search(plain(head) + ":"):
        return each.line.saying(rest) if has_contact(rest) or heads_a_block(rest) else None
    return each.line if has_contact(text) else None


def _whole_lines(lines: Sequence[Line]) -> list[Line]:
    """Join lines of an address that was set as running words: an item of a list, or a long line ending with a comma."""
    whole: list[Line] = []
    in_item = False
    for line in lines:
        above = whole[-1] if whole else None
        bullet = bullet_of(line.text) is not None
        running = above is not None and len(lines[lines.index(line) - 1].text) >= LONG
        goes_on = (
            above is not None
            and running
            and not line.after_blank
            and not bullet
            and (in_item or above.text.endswith(",") or re.search(r"(?:,[^,]*){3,}", above.text))
        )
        if above is not None and goes_on and not (heads_a_block(line.text) and not in_item):
            whole[-1] = Line(
                joined(above.text, line.text), above.first, line.last, above.after_blank, above.indent, above.page
            )
        else:
            in_item = bullet
            whole.append(line)
    return whole


def _is_addressee(block: Block) -> bool:
    """Whether a block is somebody to write to, and not a sentence or the rest of a form."""
    texts = [text for piece in block.words if (text := said(piece.text))]
    text = " ".join(texts)
    if not texts or (is_prose(text) and not block.has(*CONTACTS) and not any(map(str.isdigit, text))):
        return block.has("email", "fax") and not texts
    return block.has(*(CONTACTS - {"website"})) or heads_a_block(texts[0]) or any(map(is_address, texts))


def _add(found: FoundAddressees, block: Block, document: Document) -> None:
    words = read_words(block.pieces)
    path = f"addressees.{len(found.addressees)}"
    contacts = read_contacts(block.pieces, words.country, path)
    salutations: dict[str, str] = {}
    for piece in block.pieces:
        if piece.kind == "salutation":
            salutations |= salutations_of(piece.text, document.language)
    named = words.name or words.office or words.organisation
    known = [(each.name, each.office) for each in found.addressees]
    if words.name and (words.name, words.office) in known and not block.has(*CONTACTS):
        return  # a sample letter repeats to whom it goes
    if not named and not (contacts.emails or contacts.faxes or contacts.phones or (words.address and words.country)):
        return
    found.addressees.append(
        DraftAddressee(
            name=words.name,
            honorific=words.honorific,
            office=words.office,
            organisation=words.organisation,
            address_lines=tuple(words.address),
            country=words.country,
            faxes=tuple(contacts.faxes),
            phones=tuple(contacts.phones),
            emails=tuple(contacts.emails),
            handles=tuple(contacts.handles),
            salutations=salutations,
            role=_role(block, words.office or "", words.organisation or ""),
            lines=(block.pieces[0].first, max(piece.last for piece in block.pieces)),
        )
    )
    found.doubts += contacts.doubts
    if not named:
        says = "No name, office or body stands with these contacts."
        found.doubts.append(DraftDoubt(field=path, says=says, lines=found.addressees[-1].lines))


def _role(block: Block, office: str, organisation: str) -> str:
    if block.part == Part.COPIES:
        return "copy"
    if is_mission(organisation) or is_mission(office) or is_ambassador(office):
        return "channel"
    return "oversight" if oversees(office) or oversees(organisation) else "target"


def _give_salutation_of_letter(found: FoundAddressees, document: Document) -> None:
    """Give the letter's salutation to the first to write to, if that one has none of its own."""
    targets = [place for place, each in enumerate(found.addressees) if each.role != "copy"]
    if not targets or found.addressees[targets[0]].salutations:
        return
    for line in document.of(Part.LETTER):
        if is_salutation(plain(line.text)) and (said_there := salutations_of(line.text, document.language)):
            first = targets[0]
            found.addressees[first] = msgspec.structs.replace(found.addressees[first], salutations=said_there)
            return
