"""Letters made by stamping a sender's own lines into layouts that are kept; what does not fit is laid out anew."""

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from campaign.errors import Sentence
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import SignatureKind
from campaign.rendering.fonts import ON_PAPER, refuse_missing_characters
from campaign.rendering.papers import Paper
from campaign.rendering.pdf import lay_out_letter
from campaign.rendering.stamping.bodies import without_fields
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.fields import Body, Fields, fields_of
from campaign.rendering.stamping.forms import forms_of
from campaign.rendering.stamping.layouts import Layout, laid_out_blank
from campaign.rendering.stamping.ready import TOO_LONG, Looks, Ready, is_measured_alike, looks_of, number, turned
from campaign.rendering.stamping.shaping import Line, Missing, Shaper, Style
from campaign.rendering.stamping.stamped import Stamped, laid_out_by_itself
from campaign.rendering.windows import RETURN_TYPES

LAYOUTS_KEPT = 200  # of 100 kB or so
PX_PER_PT, PX_PER_MM, PT_PER_MM = 96 / 72, 96 / 25.4, 72 / 25.4
SHEET_TYPE_PX, SHEET_LEFT_PX, SHEET_TOP_PX, SHEET_LEADING_PX = 32.0, 95.0, 380.0, 48.0  # of separators
Key = TypeVar("Key")
Value = TypeVar("Value")

OWN_WORDS = Sentence("It has words of the sender's own.")
OTHER_PAGES = Sentence("Its pages break elsewhere with another signature.")
NO_GLYPH = Sentence("A line of the sender needs a font that lines are not stamped in.")
NOT_MEASURED = Sentence("A line of the sender was measured differently.")


class Stamper:
    """Makes letters on one paper. Safe between threads, and after a fork; layouts are kept up to a limit.

    What is kept is found by what it was made of: another word anywhere in the letter is another layout.
    """

    def __init__(self, paper: Paper, faces: Faces, kept: int = LAYOUTS_KEPT) -> None:
        self.paper, self.faces, self._most = paper, faces, kept
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._bodies: dict[bytes, Body] = {}
        self._frames: dict[_Key, _Frame | Sentence] = {}
        self._layouts: dict[tuple[_Key, Looks], Ready | Sentence] = {}
        self._shapers: dict[Style, Shaper] = {}

    @property
    def kept_now(self) -> int:
        """How many layouts are kept."""
        return len(self._layouts)

    def body(self, letter: MergedLetter) -> Body:
        """Return the body of a letter: the same object for the same words."""
        bare = without_fields(letter)
        with self._lock:
            return self._kept(self._bodies, hashlib.sha256(repr(bare).encode()).digest(), Body(bare))

    def letter(self, letter: MergedLetter) -> Stamped:
        """Return a letter stamped, or laid out in full where it would not come out the same.

        Raises CannotRender for a character that no font has, and DoesNotFit for an address that is too long.
        """
        refuse_missing_characters(letter.every_text(), ON_PAPER)
        stamped = self.stamp(self.body(letter), fields_of(letter, self.paper), lambda: letter)
        return self.in_full(letter, stamped) if isinstance(stamped, Sentence) else stamped

    def stamp(self, body: Body, fields: Fields, whole: Callable[[], MergedLetter]) -> Stamped | Sentence:
        """Return a letter with this body and these fields, or why it cannot be stamped.

        `whole` gives the whole letter, which is laid out if nothing like it was before.
        """
        if os.getpid() != self._process:
            self._begin()
        try:
            key = (body, len(fields.sender), not fields.return_line, fields.kind)
            frame = self._frames.get(key) or self._new_frame(key, fields, whole())
            if isinstance(frame, Sentence):
                return frame
            lines = frame.lines(fields)
            ready = self._layouts.get((key, looks_of(lines))) or self._new_layout(key, lines, fields, whole())
            return ready if isinstance(ready, Sentence) else ready.stamp(lines, fields.mark)
        except Missing:
            return NO_GLYPH

    def in_full(self, letter: MergedLetter, reason: Sentence) -> Stamped:
        """Return a letter that is laid out by itself, with the reason why."""
        return laid_out_by_itself(forms_of(lay_out_letter(letter, self.paper)), reason)

    def sheet(self, lines: Sequence[str], language: str) -> tuple[float, float, bytes]:
        """Return the size of a sheet in points, and what draws lines in large type on it."""
        shaper = self.shaper(Style(SHEET_TYPE_PX, language, "ltr", families_for(language, "zh-Hans")))
        height_pt = self.paper.height_mm * PT_PER_MM
        drawn = b"".join(
            b"1 0 0 -1 %s %s Tm\n" % (number(SHEET_LEFT_PX), number(SHEET_TOP_PX + SHEET_LEADING_PX * place))
            + shaper.line(line).operators
            for place, line in enumerate(lines)
        )
        return self.paper.width_mm * PT_PER_MM, height_pt, turned(height_pt) + b"BT\n" + drawn + b"ET\n"

    def shaper(self, style: Style) -> Shaper:
        """Return what shapes lines in a style."""
        with self._lock:
            if style not in self._shapers:
                self._shapers[style] = Shaper(style, self.faces)
            return self._shapers[style]

    def _new_frame(self, key: "_Key", fields: Fields, letter: MergedLetter) -> "_Frame | Sentence":
        """Learn from a first layout in which type each line is set, and how much room it has."""
        with self._lock:
            if self._is_long_return_line(key[0], fields):
                return TOO_LONG
            layout = laid_out_blank(letter, fields, self.paper)
            if layout is None:
                return self._kept(self._frames, key, OTHER_PAGES)
            shapers = tuple(self.shaper(self._style(key[0], place.size_px)) for place in layout.places)
            frame = _Frame(shapers, tuple(place.width_px for place in layout.places))
            self._kept(self._frames, key, frame)
            lines = frame.lines(fields)
            if frame.holds(lines):
                self._keep_layout(key, lines, layout, letter)
            return frame

    def _new_layout(
        self, key: "_Key", lines: Sequence[Line], fields: Fields, letter: MergedLetter
    ) -> "Ready | Sentence":
        with self._lock:
            frame = self._frames[key]
            if isinstance(frame, Sentence) or self._is_long_return_line(key[0], fields) or not frame.holds(lines):
                return TOO_LONG
            return self._keep_layout(key, lines, laid_out_blank(letter, fields, self.paper), letter)

    def _keep_layout(
        self, key: "_Key", lines: Sequence[Line], layout: Layout | None, letter: MergedLetter
    ) -> "Ready | Sentence":
        """Keep a layout for all letters whose lines are as high as these."""
        ready = Ready(layout, letter.direction) if layout else OTHER_PAGES
        if layout and not is_measured_alike(lines, layout.places):
            ready = NOT_MEASURED
        return self._kept(self._layouts, (key, looks_of(lines)), ready)

    def _is_long_return_line(self, body: Body, fields: Fields) -> bool:
        """Only a single line in the largest type is stamped above an address: others are set as their length wants."""
        window = self.paper.window
        if not fields.return_line or not window or not window.return_line:
            return False
        shaper = self.shaper(self._style(body, RETURN_TYPES[0].points * PX_PER_PT))
        return shaper.line(fields.return_line).width_px > window.return_line.width_mm * PX_PER_MM

    def _kept(self, kept: dict[Key, Value], key: Key, value: Value) -> Value:
        """Return what is kept under a key, or keep a value there and forget the oldest if there are too many."""
        if key not in kept and len(kept) >= self._most:
            del kept[next(iter(kept))]
        return kept.setdefault(key, value)

    def _style(self, body: Body, size_px: float) -> Style:
        return style_of(body.letter, size_px)


_Key = tuple[Body, int, bool, SignatureKind]


class _Frame(NamedTuple):
    """How the lines of letters with one body are set, and how wide each may be."""

    shapers: tuple[Shaper, ...]
    rooms_px: tuple[float, ...]

    def lines(self, fields: Fields) -> list[Line]:
        return [shaper.line(text) for shaper, text in zip(self.shapers, fields.lines, strict=True)]

    def holds(self, lines: Sequence[Line]) -> bool:
        """Whether each line has room in its place."""
        return all(line.width_px <= room for line, room in zip(lines, self.rooms_px, strict=True))


def style_of(letter: MergedLetter, size_px: float) -> Style:
    """Return how lines of a letter on paper are set in a size."""
    return Style(round(size_px, 6), letter.language, letter.direction, families_for(letter.language, letter.han))


def families_for(language: str, han: str, fonts: tuple[str, ...] = ON_PAPER) -> tuple[str, ...]:
    """Return the fonts of a letter in their order, as letters/body.css has it."""
    others, chinese = list(fonts[:4]), list(fonts[4:])
    if language.partition("-")[0] in DEVANAGARI_FIRST:
        others.insert(0, others.pop(DEVANAGARI))
    chinese.insert(0, chinese.pop(HAN_FORMS.index(han)))
    return (*others, *chinese)


DEVANAGARI, DEVANAGARI_FIRST = 3, {"hi", "mr", "ne"}  # its place among the fonts, and where it is the first
HAN_FORMS = ("zh-Hans", "zh-Hant", "ja", "ko")  # of the last four fonts
