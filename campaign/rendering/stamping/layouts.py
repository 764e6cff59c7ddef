"""Layouts with empty places: a letter laid out by WeasyPrint with its sender's lines unseen, and where they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from campaign.merging.letter import MergedLetter
from campaign.rendering.layout import LaidOut
from campaign.rendering.papers import Paper
from campaign.rendering.pdf import Blank, lay_out_letter
from campaign.rendering.signing import unsigned
from campaign.rendering.stamping.fields import Fields
from campaign.rendering.stamping.forms import Form, Forms, forms_of
from campaign.rendering.stamping.signatures import Mark
from campaign.rendering.strokes import HIGHEST_MM, PEN_MM

SIGNATURE = "signature"
SAME_PX = 0.01  # of 1/96 inch: what is nearer is the same place
PX_PER_MM = 96 / 25.4


@dataclass(frozen=True)
class Place:
    """Where a line stands, in pixels from the top left corner of its page."""

    page: int
    left_px: float
    width_px: float
    baseline_px: float
    at_right: bool
    size_px: float  # of the type
    text_width_px: float  # of the line that it was laid out with


@dataclass(frozen=True)
class SignaturePlace:
    """Where a signature stands: its upper corner, and by how much one of no height would raise the name below it."""

    page: int
    left_px: float
    right_px: float
    top_px: float
    height_px: float  # that was laid out

    def left_of(self, mark: Mark, direction: str) -> float:
        """Return where a signature's left edge is, in a letter of a direction."""
        return self.left_px if direction == "ltr" else self.right_px - mark.width_px


@dataclass(frozen=True)
class Layout:
    """Pages to be stamped, the places of lines in the order of Fields.lines, and that of a drawn signature."""

    forms: Forms
    places: tuple[Place, ...]
    signature: SignaturePlace | None

    @property
    def pages(self) -> tuple[Form, ...]:
        """The pages."""
        return self.forms.pages


@dataclass(frozen=True)
class Outline:
    """A letter laid out blank, before its pages are written, with the places in it."""

    laid_out: LaidOut
    places: tuple[Place, ...]
    signature: SignaturePlace | None


def laid_out_blank(letter: MergedLetter, fields: Fields, paper: Paper) -> Layout | None:
    """Return a letter laid out with its sender's lines unseen, to stamp lines into that take the same room.

    None if no other signature than this one could stand there: with a smaller one, pages would break elsewhere.
    """
    outline = outlined(fields, partial(lay_out_letter, letter, paper))
    return Layout(forms_of(outline.laid_out), outline.places, outline.signature) if outline else None


def outlined(fields: Fields, lay_out: Callable[[Blank], LaidOut]) -> Outline | None:
    """Return what `laid_out_blank` returns, before it is drawn, of what is laid out in some way."""
    outline = _laid_out(fields, lay_out, HIGHEST_MM)
    if outline.signature is None or _is_same_but_for_height(outline, _laid_out(fields, lay_out, PEN_MM)):
        return outline
    return None


def _laid_out(fields: Fields, lay_out: Callable[[Blank], LaidOut], height_mm: float) -> Outline:
    signed = unsigned(height_mm) if fields.mark else ""
    laid_out = lay_out(_blank(fields, signed))
    places = tuple(place_of(laid_out, number) for number in range(len(fields.lines)))
    signature = _signature_place(laid_out, height_mm * PX_PER_MM) if signed else None
    return Outline(laid_out, places, signature)


def _blank(fields: Fields, signed: str) -> Blank:
    marked = iter([unseen(line, number) for number, line in enumerate(fields.lines)])
    sender = tuple(next(marked) for _ in fields.sender)
    return_line = next(marked) if fields.return_line else Markup()
    return Blank(sender, return_line, next(marked), next(marked), signed, SIGNATURE if signed else "")


def unseen(line: str, number: int) -> Markup:
    """Return markup that takes the room of a line and is not seen, with what tells where it came to stand.

    The first mark stands on the baseline, the second is as wide as the type is high; neither takes room.
    """
    return Markup(
        '<span id="line-{0}" style="display: block; visibility: hidden">'
        '<span id="base-{0}" style="display: inline-block; width: 0; height: 0"></span>'
        '<span id="size-{0}" style="position: absolute; width: 1em; height: 0"></span>'
        '<span id="text-{0}">{1}</span></span>'
    ).format(number, line)


def place_of(laid_out: LaidOut, number: int) -> Place:
    """Return where the unseen line of a number came to stand."""
    page = _page_of(laid_out, f"line-{number}")
    anchors = laid_out.pages[page].anchors
    left, _, right, _ = anchors[f"line-{number}"]
    text_left, _, text_right, _ = anchors[f"text-{number}"]
    size_left, _, size_right, _ = anchors[f"size-{number}"]
    return Place(
        page,
        left_px=left,
        width_px=right - left,
        baseline_px=anchors[f"base-{number}"][1],
        at_right=text_left - left > SAME_PX,
        size_px=size_right - size_left,
        text_width_px=text_right - text_left,
    )


def _signature_place(laid_out: LaidOut, height_px: float) -> SignaturePlace:
    page = _page_of(laid_out, SIGNATURE)
    left, top, right, _ = laid_out.pages[page].anchors[SIGNATURE]
    return SignaturePlace(page, left, right, top, height_px)


def _page_of(laid_out: LaidOut, anchor: str) -> int:
    return next(number for number, page in enumerate(laid_out.pages) if anchor in page.anchors)


def _is_same_but_for_height(tall: Outline, low: Outline) -> bool:
    """Whether two layouts differ in nothing but the height of the signature and what it moves: the name."""
    if not tall.signature or not low.signature or len(tall.laid_out.pages) != len(low.laid_out.pages):
        return False
    down = tall.signature.height_px - low.signature.height_px
    moved = [(*_where(place),) for place in low.places]
    page, baseline = moved[-1]
    moved[-1] = (page, baseline + down)
    return _near([_where(place) for place in tall.places], moved) and _near(
        [(tall.signature.page, tall.signature.top_px)], [(low.signature.page, low.signature.top_px)]
    )


def _where(place: Place) -> tuple[int, float]:
    return place.page, place.baseline_px


def _near(some: Sequence[tuple[int, float]], others: Sequence[tuple[int, float]]) -> bool:
    return all(
        page == other_page and abs(at - other) < SAME_PX
        for (page, at), (other_page, other) in zip(some, others, strict=True)
    )
