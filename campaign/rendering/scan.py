"""Pages of a PDF as a fax machine scans them: 1728 dots a line, each black or white, nothing in between."""

from enum import StrEnum

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
DARKEST = 0.08  # of a page; a letter has less than 0.03, a black fax is worse than none
DARKEST_SPECIMEN = DARKEST + 0.012  # the mark's own ink: a rehearsal refuses no page that the letter itself may have
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
    width_mm, height_mm = (points / POINTS_PER_INCH * MM_PER_INCH for points in page.get_size())
    columns, rows = round(width_mm * DOTS_PER_MM), int(height_mm * resolution.lines_per_mm)
    left = (LINE_PX - columns) // 2
    grey = _drawn(page, left, columns, rows)
    line = grey.point(_black_or_white, "1")
    refuse_what_would_not_arrive(line, left, resolution, darkest)
    return line


def _drawn(page: pypdfium2.PdfPage, left: int, columns: int, rows: int) -> Image.Image:
    """Return a page in grey at the dots of a fax, with white at its sides, averaged from twice as many each way."""
    left, width, columns, rows = (dots * SUPERSAMPLING for dots in (left, LINE_PX, columns, rows))
    bitmap = pypdfium2.PdfBitmap.new_native(width, rows, pypdfium2.raw.FPDFBitmap_Gray)
    try:
        bitmap.fill_rect(WHITE, 0, 0, width, rows)
        pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, page, left, 0, columns, rows, 0, 0)
        image: Image.Image = bitmap.to_pil()
        return image.reduce(SUPERSAMPLING)
    finally:
        bitmap.close()


def _black_or_white(grey: int) -> int:
    return 255 if grey >= THRESHOLD else 0


def refuse_what_would_not_arrive(
    page: Image.Image, left_px: int, resolution: Resolution, darkest: float = DARKEST
) -> None:
    ink = ImageChops.invert(page)
    black = ink.histogram()[255] / (page.width * page.height)
    if black > darkest:
        raise CannotRender("A page of the fax would be too dark to arrive: please shorten your own words.")
    if box := ink.getbbox():
        left, top, right, bottom = SAFE_MM
        down = resolution.lines_per_mm
        safe = (left_px + left * DOTS_PER_MM, top * down, left_px + right * DOTS_PER_MM, bottom * down)
        if box[0] < safe[0] or box[1] < safe[1] or box[2] > safe[2] or box[3] > safe[3]:
            raise CannotRender("A page of the fax would be cut off at its edge: please shorten your own words.")
