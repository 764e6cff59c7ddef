"""The sender's lines of a fax: those of a letter, and one at the head of each page, which styles put there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from campaign.merging.letter import MergedLetter
from campaign.rendering.fax import around_numbers
from campaign.rendering.fonts import ON_FAXES
from campaign.rendering.layout import LaidOut, complaints_are_errors
from campaign.rendering.stamping.faces import Faces, keep_static
from campaign.rendering.stamping.fields import Fields, as_set
from campaign.rendering.stamping.layouts import Place
from campaign.rendering.stamping.shaping import Line, Shaper, Style
from campaign.rendering.stamping.signatures import mark_of
from campaign.rendering.stamping.stamper import families_for

WEIGHT, FEATURES = 500, b"liga 0,clig 0,hlig 0,dlig 0,calt 0"  # as in letters/fax/fax.css
FAMILY = "Noto Serif"


class Shaped(NamedTuple):
    """A line, and how far its ink reaches above its baseline and below it."""

    line: Line
    ink_px: tuple[float, float]


class Head(NamedTuple):
    """The place of the line at the head of a page, and what cuts off a line that is too long."""

    place: Place
    cut: bytes


def keep_font() -> None:
    """Make ready what nearly every line is set in, once for all letters: that takes two seconds."""
    keep_static(FAMILY, WEIGHT)


def fields_of(letter: MergedLetter) -> Fields:
    """Return the sender's own part of a fax, but for the lines at the heads of its pages."""
    signature = letter.signature
    sender = as_set(", ".join(letter.sender))
    return Fields((sender,), "", as_set(letter.place_and_date), as_set(letter.name), signature.kind, mark_of(signature))


def shaped(letter: MergedLetter, fields: Fields, places: Sequence[Place], faces: Faces) -> list[Shaped]:
    """Shape a sender's lines, those at the heads of pages last.

    It is done with what is made for them alone: names are in what a shaper keeps, and in its faces.
    """
    shapers = {size: _shaper(letter, size, faces) for size in {place.size_px for place in places}}
    texts = (*fields.lines, *_texts(letter, len(places) - len(fields.lines), letter.name))
    return [
        Shaped(shapers[place.size_px].line(text), shapers[place.size_px].ink_px(text))
        for text, place in zip(texts, places, strict=True)
    ]


def _shaper(letter: MergedLetter, size_px: float, faces: Faces) -> Shaper:
    families = families_for(letter.language, letter.han, ON_FAXES)
    style = Style(round(size_px, 6), letter.language, letter.direction, families, WEIGHT, FEATURES)
    return Shaper(style, faces, quick=False)


def _texts(letter: MergedLetter, pages: int, name: str) -> Iterator[str]:
    """Yield the lines at the heads of pages, as letters/fax/fax.html and fax.css have them."""
    before, between, after = map(as_set, around_numbers(letter.fax_words.page))
    before = f"SPECIMEN · {before}" if letter.specimen else before
    who = f" · {as_set(letter.date)} · {as_set(name)}"
    yield from (f"{before}{number}{between}{pages}{after}{who}" for number in range(1, pages + 1))


def without_heads(laid_out: LaidOut, letter: MergedLetter) -> tuple[bytes, list[Head]]:
    """Return a PDF of what was laid out blank without the lines at the heads of its pages, and where they belong."""
    nameless = []

    def take_out(_: Any, pdf: Any) -> None:
        for number, content in enumerate(contents_of(pdf)):
            nameless.append(taken_out(content, number, letter.direction))

    with complaints_are_errors():
        pdf: bytes = laid_out.document.write_pdf(finisher=take_out)
    return pdf, [*_with_names(nameless, letter)]


def _with_names(heads: Sequence[Head], letter: MergedLetter) -> Iterator[Head]:
    """Yield heads with lines that stand upon the same bottom, whatever fonts a name takes."""
    faces = Faces(weight=WEIGHT)
    texts = (_texts(letter, len(heads), name) for name in (letter.name, ""))
    for head, named, nameless in zip(heads, *texts, strict=True):
        shaper = _shaper(letter, head.place.size_px, faces)
        (height, baseline), (height_before, baseline_before) = (shaper.line(text).look for text in (named, nameless))
        up = (height - baseline) - (height_before - baseline_before)
        yield Head(replace(head.place, baseline_px=head.place.baseline_px - up), head.cut)


def contents_of(pdf: Any) -> list[list[Any]]:
    """Return the contents of the pages of a pydyf.PDF."""
    objects = {each.reference: each for each in pdf.objects if each.number}
    return [objects[objects[reference]["Contents"]].stream for reference in pdf.page_references]


def taken_out(content: list[Any], page: int, direction: str, instead: Sequence[bytes] = ()) -> Head:
    """Take the last text out of a page's content, which is the line at its head, and put something in its place."""
    begin = max(at for at, operator in enumerate(content) if operator == b"BT")
    cut = next(operator for operator in reversed(content[:begin]) if _is_rectangle(operator))
    left, _, width, _ = (float(number) for number in cut.split()[:4])
    baseline = float(content[begin + 1].split()[5])
    size = float(content[begin + 2].split()[1])
    content[begin : content.index(b"ET", begin) + 1] = instead
    return Head(Place(page, left, width, baseline, direction == "rtl", size, 0), cut)


def _is_rectangle(operator: Any) -> bool:
    return isinstance(operator, bytes) and operator.endswith(b" re")
