"""A glance at a letter: the pages of the very PDF, small, and marked where words are missing."""

import io
import threading
from itertools import pairwise
from typing import Any

import numpy
import pypdfium2
import pytest
from PIL import Image

from campaign.errors import CannotRender, TooBusy
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.models.vocabulary import Channel
from campaign.rendering.children import Children
from campaign.rendering.glance import GREYS, PALE, Picture, glance_at
from campaign.rendering.order import Order
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from tests.factories import NOW, a_supporter, published
from tests.pictures import flourish

LONG = {"own_words": "They deserve to be heard. " * 38, "who_i_am": "W" * 190, "my_link": "L" * 290}
STROKES = {"strokes": [{"points": [{"x": x, "y": y} for x, y in flourish(400, 120)]}]}


def letter(**changes: Any) -> MergedLetter:
    action = published()
    return merge(action, action.addressees[0], a_supporter(**changes), NOW, language="en")


def greys(picture: Picture) -> numpy.ndarray:
    return numpy.asarray(Image.open(io.BytesIO(picture.content)).convert("L")).astype(int)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_page_of_the_very_pdf_is_shown_as_it_is(paper: str) -> None:
    long = letter(**LONG)

    glance = glance_at(long, PAPERS[paper], sample=False)

    assert glance.document == print_pdf([long], PAPERS[paper])
    pages = list(pypdfium2.PdfDocument(glance.document.content))
    assert len(glance.pages) == len(pages) == glance.document.pages[0] == 2
    for picture, page in zip(glance.pages, pages, strict=True):
        drawn = page.render(scale=picture.width_px / page.get_width(), grayscale=True).to_pil().convert("L")
        assert drawn.size == (picture.width_px, picture.height_px)
        farthest = max(lighter - darker for darker, lighter in pairwise(GREYS)) / 2
        assert abs(numpy.asarray(drawn).astype(int) - greys(picture)).max() <= farthest


def test_a_sample_says_so_across_every_page_and_covers_no_word() -> None:
    real, sample = (glance_at(letter(**LONG), PAPERS["a4"], sample=sample) for sample in (False, True))

    assert sample.document == real.document
    for marked, plain in zip(sample.pages, real.pages, strict=True):
        was, now = greys(plain), greys(marked)
        assert (now[now != was] == PALE).all()
        assert (was[now != was] == 255).all()
        assert 0.02 < (now != was).mean() < 0.2


@pytest.mark.parametrize("signature", ["typed", STROKES], ids=["typed", "drawn"])
def test_the_way_to_sign_is_seen(signature: Any) -> None:
    in_ink, signed = (
        greys(glance_at(letter(signature=kind), PAPERS["a4"], sample=False).pages[0]) for kind in ("ink", signature)
    )

    changed = numpy.flatnonzero((in_ink != signed).any(axis=1))
    assert changed.size
    assert changed[0] > numpy.flatnonzero((in_ink < 128).any(axis=1))[0] + 200  # nothing above the close has moved


def test_a_picture_is_small_and_holds_nothing_else() -> None:
    (picture,) = glance_at(letter(), PAPERS["a4"], sample=True).pages

    assert len(picture.content) < 45_000
    assert Image.open(io.BytesIO(picture.content)).info == {}
    for name in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"):
        assert name not in picture.content


def test_a_child_draws_the_same_and_tells_what_can_be_mended() -> None:
    children = Children(slots=1, waiting=0, seconds=20)

    assert children.glance(letter(), PAPERS["a4"], sample=True) == glance_at(letter(), PAPERS["a4"], sample=True)
    with pytest.raises(CannotRender, match="grinning face"):
        children.glance(letter(own_words="😀"), PAPERS["a4"], sample=False)


def test_glances_leave_room_for_letters() -> None:
    children, wanted = Children(slots=1, waiting=3, seconds=20), letter()
    answers: list[str] = []
    begin = threading.Barrier(6)

    def look() -> None:
        begin.wait()
        try:
            children.glance(wanted, PAPERS["a4"], sample=False)
            answers.append("seen")
        except TooBusy:
            answers.append("busy")

    lookers = [threading.Thread(target=look) for _ in range(5)]
    for looker in lookers:
        looker.start()
    begin.wait()
    (document,) = children.make([wanted], [Order(Channel.PRINT, PAPERS["a4"])])
    for looker in lookers:
        looker.join()

    assert document.pages == (1,)
    assert {"seen", "busy"} == set(answers)
