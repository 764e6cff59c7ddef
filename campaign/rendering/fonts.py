"""The fonts of letters. They come as dependencies, and no font of the machine is ever used: fonts decide where lines
and pages break, and a letter must break the same way everywhere."""

import atexit
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from campaign.errors import CannotRender


def _packaged(name: str) -> Path:
    return Path(str(files(name) / "files"))


FAMILIES = {  # where each is, and the file whose characters count
    "Noto Serif": (_packaged("fontpkg_noto_serif"), "NotoSerif[wdth,wght].ttf"),  # Latin, Cyrillic, Greek
    "Amiri": (_packaged("fontpkg_amiri"), "Amiri-Regular.ttf"),  # Arabic
    "Noto Sans Arabic": (_packaged("fontpkg_noto_sans_arabic"), "NotoSansArabic[wdth,wght].ttf"),
}
ON_PAPER = ("Noto Serif", "Amiri")  # in the order in which the stylesheets name them
ON_FAXES = ("Noto Serif", "Noto Sans Arabic")


@contextmanager
def our_fonts_only() -> Iterator[None]:
    """While it lasts, fontconfig finds our fonts and nothing else; what is set up inside keeps to them afterwards."""
    home = Path(tempfile.mkdtemp(prefix="campaign-fonts-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    config = home / "fonts.conf"
    folders = "".join(f"<dir>{escape(str(folder))}</dir>" for folder, _ in FAMILIES.values())
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{folders}<cachedir>{escape(str(home))}</cachedir></fontconfig>"
    )
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(config)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def refuse_missing_characters(texts: Iterable[str], families: tuple[str, ...]) -> None:
    """Raise CannotRender, naming the character, if none of these families has one that a text needs."""
    there = frozenset[int]().union(*map(_characters, families))
    for text in texts:
        for character in text:
            if ord(character) not in there and unicodedata.category(character) != "Cf":
                name = unicodedata.name(character, "unnamed")
                raise CannotRender(
                    "The letter cannot show “%(character)s” (%(code)s, %(name)s): "
                    "no font that comes with the program has it. Please write it another way.",
                    character=character,
                    code=f"U+{ord(character):04X}",
                    name=name.lower(),
                )


@cache
def _characters(family: str) -> frozenset[int]:
    folder, name = FAMILIES[family]
    with TTFont(str(folder / name), lazy=True) as font:
        return frozenset(font.getBestCmap())
