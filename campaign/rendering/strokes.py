"""Drawn signatures as vectors: smooth at any size, of one width, as a pen writes.

Print runs draw ten thousand of them, each with hundreds of points: so each step is taken for all points of a stroke at
once. tests/rendering/test_strokes.py has the same point by point.
"""

from dataclasses import dataclass
from itertools import chain, pairwise, starmap
from operator import add

from campaign.merging.signature import Stroke

WIDEST_MM, HIGHEST_MM = 60.0, 20.0
PEN_MM = 0.5  # a fax keeps 0.35 mm for certain (docs/decisions/0010-legible-faxes.md)
LARGEST_SCALE = 0.3  # mm a dot of the screen, about its true size: a small flourish is not blown up
DOT_MM = 0.25  # the length of a line that is a dot: some programs draw none of no length
POINT, CURVE = "%.2f %.2f", " ".join(["%.2f %.2f"] * 3)  # as they are written
SEEN_MM = 0.02  # what is farther from a point is another one when it is written

Path = tuple[float, ...]


@dataclass(frozen=True)
class Drawing:
    """A drawing at its size on paper: for each stroke the places of its points in mm, each across and then down.

    A stroke begins with a point, and each cubic Bézier curve adds three: its two handles, and where it ends. A dot has
    one point.
    """

    strokes: tuple[Path, ...]
    width_mm: float
    height_mm: float


def drawing(strokes: tuple[Stroke, ...]) -> Drawing:
    """Return strokes as curves on paper: 60 × 20 mm at most, the proportions kept."""
    curved = [_curved(stroke) for stroke in strokes]
    across = [[place.real for place in places] for places in curved]
    down = [[place.imag for place in places] for places in curved]
    left, top = min(map(min, across)), min(map(min, down))
    width, height = max(map(max, across)) - left, max(map(max, down)) - top
    scale = min(LARGEST_SCALE, (WIDEST_MM - PEN_MM) / (width or 1), (HIGHEST_MM - PEN_MM) / (height or 1))
    paths = (
        _path([(x - left) * scale + PEN_MM / 2 for x in xs], [(y - top) * scale + PEN_MM / 2 for y in ys])
        for xs, ys in zip(across, down, strict=True)
    )
    return Drawing(tuple(paths), width * scale + PEN_MM, height * scale + PEN_MM)


def written(path: Path, begin: str, curve: str, dot: str) -> str:
    """Return a stroke's path as a program writes it: where it begins, then each curve, or else what draws a dot."""
    curves = len(path) // 6
    return (begin + curve * curves if curves else begin + dot) % path


def strokes_svg(strokes: tuple[Stroke, ...]) -> tuple[str, float, float]:
    """Return strokes as an SVG image with its width and height in mm."""
    drawn = drawing(strokes)
    width, height = drawn.width_mm, drawn.height_mm
    paths = "".join([written(path, f"M{POINT}", f"C{CURVE}", f"h{DOT_MM}") for path in drawn.strokes])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}mm" height="{height:.2f}mm" '
        f'viewBox="0 0 {width:.2f} {height:.2f}"><path d="{paths}" fill="none" stroke="black" '
        f'stroke-width="{PEN_MM}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return svg, width, height


def _curved(stroke: Stroke) -> list[complex]:
    """Lead a curve through all points of a stroke; places are complex numbers, across and down in one.

    Each point gets two handles, towards the one before and the one after it, on a line that is parallel to the one
    between the middles of the two stretches: the way of signature_pad.
    """
    points = [*starmap(complex, stroke)]
    lengths = [0.0, *[abs(after - before) for before, after in pairwise(points)], 0.0]
    shares = [two / (one + two) if one + two else 0.0 for one, two in pairwise(lengths)]
    middles = [(before + after) / 2 for before, after in pairwise(points)]
    firsts, seconds = [points[0], *middles], [*middles, points[-1]]
    shifts = [
        at - (second + (first - second) * share)
        for at, first, second, share in zip(points, firsts, seconds, shares, strict=True)
    ]
    curves = [0j] * (3 * len(points))
    curves[::3], curves[1::3], curves[2::3] = map(add, firsts, shifts), points, map(add, seconds, shifts)
    return curves[1:-1]  # the first point has none before it, the last one none behind it


def _path(across: list[float], down: list[float]) -> Path:
    """Put the two axes together; what would be written as one point is one."""
    path = tuple(chain.from_iterable(zip(across, down, strict=True)))
    x, y = path[:2]
    if any(abs(place - x) > SEEN_MM for place in across) or any(abs(place - y) > SEEN_MM for place in down):
        return path
    is_a_dot = len({POINT % point for point in zip(across, down, strict=True)}) == 1
    return path[:2] if is_a_dot else path
