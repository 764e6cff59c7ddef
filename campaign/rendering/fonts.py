"""The fonts of letters, and whether they have what a letter needs. They come as dependencies, and no font of the
machine is ever used: fonts decide where lines and pages break, and a letter must break the same way everywhere."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import takewhile
from pathlib import Path

import uharfbuzz
from fontTools.unicodedata import script

from campaign.errors import CannotRender


def _of(package: str, name: str) -> Path:
    return Path(str(files(package) / name))


FAMILIES = {  # the file whose characters count; docs/decisions/0004-our-own-fonts.md says why these
    "Noto Serif": _of("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),  # Latin, Cyrillic, Greek
    "Noto Naskh Arabic": _of("pylopdf_fonts_ar", "NotoNaskhArabic-Variable.ttf"),
    "Noto Sans Arabic": _of("pylopdf_fonts_ar", "NotoSansArabic-Variable.ttf"),
    "Noto Serif Hebrew": _of("pylopdf_fonts_he", "NotoSerifHebrew-Variable.ttf"),
    "Noto Sans Hebrew": _of("pylopdf_fonts_he", "NotoSansHebrew-Variable.ttf"),
    "Noto Serif Devanagari": _of("pylopdf_fonts_hi", "NotoSerifDevanagari-Variable.ttf"),
    "Noto Sans Devanagari": _of("pylopdf_fonts_hi", "NotoSansDevanagari-Variable.ttf"),
    "Noto Serif SC": _of("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    "Noto Sans SC": _of("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    "Noto Serif TC": _of("pylopdf_fonts_zh_tw", "NotoSerifTC-Regular.otf"),
    "Noto Sans TC": _of("pylopdf_fonts_zh_tw", "NotoSansTC-Regular.otf"),
    "Noto Serif JP": _of("pylopdf_fonts_jp", "NotoSerifJP-Regular.otf"),
    "Noto Sans JP": _of("pylopdf_fonts_jp", "NotoSansJP-Regular.otf"),
    "Noto Serif KR": _of("pylopdf_fonts_ko", "NotoSerifKR-Regular.otf"),
    "Noto Sans KR": _of("pylopdf_fonts_ko", "NotoSansKR-Regular.otf"),
}
# In the order of letters/body.css, where the language of a letter brings one of the last four to their front.
ON_PAPER = (
    *("Noto Serif", "Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif Devanagari"),
    *("Noto Serif SC", "Noto Serif TC", "Noto Serif JP", "Noto Serif KR"),
)
ON_FAXES = (
    *("Noto Serif", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari"),
    *("Noto Sans SC", "Noto Sans TC", "Noto Sans JP", "Noto Sans KR"),
)
VARIATION_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])  # the plain form stands in
OF_ANY_SCRIPT = {"Zinh", "Zyyy"}
MOST_CHARACTERS = 0x110000  # of Unicode


def refuse_missing_characters(texts: Iterable[str], families: tuple[str, ...]) -> None:
    """Raise CannotRender, naming the character, if none of these families has one that a text needs.

    A letter and the marks on it must be in one font, and a mark must stand on a letter of its own script: otherwise
    the mark would be drawn beside it, or on a dotted circle. Whether a font draws a rare stack of consonants as one
    sign or side by side is not looked at.
    """
    plain = _plain_characters(families)
    for text in texts:
        for base, marks in () if plain.issuperset(text) else _clusters(text):
            if not any(_has_all(family, base + marks) for family in families):
                raise _missing(next((c for c in base + marks if not _is_in_one(families, c)), marks[-1:] or base))
            for mark in marks:
                if not _stands_on(base, mark):
                    raise _without_letter(mark)


def read_every_font() -> None:
    """Learn now what each font has, so that children of this process know it."""
    for family in FAMILIES:
        _characters(family)


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """Part a text into letters, each with the marks on it; what shows nothing of its own is left out."""
    shown = [c for c in text if unicodedata.category(c) != "Cf" and ord(c) not in VARIATION_SELECTORS]
    place = 0
    while place < len(shown):
        base = "" if _is_mark(shown[place]) else shown[place]
        marks = "".join(takewhile(_is_mark, shown[place + len(base) :]))
        yield base, marks
        place += len(base + marks)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _stands_on(base: str, mark: str) -> bool:
    if not base or base.isspace():
        return False
    return script(mark) in {*OF_ANY_SCRIPT, script(base)}


def _is_in_one(families: tuple[str, ...], character: str) -> bool:
    return any(_has_all(family, character) for family in families)


def _has_all(family: str, text: str) -> bool:
    return all(ord(character) in _characters(family) for character in text)


@cache
def _plain_characters(families: tuple[str, ...]) -> frozenset[str]:
    """Return what can be shown by itself: most texts hold nothing else, and need no second look."""
    all_of_them = {chr(code) for family in families for code in _characters(family)}
    return frozenset(character for character in all_of_them if not _is_mark(character))


class _Characters:
    """Which characters a font has: a bit for each that there could be. A set would take megabytes for each font."""

    def __init__(self, codes: Iterable[int]) -> None:
        self._bits = bytearray((MOST_CHARACTERS + 7) // 8)
        for code in codes:
            self._bits[code >> 3] |= 1 << (code & 7)

    def __contains__(self, code: int) -> bool:
        return bool(self._bits[code >> 3] & 1 << (code & 7))

    def __iter__(self) -> Iterator[int]:
        return (8 * place + bit for place, byte in enumerate(self._bits) if byte for bit in range(8) if byte >> bit & 1)


@cache
def _characters(family: str) -> _Characters:
    return _Characters(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(os.fspath(FAMILIES[family]))).unicodes)


def _missing(character: str) -> CannotRender:
    return CannotRender(
        "The letter cannot show “%(character)s” (%(code)s, %(name)s): "
        "no font that comes with the program has it. Please write it another way.",
        **_named(character),
    )


def _without_letter(mark: str) -> CannotRender:
    return CannotRender(
        "The letter cannot show “%(character)s” (%(code)s, %(name)s) where it stands: "
        "it is a mark, and there is no letter that it belongs to before it. Please write it another way.",
        **_named(mark),
    )


def _named(character: str) -> dict[str, str]:
    name = unicodedata.name(character, "unnamed").lower()
    return {"character": character, "code": f"U+{ord(character):04X}", "name": name}
