"""Pages of a PDF as a fax machine scans them: 1728 dots a line, each black or white, nothing in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import pypdfium2
from PIL import Image, ImageChops

from campaign.errors import CannotRender

LINE_PX = 1728
DOTS_PER_MM = LINE_PX / 215  # ITU-T T.4: a line is 215 mm long
DOTS_PER_INCH = 204
SUPERSAMPLING = 2
THRESHOLD = 180  # of 255, where grey becomes white: docs/decisions/0010-legible-faxes.md
POINTS_PER_INCH, MM_PER_INCH = 72, 25.4
WHITE = (255, 255, 255, 255)
BLACK_OR_WHITE = [255 if grey >= THRESHOLD else 0 for grey in range(256)]
DARKEST = 0.08  # of a page; a letter has less than 0.03, a black fax is worse than none
DARKEST_SPECIMEN = DARKEST + 0.012  # the mark's own ink: a rehearsal refuses no page that the letter itself may have
Band = tuple[int, int]  # lines of a fax: the first one, and the one after the last
# What HylaFAX's table of pages guarantees on A4 and US Letter alike, with the machine's own line at the top.
SAFE_MM = (15.0, 15.0, 195.0, 265.0)  # left, top, right, bottom, from the corner of the sheet


class Resolution(StrEnum):
    """How many lines a fax has: 7.7 or 3.85 a millimetre."""

    FINE = "fine"
    STANDARD = "standard"

    @property
    def lines_per_mm(self) -> float:
        """7.7, or 3.85 (ITU-T T.4)."""
        return 7.7 if self is Resolution.FINE else 3.85

    @property
    def lines_per_inch(self) -> int:
        """196, or 98: the same, as files say it."""
        return 196 if self is Resolution.FINE else 98


@dataclass(frozen=True)
class Frame:
    """Where a sheet lies on the lines of a fax, and how many there are."""

    left: int
    columns: int
    rows: int


def scan(pdf: bytes, resolution: Resolution, darkest: float = DARKEST) -> list[Image.Image]:
    """Return the pages of a PDF as 1-bit images, 1728 wide, the sheet in the middle; 0 is ink.

    Raises CannotRender for a page that would not arrive whole: too dark, or with ink outside the safe area.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_scanned(page, resolution, darkest) for page in document]
    finally:
        document.close()


def _scanned(page: pypdfium2.PdfPage, resolution: Resolution, darkest: float) -> Image.Image:
    frame = frame_of(page, resolution)
    (grey,) = drawn(page, frame, [(0, frame.rows)])
    dots = black_and_white(grey)
    refuse_what_would_not_arrive(dots, frame.left, resolution, darkest)
    return dots


def frame_of(page: pypdfium2.PdfPage, resolution: Resolution) -> Frame:
    """Return where a page lies."""
    width_mm, height_mm = (points / POINTS_PER_INCH * MM_PER_INCH for points in page.get_size())
    columns, rows = round(width_mm * DOTS_PER_MM), int(height_mm * resolution.lines_per_mm)
    return Frame((LINE_PX - columns) // 2, columns, rows)


def drawn(page: pypdfium2.PdfPage, frame: Frame, bands: Sequence[Band]) -> list[Image.Image]:
    """Return bands of a page in grey at the dots of a fax, with white at its sides.

    They are averaged from twice as many dots each way. All have their place in one bitmap, of which nothing else is
    touched: drawn into one of its own, a band would be rounded otherwise here and there. Below them it is cut off.
    """
    left, width, columns, rows = (dots * SUPERSAMPLING for dots in (frame.left, LINE_PX, frame.columns, frame.rows))
    height = max(end for _, end in bands) * SUPERSAMPLING
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pypdfium2.raw.FPDFBitmap_Gray)
    try:
        for first, end in bands:
            bitmap.fill_rect(WHITE, 0, first * SUPERSAMPLING, width, (end - first) * SUPERSAMPLING)
        pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, page, left, 0, columns, rows, 0, 0)
        return [_averaged(bitmap, band) for band in bands]
    finally:
        bitmap.close()


def _averaged(bitmap: pypdfium2.PdfBitmap, band: Band) -> Image.Image:
    first, end = (line * SUPERSAMPLING for line in band)
    content = cast("bytes", memoryview(bitmap.buffer).cast("B")[first * bitmap.stride : end * bitmap.stride])
    whole = Image.frombuffer("L", (bitmap.width, end - first), content, "raw", "L", bitmap.stride, 1)
    return whole.reduce(SUPERSAMPLING)


def black_and_white(grey: Image.Image) -> Image.Image:
    """Return what was drawn in 1 bit; 0 is ink."""
    return grey.point(BLACK_OR_WHITE, "1")


def refuse_what_would_not_arrive(
    page: Image.Image, left_px: int, resolution: Resolution, darkest: float = DARKEST
) -> None:
    refuse_ink(ink_on(page), page.height, left_px, resolution, darkest)


@dataclass(frozen=True)
class Ink:
    """What is black: how many dots, and the box around them, if there are any."""

    dots: int
    box: tuple[int, int, int, int] | None

    def joined(self, other: "Ink", down: int) -> "Ink":
        """Return this ink and another's, so many lines further down."""
        if not other.box:
            return self
        left, top, right, bottom = other.box
        top, bottom = top + down, bottom + down
        if self.box:
            left, top = min(left, self.box[0]), min(top, self.box[1])
            right, bottom = max(right, self.box[2]), max(bottom, self.box[3])
        return Ink(self.dots + other.dots, (left, top, right, bottom))


def ink_on(page: Image.Image) -> Ink:
    """Return what is black on a 1-bit page, or on some lines of one."""
    ink = ImageChops.invert(page)
    return Ink(ink.histogram()[255], ink.getbbox())


def refuse_ink(ink: Ink, rows: int, left_px: int, resolution: Resolution, darkest: float) -> None:
    """Raise CannotRender for ink that would make a page of so many lines too dark, or that would be cut off."""
    if ink.dots > darkest * LINE_PX * rows:
        raise CannotRender("A page of the fax would be too dark to arrive: please shorten your own words.")
    if box := ink.box:
        left, top, right, bottom = SAFE_MM
        down = resolution.lines_per_mm
        safe = (left_px + left * DOTS_PER_MM, top * down, left_px + right * DOTS_PER_MM, bottom * down)
        if box[0] < safe[0] or box[1] < safe[1] or box[2] > safe[2] or box[3] > safe[3]:
            raise CannotRender("A page of the fax would be cut off at its edge: please shorten your own words.")


def are_same(pages: Sequence[Image.Image], others: Sequence[Image.Image]) -> bool:
    """Whether pages are the same dot by dot."""
    return [page.tobytes() for page in pages] == [page.tobytes() for page in others]
