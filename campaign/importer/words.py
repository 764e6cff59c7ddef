"""The words by which appeals tell what their parts are, in seven languages; languages/*.toml holds them as data.

All languages are looked for at once: a Spanish sheet may print an English address block.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "ru")

# One character for one, so that a place found in the plain text is the place in the text.
PLAIN = str.maketrans("’‘ʼ´`“”„«»‐‑–—−\u00a0\u202f\u2009", "'''''\"\"\"\"\"-----   ")

# Before the words of a heading: “2) Le contexte”, “The addresses”.
NUMBER_AND_ARTICLE = (
    r"(?:(?:\d|[ivIV]{1,3}|[A-D])[.)][\W_]*)?"
    r"(?:(?:the|les?|la|el|l[oa]s|il|gli|i|die|der|das|den|os?|as?|our|nos|your) |l')?"
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text with one kind of quotes, dashes and blanks, character for character."""
    return text.translate(PLAIN)


@cache
def table(name: str) -> dict[str, Any]:
    """Return a file of languages/ as it stands."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def entries(section: str, key: str, language: str | None = None) -> list[str]:
    """Return the expressions of a key, of one language or of all."""
    found: list[str] = []
    for name in (language,) if language else LANGUAGES:
        value = table(name).get(section, {}).get(key, [])
        found += [value] if isinstance(value, str) else value
    return list(dict.fromkeys(found))


@cache
def alternatives(section: str, key: str, language: str | None = None) -> str:
    """Return one expression that matches any entry of a key."""
    return "(?:" + "|".join(f"(?:{entry})" for entry in entries(section, key, language)) + ")"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return an expression without regard to case, compiled once."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def within(section: str, key: str, language: str | None = None) -> re.Pattern[str]:
    """Return what finds an entry anywhere, from the beginning of a word on."""
    return re.compile(r"(?<!\w)" + alternatives(section, key, language), re.IGNORECASE)


@cache
def word(section: str, key: str, language: str | None = None) -> re.Pattern[str]:
    """Return what finds an entry as whole words."""
    return re.compile(r"(?<!\w)" + alternatives(section, key, language) + r"(?!\w)", re.IGNORECASE)


@cache
def opening(section: str, key: str, language: str | None = None) -> re.Pattern[str]:
    """Return what matches an entry at the beginning of a line."""
    return re.compile(r"\W*" + alternatives(section, key, language) + r"(?!\w)", re.IGNORECASE)


@cache
def heading(key: str) -> re.Pattern[str]:
    """Return what matches a line that is a heading, alone or with `rest` behind its colon."""
    return re.compile(
        r"[\W_]*" + NUMBER_AND_ARTICLE + alternatives("headings", key) + r"\s*(?:[:]\s*(?P<rest>.*)|[.\-!?]*\s*)$",
        re.IGNORECASE,
    )


@cache
def label(key: str) -> re.Pattern[str]:
    """Return what matches a line that begins with a label and its colon, with the `value` behind it."""
    return re.compile(r"\W*" + alternatives("labels", key) + r"\s*:\s*(?P<value>.*)$", re.IGNORECASE)


def is_label(text: str, keys: Sequence[str] = ()) -> bool:
    """Whether words are a label, of some fields or of any: “Fax”, “Deadline”."""
    return any(label(key).match(f"{plain(text)}:") for key in keys or table("en")["labels"])


@cache
def every(key: str) -> re.Pattern[str]:
    """Return an expression of every.toml, whose words are those of all languages."""
    entry = table("every")[key]
    flags = re.NOFLAG if entry.get("match_case") else re.IGNORECASE
    return re.compile(entry["form"].replace("WORDS", "|".join(entry["words"])), flags)


@cache
def listed(key: str) -> frozenset[str]:
    """Return a list of plain words of every.toml."""
    return frozenset(table("every")["lists"][key].split())


@cache
def vocabulary(key: str, language: str) -> frozenset[str]:
    """Return a list of plain words, parted by blanks in its file."""
    return frozenset(table(language)[key].split())
