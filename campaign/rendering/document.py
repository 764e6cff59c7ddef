"""What rendering hands out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """Bytes in one channel, and how many pages each letter in it takes."""

    content: bytes
    media_type: str
    pages: tuple[int, ...]
