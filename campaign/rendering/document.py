"""What rendering hands out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """Bytes in one channel, and how many pages each letter in it takes."""

    content: bytes
    media_type: str
    pages: tuple[int, ...]


def marked_name(name: str, *, specimen: bool) -> str:
    """Return a file's name: `specimen-letter.pdf` in place of `letter.pdf` for a specimen."""
    return f"specimen-{name}" if specimen else name
