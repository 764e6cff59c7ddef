"""Pictures of a signature, as cameras, scanners and drawing programs make them."""

import io
import math
from typing import Any

from PIL import Image, ImageDraw

Points = list[tuple[float, float]]


def flourish(width: float, height: float, count: int = 160) -> Points:
    """A line that rises and falls across a box, less and less, as a signature does."""
    places = (step / (count - 1) for step in range(count))
    return [(width * at, height / 2 - height / 2 * math.sin(30 * at) * math.exp(-1.2 * at)) for at in places]


def signed_paper(
    size: tuple[int, int] = (900, 300), mode: str = "RGB", paper: Any = "white", ink: Any = "black", pen: int = 6
) -> Image.Image:
    """A sheet with a flourish on it, a tenth from each edge."""
    image = Image.new(mode, size, paper)
    left, top = size[0] / 10, size[1] / 10
    points = [(left + x, top + y) for x, y in flourish(size[0] * 0.8, size[1] * 0.8)]
    ImageDraw.Draw(image).line(points, fill=ink, width=pen, joint="curve")
    return image


def as_file(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    """A picture as the bytes of a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()
