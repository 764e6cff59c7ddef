"""A glance at a letter: its pages as pictures for a screen, drawn from the very PDF that would be handed out."""

import io
from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.fonts import FAMILIES
from campaign.rendering.papers import Paper
from campaign.rendering.pdf import print_pdf
from campaign.rendering.signing import within

WIDTH_PX = 992  # A4 at 120 dots an inch: sharp on fine screens, and large enough to be read magnified on a phone
PALE = 234  # the mark of a sample: seen at once, and in the way of no word
GREYS = (0, 85, 170, PALE, 255)  # letters look smooth with few greys, and the file is half as large
BITS = 4
MARK, MARK_SIZE, MARK_DEGREES, MARK_WEIGHT, FULL_WIDTH = "SAMPLE", 0.21, 54, 600, 100


@dataclass(frozen=True)
class Picture:
    """A page as a PNG, its size in pixels."""

    content: bytes
    width_px: int
    height_px: int

    @property
    def address(self) -> str:
        """An address that holds the picture itself: nothing else need be asked for."""
        return within("image/png", self.content)


@dataclass(frozen=True)
class Glance:
    """A letter as it is printed, and a picture of each of its pages."""

    document: Document
    pages: tuple[Picture, ...]


def glance_at(letter: MergedLetter, paper: Paper, *, sample: bool) -> Glance:
    """Return the letter as it would be printed, drawn page by page; raises CannotRender as `print_pdf` does.

    A `sample`, in which something still stands in for the supporter's words, says so across every page.
    """
    return drawn(print_pdf([letter], paper), sample=sample)


def drawn(document: Document, *, sample: bool) -> Glance:
    """Return a printed letter with a picture of each of its pages."""
    with pypdfium2.PdfDocument(document.content) as pdf:
        return Glance(document, tuple(_picture(page, sample=sample) for page in pdf))


def _picture(page: pypdfium2.PdfPage, *, sample: bool) -> Picture:
    drawn: Image.Image = page.render(scale=WIDTH_PX / page.get_width(), grayscale=True).to_pil().convert("L")
    if sample:
        drawn = ImageChops.darker(drawn, _mark(drawn.size))
    return Picture(_png(drawn), drawn.width, drawn.height)


def _png(grey: Image.Image) -> bytes:
    indexed = Image.frombytes("P", grey.size, grey.point([_nearest(level) for level in range(256)]).tobytes())
    indexed.putpalette([value for level in GREYS for value in (level,) * 3])
    file = io.BytesIO()
    indexed.save(file, "PNG", bits=BITS)
    return file.getvalue()


def _nearest(level: int) -> int:
    """Return which of the greys is nearest to a level."""
    return bisect([(darker + lighter) / 2 for darker, lighter in pairwise(GREYS)], level)


def _mark(size: tuple[int, int]) -> Image.Image:
    """Return the word across an empty page, from the lower left."""
    width, height = size
    font = ImageFont.truetype(str(FAMILIES["Noto Serif"]), round(width * MARK_SIZE))
    font.set_variation_by_axes([MARK_WEIGHT, FULL_WIDTH])
    word = Image.new("L", (width + height, round(width * MARK_SIZE * 1.4)), 255)
    ImageDraw.Draw(word).text((word.width / 2, word.height / 2), MARK, font=font, fill=PALE, anchor="mm")
    turned = word.rotate(MARK_DEGREES, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = Image.new("L", size, 255)
    page.paste(turned, ((width - turned.width) // 2, (height - turned.height) // 2))
    return page
