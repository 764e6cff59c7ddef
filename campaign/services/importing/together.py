"""Two people's, or two tabs', changes of one draft made one: part by part, as sections of an action are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from campaign.services.editing.merging import Merged, merge
from campaign.services.importing.reviewed import LINES, PART_SHAPES, Part, Row, Rows

UNTYPED = (LINES, "sure")


def merged_rows(base: Rows | None, mine: Rows, theirs: Rows) -> dict[Part, Merged]:
    """Return each part with what either side changed, and what there is to tell and to choose."""
    return {
        part: _merged(None if base is None else base.get(part, []), mine[part], theirs[part], part) for part in Part
    }


def has_news(merged: Mapping[Part, Merged]) -> bool:
    """Whether others changed anything that whoever saves has not seen."""
    return any(each.notes or each.clashes for each in merged.values())


def _merged(base: Sequence[Row] | None, mine: Sequence[Row], theirs: Sequence[Row], part: Part) -> Merged:
    """Return one part merged; where a row was read is not told, because nobody types it."""
    merged = merge(base, mine, theirs, PART_SHAPES[part])
    notes = tuple(note for note in merged.notes if note.field not in UNTYPED)
    clashes = tuple(clash for clash in merged.clashes if clash.field not in UNTYPED)
    return replace(merged, notes=notes, clashes=clashes)
