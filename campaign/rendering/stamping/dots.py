"""Pages of a fax as dots: those that stay, packed, and copies of them with what is drawn for one sender."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops

from campaign.rendering.scan import LINE_PX, Band, Frame, Ink, black_and_white, drawn, ink_on
from campaign.rendering.stamping.heads import Head
from campaign.rendering.stamping.layouts import Place, SignaturePlace

BYTES_OF_A_LINE = LINE_PX // 8
ONLY_WHITE = [0] * 255 + [255]


@dataclass(frozen=True)
class Sheet:
    """A page without its sender's lines, packed: its dots, and the place of the line at its head."""

    black: bytes  # 0 is ink
    white: bytes  # 0 is whatever is not white, were it too pale to be printed
    ink: Ink
    head: Head


@dataclass(frozen=True)
class Dots:
    """A fax without its sender's own part, which is nowhere in it: plain, to be kept and sent elsewhere."""

    width_pt: float
    height_pt: float
    frame: Frame
    sheets: tuple[Sheet, ...]
    places: tuple[Place, ...]
    signature: SignaturePlace | None
    direction: str
    looks: tuple[tuple[float, float], ...]  # of the lines, those at the heads of pages last

    @property
    def every_place(self) -> tuple[Place, ...]:
        """The places of lines, those at the heads of pages last."""
        return (*self.places, *(sheet.head.place for sheet in self.sheets))


class Page(NamedTuple):
    """A whole page, and the ink on it."""

    image: Image.Image
    ink: Ink


def sheet_of(page: pypdfium2.PdfPage, frame: Frame, head: Head) -> Sheet:
    """Return a page packed."""
    (grey,) = drawn(page, frame, [(0, frame.rows)])
    black, white = black_and_white(grey), _white(grey)
    return Sheet(zlib.compress(black.tobytes()), zlib.compress(white.tobytes()), ink_on(black), head)


def drawn_upon(sheet: Sheet, page: pypdfium2.PdfPage, frame: Frame, some: Iterator[Band]) -> Page | None:
    """Return what is kept of a page with some bands of another; none if they touch what is there, or cut something."""
    bands = list(_joined(some))
    own, around = _stacked(drawn(page, frame, bands)), zlib.decompress(sheet.white)
    white = b"".join(around[first * BYTES_OF_A_LINE : end * BYTES_OF_A_LINE] for first, end in bands)
    if not ImageChops.logical_or(_white(own), Image.frombytes("1", own.size, white)).getextrema()[0]:
        return None
    whole, ink = Image.frombytes("1", (LINE_PX, frame.rows), zlib.decompress(sheet.black)), sheet.ink
    black, at = black_and_white(own), 0
    for first, end in bands:
        band = black.crop((0, at, LINE_PX, at + end - first))
        found = ink_on(band)
        if found.box and (found.box[1] == 0 or found.box[3] == band.height):
            return None
        ink = ink.joined(found, first)
        whole.paste(0, (0, first), ImageChops.invert(band))
        at += band.height
    return Page(whole, ink)


def _stacked(bands: Sequence[Image.Image]) -> Image.Image:
    """Return bands one below another: it is quicker to look at them once."""
    whole, at = Image.new("L", (LINE_PX, sum(band.height for band in bands))), 0
    for band in bands:
        whole.paste(band, (0, at))
        at += band.height
    return whole


def _joined(bands: Iterator[Band]) -> Iterator[Band]:
    """Yield bands in their order, those that meet as one."""
    first, end = 0, 0
    for top, bottom in sorted(bands):
        if top > end:
            if end:
                yield first, end
            first = top
        end = max(end, bottom)
    yield first, end


def _white(grey: Image.Image) -> Image.Image:
    return grey.point(ONLY_WHITE, "1")
