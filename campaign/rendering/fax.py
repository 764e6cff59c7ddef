"""The fax channel: letters as a PDF to print and fax, or as the image file that fax programs send."""

import math
from collections.abc import Sequence
from dataclasses import replace

from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.fonts import ON_FAXES, refuse_missing_characters
from campaign.rendering.layout import LaidOut, joint_pdf, lay_out
from campaign.rendering.papers import Paper
from campaign.rendering.pdf import MEDIA_TYPE, Blank
from campaign.rendering.scan import DARKEST, DARKEST_SPECIMEN, Resolution, scan
from campaign.rendering.signing import signed
from campaign.rendering.templates import letter_templates
from campaign.rendering.tiff import Coding, fax_tiff_file

# The top 15 mm belong to the machine's own line; below 265 mm a US sheet ends; what is left is the same on both sheets,
# so that a fax breaks its pages alike on each. HylaFAX's pagesizes: 7.3 mm at the left, 7.1 to 13 at the right.
TEXT_TOP_MM, TEXT_BOTTOM_MM, LEFT_MM, TEXT_WIDTH_MM = 25, 264, 20, 174

TIFF = "image/tiff"
LINE_SPEEDS = (9_600, 14_400)  # bits a second: on a poor line, and at best
HANDSHAKE_S = 20  # before the first page and after the last; an estimate


def fax_sheet(paper: Paper) -> Paper:
    """Return a paper with the margins of a fax."""
    return replace(
        paper,
        margin_top_mm=TEXT_TOP_MM,
        margin_right_mm=paper.width_mm - LEFT_MM - TEXT_WIDTH_MM,
        margin_bottom_mm=paper.height_mm - TEXT_BOTTOM_MM,
        margin_left_mm=LEFT_MM,
        window=None,
    )


def fax_pdf(letters: Sequence[MergedLetter], paper: Paper, *, cover: bool = False) -> Document:
    """Return letters as a PDF to print and fax: black only, inside what every machine can show, pages counted.

    A cover sheet counts as a page. Raises CannotRender for a character that no font has.
    """
    laid_out = [lay_out_fax(letter, paper, cover) for letter in letters]
    pages = tuple(len(document.pages) for document in laid_out)
    return Document(joint_pdf(laid_out), MEDIA_TYPE, pages)


def fax_tiff(
    letter: MergedLetter, paper: Paper, resolution: Resolution, coding: Coding, *, cover: bool = False
) -> Document:
    """Return a letter as a multi-page fax image (TIFF-F, RFC 3949): 1728 columns, 204 × 196 or 204 × 98 dots an inch.

    Raises CannotRender for a page that would not arrive whole: too dark, or with ink outside the safe area.
    """
    pages = scan(fax_pdf([letter], paper, cover=cover).content, resolution, darkest(letter))
    return Document(fax_tiff_file(pages, resolution, coding), TIFF, (len(pages),))


def darkest(letter: MergedLetter) -> float:
    """Return how dark a page of a letter's fax may be, as a share of it."""
    return DARKEST_SPECIMEN if letter.specimen else DARKEST


def minutes_on_the_line(tiff: Document, bits_per_second: int) -> int:
    """Return how many minutes a fax keeps the line busy, begun minutes counted, as a telephone bill does."""
    seconds = HANDSHAKE_S + len(tiff.content) * 8 / bits_per_second
    return math.ceil(seconds / 60)


def lay_out_fax(letter: MergedLetter, paper: Paper, cover: bool, blank: Blank | None = None) -> LaidOut:
    """Return a fax laid out; with a blank, what stands in it takes the places of the sender's own lines.

    The line at the head of each page then has no name. Raises CannotRender for a character that no font has.
    """
    refuse_missing_characters(letter.every_text(), ON_FAXES)
    html = (
        letter_templates()
        .get_template("fax/fax.html")
        .render(
            letter=blank.in_place_of(letter) if blank else letter,
            name="" if blank else letter.name,
            cover=cover,
            page_words=around_numbers(letter.fax_words.page),
            signed=blank.signed if blank else signed(letter.signature),
            anchor=blank.anchor if blank else "",
        )
    )
    return lay_out(html, "fax/fax.css", fax_sheet(paper))


def around_numbers(phrase: str) -> tuple[str, str, str]:
    """Part “page {page} of {pages}” into what stands before, between and after the numbers."""
    before, _, rest = phrase.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after
