"""One press of a button on a draft: rows moved, set in, split, joined, dropped and put back; a doubt settled."""

import re
from collections.abc import Callable, Sequence

import msgspec

from campaign.services.editing.merging import ID, LEVEL
from campaign.services.importing.reviewed import LINES, Dropped, Part, ReviewedDraft, Row, Where, lines_of

MOST_ROWS = 60
BREAK = re.compile(r"\r?\n|;\s+|(?<=[.!?])\s+(?=\S)")  # where a demand is parted: a line's end, else between sentences
BLANK_LINE = re.compile(r"\r?\n\s*\r?\n")
EMPTY: dict[Part, Row] = {
    Part.ORGANISATIONS: {"name": "", "use": "", "contact": ""},
    Part.PEOPLE: {"name": "", "gender": "", "role": ""},
    Part.DEMANDS: {LEVEL: "0", "kind": "ask", "text": "", "source": ""},
    Part.ADDRESSEES: {
        "name": "",
        "honorific": "",
        "office": "",
        "organisation": "",
        "address": "",
        "country": "",
        "state": "",
        "office_kind": "",
        "faxes": "",
        "phones": "",
        "emails": "",
        "handles": "",
        "role": "target",
        "choice": "",
        "find": "",
    },
}
LISTS = ("address", "faxes", "phones", "emails", "handles")  # of an addressee: a line each


def rearranged(draft: ReviewedDraft, do: str) -> tuple[ReviewedDraft, Where]:
    """Return a draft after one button, and the place that somebody now looks at.

    Buttons are called `settle-3`, `unsettle-3`, `back`, and `demands:up-2` with a part, a verb and the row's place from
    0. One that means nothing leaves the draft as it is.
    """
    part, colon, rest = do.rpartition(":")
    verb, _, number = rest.partition("-")
    place = int(number) if number.isdecimal() and len(number) <= 4 else -1
    if not colon:
        return _without_row(draft, verb, place)
    if part not in EMPTY:
        return draft, Where()
    rows = list(draft.rows[part])
    if verb == "add" and len(rows) < MOST_ROWS:
        rows.append({ID: "", LINES: "", "sure": "yes", **EMPTY[Part(part)]})
        return _with(draft, part, rows), Where(part, str(draft.count + 1))  # the number that it will have
    if verb not in VERBS or not 0 <= place < len(rows):
        return draft, Where()
    if verb == "drop":
        return _dropped(draft, part, rows, place)
    return _with(draft, part, VERBS[verb](Part(part), rows, place)), Where(part, rows[place].get(ID, ""))


def _without_row(draft: ReviewedDraft, verb: str, number: int) -> tuple[ReviewedDraft, Where]:
    if verb in ("settle", "unsettle") and 0 <= number < len(draft.doubts):
        doubts = list(draft.doubts)
        doubts[number] = msgspec.structs.replace(doubts[number], is_settled=verb == "settle")
        return msgspec.structs.replace(draft, doubts=tuple(doubts)), Where("doubts")
    if verb == "back" and draft.dropped is not None:
        out, rows = draft.dropped, draft.rows[draft.dropped.part]
        back = _with(draft, out.part, [*rows[: out.place], *out.rows, *rows[out.place :]])
        return msgspec.structs.replace(back, dropped=None), Where(out.part, out.rows[0].get(ID, ""))
    return draft, Where()


def _dropped(draft: ReviewedDraft, part: str, rows: list[Row], place: int) -> tuple[ReviewedDraft, Where]:
    """Return the draft without a row, a demand without its parts as well; they can be put back."""
    end = place + 1
    if rows[place].get(LEVEL) == "0":
        while end < len(rows) and rows[end].get(LEVEL) == "1":
            end += 1
    left = [*rows[:place], *rows[end:]]
    out = Dropped(part, place, tuple(rows[place:end]))
    return msgspec.structs.replace(_with(draft, part, left), dropped=out), Where(part)


def _up(_part: Part, rows: list[Row], place: int) -> list[Row]:
    return _swapped(rows, place - 1) if place > 0 else rows


def _down(_part: Part, rows: list[Row], place: int) -> list[Row]:
    return _swapped(rows, place) if place < len(rows) - 1 else rows


def _swapped(rows: list[Row], place: int) -> list[Row]:
    return [*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]


def _level(level: str) -> Callable[[Part, list[Row], int], list[Row]]:
    def change(_part: Part, rows: list[Row], place: int) -> list[Row]:
        is_possible = LEVEL in rows[place] and (place > 0 or level == "0")
        return [*rows[:place], {**rows[place], LEVEL: level}, *rows[place + 1 :]] if is_possible else rows

    return change


def _split(part: Part, rows: list[Row], place: int) -> list[Row]:
    """Return rows with one made two: a demand where a line ends, an addressee at a blank line of the address."""
    field, where = ("text", BREAK) if part is Part.DEMANDS else ("address", BLANK_LINE)
    if field not in rows[place] or len(rows) >= MOST_ROWS:
        return rows
    first, *rest = where.split(rows[place][field].strip(), maxsplit=1)
    upper = {**rows[place], field: first.strip()}
    lower = {**(rows[place] if part is Part.DEMANDS else EMPTY[part]), ID: "", LINES: rows[place].get(LINES, "")}
    lower[field] = rest[0].strip() if rest else ""
    lower["sure"] = upper["sure"] = "no"
    return [*rows[:place], upper, lower, *rows[place + 1 :]]


def _joined(part: Part, rows: list[Row], place: int) -> list[Row]:
    """Return rows with one put into the one above it, so that no word of either is lost."""
    if place == 0 or part not in (Part.DEMANDS, Part.ADDRESSEES):
        return rows
    above, below = rows[place - 1], rows[place]
    join = _one_demand if part is Part.DEMANDS else _one_addressee
    return [*rows[: place - 1], {**join(above, below), LINES: _lines_together(above, below)}, *rows[place + 1 :]]


def _one_demand(above: Row, below: Row) -> Row:
    source = above["source"] if above["source"] == below["source"] else f"{above['source']}\n{below['source']}"
    return {**above, "text": f"{above['text']} {below['text']}".strip(), "source": source.strip()}


def _one_addressee(above: Row, below: Row) -> Row:
    """Return two as one: what only one of them says, the lines of both, and any other word as a line of the address."""
    joined, left = dict(above), []
    for field, value in below.items():
        if field in (ID, LINES, "sure", "role", "choice", "find", *LISTS) or not value:
            continue
        if not joined.get(field):
            joined[field] = value
        elif joined[field] != value and field not in ("country", "state", "office_kind"):
            left.append(value)
    joined["address"] = _lines_of_both(above["address"], "\n".join([*left, below["address"]]))
    return {**joined, **{name: _lines_of_both(above[name], below[name]) for name in LISTS[1:]}}


def _lines_of_both(above: str, below: str) -> str:
    return "\n".join(dict.fromkeys(line.strip() for line in f"{above}\n{below}".splitlines() if line.strip()))


def _lines_together(above: Row, below: Row) -> str:
    both = [lines for row in (above, below) if (lines := lines_of(row))]
    return f"{min(each[0] for each in both)}-{max(each[1] for each in both)}" if both else ""


def _with(draft: ReviewedDraft, part: str, rows: Sequence[Row]) -> ReviewedDraft:
    return msgspec.structs.replace(draft, rows={**draft.rows, part: list(rows)})


def _none(_part: Part, rows: list[Row], _place: int) -> list[Row]:
    return rows


VERBS: dict[str, Callable[[Part, list[Row], int], list[Row]]] = {
    "up": _up,
    "down": _down,
    "indent": _level("1"),
    "outdent": _level("0"),
    "split": _split,
    "join": _joined,
    "drop": _none,
}
