"""How a letter is signed: by hand, with the typed name, with a drawing, or with a picture of a signature."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Annotated, Any

import msgspec

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


class _Point(msgspec.Struct, frozen=True, gc=False):
    """A point as signature_pad gives it; when it was drawn, and with how much pressure, is passed over."""

    x: Annotated[float, msgspec.Meta(ge=-FARTHEST, le=FARTHEST)]
    y: Annotated[float, msgspec.Meta(ge=-FARTHEST, le=FARTHEST)]


class _Group(msgspec.Struct, frozen=True, gc=False):
    points: list[_Point]


def drawn_signature(value: Any) -> Signature:
    """Return the signature that was drawn: strokes as signature_pad's toData gives them, or that as JSON.

    Raises BadSignature for an empty drawing, and for one that is too large or none at all.
    """
    strokes = tuple([_without_repeats(group) for group in _groups(value) if group.points])
    if not any(point != strokes[0][0] for stroke in strokes for point in stroke):
        raise BadSignature("Nothing is drawn yet: draw your signature, or choose another way to sign.")
    if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_POINTS:
        raise _too_large()
    return Signature(SignatureKind.DRAWN, strokes=strokes)


def _groups(value: Any) -> list[_Group]:
    try:
        if not isinstance(value, str):
            return msgspec.convert(value, list[_Group])
        if len(value) > LARGEST_DRAWING:
            raise _too_large()
        return _READER.decode(value) if value else []
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeEncodeError, RecursionError, OverflowError):
        raise BadSignature("The drawing cannot be read: start anew, or choose another way to sign.") from None


def _without_repeats(group: _Group) -> Stroke:
    return tuple([point for point, _ in groupby([(point.x, point.y) for point in group.points])])


def _too_large() -> BadSignature:
    return BadSignature("Your drawing has too many lines: start anew, and sign as you would on paper.")


_READER = msgspec.json.Decoder(list[_Group])
