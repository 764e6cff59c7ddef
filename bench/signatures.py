"""A signature of each kind, made up: for proofs."""

import io
import math

from PIL import Image, ImageDraw

from campaign.merging.signature import INK, TYPED, Signature, SignatureKind, drawn_signature
from campaign.rendering.pictures import clean_picture

LOOPS, POINTS = 7, 240
PAPER, PEN = 235, 5  # greyish, as photographs of paper are


def each_kind() -> dict[str, Signature]:
    """Return a signature of each kind by its name."""
    picture = Signature(SignatureKind.PICTURE, picture=clean_picture(_photograph()))
    return {"ink": INK, "typed": TYPED, "drawn": drawn_signature([{"points": _strokes()}]), "picture": picture}


def _strokes() -> list[dict[str, float]]:
    """A line of loops that grow flatter, with a long stroke at the end."""
    loops = [(step / POINTS, 1 - 0.75 * step / POINTS) for step in range(POINTS)]
    points = [
        (
            20 + 330 * at + 22 * size * math.sin(LOOPS * math.tau * at),
            70 - 55 * size * math.cos(LOOPS * math.tau * at) - 20 * at,
        )
        for at, size in loops
    ]
    return [{"x": x, "y": y} for x, y in [*points, (410, 62), (470, 40)]]


def _photograph() -> bytes:
    image = Image.new("L", (1000, 320), PAPER)
    points = [(20 + 2 * point["x"], 40 + 2 * point["y"]) for point in _strokes()]
    ImageDraw.Draw(image).line(points, fill=30, width=PEN, joint="curve")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
