"""A plot of times, in SVG by hand: bars on a scale on which each step is ten times the last."""

import math
from collections.abc import Mapping
from xml.sax.saxutils import escape

WIDTH, LABELS, RIGHT, TOP = 880, 320, 90, 48
ROW, BAR = 26, 16
SHORTEST = 0.3  # of the way from one line to the next, so that the shortest bar is seen
OURS, OTHERS = "#1f6f5c", "#8a8f98"
PEERS = ("WeasyPrint", "Typst", "ReportLab", "Chromium")
INK = "#6b7280"  # seen on white and on black alike


def plot(milliseconds: Mapping[str, float]) -> str:
    """Return a picture of how long a letter takes, by name; the shorter the bar, the quicker."""
    rows = sorted(milliseconds.items(), key=lambda row: row[1])
    low = math.floor(math.log10(rows[0][1]) - SHORTEST)
    high = math.ceil(math.log10(rows[-1][1]))
    scale = (WIDTH - LABELS - RIGHT) / (high - low)
    height = TOP + ROW * len(rows) + 8

    def across(value: float) -> float:
        return LABELS + (math.log10(value) - low) * scale

    lines = [_grid(across(10**step), height, 10**step) for step in range(low, high + 1)]
    bars = [_bar(TOP + ROW * number, across(row[1]), *row) for number, row in enumerate(rows)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="13" role="img"><title>Milliseconds for a letter</title>\n'
        f'<text x="0" y="18" fill="{INK}">Milliseconds for a letter; each line is ten times the last</text>\n'
        + "\n".join([*lines, *bars])
        + "\n</svg>\n"
    )


def _grid(x: float, height: int, value: float) -> str:
    return (
        f'<path d="M{x:.1f} {TOP - 8}V{height}" stroke="{INK}" stroke-opacity=".35"/>'
        f'<text x="{x:.1f}" y="{TOP - 12}" fill="{INK}" text-anchor="middle">{value:g}</text>'
    )


def _bar(y: int, end: float, title: str, value: float) -> str:
    color = OTHERS if title.startswith(PEERS) else OURS
    middle = y + BAR - 3
    return (
        f'<text x="{LABELS - 10}" y="{middle}" fill="{INK}" text-anchor="end">{escape(title)}</text>'
        f'<rect x="{LABELS}" y="{y}" width="{end - LABELS:.1f}" height="{BAR}" fill="{color}"/>'
        f'<text x="{end + 6:.1f}" y="{middle}" fill="{INK}">{_number(value)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"
