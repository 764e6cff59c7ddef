"""What stands above the printed name of a letter that is signed by a drawing or a picture."""

import base64

from campaign.merging.signature import Signature, SignatureKind
from campaign.rendering.strokes import WIDEST_MM, strokes_svg


def signed(signature: Signature) -> str:
    """Return an address that holds the drawing (SVG) or the picture (PNG, 600 dots an inch); empty for other ways."""
    if signature.kind is SignatureKind.DRAWN:
        svg, _, _ = strokes_svg(signature.strokes)
        return within("image/svg+xml", svg.encode())
    if signature.kind is SignatureKind.PICTURE:
        return within("image/png", signature.picture)
    return ""


def unsigned(height_mm: float) -> str:
    """Return an address that holds an empty picture, as wide as a signature can be."""
    size = f'width="{WIDEST_MM}mm" height="{height_mm}mm" viewBox="0 0 {WIDEST_MM} {height_mm}"'
    return within("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())


def within(media_type: str, content: bytes) -> str:
    """Return an address that holds the content itself."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
