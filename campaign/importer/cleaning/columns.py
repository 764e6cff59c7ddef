"""Columns that were set side by side in plain text: wide gaps at the same place over several lines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from campaign.importer.words import is_label

GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
FEWEST = 3  # lines that must share a gap
LEADERS = re.compile(r"\s*([^\W\d_][^\d,;:.]{1,28}?)\s?\.{4,}\s?([^\s.].*)")  # “Deadline ........ 4 June 2019”
LABEL = re.compile(r"[^\W\d_][^\d,;]{1,28}")
NEAR = 3  # characters by which the beginnings of a column may differ


def without_columns(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return numbered lines with columns put one below the other, a blank line between; all others stay as they are."""
    found: list[tuple[int, str]] = []
    block: list[tuple[int, str]] = []
    for number, text in [*((number, LEADERS.sub(r"\1: \2", text)) for number, text in lines), (0, "")]:
        if GAP.search(text.rstrip()) or (block and text.strip() and _starts(block) and _fits(text, _starts(block))):
            block.append((number, text))
            continue
        found += _apart(block)
        block = []
        if number:
            found.append((number, text))
    return found


def _starts(block: Sequence[tuple[int, str]]) -> list[int]:
    """Return where columns begin that at least a few lines share."""
    ends = sorted(gap.end() for _, text in block for gap in GAP.finditer(text))
    groups: list[list[int]] = []
    for end in ends:
        if groups and end - groups[-1][0] <= NEAR:
            groups[-1].append(end)
        else:
            groups.append([end])
    return [min(group) for group in groups if len(group) >= min(FEWEST, max(2, len(block) - 1))]


def _fits(text: str, starts: Sequence[int]) -> bool:
    """Whether a line without a gap stands wholly within one column."""
    left = len(text) - len(text.lstrip())
    column = max((start for start in (0, *starts) if start <= left + 1), default=0)
    following = min((start for start in starts if start > column), default=10**6)
    return len(text.rstrip()) < following


def _apart(block: list[tuple[int, str]]) -> list[tuple[int, str]]:
    starts = _starts(block)
    if len(block) < FEWEST or not starts:
        return block
    bounds = [0, *starts, max(len(text) for _, text in block) + 1]
    if len(starts) == 1 and (form := _form(block, starts[0])):
        return form
    found: list[tuple[int, str]] = []
    for left, right in pairwise(bounds):
        column = [(number, _cut(text, left, right)) for number, text in block]
        found += [(number, text) for number, text in column if text.strip()]
        found.append((block[-1][0], ""))
    return found


def _form(block: Sequence[tuple[int, str]], start: int) -> list[tuple[int, str]]:
    """Return the rows of a form with a colon between label and value; none if what stands on the left are no labels."""
    rows = [(number, _cut(text, 0, start).rstrip(" :"), _cut(text, start, len(text) + 1)) for number, text in block]
    labels = all(left and right and LABEL.fullmatch(left) for _, left, right in rows)
    known = sum(is_label(left) for _, left, _ in rows)
    values = sum(any(map(str.isdigit, right)) for _, _, right in rows)
    told = labels and known and 2 * max(values, known) >= len(rows) and known * 3 >= len(rows)
    return [(number, f"{left}: {right}") for number, left, right in rows] if told else []


def _cut(text: str, left: int, right: int) -> str:
    """Return what of a line stands in a column, to whole words: a column may begin a letter or two off."""
    while 0 < left < len(text) and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right - 1].isspace():
        right -= 1
    return text[left:right].strip()
