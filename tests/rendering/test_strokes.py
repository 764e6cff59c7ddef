"""Drawn signatures as vectors: through every point, within their room, as thick as a pen."""

import math
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.rendering.strokes import HIGHEST_MM, LARGEST_SCALE, PEN_MM, WIDEST_MM, strokes_svg
from tests.pictures import flourish


def numbers(svg: str) -> list[tuple[float, float]]:
    """All points of the paths, handles included."""
    path = re.search(r' d="([^"]*)"', svg)
    assert path is not None
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path[1])]


@pytest.mark.parametrize(("width", "height"), [(600, 100), (200, 180), (2000, 20), (10, 900)])
def test_a_drawing_fits_its_room_and_keeps_its_proportions(width: float, height: float) -> None:
    points = tuple(flourish(width, height))

    svg, across, down = strokes_svg((points,))

    assert across <= WIDEST_MM + 0.001
    assert down <= HIGHEST_MM + 0.001
    assert f'width="{across:.2f}mm" height="{down:.2f}mm" viewBox="0 0 {across:.2f} {down:.2f}"' in svg
    on_paper = [numbers(svg)[0], *numbers(svg)[3::3]]
    scale = math.dist(on_paper[0], on_paper[-1]) / math.dist(points[0], points[-1])
    for one, other in ((0, 40), (40, 80), (20, 120)):
        meant = math.dist(points[one], points[other]) * scale
        assert math.dist(on_paper[one], on_paper[other]) == pytest.approx(meant, abs=0.03)


def test_a_small_flourish_is_not_blown_up() -> None:
    _, across, down = strokes_svg((((0, 0), (20, 10)),))

    assert (across, down) == pytest.approx((20 * 0.3 + PEN_MM, 10 * 0.3 + PEN_MM))


def test_a_line_bends_nowhere_sharply_where_the_hand_did_not() -> None:
    circle = tuple((100 * math.cos(turn / 3), 100 * math.sin(turn / 3)) for turn in range(19))

    svg, *_ = strokes_svg((circle,))

    points = numbers(svg)
    for at in range(3, len(points) - 3, 3):
        before, here, after = points[at - 1], points[at], points[at + 1]
        turn = math.atan2(after[1] - here[1], after[0] - here[0]) - math.atan2(here[1] - before[1], here[0] - before[0])
        assert abs(math.remainder(turn, math.tau)) < 0.02


def test_a_dot_is_drawn() -> None:
    svg, *_ = strokes_svg((((0, 0), (50, 50)), ((60, 0),)))

    assert "M18.25 0.25h0.25" in svg


POINTS = st.tuples(*[st.floats(-100_000, 100_000)] * 2)


@given(st.lists(st.lists(POINTS, min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_drawing_lies_within_its_picture(strokes: list) -> None:
    svg, across, down = strokes_svg(tuple(map(tuple, strokes)))

    assert across <= WIDEST_MM + 0.001
    assert down <= HIGHEST_MM + 0.001
    for x, y in numbers(svg):
        assert PEN_MM / 2 - 0.011 <= x <= across - PEN_MM / 2 + 0.011
        assert PEN_MM / 2 - 0.011 <= y <= down - PEN_MM / 2 + 0.011


def handles(before: tuple, at: tuple, after: tuple) -> tuple[tuple[float, float], tuple[float, float]]:
    """A point's handles, as signature_pad has them: the line between the middles of both stretches, moved there."""
    first, second = (((one[0] + other[0]) / 2, (one[1] + other[1]) / 2) for one, other in ((before, at), (at, after)))
    one, two = math.dist(before, at), math.dist(at, after)
    share = two / (one + two) if one + two else 0.0
    x, y = (at[axis] - (second[axis] + (first[axis] - second[axis]) * share) for axis in (0, 1))
    return (first[0] + x, first[1] + y), (second[0] + x, second[1] + y)


def drawn_point_by_point(strokes: list[tuple]) -> list[str]:
    """What each stroke should be drawn by: where it begins, then two handles and the end of each curve."""
    curves = []
    for stroke in strokes:
        around = (stroke[0], *stroke, stroke[-1])
        curves.append([stroke[0]] * (3 if len(stroke) == 1 else 1))
        for before, start, end, after in zip(around, around[1:], around[2:], around[3:], strict=False):
            curves[-1] += [handles(before, start, end)[1], handles(start, end, after)[0], end]
    left, top = (min(point[axis] for curve in curves for point in curve) for axis in (0, 1))
    right, bottom = (max(point[axis] for curve in curves for point in curve) for axis in (0, 1))
    across, down = (WIDEST_MM - PEN_MM) / (right - left or 1), (HIGHEST_MM - PEN_MM) / (bottom - top or 1)
    scale = min(LARGEST_SCALE, across, down)
    written = [
        [f"{(x - left) * scale + PEN_MM / 2:.2f} {(y - top) * scale + PEN_MM / 2:.2f}" for x, y in curve]
        for curve in curves
    ]
    return [
        f"M{points[0]}" + ("".join(f"C{' '.join(points[at : at + 3])}" for at in range(1, len(points), 3)))
        if len(set(points)) > 1
        else f"M{points[0]}h0.25"
        for points in written
    ]


@pytest.mark.parametrize("part", range(4))
def test_strokes_taken_whole_are_drawn_as_point_by_point(part: int) -> None:
    chance = random.Random(part)  # noqa: S311
    for _ in range(150):
        far, decimals = chance.choice([0.01, 1, 30, 400, 100_000]), chance.randrange(13)
        strokes = [
            tuple(
                tuple(round(chance.uniform(-far, far), decimals) for _ in range(2))
                for _ in range(chance.randint(1, 12))
            )
            for _ in range(chance.randint(1, 5))
        ]

        svg, *_ = strokes_svg(tuple(strokes))

        assert f' d="{"".join(drawn_point_by_point(strokes))}"' in svg
