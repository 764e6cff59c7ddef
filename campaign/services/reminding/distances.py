"""How long before a last day a coordinator wants to be reminded: reading what they chose, and which one is due."""

import re
from collections.abc import Collection

from campaign.errors import BadEntry

LONGEST_DAYS = 365
MOST = 10


def read_distances(text: str) -> tuple[int, ...]:
    """Return the days that somebody typed, such as “14, 7, 1”, the longest first; nothing typed means no reminders.

    Raises BadEntry for what is no whole number from 0 to 365, and for more than ten.
    """
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    for word in words:
        if not re.fullmatch(r"0*[0-9]{1,3}", word, re.ASCII) or int(word) > LONGEST_DAYS:
            raise BadEntry(
                "“%(text)s” is no number of days: write whole numbers from 0 to %(most)s, such as 14, 7, 1.",
                text=word,
                most=LONGEST_DAYS,
            )
    days = sorted({int(word) for word in words}, reverse=True)
    if len(days) > MOST:
        raise BadEntry("Choose at most %(most)s reminders.", most=MOST)
    return tuple(days)


def due_distance(chosen: Collection[int], days_left: int) -> int | None:
    """Return which of the chosen distances is due when so many days are left: the nearest that has come.

    Farther ones, which may have been missed, are not made up for. None once the last day is over.
    """
    if days_left < 0:
        return None
    return min((days for days in chosen if days >= days_left), default=None)
