"""The order of rows that two people changed: who moved rows alone is followed, new rows stay where they were put."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Named = Mapping[str, Mapping[str, Any]]  # rows in their order, each under the name that it is known by
Parents = Mapping[str, str | None]  # of which row each is a part; none: of none


def merged_order(base: Named, mine: Named, theirs: Named, rows: Named) -> tuple[list[str], str]:
    """Return the names of rows in the order of both, and whose moves it holds: "theirs", "both" or "" for none new.

    Where both moved rows, and differently, the order is mine. New rows follow whatever they were put behind.
    """
    core = [name for name in base if name in rows]
    here, there = _completed(mine, core), _completed(theirs, core)
    moves = "" if here == there or there == core else "theirs" if here == core else "both"
    chosen = there if moves == "theirs" else here
    behind = [_behind(side, core, rows) for side in (mine, theirs)]
    order: list[str] = []
    for name in (None, *chosen):
        blocks = sorted((side.get(name, []) for side in behind), key=lambda block: [_key(rows[each]) for each in block])
        order += [] if name is None else [name]
        order += [each for block in blocks for each in block]
    return list(dict.fromkeys(order)), moves


def parents_of(rows: Named, level: str) -> dict[str, str | None]:
    """Return of which row each is a part: a row of level 1 belongs to the nearest one above that is not."""
    parents: dict[str, str | None] = {}
    above: str | None = None
    for name, row in rows.items():
        is_part = str(row.get(level) or "0") == "1" and above is not None
        parents[name] = above if is_part else None
        above = above if is_part else name
    return parents


def merged_parents(
    base: Parents, mine: Parents, theirs: Parents, names: Iterable[str]
) -> tuple[dict[str, str | None], bool]:
    """Return of which row each is a part after the changes of both, and whether they differ about one; then mine."""
    parents, differ = {}, False
    for name in names:
        sides = [side[name] for side in (mine, theirs) if name in side]
        before = base.get(name, sides[0])
        changed = [parent for parent in sides if parent != before]
        parents[name] = changed[0] if changed else before
        differ = differ or len(set(changed)) > 1
    return parents, differ


def tops_of(parents: Parents) -> dict[str, str | None]:
    """Return of which row each is a part in the end, so that no part has parts; rows that hold each other are none."""
    return {name: _top(name, parents) for name in parents}


def flattened(order: Sequence[str], parents: Parents) -> list[str]:
    """Return names in an order in which each row is followed by its parts."""
    parts: dict[str | None, list[str]] = {}
    for name in order:
        parts.setdefault(parents.get(name), []).append(name)
    return [name for top in parts.get(None, []) for name in (top, *parts.get(top, []))]


def _top(name: str, parents: Parents) -> str | None:
    """Return the row that one is a part of in the end; none if it is of none, or if they are parts of each other."""
    seen, above = {name}, parents[name]
    while above is not None and parents.get(above) is not None:
        if above in seen:
            return None
        seen.add(above)
        above = parents[above]
    return None if above in seen else above


def _completed(side: Named, core: Sequence[str]) -> list[str]:
    """Return the core in the order of one side; what that side lacks stands behind what it stood behind before."""
    order = [name for name in side if name in core]
    for place, name in enumerate(core):
        if name not in order:
            order.insert(order.index(core[place - 1]) + 1 if place else 0, name)
    return order


def _behind(side: Named, core: Sequence[str], rows: Named) -> dict[str | None, list[str]]:
    """Return the new rows of one side, by the row of the core that they stand behind."""
    behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for name in side:
        if name in core:
            last = name
        elif name in rows:
            behind.setdefault(last, []).append(name)
    return behind


def _key(row: Mapping[str, Any]) -> str:
    """By what new rows of both sides are ordered, whichever side is which: by what they say."""
    return repr(sorted((field, str(value)) for field, value in row.items() if value and field != "id"))
