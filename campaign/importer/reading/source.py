"""What was read out of a file: its text, whose lines the draft refers to, and its kind."""

from dataclasses import dataclass

LARGEST_FILE = 10_000_000  # bytes
LONGEST_TEXT = 150_000  # characters: about sixty pages; a published appeal has one to ten


@dataclass(frozen=True)
class Source:
    """The text of a file; a form feed stands before each page but the first."""

    text: str
    kind: str
