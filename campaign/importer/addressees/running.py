"""The lines of a run of addresses: without headings and the publisher's own foot, those of one item together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from campaign.importer.addressees.looks import is_address
from campaign.importer.addressees.persons import heads_a_block
from campaign.importer.addressees.publisher import begins_with_publisher
from campaign.importer.cleaning.lines import Line
from campaign.importer.cleaning.unwrapping import joined
from campaign.importer.document import Document
from campaign.importer.fields.places import country_of
from campaign.importer.parts import Part, Placed
from campaign.importer.shapes import EMAIL, bullet_of, has_contact
from campaign.importer.whom import bare_of, copies_in_line
from campaign.importer.words import heading, plain, within

MISSION = re.compile(
    r"(?P<mission>(?:[A-Z][a-z]+ )?(?:Embassy|Consulate|High Commission|Ambassade|Embajada|Botschaft|Ambasciata"
    r"|Embaixada|Посольство)(?: [^:,.]{2,50})?)\s*:$"
)
FEW_WORDS = 3  # of a label
FEWEST_STROKES = 3  # parts of a line
LONG = 66  # characters from which a line that ends with a comma, or an item of a list, runs on in the next


def lines_of(run: Sequence[Placed], document: Document) -> list[Line]:
    """Return what the lines of a run say of addressees."""
    return _whole_lines(
        [
            *_named_mission(document, run[0]),
            *(line for each in _without_publisher(run, document) for line in _said_apart(each)),
        ]
    )


def _named_mission(document: Document, first: Placed) -> list[Line]:
    """Return the mission that the sentence above an address names: “via the Cuban Embassy in London:”."""
    place = document.placed.index(first)
    above = document.placed[place - 1].line if place and document.placed[place - 1].part is Part.MISSIONS else None
    found = MISSION.search(above.text) if above and above.text.rstrip().endswith(":") else None
    return [above.saying(found["mission"])] if above and found else []


def _said(each: Placed) -> Line | None:
    """Return what of a line is no heading: all of it, or what stands behind the heading's colon."""
    if not each.marker:
        return None if _leads_on(each.line.text) else each.line
    text = plain(each.line.text)
    for key in ("recipients", "copies", "to_whom"):
        if found := heading(key).match(text):
            return each.line.saying(each.line.text[found.start("rest") :]) if found["rest"] else None
    if copied := copies_in_line(bare_of(text)):
        return each.line.saying(each.line.text[-len(copied) :])
    head, colon, rest = each.line.text.partition(": ")
    if colon and within("sentences", "recipients").search(plain(head) + ":"):
        return each.line.saying(rest) if has_contact(rest) or heads_a_block(rest) else None
    return each.line if has_contact(text) else None


def _leads_on(text: str) -> bool:
    """Whether a line only says what follows: “Se vi avanza un francobollo:”."""
    words = text.rstrip(" :").split()
    return text.endswith(":") and len(words) > FEW_WORDS and not has_contact(text) and not heads_a_block(bare_of(text))


def _parted_by_strokes(text: str) -> list[str]:
    """Return the lines of an address that is printed in one: “Ana Souza / Ministre de la Justice / B.P. 350 / Lomé”."""
    parts = [part.strip() for part in text.split(" / ")]
    in_country = country_of(parts[-1]) is not None
    headed = heads_a_block(bare_of(parts[0])) or (is_address(parts[0]) and in_country)
    whole = len(parts) >= FEWEST_STROKES and headed and (in_country or any(map(is_address, parts)))
    return parts if whole and not has_contact(parts[0]) else []


def _said_apart(each: Placed) -> list[Line]:
    """Return what a line says, in as many lines as it names addressees: “cc: X (x@x.org); Y (y@y.org)”."""
    line = _said(each)
    if line and (parts := _parted_by_strokes(line.text)):
        return [line.saying(part) for part in parts]
    if line is None:
        return []
    parts = [part.strip() for part in line.text.split(";")]
    if len(parts) < 2 or not all(EMAIL.search(part) and len(part.split()) > 2 for part in parts):
        return [line]
    return [replace(line, text=part, after_blank=True) for part in parts]


def _without_publisher(placed: Sequence[Placed], document: Document) -> list[Placed]:
    """Return lines of addresses but for a paragraph that begins with the publisher's name."""
    kept: list[Placed] = []
    own = False
    for each in placed:
        own = begins_with_publisher(each.line, document) or (own and not each.line.after_blank)
        if not own:
            kept.append(each)
    return kept


def _whole_lines(lines: Sequence[Line]) -> list[Line]:
    """Join lines of an address that was set as running words: an item of a list, or a long line ending with a comma."""
    whole: list[Line] = []
    in_item = False
    for line in lines:
        above = whole[-1] if whole else None
        bullet = bullet_of(line.text) is not None
        before = lines[lines.index(line) - 1]
        running = above is not None and len(before.text) >= LONG and not before.whole
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
