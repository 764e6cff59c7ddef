"""Drawn signatures as vectors: smooth at any size, of one width, as a pen writes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from campaign.merging.signature import Point, Stroke

WIDEST_MM, HIGHEST_MM = 60.0, 20.0
PEN_MM = 0.5  # a fax keeps 0.35 mm for certain (docs/decisions/0010-legible-faxes.md)
LARGEST_SCALE = 0.3  # mm a dot of the screen, about its true size: a small flourish is not blown up
DOT_MM = 0.25  # the length of a line that is a dot: some programs draw none of no length


@dataclass(frozen=True)
class Curve:
    """A cubic Bézier curve: where it begins, its two handles, where it ends."""

    points: tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Drawing:
    """A drawing at its size on paper: for each stroke its points in mm, where it begins and three for each curve."""

    strokes: tuple[tuple[str, ...], ...]  # points as they are written, two decimals
    width_mm: float
    height_mm: float


def drawing(strokes: tuple[Stroke, ...]) -> Drawing:
    """Return strokes as curves on paper: 60 × 20 mm at most, the proportions kept. A dot has one point."""
    drawn = [tuple(_curves(stroke)) for stroke in strokes]
    every = [point for curves in drawn for curve in curves for point in curve.points]
    left, top = min(x for x, _ in every), min(y for _, y in every)
    across, down = max(x for x, _ in every) - left, max(y for _, y in every) - top
    scale = min(LARGEST_SCALE, (WIDEST_MM - PEN_MM) / (across or 1), (HIGHEST_MM - PEN_MM) / (down or 1))

    def placed(point: Point) -> str:
        return f"{(point[0] - left) * scale + PEN_MM / 2:.2f} {(point[1] - top) * scale + PEN_MM / 2:.2f}"

    paths = (
        (placed(curves[0].points[0]), *(placed(point) for curve in curves for point in curve.points[1:]))
        for curves in drawn
    )
    return Drawing(
        tuple(path if len(set(path)) > 1 else path[:1] for path in paths),
        across * scale + PEN_MM,
        down * scale + PEN_MM,
    )


def strokes_svg(strokes: tuple[Stroke, ...]) -> tuple[str, float, float]:
    """Return strokes as an SVG image with its width and height in mm."""
    drawn = drawing(strokes)
    width, height = drawn.width_mm, drawn.height_mm
    paths = "".join(
        f"M{path[0]}" + ("".join(f"C{' '.join(path[at : at + 3])}" for at in range(1, len(path), 3)) or f"h{DOT_MM}")
        for path in drawn.strokes
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}mm" height="{height:.2f}mm" '
        f'viewBox="0 0 {width:.2f} {height:.2f}"><path d="{paths}" fill="none" stroke="black" '
        f'stroke-width="{PEN_MM}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return svg, width, height


def _curves(stroke: Stroke) -> Iterator[Curve]:
    """Lead a curve through all points of a stroke, with the handles that signature_pad gives each of them."""
    points = (stroke[0], *stroke, stroke[-1])
    if len(stroke) == 1:
        yield Curve((stroke[0],) * 4)
    for before, start, end, after in zip(points, points[1:], points[2:], points[3:], strict=False):
        yield Curve((start, _handles(before, start, end)[1], _handles(start, end, after)[0], end))


def _handles(before: Point, at: Point, after: Point) -> tuple[Point, Point]:
    """Return a point's handles, towards the one before and the one after it.

    They lie on a line that is parallel to the one between the middles of the two stretches: the way of
    signature_pad.
    """
    first, second = _middle(before, at), _middle(at, after)
    one, two = _distance(before, at), _distance(at, after)
    share = two / (one + two) if one + two else 0.0
    x = at[0] - (second[0] + (first[0] - second[0]) * share)
    y = at[1] - (second[1] + (first[1] - second[1]) * share)
    return (first[0] + x, first[1] + y), (second[0] + x, second[1] + y)


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _distance(one: Point, other: Point) -> float:
    return math.dist(one, other)
