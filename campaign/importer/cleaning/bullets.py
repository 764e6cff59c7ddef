"""Bullets that a text lost: signs that became letters, and items that were set one behind the other in one line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from campaign.importer.cleaning.lines import Line

SIGNS = "nlvu?"  # the letters that a font of signs leaves behind
WITHIN = re.compile(r"\s+(?=[•▪■●◦‣]\s*\S)")
LEAST_ITEM = 30  # characters: “Tel … • Fax …” at a foot is no list


def with_bullets(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with a bullet before each item, and each item in a line of its own."""
    return [piece for line in _with_signs(lines) for piece in _parted(line)]


def _with_signs(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with bullets for the letter that a font of signs left behind: “n engagez …”, “n demandez …”."""
    for letter in SIGNS:
        sign = re.escape(letter)
        places = [place for place, line in enumerate(lines) if re.match(rf"{sign} [^\W\d_]{{3,}}", line.text)]
        if len(places) > 1:
            return [line.saying(f"•{line.text[1:]}") if place in places else line for place, line in enumerate(lines)]
    return list(lines)


def _parted(line: Line) -> list[Line]:
    """Return the items that run on in one line as lines of their own; short ones are the parts of a footer."""
    pieces = WITHIN.split(line.text)
    items = pieces if re.match(r"[•▪■●◦‣]", line.text) else pieces[1:]
    if len(pieces) < 2 or not items or min(map(len, items)) < LEAST_ITEM:
        return [line]
    return [replace(line, text=piece, after_blank=line.after_blank and not place) for place, piece in enumerate(pieces)]
