"""Where one addressee ends and the next begins, with blank lines between all lines, within an address, or nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from campaign.importer.addressees.clauses import said, whole_offices
from campaign.importer.addressees.looks import (
    honorific_and_rest,
    is_address,
    is_name,
    is_office,
    is_organisation,
    is_titled,
)
from campaign.importer.addressees.persons import heads_a_block, names_holder
from campaign.importer.addressees.unlabelled import Piece
from campaign.importer.fields.places import country_of

CONTACTS = frozenset({"fax", "phone", "both", "email", "handle", "website", "number", "telegram", "salutation"})


TALLEST = 30  # lines of an address


@dataclass
class Block:
    """The pieces of one addressee, and the part of the document they stand in."""

    part: str
    pieces: list[Piece] = field(default_factory=list)

    def has(self, *kinds: str) -> bool:
        """Whether there is a piece of one of these kinds."""
        return any(piece.kind in kinds for piece in self.pieces)

    @property
    def words(self) -> list[Piece]:
        """The pieces that are no contacts."""
        return [piece for piece in self.pieces if piece.kind not in CONTACTS]


def blocks_of(pieces: Sequence[Piece], part: str) -> list[Block]:
    """Return pieces as one block an addressee."""
    found: list[Block] = []
    bulleted = (
        sum(piece.bullet and piece.kind not in CONTACTS for piece in pieces) > 1 and bool(pieces) and pieces[0].bullet
    )
    for piece, below in zip_longest(pieces, pieces[1:]):
        if not found or (_begins(piece, found[-1], bulleted=bulleted) and not _is_town(piece, below, found[-1])):
            found.append(Block(part))
        found[-1].pieces.append(piece)
    return _joined(found)


def _begins(piece: Piece, block: Block, *, bulleted: bool) -> bool:
    if piece.kind in CONTACTS:
        return False
    if bulleted:
        return piece.bullet
    if not block.words:
        return False
    if block.has("salutation") and (piece.begins_line or heads_a_block(piece.text)):
        return True
    if piece.bullet:
        return True
    reached = block.pieces[-1].kind in CONTACTS
    if reached:
        begins = piece.begins_line and is_organisation(piece.text) and is_titled(piece.text)
        return (
            begins or _heads(piece) or (piece.after_blank and not is_address(piece.text) and not country_of(piece.text))
        )
    if not piece.begins_line or not _heads(piece):
        return False
    if names_holder(piece.text) and any(names_holder(each.text) for each in block.words):
        return True  # a list of offices with their names, a line each
    return _complete(block) and (piece.after_blank or _strong(piece))


def _is_town(piece: Piece, below: Piece | None, block: Block) -> bool:
    """Whether what may be a name is the town of the address above: a country or a contact follows it at once."""
    if not is_name(piece.text) or honorific_and_rest(piece.text)[0] or piece.kind == "name" or piece.bullet:
        return False
    ends = below is None or below.kind in CONTACTS or country_of(below.text) is not None
    parted = len(block.pieces) > 1 and all(each.after_blank for each in block.pieces[1:])  # blanks part all lines
    ends = ends or (parted and below is not None and is_address(below.text))
    return ends and not any(country_of(each.text.rpartition(",")[2]) for each in block.words)


def _heads(piece: Piece) -> bool:
    return piece.kind == "name" or heads_a_block(said(piece.text))


def _strong(piece: Piece) -> bool:
    """Whether a line begins an addressee even without a blank above it."""
    honorific, _ = honorific_and_rest(piece.text)
    return bool(honorific and is_name(piece.text)) or is_office(piece.text.split(",")[0])


def _complete(block: Block) -> bool:
    """Whether a block holds an address, so that another name or office must be somebody else's."""
    lines = whole_offices(
        [piece.text for piece in block.words[:TALLEST]]
    )  # “President / of the Republic of X” is an office
    return any(is_address(line) or country_of(line.rpartition(",")[2]) for line in lines[1:]) or (
        len(block.words) == 1 and is_address(block.words[0].text)
    )


def _joined(blocks: list[Block]) -> list[Block]:
    """Put a block without any word to the one before it."""
    joined: list[Block] = []
    for block in blocks:
        if joined and not block.words:
            joined[-1].pieces += block.pieces
        else:
            joined.append(block)
    return joined
