"""A look at a page before its maker is measured: whoever leaves something out is quick for no good reason."""

import math
import unicodedata
from itertools import pairwise

import numpy as np
import pypdfium2

from bench.peers.words import Words
from campaign.merging.letter import MergedLetter
from campaign.rendering.fax import fax_tiff
from campaign.rendering.papers import PAPERS
from campaign.rendering.scan import Resolution
from campaign.rendering.strokes import PEN_MM
from campaign.rendering.tiff import Coding

DOTS_PER_PT, DARK = 3, 128
DOTS_PER_MM = DOTS_PER_PT * 72 / 25.4
DOTS_OF_A_LETTER = 20  # at least, at this size
SHARE = 0.5  # of the ink that the signature takes if no line crosses another


class WrongPage(Exception):
    """A page that lacks words or ink."""


def refuse_other_fax(content: bytes, letter: MergedLetter) -> None:
    """Raise WrongPage for a fax image that is not the one that a letter gives if it is laid out in full."""
    if content != fax_tiff(letter, PAPERS["a4"], Resolution.FINE, Coding.G4).content:
        raise WrongPage("The fax has other dots than the letter.")


def refuse_wrong(content: bytes, words: Words) -> None:
    """Raise WrongPage unless a file's only page shows all words of a letter, and its signature above the name."""
    with pypdfium2.PdfDocument(content) as pdf:
        if len(pdf) != 1:
            raise WrongPage(f"There are {len(pdf)} pages.")
        page = pdf[0]
        text = page.get_textpage()
        read = _squeezed(text.get_text_bounded())
        if missing := [line for line in words.lines if _squeezed(line) not in read]:
            raise WrongPage(f"These lines are missing: {missing}.")
        dark = page.render(scale=DOTS_PER_PT, grayscale=True).to_numpy() < DARK
        bottom, top = _last(text, words.after[-1])[1], _last(text, words.name)[3]
        first, last = (round((page.get_height() - y) * DOTS_PER_PT) for y in (bottom, top))
    signed = int(np.count_nonzero(dark[first:last]))
    if signed < SHARE * _length_mm(words) * PEN_MM * DOTS_PER_MM**2:
        raise WrongPage(f"Above the name there are {signed} dots of ink: that is no signature.")
    if np.count_nonzero(dark) - signed < DOTS_OF_A_LETTER * len("".join(words.lines)):
        raise WrongPage("The words are not to be seen.")


def _squeezed(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def _last(text: pypdfium2.PdfTextPage, words: str) -> tuple[float, float, float, float]:
    """Return the box of the first character of words where they stand last, in points from the bottom left corner."""
    finder, found = text.search(words), None
    while (place := finder.get_next()) is not None:
        found = place
    if found is None:
        raise WrongPage(f"“{words}” is not on one line.")
    box: tuple[float, float, float, float] = text.get_charbox(found[0])
    return box


def _length_mm(words: Words) -> float:
    """How long the signature's lines are, measured from one curve's end to the next."""
    ends = ([tuple(map(float, point.split())) for point in stroke[::3]] for stroke in words.curves)
    return sum(math.dist(one, other) for stroke in ends for one, other in pairwise(stroke))
