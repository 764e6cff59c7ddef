"""Drawn and pictured signatures as parts of a PDF, made once for each."""

from collections.abc import Callable
from dataclasses import dataclass

from campaign.merging.signature import Signature, SignatureKind
from campaign.rendering import png
from campaign.rendering.stamping.faces import packed
from campaign.rendering.strokes import CURVE, DOT_MM, PEN_MM, POINT, Path, drawing, written

PX_PER_MM = 96 / 25.4
QUICK = 4  # of zlib's levels: a hundredth larger than the usual one, in two thirds of its time
PX_PER_DOT = 96 / 600  # of pictures; letters/body.css has their resolution


@dataclass(frozen=True)
class Mark:
    """A signature on paper: the object that draws it, its size in pixels, and what places the object there."""

    content: bytes
    width_px: float
    height_px: float
    scale: tuple[float, float, float]  # across, down, and from its top to where its own places are counted from

    def placed(self, x: float, y: float) -> bytes:
        """Return what draws it with its top left corner at a place, in pixels from the top left corner of the page."""
        across, down, drop = self.scale
        return f"q 1 0 0 1 {x:f} {y:f} cm {across:f} 0 0 {down:f} 0 {drop:f} cm/S Do Q\n".encode()


def mark_of(signature: Signature) -> Mark | None:
    """Return what stands above the name; none where a letter is signed in ink or typed."""
    make = MAKERS.get(signature.kind)
    return make(signature) if make else None


def _drawn(signature: Signature) -> Mark:
    drawn = drawing(signature.strokes)
    # To the hundredth of a millimetre, as the drawing in a letter that is laid out (strokes.py) says its size.
    width, height = (float(f"{size:.2f}") for size in (drawn.width_mm, drawn.height_mm))
    paths = "\n".join([written(path, f"{POINT} m", f" {CURVE} c", _dot(path)) for path in drawn.strokes])
    content = f"0 0 0 RG {PEN_MM} w 1 J 1 j 4 M\n{paths}\nS".encode()
    box = f"/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]"
    size = width * PX_PER_MM, height * PX_PER_MM
    return Mark(packed(content, box, QUICK), *size, scale=(PX_PER_MM, PX_PER_MM, 0))


def _dot(path: Path) -> str:
    return f" {float(f'{path[0]:.2f}') + DOT_MM:.2f} {path[1]:.2f} l"


def _pictured(signature: Signature) -> Mark:
    """Hand the picture's own packed rows on: a PDF reads them as a PNG does."""
    width, height, rows = png.packed_rows(signature.picture)
    head = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 1"
        f"/Interpolate true/Filter/FlateDecode/DecodeParms<</Predictor 15/BitsPerComponent 1/Columns {width}>>"
        f"/Length {len(rows)}>>"
    )
    size = width * PX_PER_DOT, height * PX_PER_DOT
    content = head.encode() + b"\nstream\n" + rows + b"\nendstream"
    return Mark(content, *size, scale=(size[0], -size[1], size[1]))


MAKERS: dict[SignatureKind, Callable[[Signature], Mark]] = {
    SignatureKind.DRAWN: _drawn,
    SignatureKind.PICTURE: _pictured,
}
