"""Two people's changes of one section made one: rows by who they are, then field by field. Pure values, no database.

A row is what a form holds: a mapping of fields to texts, ticks and lists. `mine` is what somebody is about to save,
`theirs` what is there by now, `base` what both began with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from campaign.services.editing.entries import Section
from campaign.services.editing.ordering import flattened, merged_order, merged_parents, parents_of, tops_of

Row = Mapping[str, Any]
LEVEL = "level"  # "1": the row is part of the one above
ID = "id"


@dataclass(frozen=True)
class Shape:
    """How the rows of a section are known: by a field (none: there is one row), new ones also by another field.

    One that was taken out is named by the first words in fields whose names begin so. Fields that make sense only
    together, such as a number and how it is dialled, are not put together from both sides: all are to be chosen.
    """

    key: str | None = ID
    also: str | None = None
    named_by: tuple[str, ...] = ("text", "name", "title", "authority")
    together: tuple[frozenset[str], ...] = ()


SHAPES = {
    Section.BASICS: Shape(key=None),
    Section.TEXTS: Shape(key="language"),
    Section.PERSONS: Shape(),
    Section.DEMANDS: Shape(),
    Section.ADDRESSEES: Shape(also="authority"),
}


class Told(StrEnum):
    """What became of a row, or of a field of it."""

    TAKEN = "taken"  # only they changed it: theirs is in the form
    ADDED = "added"  # they added the row
    REMOVED = "removed"  # they took it out, and it was not changed here
    STAYED = "stayed"  # they took it out, but it was changed here: it stays
    RETURNED = "returned"  # it was taken out here, but they changed it: it is in the form again
    ORDER = "order"  # only they changed the order
    BOTH_ORDERS = "both_orders"  # both changed the order: the one here stays


@dataclass(frozen=True)
class Note:
    """One thing to tell; `place` counts the merged rows from 0, and a row that is gone has none but its words."""

    told: Told
    place: int | None = None
    field: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Clash:
    """A field that both changed: mine is in the row, theirs is here."""

    place: int
    field: str
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """The rows with the changes of both, what there is to tell of it, and what is to be chosen."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    clashes: tuple[Clash, ...]


def merge(base: Sequence[Row] | None, mine: Sequence[Row], theirs: Sequence[Row], shape: Shape) -> Merged:
    """Return rows with what either side changed; where both changed one field, mine with theirs beside it.

    Every row of mine that says anything new is in it. Where the base is not known, each difference is to be chosen.
    """
    return _Merging(base, mine, theirs, shape).merged()


def plain(value: Any) -> Any:
    """Return a value so that two that say the same are equal: space around it and empty fields say nothing."""
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(sorted(str(each) for each in value)) or ""
    return str(value or "").strip().replace("\r\n", "\n")


class _Merging:
    def __init__(self, base: Sequence[Row] | None, mine: Sequence[Row], theirs: Sequence[Row], shape: Shape) -> None:
        self.shape, self.is_known = shape, base is not None
        self.theirs = _named(theirs, shape, "theirs")
        self.mine = self._with_their_names(_named(mine, shape, "mine"), _named(base or (), shape, "base"))
        if base is None:
            self.base = {name: row for name, row in self.theirs.items() if name in self.mine}
        else:
            self.base = _named(base, shape, "base")
        self.parents = [parents_of(rows, LEVEL) for rows in (self.base, self.mine, self.theirs)]
        self.fates: dict[str, Told] = {}

    def merged(self) -> Merged:
        names, (base, mine, theirs) = self._kept_names(), self.parents
        parents, clashing = merged_parents(base, mine, theirs, names)
        while lost := {above for above in parents.values() if above} - names:  # nothing loses what it is part of
            for above in lost:
                self._return(above, names)
            parents, clashing = merged_parents(base, mine, theirs, names)
        parents = tops_of(parents)
        fields = {name: self._fields(name) for name in names}
        order, fate = merged_order(self.base, self.mine, self.theirs, {name: fields[name][0] for name in names})
        in_order = flattened(order, parents)
        rows = [self._levelled(name, fields[name][0], parents) for name in in_order]
        notes, clashes = [], []
        for place, name in enumerate(in_order):
            notes += [Note(self.fates[name], place)] if name in self.fates else []
            notes += [Note(Told.TAKEN, place, field) for field in fields[name][1]]
            clashes += [Clash(place, field, theirs) for field, theirs in fields[name][2].items()]
        gone = [
            Note(Told.REMOVED, words=_words(self.base[name], self.shape))
            for name in self.base
            if self._is_gone(name, names)
        ]
        orders = [Note(Told.BOTH_ORDERS if clashing or fate == "both" else Told.ORDER)] if clashing or fate else []
        return Merged(tuple(rows), (*notes, *gone, *orders), tuple(clashes))

    def _kept_names(self) -> set[str]:
        names = set()
        for name in {**self.base, **self.mine, **self.theirs}:
            in_mine, in_theirs = name in self.mine, name in self.theirs
            if name not in self.base or (in_mine and in_theirs):
                names.add(name)
                if name not in self.mine:
                    self.fates[name] = Told.ADDED
            elif (in_mine and self._changed(name, self.mine)) or (in_theirs and self._changed(name, self.theirs)):
                self._return(name, names)
        return names

    def _return(self, name: str, names: set[str]) -> None:
        names.add(name)
        self.fates[name] = Told.STAYED if name in self.mine else Told.RETURNED

    def _changed(self, name: str, rows: Mapping[str, Row]) -> bool:
        return not _alike(self.base[name], rows[name], {LEVEL})

    def _is_gone(self, name: str, names: set[str]) -> bool:
        return name in self.mine and name not in names

    def _fields(self, name: str) -> tuple[Row, list[str], dict[str, Any]]:
        """Return the merged row, the fields that are theirs alone, and those that both changed."""
        mine, theirs, base = self.mine.get(name), self.theirs.get(name), self.base.get(name, {})
        if mine is None or theirs is None:
            row = dict(mine or theirs or {})
            if theirs is None and self.shape.key == ID:
                row[ID] = ""  # it is stored no more: it becomes a new one
            return row, [], {}
        row, taken, clashes = dict(mine), [], {}
        inseparable = self._inseparable(mine, theirs, base)
        for field in {**theirs, **mine}:
            before, here, there = (plain(each.get(field)) for each in (base, mine, theirs))
            if field in (self.shape.key, LEVEL):
                row[field] = theirs.get(field, mine.get(field))
            elif here == there or (self.is_known and there == before and field not in inseparable):
                continue
            elif self.is_known and here == before and field not in inseparable:
                row[field] = theirs.get(field)
                taken.append(field)
            else:
                clashes[field] = theirs.get(field)
        return row, taken, clashes

    def _inseparable(self, mine: Row, theirs: Row, base: Row) -> frozenset[str]:
        """Return the fields of which each side changed some, and that make sense only together."""

        def changes(side: Row, fields: frozenset[str]) -> bool:
            return any(plain(side.get(field)) != plain(base.get(field)) for field in fields)

        both = (fields for fields in self.shape.together if changes(mine, fields) and changes(theirs, fields))
        return frozenset().union(*both)

    def _levelled(self, name: str, row: Row, parents: Mapping[str, str | None]) -> Row:
        return {**row, LEVEL: "1" if parents.get(name) else "0"} if LEVEL in row else row

    def _with_their_names(self, mine: dict[str, Row], base: Mapping[str, Row]) -> dict[str, Row]:
        """Return my rows, where what both sides added alike is known as one."""
        free = [name for name in self.theirs if name not in base and name not in mine]
        renamed = {}
        for name, row in mine.items():
            twin = None
            if name not in base and name not in self.theirs:
                twin = next((other for other in free if self._is_twin(row, self.theirs[other])), None)
            if twin is not None:
                free.remove(twin)
            renamed[twin or name] = row
        return renamed

    def _is_twin(self, mine: Row, theirs: Row) -> bool:
        also = self.shape.also
        if also is not None:
            return bool(plain(mine.get(also))) and plain(mine.get(also)) == plain(theirs.get(also))
        return _alike(mine, theirs, {self.shape.key})


def _named(rows: Sequence[Row], shape: Shape, side: str) -> dict[str, Row]:
    named: dict[str, Row] = {}
    for place, row in enumerate(rows):
        name = plain(row.get(shape.key)) if shape.key else str(place)
        named[name if name and name not in named else f"{side} {place}"] = row
    return named


def _alike(one: Row, other: Row, without: set[str | None]) -> bool:
    fields = {*one, *other} - without
    return all(plain(one.get(field)) == plain(other.get(field)) for field in fields)


def _words(row: Row, shape: Shape) -> str:
    """Return the first words that somebody wrote in a row, to name it by."""
    written = (plain(row[field]) for field in row if field.partition("_")[0] in shape.named_by)
    return next(filter(None, written), "…")
