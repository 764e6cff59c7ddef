"""The words that head an appeal and are neither its title nor its issuer's name."""

import re

from campaign.importer.words import every, plain

FEWEST_ENTRIES, FEWEST_PIECES, LONGEST_ENTRY = 2, 4, 3
LIST_MARK = re.compile(r"^\W*\[[\w .+-]{2,40}\]\s*(?=\S)")  # of a mailing list, before a subject
FORWARDED = re.compile(r"^(?:(?:fwd?|wg|i|rv|enc|re|aw|tr)\s*:\s*)+|\s*\((?:fwd|f\.?y\.?i\.?)\)\s*$", re.IGNORECASE)


def without_banner(text: str) -> str:
    """Return a line without the banner before its own words: “URGENT ACTION: Student held …”."""
    return "" if every("banners").fullmatch(text) else every("before").sub("", text).strip()


def without_marks_of_mail(text: str) -> str:
    """Return a subject without the marks of lists and of who passed it on: “[list] Fwd: Student held (fwd)”."""
    bare = LIST_MARK.sub("", text)
    while (shorter := FORWARDED.sub("", bare)) != bare:
        bare = shorter
    return bare if " " in bare else text


def is_menu(text: str) -> bool:
    """Whether a line is the menu of a page: “Home About us News Donate”."""
    pieces = [piece.strip() for piece in text.split(" | ")]
    if len(pieces) >= FEWEST_PIECES and all(len(piece.split()) <= LONGEST_ENTRY for piece in pieces):
        return True
    found = list(every("menu").finditer(plain(text)))
    entries = sum(len(each.group().split()) for each in found)
    words = len(re.findall(r"[^\W\d_]{2,}", text))
    mostly = len(found) > FEWEST_ENTRIES and 2 * entries >= words
    return (mostly or (len(found) >= FEWEST_ENTRIES and entries >= words)) and text[-1:] not in ".!?"
