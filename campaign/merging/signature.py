"""How a letter is signed: by hand, with the typed name, with a drawing, or with a picture of a signature."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from campaign.errors import BadSignature

LARGEST_DRAWING = 64_000  # bytes as JSON; a signature of ten seconds has about 20,000
MOST_STROKES, MOST_POINTS = 300, 4_000
FARTHEST = 100_000  # of a point from the corner; larger numbers come from no screen

Point = tuple[float, float]
Stroke = tuple[Point, ...]


class SignatureKind(StrEnum):
    """The ways to sign."""

    INK = "ink"
    TYPED = "typed"
    DRAWN = "drawn"
    PICTURE = "picture"


@dataclass(frozen=True)
class Signature:
    """A way to sign and what it needs; never stored, never logged."""

    kind: SignatureKind
    strokes: tuple[Stroke, ...] = field(default=(), repr=False)
    picture: bytes = field(default=b"", repr=False)  # a PNG as campaign/rendering/pictures.py cleans it


INK, TYPED = Signature(SignatureKind.INK), Signature(SignatureKind.TYPED)


def drawn_signature(value: Any) -> Signature:
    """Return the signature that was drawn: strokes as signature_pad's toData gives them, or that as JSON.

    Raises BadSignature for an empty drawing, and for one that is too large or none at all.
    """
    strokes = tuple(filter(None, map(_stroke, _groups(value))))
    points = [point for stroke in strokes for point in stroke]
    if len(set(points)) < 2:
        raise BadSignature("Nothing is drawn yet: draw your signature, or choose another way to sign.")
    if len(strokes) > MOST_STROKES or len(points) > MOST_POINTS:
        raise BadSignature("Your drawing has too many lines: start anew, and sign as you would on paper.")
    return Signature(SignatureKind.DRAWN, strokes=strokes)


def _groups(value: Any) -> list[Any]:
    if isinstance(value, str):
        if len(value) > LARGEST_DRAWING:
            raise BadSignature("Your drawing has too many lines: start anew, and sign as you would on paper.")
        try:
            value = json.loads(value or "[]")
        except (ValueError, RecursionError):
            raise _unreadable() from None
    if not isinstance(value, list):
        raise _unreadable()
    return value


def _stroke(group: Any) -> Stroke:
    points = group.get("points") if isinstance(group, dict) else None
    if not isinstance(points, list):
        raise _unreadable()
    return tuple(_without_repeats(map(_point, points)))


def _point(point: Any) -> Point:
    x, y = (point.get(axis) if isinstance(point, dict) else None for axis in "xy")
    return _place(x), _place(y)


def _place(number: Any) -> float:
    if type(number) not in (int, float) or not abs(number) <= FARTHEST:  # which no NaN is
        raise _unreadable()
    return float(number)


def _without_repeats(points: Iterator[Point]) -> Iterator[Point]:
    last = None
    for point in points:
        if point != last:
            yield point
        last = point


def _unreadable() -> BadSignature:
    return BadSignature("The drawing cannot be read: start anew, or choose another way to sign.")
