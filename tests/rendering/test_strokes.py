"""Drawn signatures as vectors: through every point, within their room, as thick as a pen."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.rendering.strokes import HIGHEST_MM, PEN_MM, WIDEST_MM, strokes_svg
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
