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

FAMILIES = {  # in the order in which the stylesheets name them, with the file whose characters count
    "Noto Serif": ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),  # Latin, Cyrillic, Greek
    "Amiri": ("fontpkg_amiri", "Amiri-Regular.ttf"),  # Arabic
}


@contextmanager
def our_fonts_only() -> Iterator[None]:
    """While it lasts, fontconfig finds our fonts and nothing else; what is set up inside keeps to them afterwards."""
    home = Path(tempfile.mkdtemp(prefix="campaign-fonts-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    config = home / "fonts.conf"
    folders = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in _folders())
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


def refuse_missing_characters(texts: Iterable[str]) -> None:
    """Raise CannotRender, naming the character, if no font of ours has one that a text needs."""
    for text in texts:
        for character in text:
            if ord(character) not in _characters() and unicodedata.category(character) != "Cf":
                name = unicodedata.name(character, "unnamed")
                raise CannotRender(
                    "The letter cannot show “%(character)s” (%(code)s, %(name)s): "
                    "no font that comes with the program has it. Please write it another way.",
                    character=character,
                    code=f"U+{ord(character):04X}",
                    name=name.lower(),
                )


@cache
def _characters() -> frozenset[int]:
    found: set[int] = set()
    for package, name in FAMILIES.values():
        with TTFont(str(files(package) / "files" / name), lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def _folders() -> list[Path]:
    return [Path(str(files(package) / "files")) for package, _ in FAMILIES.values()]
