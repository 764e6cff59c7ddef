"""What letters have in common: all but their senders' own part. Loads none of what stamps them."""

import hashlib
from dataclasses import replace

from campaign.merging.letter import MergedLetter
from campaign.merging.signature import INK
from campaign.models.vocabulary import Channel
from campaign.rendering.order import Order

Key = tuple[object, ...]
STAMPED = (Channel.PRINT, Channel.FAX, Channel.FAX_TIFF)


def without_fields(letter: MergedLetter) -> MergedLetter:
    """Return a letter without its sender's own part."""
    return replace(
        letter, sender=(), return_address=(), place_and_date="", name="", signature_in_words="", signature=INK
    )


def key_of(letter: MergedLetter, order: Order) -> Key | None:
    """Return what letters have in common that may be stamped alike; none for words of the sender's own."""
    if order.channel not in STAMPED or letter.in_own_words:
        return None
    body = hashlib.sha256(repr(without_fields(letter)).encode()).digest()
    if order.channel is Channel.PRINT:
        return body, order.paper, len(letter.sender), not letter.return_address, letter.signature.kind
    resolution = order.fax.resolution if order.channel is Channel.FAX_TIFF else None
    return body, order.paper, letter.signature.kind, order.fax.cover, resolution
