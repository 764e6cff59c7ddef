"""What a PDF shows, read from its glyphs and their places: neither from the text that it says it holds, nor by whoever
made it."""

import io
import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import pikepdf
from fontTools.ttLib import TTFont

from campaign.rendering.fonts import FAMILIES

INVISIBLE = str.maketrans("", "", " \u00a0\u2060\u2066\u2067\u2068\u2069\u200c\u200d\u3000")


@dataclass(frozen=True)
class Run:
    """Glyphs of one font from one place on."""

    left: float
    base: float  # from the bottom of the sheet, in points
    text: str  # as drawn, left to right
    glyphs: tuple[int, ...]
    mark: int | None  # the number of the marked content that it is in; none in an artifact


def lines_drawn(content: bytes, page: int = 0) -> list[str]:
    """The lines of a page from top to bottom, each from left to right as the eye meets it, without spaces."""
    runs = sorted(runs_drawn(content, page), key=lambda run: (-round(run.base), run.left))
    lines = groupby(runs, key=lambda run: round(run.base))
    return ["".join(run.text for run in line) for _, line in lines]


def runs_drawn(content: bytes, page: int = 0) -> list[Run]:
    """The runs of a page, in the order in which they are drawn."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sheet = pdf.pages[page]
        fonts = {name: _signs(font) for name, font in sheet.Resources.Font.items()}
        place = pikepdf.Matrix()
        stack: list[pikepdf.Matrix] = []
        marks: list[int | None] = []
        runs = []
        for operands, operator in pikepdf.parse_content_stream(sheet):
            match str(operator):
                case "q":
                    stack.append(place)
                case "Q":
                    place = stack.pop()
                case "cm":
                    place = pikepdf.Matrix(*map(float, operands)) @ place
                case "BDC":
                    marks.append(int(operands[1].MCID))
                case "BMC":
                    marks.append(None)
                case "EMC":
                    marks.pop()
                case "Tm":
                    text_place = pikepdf.Matrix(*map(float, operands)) @ place
                    order = 0
                case "Tf":
                    signs = fonts[str(operands[0])]
                case "TJ":
                    glyphs = tuple(_glyphs(operands[0]))
                    text = "".join(signs[glyph] for glyph in glyphs).translate(INVISIBLE)
                    # All runs since Tm follow one another to the right.
                    runs.append(Run(text_place.e + order / 1000, text_place.f, text, glyphs, marks[-1]))
                    order += 1
        return runs


def fonts_in(content: bytes) -> set[str]:
    """The names of a file's fonts: “Noto-Serif-Bold”."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {str(font.BaseFont).split("+")[1] for page in pdf.pages for font in page.Resources.Font.values()}


def _glyphs(pieces: pikepdf.Array) -> list[int]:
    coded = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return [int.from_bytes(coded[place : place + 2]) for place in range(0, len(coded), 2)]


def _signs(font: pikepdf.Object) -> dict[int, str]:
    """What each glyph shows: by the font itself, or, for joined letters, by the text that it stands for."""
    name = str(font.BaseFont).split("+")[1]
    opened, codes = _own_signs(max((each for each in FAMILIES if name.startswith(each.replace(" ", "-"))), key=len))
    signs = {}
    for glyph, text in _said(font.ToUnicode.read_bytes().decode()).items():
        said = text[::-1] if _is_right_to_left(text) else text
        signs[glyph] = codes.get(opened.getGlyphName(glyph), said)
    return signs


def _said(mapping: str) -> dict[int, str]:
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", mapping.partition("endcodespacerange")[2])
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


def _is_right_to_left(text: str) -> bool:
    return any("\u0590" <= character <= "\u08ff" for character in text)


@cache
def _own_signs(family: str) -> tuple[TTFont, dict[str, str]]:
    font = TTFont(FAMILIES[family], lazy=True)
    return font, {name: chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
