"""Words of one writing direction inside a sentence of the other (Unicode Standard Annex 9)."""

import re
import unicodedata

LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2068", "\u2069"
ISOLATE = re.compile("[\u2066-\u2068](?:[^\u2066-\u2069]|[\u2066-\u2068][^\u2066-\u2069]*\u2069)*\u2069")
STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
# What a sentence could pull apart: in one from right to left also digits, whose groups would change places.
TURNED = {"ltr": {"R", "AL"}, "rtl": {"L", "EN"}}
# A number in groups: behind Arabic letters a hyphen or a plus would part it, and its groups would run from the right.
# With Persian digits as well; Arabic ones run so by the standard, isolated or not.
DIGIT = "[0-9\u06f0-\u06f9]"
TELEPHONE_NUMBER = rf"\+{DIGIT}(?:{DIGIT}|[ ()/-])*{DIGIT}"
GROUPED_NUMBER = re.compile(rf"{TELEPHONE_NUMBER}|{DIGIT}+(?:[-/]{DIGIT}+)+")
KEPT_TOGETHER = re.compile(f"{ISOLATE.pattern}|{TELEPHONE_NUMBER}")


def isolated(text: str, direction: str) -> str:
    """Return text that may stand in a sentence of a direction (`ltr` or `rtl`) without turning what follows it.

    A number behind an Arabic word would otherwise be drawn on the word's other side. In an Arabic or Persian text a
    number in groups, such as a telephone number or a postcode, keeps their order.
    """
    if direction == "ltr" and text.isascii():
        return text
    kinds = {unicodedata.bidirectional(character) for character in text}
    if kinds.isdisjoint(TURNED[direction]):
        return text
    if "AL" in kinds:
        text = GROUPED_NUMBER.sub(f"{LEFT_TO_RIGHT_ISOLATE}\\g<0>{POP_ISOLATE}", text)
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def own_direction(paragraph: str, direction: str) -> str:
    """Return the direction of a paragraph: that of what it isolates if that is all of it, else the letter's own."""
    if not ISOLATE.fullmatch(paragraph):
        return direction
    kinds = (STRONG.get(unicodedata.bidirectional(character)) for character in paragraph)
    return next(filter(None, kinds), "ltr")


def kept_together(text: str, space: str) -> str:
    """Return text with another space inside isolates and telephone numbers, so that no line ends there.

    Whoever draws a line at a time would not know on the second line that an isolate is still open. One that is all of
    the text is left as it is: what it holds may be long, and its direction is known.
    """
    if ISOLATE.fullmatch(text):
        return f"{text[0]}{kept_together(text[1:-1], space)}{text[-1]}"
    return KEPT_TOGETHER.sub(lambda found: found[0].replace(" ", space), text)


def alone(paragraph: str) -> str:
    """Return a paragraph without the isolate around all of it: a reader's program finds its direction better so."""
    return paragraph[1:-1] if ISOLATE.fullmatch(paragraph) else paragraph
