"""The publisher's own address at the foot of a page, which stands among those of others without any heading."""

import re

from campaign.importer.addressees.blocks import Block
from campaign.importer.addressees.looks import honorific_and_rest, is_mission, is_office
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.parts import Part
from campaign.importer.words import every, plain

SEGMENT = re.compile(r"\s*[·|•,]\s*|\s+[-–—]\s+")
LEGAL = re.compile(r",?\s+(?:e\. ?v|a\. ?c|asbl|odv|onlus|aps|inc|ltd)\.?$")
HEAD_LINES = 8
LONGEST = 2  # lines of a block in which the publisher's name can stand


def is_publisher(block: Block, document: Document) -> bool:
    """Whether a block is the publisher's: it repeats a name of the document's head, or tells of donations."""
    words = [piece.text for piece in block.words]
    if any(is_office(text) or is_mission(text) or honorific_and_rest(text)[0] for text in words):
        return False
    if any(every("own_marks").search(plain(piece.text)) for piece in block.pieces):
        return True
    heads = _heads(document, block.pieces[0].first)
    return any(_folded(SEGMENT.split(text)[0]) in heads for text in words[:LONGEST])


def begins_with_publisher(line: Line, document: Document) -> bool:
    """Whether a line of a foot begins with a name of the document's head: “Safe Ground · 8 Wharf · T: …”."""
    first = SEGMENT.split(line.text)[0]
    return line.after_blank and _folded(first) in _heads(document, line.first)


def _heads(document: Document, before: int) -> set[str]:
    """Return the lines and parts of lines of the head that stand above a line, if they are more than a word."""
    lines = [
        each.line.text
        for each in document.placed[:HEAD_LINES]
        if each.part in {Part.HEAD, Part.FIELD} and each.line.last < before
    ]
    names = {_folded(part) for line in lines for part in (line, *SEGMENT.split(line))}
    return {name for name in names if " " in name}


def _folded(text: str) -> str:
    return LEGAL.sub("", plain(text).casefold().strip(" .,;:-–—|*")).strip(" .,")
