"""Two people's changes of one authority made one: part by part, as sections of an action are."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from campaign.services.editing.merging import Merged, Row, Shape, merge


class Part(StrEnum):
    """A part of an authority's form: the fields that are there once, and rows of three kinds."""

    ONCE = "once"
    TEXTS = "texts"
    ADDRESSES = "addresses"
    CONTACTS = "contacts"


Parts = Mapping[Part, Sequence[Row]]
LOOK = frozenset({"verified_on", "verified_source"})
VALIDITY = frozenset({"valid_from", "valid_to"})
MISSION = frozenset({"mission_kind", "sending_state", "host_state", "un_body"})
HOLDER = frozenset({"name", "honorific", "salutation"})  # an old salutation beside a new name is worse than none
NUMBER = frozenset({"kind", "raw", "e164"})
POST = frozenset({"language", "lines", "country"})
SHAPES = {
    Part.ONCE: Shape(key=None, together=(MISSION,)),
    Part.TEXTS: Shape(key="language", together=(HOLDER,)),
    Part.ADDRESSES: Shape(also="lines", named_by=("lines",), together=(POST, LOOK, VALIDITY)),
    Part.CONTACTS: Shape(also="raw", named_by=("raw",), together=(NUMBER, LOOK, VALIDITY)),
}


def merged_parts(base: Parts | None, mine: Parts, theirs: Parts) -> dict[Part, Merged]:
    """Return each part with what either side changed, and what there is to tell and to choose."""
    return {part: merge(None if base is None else base[part], mine[part], theirs[part], SHAPES[part]) for part in Part}
