"""What readers are asked to report: that they have written, and copies of what was answered."""

import re
from functools import cache

from campaign.importer.words import every, plain, within


@cache
def wish_to_be_told() -> re.Pattern[str]:
    """Return what finds a request to be told, or a line that says where the publisher wants a copy."""
    return re.compile(rf"{within('sentences', 'report').pattern}|^{every('copy_by_mail').pattern}$", re.IGNORECASE)


def asks_to_be_told(text: str) -> bool:
    """Whether a sentence asks readers to tell the publisher of their letters, or to send on what was answered."""
    bare = plain(text)
    if every("no_need").search(bare):
        return False
    if within("sentences", "report").search(bare):
        return True
    return every("telling_us").search(bare) is not None and every("of_letters_sent").search(bare) is not None
