"""Letters that are signed by a drawing or a picture: where the signature stands, and what is heard of it."""

import io
from typing import Any

import numpy
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from campaign.errors import CannotRender
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.merging.signature import INK, Signature, SignatureKind, drawn_signature
from campaign.rendering.email_text import email_text
from campaign.rendering.fax import fax_pdf, fax_tiff
from campaign.rendering.layout import lay_out
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.pictures import clean_picture
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding
from tests.factories import NOW, a_supporter, published
from tests.pictures import as_file, flourish, signed_paper

A4, DPI = PAPERS["a4"], 300
PX_PER_MM = DPI / 25.4
TALL = {"points": [{"x": x, "y": y} for x, y in flourish(500, 170)]}
SIGNATURES = {
    "drawn": drawn_signature([TALL]),
    "picture": Signature(SignatureKind.PICTURE, picture=clean_picture(as_file(signed_paper((900, 300))))),
}


def letter(signature: Signature) -> MergedLetter:
    action = published()
    return merge(action, action.addressees[0], a_supporter(signature=signature), NOW, language="en")


def ink(content: bytes) -> numpy.ndarray:
    """Where the first page is black."""
    grey = pypdfium2.PdfDocument(content)[0].render(scale=DPI / 72, grayscale=True).to_numpy()
    return grey.reshape(grey.shape[:2]) < 128


def stretches_mm(black: numpy.ndarray) -> list[tuple[float, float]]:
    """From where to where there is ink, from the top."""
    edges = numpy.flatnonzero(numpy.diff(black.any(axis=1).astype(int)))
    return [(top / PX_PER_MM, bottom / PX_PER_MM) for top, bottom in zip(edges[::2], edges[1::2], strict=True)]


def figures(content: bytes) -> list[Any]:
    """What the structure tree says of pictures: their alternative text and language."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if element.S == "/Figure":
                found.append(str(element.Alt))
            walk(element.get("/K"))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("kind", SIGNATURES)
def test_a_signature_stands_between_close_and_name_and_takes_no_more_room_than_ink(kind: str) -> None:
    content = print_pdf([letter(SIGNATURES[kind])], A4).content

    *_, closing, signature, name = stretches_mm(ink(content))
    *_, closing_above_ink, name_below_ink = stretches_mm(ink(print_pdf([letter(INK)], A4).content))
    assert 15 < signature[1] - signature[0] <= 20.2
    assert signature[0] - closing[1] > 2
    assert name[0] - signature[1] > 1.5
    assert closing == closing_above_ink
    assert name[0] <= name_below_ink[0]


def test_the_strokes_on_paper_are_those_that_were_drawn() -> None:
    black = ink(print_pdf([letter(SIGNATURES["drawn"])], A4).content)

    *_, _closing, (top, bottom), _name = stretches_mm(black)
    part = black[round(top * PX_PER_MM) : round(bottom * PX_PER_MM) + 1]
    columns = numpy.flatnonzero(part.any(axis=0))
    left, right = columns[0], columns[-1]
    points = flourish(500, 170)
    low, high = min(y for _, y in points), max(y for _, y in points)
    pen = 0.5 * PX_PER_MM
    missed = [
        (x, y)
        for x, y in points
        if not part[
            round(pen / 2 + (y - low) / (high - low) * (part.shape[0] - 1 - pen)),
            round(left + pen / 2 + x / 500 * (right - left - pen)),
        ]
    ]
    assert missed == []
    assert (right - left) / part.shape[0] == pytest.approx(500 / (high - low), rel=0.03)


def test_a_picture_stands_on_paper_black_on_white_as_it_was_cleaned() -> None:
    picture = SIGNATURES["picture"].picture
    black = ink(print_pdf([letter(SIGNATURES["picture"])], A4).content)

    *_, _closing, (top, bottom), _name = stretches_mm(black)
    part = black[round(top * PX_PER_MM) : round(bottom * PX_PER_MM) + 1]
    columns = numpy.flatnonzero(part.any(axis=0))
    part = part[:, columns[0] : columns[-1] + 1]
    meant = numpy.asarray(Image.open(io.BytesIO(picture)).convert("L").resize(part.shape[::-1])) < 128
    assert (part & meant).sum() / (part | meant).sum() > 0.85


@pytest.mark.parametrize("kind", SIGNATURES)
def test_whoever_hears_the_letter_hears_whose_signature_it_is(kind: str) -> None:
    for content in (print_pdf([letter(SIGNATURES[kind])], A4).content, fax_pdf([letter(SIGNATURES[kind])], A4).content):
        assert figures(content) == ["Signature of Ana Souza"]
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.check_pdf_syntax() == []
    assert figures(print_pdf([letter(INK)], A4).content) == []


@pytest.mark.parametrize("kind", SIGNATURES)
@pytest.mark.parametrize("resolution", Resolution)
def test_a_fax_shows_every_part_of_the_signature(kind: str, resolution: Resolution) -> None:
    tiff = fax_tiff(letter(SIGNATURES[kind]), A4, resolution, Coding.G4)

    black = ~numpy.asarray(Image.open(io.BytesIO(tiff.content)))
    edges = numpy.flatnonzero(numpy.diff(black.any(axis=1).astype(int)))
    # The running head of the machine is above, the name below: the last stretch but one is the signature.
    signature = black[edges[-4] + 1 : edges[-3] + 1]
    columns = numpy.flatnonzero(signature.any(axis=0))
    assert len(columns) == columns[-1] - columns[0] + 1  # one line, nowhere broken
    assert (columns[-1] - columns[0]) / 8.037 > 40  # mm
    assert len(tiff.pages) == 1


@pytest.mark.parametrize("kind", SIGNATURES)
def test_the_same_signature_gives_the_same_bytes(kind: str) -> None:
    assert print_pdf([letter(SIGNATURES[kind])], A4) == print_pdf([letter(SIGNATURES[kind])], A4)


def test_the_text_of_an_email_has_the_typed_name_alone() -> None:
    assert email_text(letter(SIGNATURES["drawn"])) == email_text(letter(INK))


@pytest.mark.parametrize("source", ["file:///etc/hostname", "http://localhost/x.png", "data:text/html,x", "x.png"])
def test_a_letter_loads_nothing_but_the_signature_that_it_holds(source: str) -> None:
    with pytest.raises(CannotRender, match="as it should be"):
        lay_out(f'<html lang="en"><title>x</title><img alt="x" src="{source}"></html>', "letter/letter.css", A4)
