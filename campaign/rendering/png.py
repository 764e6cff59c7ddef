"""Black and white PNGs, written and read by ourselves: nothing but the picture is in them, nor is anything believed."""

import struct
import zlib
from collections.abc import Iterator

from campaign.errors import BadSignature

FIRST = b"\x89PNG\r\n\x1a\n"
ONE_BIT = (1, 0, 0, 0, 0)  # one bit, grey, deflated, filtered, not interlaced
HEAD = struct.Struct(">II5B")
NOT_OURS = "The picture of your signature did not arrive as it was sent: please choose it again."


def written(width: int, height: int, bits: bytes) -> bytes:
    """Return a PNG of rows of bits, each filled up to whole bytes; 0 is black."""
    row = _row_bytes(width)
    lines = b"".join(b"\0" + bits[at : at + row] for at in range(0, row * height, row))
    parts = (b"IHDR", HEAD.pack(width, height, *ONE_BIT)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    return FIRST + b"".join(_chunk(name, content) for name, content in parts)


def rewritten(content: bytes, widest: int, highest: int) -> bytes:
    """Return a PNG that we wrote, written anew; raises BadSignature for any other, and for a larger one."""
    parts = dict(_parts(content))
    if list(parts) != [b"IHDR", b"IDAT", b"IEND"] or len(parts[b"IHDR"]) != HEAD.size:
        raise BadSignature(NOT_OURS)
    width, height, *kind = HEAD.unpack(parts[b"IHDR"])
    if not (0 < width <= widest and 0 < height <= highest) or tuple(kind) != ONE_BIT:
        raise BadSignature(NOT_OURS)
    line = _row_bytes(width) + 1
    try:
        lines = zlib.decompressobj().decompress(parts[b"IDAT"], line * height + 1)
    except zlib.error:
        raise BadSignature(NOT_OURS) from None
    if len(lines) != line * height or any(lines[::line]):
        raise BadSignature(NOT_OURS)
    return written(width, height, b"".join(lines[at + 1 : at + line] for at in range(0, len(lines), line)))


def packed_rows(content: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the packed rows of a PNG that we wrote."""
    parts = dict(_parts(content))
    width, height, *_ = HEAD.unpack(parts[b"IHDR"])
    return width, height, parts[b"IDAT"]


def _row_bytes(width: int) -> int:
    return (width + 7) // 8


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(FIRST):
        return
    at = len(FIRST)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
