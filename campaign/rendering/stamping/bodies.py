"""What letters have in common: all but their senders' own part. Loads none of what stamps them."""

import hashlib
from dataclasses import replace

from campaign.merging.letter import MergedLetter
from campaign.merging.signature import INK
from campaign.rendering.papers import Paper

Key = tuple[bytes, Paper, int, bool, str]


def without_fields(letter: MergedLetter) -> MergedLetter:
    """Return a letter without its sender's own part."""
    return replace(
        letter, sender=(), return_address=(), place_and_date="", name="", signature_in_words="", signature=INK
    )


def key_of(letter: MergedLetter, paper: Paper) -> Key | None:
    """Return what letters have in common that may be stamped alike; none for words of the sender's own."""
    if letter.in_own_words:
        return None
    body = hashlib.sha256(repr(without_fields(letter)).encode()).digest()
    return body, paper, len(letter.sender), not letter.return_address, letter.signature.kind
