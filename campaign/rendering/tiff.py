"""The file that fax programs send: multi-page TIFF for facsimile, profile F (Group 4) or S (Group 3), RFC 3949."""

import io
import struct
from collections.abc import Sequence
from enum import StrEnum

from PIL import Image, ImageChops, TiffImagePlugin

from campaign.rendering.scan import DOTS_PER_INCH, Resolution

SHORT, LONG, RATIONAL = 3, 4, 5  # field types of TIFF 6.0
SIZES = {SHORT: 2, LONG: 4, RATIONAL: 8}
HEADER = struct.Struct("<2sHL")
ENTRY = struct.Struct("<HHL4s")
FEW_TO_MANY, MANY_TO_FEW = 1, 2  # FillOrder: which bit of a byte comes first on the line; the least significant is 2
REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
ONE_STRIP = 2**31 - 1


class Coding(StrEnum):
    """How a page is packed: Group 4 (T.6), or Group 3 in one dimension (T.4), which every program reads."""

    G4 = "g4"
    G3 = "g3"


# TIFF's number of the compression, and its options: nothing special.
COMPRESSIONS = {Coding.G4: ("group4", 4, 293), Coding.G3: ("group3", 3, 292)}
FILL_ORDER = {Coding.G4: FEW_TO_MANY, Coding.G3: MANY_TO_FEW}  # profile S has the least significant bit first


def fax_tiff_file(pages: Sequence[Image.Image], resolution: Resolution, coding: Coding) -> bytes:
    """Return 1-bit pages (0 is ink) as one TIFF, little-endian, white is zero, one strip a page, numbered from 0.

    Pillow codes the pages; it cannot write the tags that fax programs need, so the frame around them is ours.
    """
    file = bytearray(HEADER.pack(b"II", 42, HEADER.size))
    for number, page in enumerate(pages):
        last = number == len(pages) - 1
        file += _page(page, (number, len(pages)), resolution, coding, start=len(file), last=last)
    return bytes(file)


def coded(page: Image.Image, coding: Coding) -> bytes:
    """Return a 1-bit page (0 is ink) as the bits that go over the line."""
    compression, _, _ = COMPRESSIONS[coding]
    buffer = io.BytesIO()
    ImageChops.invert(page).save(buffer, "TIFF", compression=compression, strip_size=ONE_STRIP)
    buffer.seek(0)
    with TiffImagePlugin.TiffImageFile(buffer) as written:
        (offset,), (length,) = written.tag_v2[273], written.tag_v2[279]
    strip = buffer.getvalue()[offset : offset + length]
    return strip.translate(REVERSED) if FILL_ORDER[coding] == MANY_TO_FEW else strip


def _page(
    page: Image.Image, number: tuple[int, int], resolution: Resolution, coding: Coding, *, start: int, last: bool
) -> bytes:
    """Return a directory with its long values and its strip behind it, for a place in the file."""
    _, compression, options = COMPRESSIONS[coding]
    strip = coded(page, coding)
    tags: dict[int, tuple[int, tuple[int, ...]]] = {
        254: (LONG, (2,)),  # NewSubfileType: one page of several
        256: (LONG, (page.width,)),
        257: (LONG, (page.height,)),
        258: (SHORT, (1,)),  # BitsPerSample
        259: (SHORT, (compression,)),
        262: (SHORT, (0,)),  # PhotometricInterpretation: white is zero
        266: (SHORT, (FILL_ORDER[coding],)),
        273: (LONG, (0,)),  # StripOffsets, known below
        277: (SHORT, (1,)),  # SamplesPerPixel
        278: (LONG, (page.height,)),  # RowsPerStrip: all
        279: (LONG, (len(strip),)),
        282: (RATIONAL, (DOTS_PER_INCH, 1)),
        283: (RATIONAL, (resolution.lines_per_inch, 1)),
        options: (LONG, (0,)),
        296: (SHORT, (2,)),  # ResolutionUnit: inch
        297: (SHORT, number),  # PageNumber, from 0, of how many
    }
    length = 2 + len(tags) * ENTRY.size + 4
    values = b"".join(struct.pack("<LL", *value) for kind, value in tags.values() if kind == RATIONAL)
    tags[273] = (LONG, (start + length + len(values),))
    end = start + length + len(values) + len(strip)
    padding = b"\0" * (end % 2)
    directory = bytearray(struct.pack("<H", len(tags)))
    value_at = start + length
    for tag, (kind, value) in sorted(tags.items()):
        if kind == RATIONAL:
            directory += ENTRY.pack(tag, kind, 1, struct.pack("<L", value_at))
            value_at += SIZES[RATIONAL]
        else:
            directory += ENTRY.pack(tag, kind, len(value), struct.pack("<" + "HL"[kind == LONG] * len(value), *value))
    directory += struct.pack("<L", 0 if last else end + len(padding))
    return bytes(directory) + values + strip + padding
