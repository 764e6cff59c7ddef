"""Tables whose first row says what the columns hold: each cell becomes a line behind its column's label."""

import re
from collections.abc import Iterator, Sequence

from campaign.importer.shapes import looks_like_number
from campaign.importer.words import is_label, plain

PIPES = re.compile(r"^\s*\|(.*)\|\s*$")
RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
PARTS = re.compile(r"\s*[,/]\s*|\s+(?:and|et|y|e|und|и)\s+")
PIECES = re.compile(r"\s*[,;]\s+|\s+/\s+")  # of a cell
COLUMNS = ("name", "office", "organisation", "address", "country", "fax", "phone", "email", "salutation", "title")
CONTACTS = ("fax", "phone", "email", "salutation")
FEWEST_COLUMNS, FEWEST_LABELS = 3, 2

Numbered = tuple[int, str]


def without_tables(lines: Sequence[Numbered]) -> list[Numbered]:
    """Return numbered lines with the rows of such tables as lines with labels, a blank above each row."""
    found: list[Numbered] = []
    columns: list[str] | None = None
    for number, text in lines:
        cells = _cells(text)
        if cells is None or len(cells) < FEWEST_COLUMNS:
            columns = None
            found.append((number, text))
        elif columns is None and _are_labels(cells):
            columns = cells
        elif columns is None:
            found.append((number, text))
        elif not RULE.match(text):
            found += _labelled(number, columns, cells)
    return found


def _cells(text: str) -> list[str] | None:
    """Return the cells of a row, with marks or tabs between them; none if a line is no row."""
    if row := PIPES.match(text):
        return [cell.strip() for cell in row[1].split("|")]
    return [cell.strip() for cell in text.split("\t")] if text.strip().count("\t") >= FEWEST_COLUMNS - 1 else None


def _are_labels(cells: Sequence[str]) -> bool:
    known = [_is_label(cell, COLUMNS) for cell in cells if cell]
    return sum(known) >= FEWEST_LABELS and 2 * sum(known) >= len(known)


def _labelled(number: int, columns: Sequence[str], cells: Sequence[str]) -> Iterator[Numbered]:
    """Yield the cells of a row a line each; in a table of addresses without the labels of what looks like itself."""
    yield number, ""
    addresses = any(_is_label(column, ("address", *CONTACTS)) for column in columns)
    for column, cell in zip(columns, cells, strict=False):
        if cell:
            parts = PARTS.split(column)
            several = len(parts) > 1
            if several and any(is_label(part, ("fax",)) for part in parts):
                phones = any(is_label(part, ("phone",)) for part in parts)
                yield from ((number, piece if phones else _with_fax(piece)) for piece in PIECES.split(cell))
                continue
            plainly = not column or (addresses and (several or not _is_label(column, (*CONTACTS, "title"))))
            yield number, cell if plainly else f"{column}: {cell}"


def _with_fax(piece: str) -> str:
    """Return a piece of a cell below “Fax / E-mail”, where a bare number is a fax; below “Tel./fax” maybe not."""
    return f"Fax: {piece}" if looks_like_number(piece) else piece


def _is_label(cell: str, keys: Sequence[str]) -> bool:
    first = PARTS.split(plain(cell))[0]  # “Факс, e-mail”
    return is_label(first, keys)
