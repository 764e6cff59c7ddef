"""Address blocks: the largest type in which all lines stand whole in a box. Long lines are broken, never cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.merging.letter import MergedLetter
from campaign.rendering.layout import lay_out
from campaign.rendering.papers import Box, Paper
from campaign.rendering.templates import letter_templates

BENCH = Paper("bench", "", 1000, 5000, 0, 0, 0, 0)  # large enough to measure anything on
PX_PER_MM = 96 / 25.4
ROUNDING_MM = 0.01


@dataclass(frozen=True)
class Type:
    """A size of type and its line height as a multiple of it."""

    points: float
    leading: float


@dataclass(frozen=True)
class Block:
    """Lines of one language and direction that belong together."""

    lines: tuple[str, ...]
    language: str
    direction: str
    han: str  # as in MergedLetter
    country_language: str | None = None  # of the last line, where it names a country in a language of its own


@dataclass(frozen=True)
class Fit:
    """The type in which a block stands in its box, and where: `box` is as tall as the block."""

    block: Block
    type: Type
    box: Box


def address_of(letter: MergedLetter) -> tuple[Block, ...]:
    """Return to whom and where a letter goes, in all shapes in which that may stand, the best first.

    A line each; where that leaves no room, office and organisation share a line, or name and office, or all three.
    """
    comma = "، " if letter.direction == "rtl" else ", "
    who, where = letter.addressee, letter.address
    shapes = [who]
    if len(who) > 2:
        shapes += [(who[0], comma.join(who[1:])), (comma.join(who[:2]), *who[2:])]
    if len(who) > 1:
        shapes.append((comma.join(who),))
    return tuple(
        Block((*shape, *where), letter.language, letter.direction, letter.han, letter.country_language)
        for shape in shapes
    )


def fits(addresses: Sequence[Sequence[Block]], box: Box, types: Sequence[Type]) -> list[Fit | None]:
    """Return how each address stands whole at the top of a box: in its best shape, and that in the largest type.

    None for one that does not.
    """
    found: list[Fit | None] = [None] * len(addresses)
    for rank in range(max(map(len, addresses))):  # most stand in their best shape: the others are not even measured
        left = [place for place, fit in enumerate(found) if fit is None and rank < len(addresses[place])]
        blocks = [addresses[place][rank] for place in left]
        for place, fit in zip(left, _largest(blocks, box, types), strict=True):
            found[place] = fit
    return found


def can_hold(box: Box, address: Sequence[Block], types: Sequence[Type]) -> bool:
    """Whether an address can stand whole in a box at all, in any of its shapes."""
    return any(_largest(address, box, types[-1:]))


def _largest(blocks: Sequence[Block], box: Box, types: Sequence[Type]) -> list[Fit | None]:
    """Return each block in the largest type in which it stands whole in a box; none where it does in none."""
    if not blocks:
        return []
    return [
        next(
            (
                Fit(block, kind, Box(box.left_mm, box.top_mm, box.width_mm, height))
                for kind, height in zip(types, heights, strict=True)
                if height <= box.height_mm + ROUNDING_MM
            ),
            None,
        )
        for block, heights in zip(blocks, _heights_mm(blocks, box.width_mm, types), strict=True)
    ]


def _heights_mm(blocks: Sequence[Block], width_mm: float, types: Sequence[Type]) -> list[list[float]]:
    """Return how tall each block comes out in each type."""
    html = letter_templates().get_template("blocks/measure.html").render(blocks=blocks, types=types, width_mm=width_mm)
    (page,) = lay_out(html, "blocks/blocks.css", BENCH).pages
    tops_and_bottoms = [
        [page.anchors[f"b{number}-{place}"] for place in range(len(types))] for number in range(len(blocks))
    ]
    return [[(bottom - top) / PX_PER_MM for _, top, _, bottom in each] for each in tops_and_bottoms]
