"""What stands around an appeal: banners, page heads and numbers, footnotes and their marks."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from campaign.importer.cleaning.lines import Line
from campaign.importer.shapes import has_contact, is_prose
from campaign.importer.words import plain, table

FOOTNOTE = re.compile(r"^\[\d{1,3}\]:?\s+\S|^[¹²³⁴-⁹⁰]+\s*\S")
MARK = re.compile(r"\s?\[\d{1,3}\](?!\()|(?<=[^\W\d_.,;:”\"’)])[¹²³⁴-⁹⁰]+|(?<=[.,;:”\"’)])[¹²³⁴-⁹⁰]+")
LONE_NUMBER = re.compile(r"^\d{1,3}$")
HEAD_LINES = 6
SHORTEST_ABOVE = 40  # characters of a line whose sentence runs on in the next page
PAGE_AT_END = re.compile(r"\W*\d{1,3}$")
LONGEST_HEAD = 90  # characters of a line that is repeated on every page


@cache
def _whole_lines(key: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{entry})" for entry in table("noise")[key]) + ")", re.IGNORECASE)


def without_noise(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that belong to the appeal, without marks of footnotes, and those that were dropped."""
    repeated = _page_heads(lines)
    kept: list[Line] = []
    dropped: list[Line] = []
    in_footnote = blank = False
    for place, line in enumerate(lines):
        in_footnote = _is_footnote(line, place, lines) or (in_footnote and not line.after_blank)
        if place in repeated or in_footnote or _is_banner(line.text) or _is_page_number(line, place, lines):
            blank = blank or line.after_blank
            dropped.append(line)
            continue
        text = MARK.sub("", line.text).strip()
        if text:
            kept.append(replace(line, text=text, after_blank=line.after_blank or blank))
            blank = False
    return kept, dropped


def _is_banner(text: str) -> bool:
    return _whole_lines("banners").fullmatch(plain(text).strip(" .!|>»*-")) is not None


def _is_page_number(line: Line, place: int, lines: Sequence[Line]) -> bool:
    if _whole_lines("page_numbers").fullmatch(plain(line.text)):
        return True
    if not LONE_NUMBER.match(line.text):
        return False
    # The number of a page stands at its foot or head, or alone between paragraphs.
    edge = place in (0, len(lines) - 1) or lines[place + 1].page != line.page or lines[place - 1].page != line.page
    alone = line.after_blank and (place + 1 == len(lines) or lines[place + 1].after_blank)
    return edge or alone


def _page_heads(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines that are repeated at the head or foot of later pages, but for the first of each."""
    if not lines or lines[-1].page == 1:
        return _within_sentences(lines)
    edges: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        edges.setdefault(line.page, []).append(place)
    at_edge = [place for places in edges.values() for place in {*places[:2], *places[-2:]}]
    counts = Counter(_bare(lines[place].text) for place in at_edge)
    seen: set[str] = set()
    dropped = set()
    for place in sorted(at_edge):
        text = _bare(lines[place].text)
        if text and counts[text] > 1 and len(text) <= LONGEST_HEAD:
            if text in seen:
                dropped.add(place)
            seen.add(text)
    return dropped


def _within_sentences(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines that stand alone several times, once at least within a sentence, as page heads do."""
    alone: dict[str, list[int]] = {}
    for place, (line, below) in enumerate(pairwise(lines)):
        words = PAGE_AT_END.sub("", line.text).casefold()
        is_head = len(words.split()) > 1 and len(line.text) <= LONGEST_HEAD and not has_contact(line.text)
        if line.after_blank and below.after_blank and is_head:
            alone.setdefault(words, []).append(place)
    dropped: set[int] = set()
    for places in alone.values():
        if len(places) > 1 and any(_breaks_sentence(lines, place) for place in places):
            dropped |= {place for place in places if place >= HEAD_LINES}
    return dropped


def _breaks_sentence(lines: Sequence[Line], place: int) -> bool:
    above, below = lines[place - 1].text if place else ".", lines[place + 1].text
    runs_on = above[-1:].isalpha() and below[:1].islower()
    return runs_on and is_prose(f"{above} {below}") and len(above) > SHORTEST_ABOVE and not has_contact(below)


def _bare(text: str) -> str:
    return re.sub(r"[\d\W]+", " ", text).strip().casefold()


def _is_footnote(line: Line, place: int, lines: Sequence[Line]) -> bool:
    """Whether a line is the note itself: a mark at its beginning, and the same mark behind a word further up."""
    found = FOOTNOTE.match(line.text)
    if not found:
        return False
    mark = re.match(r"\[\d+\]|[¹²³⁴-⁹⁰]+", line.text)
    return mark is not None and any(mark.group() in above.text[1:] for above in lines[:place])
