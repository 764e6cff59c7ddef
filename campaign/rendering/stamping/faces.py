"""The fonts of what is stamped: which glyphs were used of each, what they mean, and one subset of each for a file."""

import io
import os
import zlib
from array import array
from collections.abc import Iterator, Mapping
from functools import cache

import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from campaign.rendering.fonts import FAMILIES
from campaign.rendering.stamping.native import EMPTY_GLYPH

REGULAR = 400
DROPPED = ("BASE", "DSIG", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")  # what shaping needs, and a file does not
MOST_CODES, CODES_OF_A_PROCESS = 0xFFFF, 4_000
MAPPED_AT_ONCE = 100  # entries that a block of a character map may hold


class Face:
    """A font family at one weight, with what was used of it.

    Glyphs get codes: the same glyph another code for each text that it stands for, because in Arabic one body bears the
    dots of many letters. `process` keeps apart the codes that several processes give.
    """

    def __init__(self, family: str, process: int = 0, weight: int = REGULAR) -> None:
        self.family, self.weight = family, weight
        self.name = f"S{list(FAMILIES).index(family)}"  # in the resources of every page
        self.widths: dict[int, int] = {}  # thousandths of the size, by code
        self.glyphs: dict[int, int] = {}
        self.texts: dict[int, str] = {}
        self.codes = _Codes(self, process)


class _Codes(dict[tuple[int, str], int]):
    """The code of a glyph where it stands for a text; a new one is given when it is first asked for."""

    def __init__(self, face: Face, process: int) -> None:
        super().__init__()
        self._face, self._plain = face, _plain_texts(face.family)
        self._next = _glyph_count(face.family) + process * CODES_OF_A_PROCESS
        self._last = min(self._next + CODES_OF_A_PROCESS, MOST_CODES)

    def __missing__(self, key: tuple[int, str]) -> int:
        glyph, text = key
        self[key] = code = glyph
        if glyph == EMPTY_GLYPH:
            return code
        if self._plain is not None and self._plain.get(glyph) != text and self._next < self._last:
            self[key] = code = self._next
            self._next += 1
        self._face.glyphs[code] = glyph
        self._face.texts.setdefault(code, text)
        return code


Used = tuple[dict[int, int], dict[int, int], dict[int, str]]  # widths, glyphs and texts, by code


class Faces(dict[str, Face]):
    """All faces of a file by their families, in one weight; one that is asked for first is there from then on."""

    def __init__(self, process: int = 0, weight: int = REGULAR) -> None:
        super().__init__()
        self._process, self._weight = process, weight

    def __missing__(self, family: str) -> Face:
        self[family] = Face(family, self._process, self._weight)
        return self[family]

    def join(self, used: Mapping[str, Used]) -> None:
        """Take over what another process used."""
        for family, (widths, glyphs, texts) in used.items():
            face = self[family]
            face.widths |= widths
            face.glyphs |= glyphs
            face.texts |= texts

    def used(self) -> dict[str, Used]:
        """Return what was used, to be taken over by another process."""
        return {family: (face.widths, face.glyphs, face.texts) for family, face in self.items()}


@cache
def _plain_texts(family: str) -> dict[int, str] | None:
    """Return which glyph stands for which character by itself; none where a font has no codes but its glyphs' own."""
    with TTFont(str(FAMILIES[family]), lazy=True) as font:
        if "glyf" not in font:
            return None
        characters = sorted(font.getBestCmap().items(), reverse=True)  # of several, the lowest stays
        return {font.getGlyphID(name): chr(character) for character, name in characters}


@cache
def _glyph_count(family: str) -> int:
    with TTFont(str(FAMILIES[family]), lazy=True) as font:
        return int(font["maxp"].numGlyphs)


def font_objects(face: Face, first: int) -> Iterator[bytes]:
    """Yield the six objects of a font for a file, numbered from `first`, which is the font itself."""
    program, is_cff = _subset(face.family, face.weight, frozenset(face.glyphs.values()) | {0})
    base = f"STAMPS+{face.family.replace(' ', '-')}"
    kind = "CIDFontType0" if is_cff else "CIDFontType2"
    yield (
        f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
        f"/DescendantFonts[{first + 1} 0 R]/ToUnicode {first + 4} 0 R>>"
    ).encode()
    yield (
        f"<</Type/Font/Subtype/{kind}/BaseFont/{base}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"{'' if is_cff else f'/CIDToGIDMap {first + 5} 0 R'}/W[{_widths(face.widths)}]"
        f"/FontDescriptor {first + 2} 0 R>>"
    ).encode()
    ascent, descent = _reach(face.family)
    yield (
        f"<</Type/FontDescriptor/FontName/{base}/FontFamily({face.family})/Flags 4"
        f"/FontBBox[0 {descent} {max(face.widths.values(), default=0)} {ascent}]/ItalicAngle 0"
        f"/Ascent {ascent}/Descent {descent}/CapHeight {ascent}/StemV 80/StemH 80"
        f"/FontFile{'3' if is_cff else '2'} {first + 3} 0 R>>"
    ).encode()
    yield packed(program, "/Subtype/OpenType" if is_cff else f"/Length1 {len(program)}")
    yield packed(_character_map(face.texts))
    yield packed(b"" if is_cff else _glyph_map(face.glyphs))


FONT_OBJECTS = 6


def packed(content: bytes, entries: str = "", level: int = 6) -> bytes:
    """Return a stream object, compressed."""
    small = zlib.compress(content, level)
    return f"<<{entries}/Filter/FlateDecode/Length {len(small)}>>\nstream\n".encode() + small + b"\nendstream"


def _subset(family: str, weight: int, glyphs: frozenset[int]) -> tuple[bytes, bool]:
    """Return a font that holds only these glyphs, under their own numbers, and whether its outlines are CFF.

    Made the way WeasyPrint makes its own, so that outlines come out the same to the last unit.
    """
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.RETAIN_GIDS | flags.DESUBROUTINIZE | flags.NO_HINTING
    program = bytes(wanted.subset(_static.get((family, weight)) or _face(family)).blob.data)
    with TTFont(io.BytesIO(program), recalcTimestamp=False) as font:
        if "fvar" in font:  # not so if it was made static before
            static, written = instantiateVariableFont(font, {"wght": weight}, static=True), io.BytesIO()
            static.save(written)
            program = written.getvalue()
    return program, program[:4] == b"OTTO"


@cache
def _face(family: str) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(os.fspath(FAMILIES[family])))


_static: dict[tuple[str, int], uharfbuzz.Face] = {}


def keep_static(family: str, weight: int = REGULAR) -> None:
    """Make a variable font static for good: that takes a second or two, and each of its subsets 70 ms less."""
    if (family, weight) not in _static:
        program, _ = _subset(family, weight, frozenset(range(_glyph_count(family))))
        _static[family, weight] = uharfbuzz.Face(uharfbuzz.Blob(program))


@cache
def _reach(family: str) -> tuple[int, int]:
    """Return how far a font reaches above and below its line, in thousandths of the size."""
    with TTFont(str(FAMILIES[family]), lazy=True) as font:
        units = font["head"].unitsPerEm
        return round(font["hhea"].ascent * 1000 / units), round(font["hhea"].descent * 1000 / units)


def _widths(widths: dict[int, int]) -> str:
    return " ".join(f"{glyph}[{width}]" for glyph, width in sorted(widths.items()))


def _glyph_map(glyphs: dict[int, int]) -> bytes:
    numbers = array("H", [glyphs.get(code, 0) for code in range(max(glyphs, default=0) + 1)])
    numbers.byteswap()
    return numbers.tobytes()


def _character_map(texts: dict[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    entries = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex() or '200b'}>" for glyph, text in sorted(texts.items())]
    for at in range(0, len(entries), MAPPED_AT_ONCE):
        some = entries[at : at + MAPPED_AT_ONCE]
        lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(lines).encode()
