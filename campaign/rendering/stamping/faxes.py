"""Fax images: the dots of a letter are kept, and its sender's lines alone are drawn and put among a copy of them."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import pypdfium2

from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.fax import TIFF, darkest, fax_pdf, lay_out_fax
from campaign.rendering.fonts import ON_FAXES, refuse_missing_characters
from campaign.rendering.order import Fax
from campaign.rendering.papers import Paper
from campaign.rendering.scan import Band, are_same, frame_of, refuse_ink, scan
from campaign.rendering.stamping.dots import Dots, Page, drawn_upon, sheet_of
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.heads import WEIGHT, Shaped, fields_of, keep_font, shaped, without_heads
from campaign.rendering.stamping.layouts import outlined
from campaign.rendering.stamping.ready import have_room, looks_of, turned
from campaign.rendering.stamping.shaping import Line
from campaign.rendering.stamping.signatures import Mark
from campaign.rendering.stamping.stamper import PX_PER_PT
from campaign.rendering.stamping.tagged import lifted_px, lines_at
from campaign.rendering.stamping.writer import Writer
from campaign.rendering.tiff import fax_tiff_file

ROUND_INK_PX = 3  # dots are smoothed a little beyond their shape; more than that is wrong, and no letter is made of it


def unfilled(letter: MergedLetter, paper: Paper, fax: Fax) -> Dots | None:
    """Return a fax without its sender's own part, to stamp others; none if they would not come out the same.

    To be sure, this one is stamped and compared with what is laid out in full, dot by dot; or if its sender's address
    is too long for one line, the same without it: other senders' may be shorter.
    """
    return _compared(letter, paper, fax) or _compared(replace(letter, sender=letter.sender[:1]), paper, fax)


def _compared(letter: MergedLetter, paper: Paper, fax: Fax) -> Dots | None:
    fields = fields_of(letter)
    outline = outlined(fields, partial(lay_out_fax, letter, paper, fax.cover))
    if outline is None:
        return None
    pdf, heads = without_heads(outline.laid_out, letter)
    places = tuple(replace(place, text_width_px=0) for place in outline.places)  # it tells something of a line
    with pypdfium2.PdfDocument(pdf) as document:
        frame = frame_of(document[0], fax.resolution)
        sheets = tuple(sheet_of(page, frame, head) for page, head in zip(document, heads, strict=True))
    own = shaped(letter, fields, (*places, *(head.place for head in heads)), Faces(weight=WEIGHT))
    looks = looks_of([each.line for each in own])
    width, height = (size / PX_PER_PT for size in (outline.laid_out.pages[0].width, outline.laid_out.pages[0].height))
    dots = Dots(width, height, frame, sheets, places, outline.signature, letter.direction, looks)
    pages = _pages(letter, dots)
    full = scan(fax_pdf([letter], paper, cover=fax.cover).content, fax.resolution, darkest(letter))
    return dots if pages and are_same([image for image, _ in pages], full) else None


def stamped(letter: MergedLetter, fax: Fax, kept: Sequence[Dots]) -> Document | None:
    """Return a fax image stamped into the first of what is kept that it fits; none if it fits none.

    Nothing of it is kept. Raises CannotRender for a character that no font has, and for a page that would not arrive.
    """
    refuse_missing_characters(letter.every_text(), ON_FAXES)
    for dots in kept:
        if pages := _pages(letter, dots):
            for _, ink in pages:
                refuse_ink(ink, dots.frame.rows, dots.frame.left, fax.resolution, darkest(letter))
            images = [image for image, _ in pages]
            return Document(fax_tiff_file(images, fax.resolution, fax.coding), TIFF, (len(pages),))
    return None


def _pages(letter: MergedLetter, dots: Dots) -> list[Page] | None:
    """Return the pages of a fax; none if a line has no room, or comes to stand upon something else."""
    keep_font()
    fields, faces = fields_of(letter), Faces(weight=WEIGHT)
    own = shaped(letter, fields, dots.every_place, faces)
    lines = [each.line for each in own]
    if looks_of(lines) != dots.looks:
        return None
    if not have_room(lines, dots.every_place):
        return None
    pdf = _pdf(dots, lines, fields.mark, faces)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [
            drawn_upon(sheet, page, dots.frame, _bands(dots, own, fields.mark, number))
            for number, (page, sheet) in enumerate(zip(document, dots.sheets, strict=True))
        ]
    whole = [page for page in pages if page]
    return whole if len(whole) == len(pages) else None


def _pdf(dots: Dots, lines: Sequence[Line], mark: Mark | None, faces: Faces) -> bytes:
    """Return a PDF with nothing on its pages but the sender's lines and signature."""
    own = lines[: len(dots.places)]
    upon = [turned(dots.height_pt)] * len(dots.sheets)
    for place, content in zip(dots.places, lines_at(dots.places, own, lifted_px(dots.signature, mark)), strict=True):
        upon[place.page] += content
    signed = dots.signature
    if mark and signed:
        upon[signed.page] += mark.placed(signed.left_of(mark, dots.direction), signed.top_px)
    for number, (sheet, line) in enumerate(zip(dots.sheets, lines[len(own) :], strict=True)):
        (content,) = lines_at([sheet.head.place], [line], 0)
        upon[number] += b"%s W n\n%s" % (sheet.head.cut, content)
    file = io.BytesIO()
    writer = Writer(file, "")
    for content in upon:
        writer.sheet(dots.width_pt, dots.height_pt, content, mark)
    writer.finish(faces)
    return file.getvalue()


def _bands(dots: Dots, own: Sequence[Shaped], mark: Mark | None, page: int) -> Iterator[Band]:
    """Yield from which line of a fax to which there is something of the sender's on a page."""
    lifted, found = lifted_px(dots.signature, mark), list[tuple[float, float]]()
    for number, (place, each) in enumerate(zip(dots.every_place, own, strict=True), 1):
        if place.page == page:
            baseline = place.baseline_px - (lifted if number == len(dots.places) else 0)
            above, below = each.ink_px
            found.append((baseline - above, baseline + below))
    if mark and dots.signature and dots.signature.page == page:
        found.append((dots.signature.top_px, dots.signature.top_px + mark.height_px))
    a_px = dots.frame.rows / (dots.height_pt * PX_PER_PT)
    for top, bottom in found:
        first, end = int((top - ROUND_INK_PX) * a_px), int((bottom + ROUND_INK_PX) * a_px) + 1
        yield max(0, first), min(dots.frame.rows, end)
