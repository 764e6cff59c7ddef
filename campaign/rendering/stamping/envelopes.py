"""Envelopes of many supporters: the addressee's is laid out once, and each sender's own lines are put into it."""

from collections.abc import Sequence
from dataclasses import replace

from campaign.errors import Sentence
from campaign.merging.letter import MergedLetter
from campaign.rendering.envelopes import SENDER_TYPES, lay_out_envelope
from campaign.rendering.papers import Envelope
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.fields import as_set
from campaign.rendering.stamping.forms import forms_of
from campaign.rendering.stamping.layouts import PX_PER_MM, SAME_PX, Layout, place_of, unseen
from campaign.rendering.stamping.ready import TOO_LONG, Looks, Ready, is_measured_alike, looks_of
from campaign.rendering.stamping.shaping import Line, Missing, Shaper, Style
from campaign.rendering.stamping.stamped import Stamped, laid_out_by_itself
from campaign.rendering.stamping.stamper import NO_GLYPH, NOT_MEASURED, PX_PER_PT, style_of

LAYOUTS_KEPT = 500  # of 20 kB or so
SIZE_PX = SENDER_TYPES[0].points * PX_PER_PT  # only the largest type is stamped: smaller ones are as long lines want
_Key = tuple[str, str, str, tuple[str, ...], tuple[str, ...], str | None, Looks]


class EnvelopeStamper:
    """Makes envelopes of one size. Not safe between threads; layouts are kept up to a limit."""

    def __init__(self, envelope: Envelope, faces: Faces) -> None:
        self._envelope, self._faces = envelope, faces
        self._room_px = envelope.sender.width_mm * PX_PER_MM
        self._shapers: dict[Style, Shaper] = {}
        self._layouts: dict[_Key, Ready | Sentence] = {}

    def stamp(self, letter: MergedLetter, return_address: tuple[str, ...]) -> Stamped:
        """Return the envelope of a letter from a sender, laid out in full where it would not come out the same.

        Raises DoesNotFit for an address that is too long, and CannotRender for a character that no font has.
        """
        shaper = self._shaper(letter)
        try:
            lines = [shaper.line(as_set(line)) for line in return_address]
        except Missing:
            return self._in_full(letter, return_address, NO_GLYPH)
        if any(line.width_px > self._room_px for line in lines):
            return self._in_full(letter, return_address, TOO_LONG)
        ready = self._ready(letter, return_address, lines)
        stamped = ready if isinstance(ready, Sentence) else ready.stamp(lines, None)
        return self._in_full(letter, return_address, stamped) if isinstance(stamped, Sentence) else stamped

    def _in_full(self, letter: MergedLetter, return_address: tuple[str, ...], reason: Sentence) -> Stamped:
        whole = lay_out_envelope(replace(letter, return_address=return_address), self._envelope)
        return laid_out_by_itself(forms_of(whole), reason)

    def _ready(self, letter: MergedLetter, return_address: tuple[str, ...], lines: Sequence[Line]) -> Ready | Sentence:
        to = (letter.addressee, letter.address, letter.country_language)
        key = (letter.language, letter.direction, letter.han, *to, looks_of(lines))
        if key not in self._layouts:
            if len(self._layouts) >= LAYOUTS_KEPT:
                self._layouts.clear()
            self._layouts[key] = self._laid_out(replace(letter, return_address=return_address), lines)
        return self._layouts[key]

    def _laid_out(self, letter: MergedLetter, lines: Sequence[Line]) -> Ready | Sentence:
        blank = [unseen(as_set(line), number) for number, line in enumerate(letter.return_address)]
        laid_out = lay_out_envelope(letter, self._envelope, blank)
        places = tuple(place_of(laid_out, number) for number in range(len(lines)))
        if any(abs(place.size_px - SIZE_PX) > SAME_PX for place in places):
            return TOO_LONG
        if not is_measured_alike(lines, places):
            return NOT_MEASURED
        return Ready(Layout(forms_of(laid_out), places, None), letter.direction)

    def _shaper(self, letter: MergedLetter) -> Shaper:
        style = style_of(letter, SIZE_PX)
        if style not in self._shapers:
            self._shapers[style] = Shaper(style, self._faces)
        return self._shapers[style]
