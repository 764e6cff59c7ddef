"""Lines that were broken at a column put together again: a line ends there because the next word did not fit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from campaign.importer.cleaning.hyphens import KEPT
from campaign.importer.cleaning.lines import Line
from campaign.importer.shapes import bullet_of, contact_label, is_capitals, is_prose
from campaign.importer.words import every, plain

NARROWEST, WIDEST = 40, 200  # columns at which texts are broken
FEWEST = 3  # sentences that must run on over a line's end before a column is believed
NEVER_BROKEN = 2  # lines longer than any column: whoever wrote them broke none
MANY, MOST = 0.6, 0.8  # the shares of those that a column explains: enough to join its lines, and no others
BEYOND = 0.25  # the share of lines that may be longer: addresses and links that nobody broke
YEAR, DAY_AND_MONTH = re.compile(r"(?:19|20)\d\d\b"), re.compile(r"\b\d{1,2}\.?\s(?:de |of )?[^\W\d_]{3,}$")
ROW = re.compile(r"[A-ZÀ-ÞА-ЯЁ][\w'’/ -]{1,16}\s?:\s")  # “Date: …”, “Index : …” begin rows of a form
FEWEST_COMMAS = 2  # in an address that is written in a row
OPEN_ENDS = f",;-{KEPT}–—/&("
PARTED = re.compile(r"[^\W\d_]{2}-$")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those of one paragraph as one; without a column only where a sentence plainly runs on.

    Lines of an address end long before the column, so that they stay apart.
    """
    column, surely = _column(lines)
    surely = surely or sum(line.edge > WIDEST for line in lines) >= NEVER_BROKEN
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above and _may_go_on(above, line) and (_is_full(above, line, column) or _plainly_runs_on(above, line)):
            text = joined(above.text, line.text)
            found[-1] = replace(above, text=text, last=line.last, edge=line.edge, tail=line.text)
        else:
            found.append(replace(line, whole=surely, tail=line.text))
    return found


def joined(above: str, below: str) -> str:
    """Return two pieces of one paragraph as one; a word that was parted at the line's end is whole again.

    A hyphen of its own stays, as `hyphens` told, and so does one before “and”: “Haus- / und Hofbesitzer”.
    """
    if not below[:1].islower() or every("after_a_part").match(below):
        return f"{above} {below}"
    if above.endswith(KEPT):
        return f"{above[:-1]}-{below}"
    return above[:-1] + below if PARTED.search(above[-3:]) else f"{above} {below}"


def _column(lines: Sequence[Line]) -> tuple[int, bool]:
    """Return the column at which a text was broken, 0 if none, and whether all of it was."""
    running = [
        (above.edge, above.edge + _first_word(below))
        for above, below in pairwise(lines)
        if not below.after_blank
        and below.text[:1].islower()
        and above.text[-1:] not in ".:;!?"
        and NARROWEST <= above.edge <= WIDEST
        and not bullet_of(below.text)
    ]
    if len(running) < FEWEST:
        return 0, False
    explained = {column: sum(edge <= column < end for edge, end in running) for column, _ in running}
    best = max(explained, key=lambda column: (explained[column], column))
    longer = sum(line.edge > best for line in lines)
    if explained[best] < max(FEWEST, MANY * len(running)) or longer > BEYOND * len(lines):
        return 0, False
    return best, explained[best] >= MOST * len(running)


def _first_word(line: Line) -> int:
    """Return how much room the first word of a line would have taken at the end of the one above."""
    return 1 + len(line.text.split(" ", 1)[0])


def _may_go_on(above: Line, below: Line) -> bool:
    """Whether nothing new begins with a line: no bullet, no label of a contact, no capitals, no item behind a colon."""
    if below.after_blank or above.level or below.level or not above.edge or not below.edge or bullet_of(below.text):
        return False
    if is_capitals(above.tail) != is_capitals(below.text) and len(below.text) > FEWEST:
        return False
    label = contact_label().match(plain(below.text))
    if label and above.text[-1:] not in f"{OPEN_ENDS}.":
        return False
    if above.text.endswith(":") and below.text[:1].isupper():
        return False
    if ROW.match(below.text) and above.text[-1:] not in OPEN_ENDS:
        return False
    goes_on = below.text[:1].islower() or above.text[-1:] in OPEN_ENDS or 2 * len(below.text) > len(above.tail)
    return goes_on or _is_running(above.text)


def _is_running(text: str) -> bool:
    """Whether a line is running words, a heading or an address in a row, and not by chance as long as the column."""
    return is_prose(text) or is_capitals(text) or text.count(",") >= FEWEST_COMMAS or ":" in text


def _is_full(above: Line, below: Line, column: int) -> bool:
    """Whether the first word of a line would not have fitted into the one above."""
    return above.edge <= column < above.edge + _first_word(below)


def _plainly_runs_on(above: Line, below: Line) -> bool:
    """Whether a sentence goes on in the next line, whatever their lengths."""
    number = below.text[:1].isdigit() and re.search(r"\s[^\W\d_A-Z]{2,}$", above.text)  # “… until / 4 May”
    year = YEAR.match(below.text) and DAY_AND_MONTH.search(above.text)
    goes_on = below.text[:1].islower() or bool(number) or bool(year)
    return above.text[-1:] not in ".:;!?…" and goes_on and is_prose(above.tail)
