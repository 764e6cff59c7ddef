"""All addressees of a document: those under its headings, above a letter, in sentences, and below a signature."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.importer.addressees.around_letters import above_letters, below_signature
from campaign.importer.addressees.blocks import CONTACTS, Block, blocks_of
from campaign.importer.addressees.clauses import said
from campaign.importer.addressees.contacts import read_contacts
from campaign.importer.addressees.greeted import with_salutations_of_letters
from campaign.importer.addressees.in_prose import blocks_in_prose, missions_in_prose, office_in_prose
from campaign.importer.addressees.looks import (
    is_address,
    is_ambassador,
    is_mission,
    oversees,
)
from campaign.importer.addressees.persons import heads_a_block
from campaign.importer.addressees.pieces import pieces_of
from campaign.importer.addressees.publisher import is_publisher
from campaign.importer.addressees.reading import read_words
from campaign.importer.addressees.running import lines_of
from campaign.importer.addressees.salutations import salutations_of
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee, DraftDoubt
from campaign.importer.parts import Part
from campaign.importer.shapes import is_prose
from campaign.importer.words import every

SIGNATURE = 3  # lines below the closing of a letter


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
        lines = lines_of(run, document)
        blocks += [
            block
            for block in blocks_of(pieces_of(lines), run[-1].part)
            if _is_addressee(block) and not is_publisher(block, document)
        ]
    sure = bool(blocks)
    letters = above_letters(document)
    if len(letters) > 1 or not any(block.part == Part.RECIPIENTS for block in blocks):
        blocks = _with_those_of_letters(blocks, letters)
    if not any(block.part == Part.RECIPIENTS for block in blocks):
        blocks = [*blocks_in_prose(document), *blocks]
    blocks += [block for block in below_signature(document) if not any(_overlap(block, each) for each in blocks)]
    blocks += missions_in_prose(document)
    found = FoundAddressees([], [], sure=sure)
    senders = {_named(block) for block in blocks if _signs(block, document)}
    for block in blocks or office_in_prose(document):
        if not senders or _named(block) not in senders:
            _add(found, block, document)
    found.addressees = with_salutations_of_letters(found.addressees, document)
    return found


def _with_those_of_letters(blocks: list[Block], letters: Sequence[list[Line]]) -> list[Block]:
    """Return the blocks with those above letters, each in its place."""
    above = [block for lines in letters for block in blocks_of(pieces_of(lines), Part.RECIPIENTS)]
    more = [block for block in above if _is_addressee(block) and not any(_overlap(block, other) for other in blocks)]
    return sorted([*more, *blocks], key=lambda block: block.pieces[0].first)


def _signs(block: Block, document: Document) -> bool:
    """Whether who is named in a block above a letter signs it below: who writes, with an address of their own."""
    below = [line for line in document.of(Part.CLOSED, markers=False) if line.first > block.pieces[-1].last]
    name = _named(block) if below and block.part == Part.RECIPIENTS else None
    return name is not None and any(name in line.text for line in below[:SIGNATURE])


def _named(block: Block) -> str | None:
    return read_words(block.pieces).name


def _overlap(one: Block, other: Block) -> bool:
    return one.pieces[0].first <= other.pieces[-1].last and other.pieces[0].first <= one.pieces[-1].last


def _is_addressee(block: Block) -> bool:
    """Whether a block is somebody to write to, and not a sentence or the rest of a form."""
    texts = [text for piece in block.words if (text := said(piece.text))]
    text = " ".join(texts)
    told = block.has(*CONTACTS) or any(map(str.isdigit, text)) or (bool(texts) and heads_a_block(texts[0]))
    if not texts or (is_prose(text) and not told):
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
    for remark in words.remarks:
        says = f"“{remark}” stands below the address and reads like a remark: it was left out."
        found.doubts.append(DraftDoubt(field=f"{path}.address_lines", says=says, lines=found.addressees[-1].lines))
    if not named:
        says = "No name, office or body stands with these contacts."
        found.doubts.append(DraftDoubt(field=path, says=says, lines=found.addressees[-1].lines))


def _role(block: Block, office: str, organisation: str) -> str:
    if block.part == Part.COPIES:
        return "copy"
    forwards = every("care_of").match(organisation) is not None  # “c/o Embassy of X”, below a president
    if (is_mission(organisation) and not forwards) or is_mission(office) or is_ambassador(office):
        return "channel"
    return "oversight" if oversees(office) or oversees(organisation) else "target"
