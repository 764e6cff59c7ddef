"""What happens to texts on their way: lines joined, blanks lost, bullets changed, capitals changed, blank lines."""

import random
import re
from collections.abc import Callable

Mangling = Callable[[str, random.Random], str]
BULLETS = ("-", "•", "*", "–", "►", "")


def join_lines(text: str, chance: random.Random) -> str:
    """Return the text with some line ends lost."""
    return re.sub(r"\n", lambda _: " " if chance.random() < 0.08 else "\n", text)


def lose_blanks(text: str, chance: random.Random) -> str:
    """Return the text with some blanks between words lost."""
    return re.sub(r"(?<=\w) (?=\w)", lambda _: "" if chance.random() < 0.02 else " ", text)


def change_bullets(text: str, chance: random.Random) -> str:
    """Return the text with other bullets, sometimes glued to their words, or none."""
    bullet, gap = chance.choice(BULLETS), chance.choice((" ", ""))
    return re.sub(r"(?m)^\s*(?:[-•*–▪►]|\d{1,2}\.)\s+", f"{bullet}{gap}", text)


def change_case(text: str, chance: random.Random) -> str:
    """Return the text with its short lines in capitals, in small letters or in title case."""
    case = chance.choice((str.upper, str.lower, str.title))
    return "\n".join(
        case(line) if len(line) < 45 and line.rstrip().endswith(":") else line for line in text.split("\n")
    )


def double_blank_lines(text: str, chance: random.Random) -> str:
    """Return the text with a blank line after every line, as some mail programs leave it."""
    return text.replace("\n", "\n\n")


def drop_blank_lines(text: str, chance: random.Random) -> str:
    """Return the text without some of its blank lines, or without all."""
    share = chance.choice((0.3, 1.0))
    return re.sub(r"\n[ \t]*(?=\n)", lambda found: "" if chance.random() < share else found.group(), text)


MANGLINGS: tuple[Mangling, ...] = (
    join_lines,
    lose_blanks,
    change_bullets,
    change_case,
    double_blank_lines,
    drop_blank_lines,
)


def mangled(text: str, times: int, seed: str) -> str:
    """Return a text after so many random manglings; the same seed gives the same text."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret)
    for _ in range(times):
        text = chance.choice(MANGLINGS)(text, chance)
    return text
