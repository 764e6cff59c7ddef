"""Single lines of text made into glyphs, as WeasyPrint would: itemised by Pango, shaped by HarfBuzz.

Fonts are chosen, directions parted and marks placed by the libraries that lay out the whole letter, so that both ways
agree. A line in one plain script goes straight to HarfBuzz, which takes a quarter of the time and gives the same.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from campaign.rendering.fonts import FAMILIES
from campaign.rendering.layout import load_engine
from campaign.rendering.stamping.faces import REGULAR, Face, Faces
from campaign.rendering.stamping.native import (
    EMPTY_GLYPH,
    LEFT_TO_RIGHT,
    UNITS,
    UNKNOWN_GLYPH,
    WHOLE_TEXT,
    ffi,
    opened,
)

LINES_KEPT, WORDS_KEPT = 500, 2_000  # shaped ones, of 500 and 400 bytes or so, for each style
FEATURES = b"liga 1,clig 1"  # as letters/letter/letter.css asks for
DIRECTIONS = {"ltr": 0, "rtl": 1}
COMMON = " .,'’/()0-9-"
PLAIN = {  # what Pango takes as one run in one font; needs a letter, or its script is not known
    "Latn": re.compile(rf"[{COMMON}]*[A-Za-zÀ-ÖØ-öø-ž][A-Za-zÀ-ÖØ-öø-ž{COMMON}]*"),
    "Cyrl": re.compile(rf"[{COMMON}]*[Ѐ-џ][Ѐ-џ{COMMON}]*"),
    "Grek": re.compile(rf"[{COMMON}]*[Α-ΡΣ-Ϋά-ώ][Α-ΡΣ-Ϋά-ώΆΈ-ΊΌΎΏ{COMMON}]*"),
}
SAMPLES = {"Latn": "A", "Cyrl": "Б", "Grek": "Ω"}
ONE_BY_ONE = list(range(100))  # letters that are a glyph each, as most are
UNSEEN = dict.fromkeys([0x2060, *range(0x2066, 0x206A)])  # joiner and isolates, which glyphs cannot tell
PLAIN_FAMILY = "Noto Serif"  # has all of those


@dataclass(frozen=True)
class Style:
    """How a line is set: its size in pixels of 1/96 inch, its language and direction, fonts in their order, and how."""

    size_px: float
    language: str
    direction: str
    families: tuple[str, ...]
    weight: int = REGULAR
    features: bytes = FEATURES


class Line(NamedTuple):
    """A shaped line: what draws it in a PDF, its measures in pixels, and which families it takes."""

    operators: bytes
    width_px: float
    look: tuple[float, float]  # its height and baseline, which decide where it stands
    families: tuple[str, ...]


class Missing(Exception):
    """A character that no font has."""


class Shaper:
    """Shapes lines in one style. Safe between threads; what was shaped is kept, up to a limit.

    Without `quick` every line goes the long way, to compare.
    """

    def __init__(self, style: Style, faces: Faces, *, quick: bool = True) -> None:
        self._lock = threading.Lock()
        self._faces = faces
        self._fonts: dict[Any, _Pieces] = {}
        self._pango = opened("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
        self._size = int(style.size_px * UNITS) / UNITS
        self._layout = self._new_layout(style)
        self._rectangle = ffi.new("PangoRectangle *")
        self._plain = self._plain_scripts() if quick and style.families[0] == PLAIN_FAMILY else ()
        self.line = lru_cache(LINES_KEPT)(self._line)

    def ink_px(self, text: str) -> tuple[float, float]:
        """Return how far the ink of a line reaches above its baseline and below it."""
        with self._lock:
            _, _, line = self._measured(text.encode())
            self._pango.pango_layout_line_get_extents(line, self._rectangle, ffi.NULL)
            above, height = -self._rectangle.y / UNITS, self._rectangle.height / UNITS
        return above, height - above

    def _new_layout(self, style: Style) -> Any:
        """Return a Pango layout as WeasyPrint sets it up for such a style."""
        pango = self._pango
        _, font_config, _ = load_engine()
        unref = opened("libgobject-2.0.so.0", "libgobject-2.0.dylib", "libgobject-2.0-0.dll").g_object_unref
        font_map = ffi.cast("PangoFontMap *", font_config.font_map)
        context = ffi.gc(pango.pango_font_map_create_context(font_map), unref)
        pango.pango_context_set_round_glyph_positions(context, 0)
        pango.pango_context_set_base_dir(context, DIRECTIONS[style.direction])
        pango.pango_context_set_language(context, pango.pango_language_from_string(style.language.encode()))
        description = pango.pango_font_description_new()
        pango.pango_font_description_set_family(description, ",".join(style.families).encode())
        pango.pango_font_description_set_weight(description, style.weight)
        pango.pango_font_description_set_absolute_size(description, self._size * UNITS)
        layout = ffi.gc(pango.pango_layout_new(context), unref)
        pango.pango_layout_set_auto_dir(layout, 0)
        pango.pango_layout_set_single_paragraph_mode(layout, 1)
        pango.pango_layout_set_font_description(layout, description)
        pango.pango_font_description_free(description)
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(style.features))
        pango.pango_layout_set_attributes(layout, attributes)
        return layout

    def _plain_scripts(self) -> tuple["_PlainScript", ...]:
        """Return the plain scripts, each with the font, the language and the height of lines that Pango has for it."""
        return tuple(self._plain_script(script, sample) for script, sample in SAMPLES.items())

    def _plain_script(self, script: str, sample: str) -> "_PlainScript":
        look, _, line = self._measured(sample.encode())
        analysis = line.runs.data.item.analysis
        language = ffi.string(self._pango.pango_language_to_string(analysis.language))
        font = self._pango.pango_font_get_hb_font(analysis.font)
        return _PlainScript(script, font, language, self._pieces_of(analysis.font), look)

    def _line(self, text: str) -> Line:
        for script in self._plain:
            if script.holds(text):
                return script.line(text)
        with self._lock:
            return self._any(text.encode())

    def _any(self, text: bytes) -> Line:
        """Shape a line through Pango: whatever runs in whatever fonts it has."""
        look, width, line = self._measured(text)
        runs = []
        node = line.runs
        while node != ffi.NULL:
            run, node = node.data, node.next
            runs.append((run.item.analysis.font, self._run(run, text)))
        # Runs in one font are shown in one go: programs that draw them round the place of each go.
        operators = "".join(
            self._fonts[font].shown("".join([shown for _, shown in some]))
            for font, some in groupby(runs, key=lambda run: run[0])
        )
        families = tuple(dict.fromkeys(self._fonts[font].face.family for font, _ in runs))
        return Line(operators.encode(), width, look, families)

    def _run(self, run: Any, text: bytes) -> str:
        count, item = run.glyphs.num_glyphs, run.item
        glyphs, widths, across, up = _columns(run.glyphs.glyphs, count, 4)
        if any(glyph & UNKNOWN_GLYPH and glyph != EMPTY_GLYPH for glyph in glyphs):
            raise Missing
        words, rtl = text[item.offset : item.offset + item.length], bool(item.analysis.level % 2)
        texts = _texts(ffi.unpack(run.glyphs.log_clusters, count), words, rtl=rtl)
        return self._pieces_of(item.analysis.font).joined(glyphs, texts, widths, across, up)

    def _measured(self, text: bytes) -> tuple[tuple[float, float], float, Any]:
        pango = self._pango
        pango.pango_layout_set_text(self._layout, text, len(text))
        line = pango.pango_layout_get_line_readonly(self._layout, 0)
        pango.pango_layout_line_get_extents(line, ffi.NULL, self._rectangle)
        look = (self._rectangle.height / UNITS, pango.pango_layout_get_baseline(self._layout) / UNITS)
        return look, self._rectangle.width / UNITS, line

    def _pieces_of(self, font: Any) -> "_Pieces":
        if font not in self._fonts:
            description = self._pango.pango_font_describe(font)
            family = ffi.string(self._pango.pango_font_description_get_family(description)).decode()
            self._pango.pango_font_description_free(description)
            if family not in FAMILIES:
                raise Missing
            self._fonts[font] = _Pieces(self._faces[family], self._size, self._pango, font)
        return self._fonts[font]


class _PlainScript:
    """Lines in one script from left to right that are all in one font: shaped word by word, each once.

    No rule of that font looks across a space; tests/rendering/test_shaping.py sees to it.
    """

    def __init__(self, script: str, font: Any, language: bytes, pieces: "_Pieces", look: tuple[float, float]) -> None:
        hb = self._harfbuzz = opened("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
        self.holds = PLAIN[script].fullmatch
        self._font, self._pieces, self._look, self._families = font, pieces, look, (pieces.face.family,)
        self._lock, self._count = threading.Lock(), ffi.new("unsigned int *")
        self._buffer = ffi.gc(hb.hb_buffer_create(), hb.hb_buffer_destroy)
        hb.hb_buffer_set_flags(self._buffer, WHOLE_TEXT)
        hb.hb_buffer_set_direction(self._buffer, LEFT_TO_RIGHT)
        hb.hb_buffer_set_script(self._buffer, int.from_bytes(script.encode(), "big"))
        hb.hb_buffer_set_language(self._buffer, hb.hb_language_from_string(language, -1))
        self._word = lru_cache(WORDS_KEPT)(self._shaped)
        self._space, self._space_units = self._shaped(" ")

    def line(self, text: str) -> Line:
        """Return a line that the script holds."""
        words = [*map(self._word, text.split(" "))]
        shown = self._pieces.shown(self._space.join([word for word, _ in words]))
        units = sum([units for _, units in words]) + (len(words) - 1) * self._space_units
        return Line(shown.encode(), units / UNITS, self._look, self._families)

    def _shaped(self, word: str) -> tuple[str, int]:
        """Return what shows a word, and how wide it is in Pango's units."""
        if not word:
            return "", 0
        hb, buffer, text = self._harfbuzz, self._buffer, word.encode()
        with self._lock:
            hb.hb_buffer_set_length(buffer, 0)
            hb.hb_buffer_add_utf8(buffer, text, len(text), 0, len(text))
            hb.hb_shape(self._font, buffer, ffi.NULL, 0)
            glyphs, _, clusters = _columns(hb.hb_buffer_get_glyph_infos(buffer, self._count), self._count[0], 3)
            widths, _, across, up = _columns(hb.hb_buffer_get_glyph_positions(buffer, self._count), self._count[0], 4)
        if 0 in glyphs:
            raise Missing
        across_and_up = across, [-offset for offset in up]  # Pango counts downwards
        return self._pieces.joined(glyphs, _texts(clusters, text, rtl=False), widths, *across_and_up), sum(widths)


class _Pieces(dict[tuple[int, int, int, int], str]):
    """What shows a glyph of a font at a size, by its code, width and offsets: written once, joined ever after.

    The numbers are those that WeasyPrint writes, cut where it cuts them: half a thousandth would show.
    """

    def __init__(self, face: Face, size: float, pango: Any, font: Any) -> None:
        self.face, self._size, self._pango, self._font = face, size, pango, font
        self._begin = f"/{face.name} {size:f} Tf[<"
        self._ink, self._logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")

    def joined(
        self,
        glyphs: Sequence[int],
        texts: Sequence[str],
        widths: Sequence[int],
        across: Sequence[int],
        up: Sequence[int],
    ) -> str:
        """Return what shows glyphs, each with the text that it stands for."""
        codes = map(self.face.codes.__getitem__, zip(glyphs, texts, strict=True))
        return "".join(map(self.__getitem__, zip(codes, widths, across, up, strict=True)))

    def shown(self, pieces: str) -> str:
        """Return the operators that show pieces."""
        return f"{self._begin}{pieces}>]TJ\n"

    def __missing__(self, key: tuple[int, int, int, int]) -> str:
        code, width, across, up = key
        piece = self._piece(code, width, across / self._size, up / 1000)
        self[key] = piece
        return piece

    def _piece(self, code: int, width: int, offset: float, rise: float) -> str:
        if code == EMPTY_GLYPH:
            return f">{-width / self._size}<" if width else ""
        kerning = int(self._width(code) + offset - width * 1000 / UNITS / self._size)
        after = f">{kerning}<" if kerning else ""
        if rise:
            return f">]TJ {-rise} Ts[{-offset if offset else ''}<{code:04x}>]TJ 0 Ts[<{after}"
        return f"{f'>{-offset}<' if offset else ''}{code:04x}{after}"

    def _width(self, code: int) -> int:
        if code not in self.face.widths:
            glyph = self.face.glyphs[code]
            self._pango.pango_font_get_glyph_extents(self._font, glyph, self._ink, self._logical)
            self.face.widths[code] = round(self._logical.width * 1000 / UNITS / self._size)
        return self.face.widths[code]


def _texts(clusters: Sequence[int], text: bytes, *, rtl: bool) -> list[str]:
    """Return what each glyph stands for: the first of a cluster, as it is read, for all of its text."""
    if len(clusters) == len(text) and text.isascii() and clusters == ONE_BY_ONE[: len(text)]:
        return list(text.decode())
    starts = sorted(set(clusters))
    of = {
        start: text[start:end].decode().translate(UNSEEN)
        for start, end in zip(starts, (*starts[1:], len(text)), strict=True)
    }
    logical = reversed(clusters) if rtl else clusters
    texts = [of.pop(cluster, "") for cluster in logical]
    return texts[::-1] if rtl else texts


def _columns(pointer: Any, count: int, columns: int) -> list[list[int]]:
    """Return the first columns of an array of structures that have five 32-bit numbers each."""
    values = memoryview(ffi.buffer(pointer, count * 20)).cast("i").tolist()
    return [values[column::5] for column in range(columns)]
