"""Narrowing the board: by words, country and group; what is found stands by group, or sorted page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign.services.board import BoardRow, Group, Order, found_rows, sorted_rows
from campaign.services.paging import part_of

ROWS_A_GROUP = 15  # on the board of all groups; the rest of a group is a page of its own


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see of the board; nothing said: all of it."""

    question: str = ""
    country: str = ""
    group: Group | None = None
    order: Order | None = None  # none: by group
    page: int = 1


@dataclass(frozen=True)
class Stretch:
    """Rows that stand together: of one group, or of all."""

    group: Group | None
    rows: Sequence[BoardRow]
    total: int  # of which the rows may be the first ones only


@dataclass(frozen=True)
class View:
    """What is to be seen of the board."""

    stretches: tuple[Stretch, ...]
    counts: Mapping[Group, int]  # what words and country leave in each group; of empty ones only the chosen one
    page: int
    last_page: int


def narrowed(rows: Sequence[BoardRow], wish: Wish) -> View:
    """Return what a wish leaves of the board, the groups in the order in which they want a hand."""
    found = [row for row in found_rows(rows, wish.question) if wish.country in ("", row.country)]
    counted = Counter(row.group for row in found)
    counts = {group: counted[group] for group in Group if counted[group] or group is wish.group}
    if wish.group is None and wish.order is None:
        return View(tuple(_by_group(found, counts)), counts, page=1, last_page=1)
    wanted = [row for row in found if wish.group in (None, row.group)]
    part = part_of(sorted_rows(wanted, wish.order or Order.LAST_DAY), wish.page)
    stretches = (Stretch(wish.group, part.rows, len(wanted)),) if wanted else ()
    return View(stretches, counts, part.page, part.last_page)


def _by_group(rows: Sequence[BoardRow], counts: Mapping[Group, int]) -> list[Stretch]:
    by_day = sorted_rows(rows, Order.LAST_DAY)
    return [
        Stretch(group, [row for row in by_day if row.group is group][:ROWS_A_GROUP], total)
        for group, total in counts.items()
    ]
