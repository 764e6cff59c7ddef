"""What a form carries along for itself: packed, so that it takes little of a post, and read back with suspicion."""

import base64
import binascii
import zlib

LARGEST = 2_000_000  # bytes once unpacked: many times what a post can hold otherwise


def packed(content: bytes) -> str:
    """Return bytes as a short text for a hidden field."""
    return base64.urlsafe_b64encode(zlib.compress(content, 9)).decode()


def unpacked(text: str) -> bytes | None:
    """Return the bytes that a hidden field holds; none if it holds anything else, or too much."""
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True), LARGEST)
    except (zlib.error, binascii.Error, UnicodeEncodeError, ValueError):
        return None
    return content if reader.eof else None
