"""Pages side by side on one picture, for looking at."""

import textwrap
from collections.abc import Iterator, Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from campaign.rendering.fonts import FAMILIES
from campaign.rendering.papers import Box, Paper

DPI = 80
GAP_PX, TABLE_GREY, WINDOW_GREY = 8, 150, 215
LINE, NOTE_PX = 60, 120  # characters of a note, and its height


def contact_sheet(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Return rows of pages on a table."""
    width = max(sum(page.width + GAP_PX for page in row) for row in rows) + GAP_PX
    height = sum(max(page.height for page in row) + GAP_PX for row in rows) + GAP_PX
    sheet = Image.new("L", (width, height), TABLE_GREY)
    top = GAP_PX
    for row in rows:
        left = GAP_PX
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width + GAP_PX
        top += max(page.height for page in row) + GAP_PX
    return sheet


def in_rows(pages: Sequence[Image.Image], columns: int) -> list[Sequence[Image.Image]]:
    """Return pages in rows of so many."""
    return [pages[start : start + columns] for start in range(0, len(pages), columns)]


def drawn(content: bytes, window: Box | None = None) -> Iterator[Image.Image]:
    """Yield the pages of a PDF; on the first of them a window in grey."""
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            image: Image.Image = page.render(scale=DPI / 72, grayscale=True).to_pil()
            yield _shaded(image, window) if window and not number else image


def note(text: str, paper: Paper) -> Image.Image:
    """Return a strip as wide as a sheet that says why there is no page."""
    image = Image.new("L", (round(paper.width_mm / 25.4 * DPI), NOTE_PX), 235)
    font = ImageFont.truetype(FAMILIES["Noto Serif"], 16)
    ImageDraw.Draw(image).multiline_text((40, 20), textwrap.fill(text, LINE), fill=0, font=font)
    return image


def _shaded(page: Image.Image, box: Box) -> Image.Image:
    edges = [edge / 25.4 * DPI for edge in (box.left_mm, box.top_mm, box.right_mm, box.bottom_mm)]
    shade = Image.new("L", page.size, 255)
    ImageDraw.Draw(shade).rectangle(edges, fill=WINDOW_GREY)
    return ImageChops.multiply(page, shade)
