"""Words of one writing direction inside a sentence of the other."""

import unicodedata

LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2068", "\u2069"
OPPOSITE = {"ltr": {"R", "AL"}, "rtl": {"L"}}


def isolated(text: str, direction: str) -> str:
    """Return text that may stand in a sentence of a direction (`ltr` or `rtl`) without turning what follows it.

    Unicode Standard Annex 9: a number behind an Arabic word would otherwise be drawn on the word's other side.
    """
    if any(unicodedata.bidirectional(character) in OPPOSITE[direction] for character in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def number(text: str, direction: str) -> str:
    """Return a number whose groups of digits keep their order in a sentence of a direction."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}" if direction == "rtl" else text
