"""Lines shaped by themselves come out as Pango shapes them."""

import random

import pytest
from fontTools.ttLib import TTFont

from campaign.rendering.fonts import FAMILIES, ON_PAPER
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.shaping import PLAIN_FAMILY, Shaper, Style

LETTERS = {
    "Latin": "ABCDEFTVWYabcdefghijklmnopqrstuvwxyzÄÖÜäöüßéèșțşţğıİłđñãç",
    "Cyrillic": "АБВГДЕЖЗабвгдежзийклмнопрстуфхцчшщъыьэюяёіїєў",
    "Greek": "ΑΒΓΔΕαβγδεζηθικλμνξοπρστυφχψωάέήίόύώς",
}


def some_line(chance: random.Random, letters: str) -> str:
    return " ".join("".join(chance.choices(f"{letters} .,'’-/()019", k=chance.randint(1, 30))).split())


@pytest.mark.parametrize("language", ["en", "ru", "tr", "el", "ar"])
def test_a_plain_line_is_shaped_as_pango_shapes_it(language: str) -> None:
    """The quick way takes lines word by word; the other asks Pango for the whole line."""
    chance = random.Random(language)  # noqa: S311
    quick = Shaper(Style(14.666667, language, "ltr", ON_PAPER), Faces())
    whole = Shaper(Style(14.666667, language, "ltr", ON_PAPER), Faces(), quick=False)

    for letters in LETTERS.values():
        for _ in range(300):
            line = some_line(chance, letters)
            assert quick.line(line) == whole.line(line), line


def test_no_rule_of_the_plain_font_looks_across_a_space() -> None:
    font = TTFont(str(FAMILIES[PLAIN_FAMILY]))
    space = font.getBestCmap()[ord(" ")]

    named = [tag for tag in ("GSUB", "GPOS") if space in _glyphs_in(font[tag].table.LookupList)]

    assert named == []


def _glyphs_in(table: object) -> set[str]:
    """Every glyph that the rules of a font name anywhere."""
    found: set[str] = set()
    waiting = [table]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found.update(key for key in each if isinstance(key, str))
            waiting += each.values()
        elif isinstance(each, str):
            found.add(each)
        elif hasattr(each, "__dict__"):
            if hasattr(each, "ensureDecompiled"):
                each.ensureDecompiled()
            waiting += [value for name, value in vars(each).items() if name not in ("reader", "font")]
    return found


def test_what_glyphs_stand_for_is_told_apart_where_letters_share_a_body() -> None:
    """Beh and teh begin with the same glyph and differ in dots: read back, each is itself."""
    faces = Faces()
    shaper = Shaper(Style(16, "ar", "rtl", ON_PAPER), faces)

    shaper.line("بيت")
    shaper.line("تين")

    texts = set(faces["Noto Naskh Arabic"].texts.values())
    assert {"ب", "ت", "ي", "ن"} <= texts
