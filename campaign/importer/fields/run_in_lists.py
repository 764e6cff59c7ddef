"""Lists that run on within a paragraph: “(a) …; (b) …”, “First, … Second, …”, clauses behind a colon."""

import re
from dataclasses import dataclass, field

from campaign.importer.paragraphs import sentences
from campaign.importer.parts import Part, Placed
from campaign.importer.shapes import Bullet, bullet_of, has_contact
from campaign.importer.words import plain, within

ORDINALS = "First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Fifth(?:ly)?|Lastly|Finally"
INLINE = re.compile(
    r"(?<=[;:.,])\s+(?:(?:and|et|y|e|und|sowie|и)\s+)?(?=(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]|[•–])\s)"
    rf"|(?<=[.;:!])\s+(?=(?:{ORDINALS}),\s)"
)
ORDINAL = re.compile(rf"(?:{ORDINALS}),\s+")
FIRST_ITEM = re.compile(r"(?<=[a-zà-ÿа-я])\s+(?=\(?(?:a|1|i)\)\s)")  # “we ask them to (a) …; (b) …”
FEWEST_CLAUSES, FEWEST_PIECES, SHORTEST = 3, 3, 10


@dataclass
class Item:
    """An item of a list: its words, its source lines, and what stands below it."""

    text: str
    first: int
    last: int
    items: list["Item"] = field(default_factory=list)


@dataclass
class FoundList:
    """A list with the words before it; `part` is where it stands."""

    intro: str
    items: list[Item]
    part: Part
    under_heading: bool = False
    bulleted: bool = True


def run_in(each: Placed) -> list[FoundList]:
    """Return the items that run on behind the words that introduce them, by their numbers, letters or ordinals."""
    pieces = INLINE.split(FIRST_ITEM.sub(": ", each.line.text))
    if len(pieces) < FEWEST_PIECES:
        return []
    inner = [bullet for piece in pieces[1:] if (bullet := _ordinal(piece) or bullet_of(piece))]
    if len(inner) < len(pieces) - 1 or len({bullet.kind for bullet in inner}) > 1:
        return []
    ordinals = inner[0].kind == "ordinal"
    if not (ordinals and asks_for_something(pieces[0])) and not pieces[0].endswith(":"):
        return []
    items = [Item(bullet.text, each.line.first, each.line.last) for bullet in inner]
    return [FoundList(re.sub(r"[.!]?$", ":", pieces[0], count=1) if ordinals else pieces[0], items, each.part)]


def _ordinal(text: str) -> Bullet | None:
    found = ORDINAL.match(text)
    return Bullet("ordinal", None, text[found.end() :]) if found else None


def asks_for_something(intro: str) -> bool:
    """Whether the words before a list say that somebody asks or is asked for something."""
    last = next(reversed(sentences(intro)), "")
    return within("sentences", "demands").search(plain(intro)) is not None or (
        within("sentences", "letter_ask").search(f"{plain(last)} …") is not None
    )


def in_clauses(each: Placed) -> list[FoundList]:
    """Return what a sentence asks in clauses behind a colon: “We call on the authorities: to …; to …; to …”."""
    head, colon, rest = each.line.text.partition(": ")
    clauses = [clause.strip() for clause in rest.split(";")]
    bare = plain(head)
    if not colon or len(clauses) < FEWEST_CLAUSES or min(map(len, clauses)) < SHORTEST or has_contact(rest):
        return []
    if each.marker or not (within("sentences", "demands").search(bare) and within("sentences", "to_whom").search(bare)):
        return []
    return [FoundList(f"{head}:", [Item(text, each.line.first, each.line.last) for text in clauses], each.part)]


def split_inline(item: Item) -> Item:
    """Take apart items that stand in the words of one: “as follows: (a) …; (b) …”."""
    pieces = INLINE.split(item.text)
    if len(pieces) > 2 and pieces[0].endswith(":"):
        inner = [bullet for piece in pieces[1:] if (bullet := bullet_of(piece))]
        if len(inner) == len(pieces) - 1:
            item.items += [Item(each.text, item.first, item.last) for each in inner]
            item.text = pieces[0]
    return item
