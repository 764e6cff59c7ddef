"""Forms of several rows, which can be moved, added, taken out and put back by buttons, without a keystroke lost."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, Form, FormField

from campaign.errors import CampaignError

MOST_ROWS = 60
LONGEST_SUMMARY = 70  # characters


@dataclass(frozen=True)
class Out:
    """The rows that were taken out last, a demand with its parts, and the place from 0 where they stood."""

    place: int
    rows: tuple[dict[str, Any], ...]


def rows_form(row: type[Form]) -> type[Form]:
    """Return a form that is a list of such rows."""

    class Rows(Form):  # type: ignore[misc]
        rows = FieldList(FormField(row))

    return Rows


def moved(rows: list[dict[str, Any]], do: str, empty: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows after one button: `add`, or `up`, `down`, `indent`, `outdent` and the row's place from 0.

    A button that means nothing leaves the rows as they are.
    """
    verb, place = _read(do)
    rows = list(rows)
    if verb == "add" and len(rows) < MOST_ROWS:
        return [*rows, empty()]
    if not 0 <= place < len(rows):
        return rows
    if verb == "up" and place > 0:
        rows[place - 1 : place + 1] = rows[place], rows[place - 1]
    elif verb == "down" and place < len(rows) - 1:
        rows[place : place + 2] = rows[place + 1], rows[place]
    elif verb in ("indent", "outdent") and "level" in rows[place]:
        rows[place] = {**rows[place], "level": "1" if verb == "indent" and place > 0 else "0"}
    return rows


def taken_out(rows: Sequence[dict[str, Any]], do: str) -> Out | None:
    """Return what the button `remove` with a place takes out: a row with its parts; none for any other button."""
    verb, place = _read(do)
    if verb != "remove" or not 0 <= place < len(rows):
        return None
    end = place + 1
    if rows[place].get("level") != "1":
        while end < len(rows) and rows[end].get("level") == "1":
            end += 1
    return Out(place, tuple(rows[place:end]))


def without(rows: Sequence[dict[str, Any]], out: Out) -> list[dict[str, Any]]:
    """Return rows without those that are taken out."""
    return [*rows[: out.place], *rows[out.place + len(out.rows) :]]


def put_back(rows: Sequence[dict[str, Any]], out: Out) -> list[dict[str, Any]]:
    """Return rows with those that were taken out where they stood."""
    return [*rows[: out.place], *out.rows, *rows[out.place :]]


def known_id(row: dict[str, Any]) -> int | None:
    """Return the number that a row is stored under; none for a new one."""
    return int(row["id"]) if str(row["id"]).isdecimal() else None


def reached(do: str, out: Out | None) -> Collection[int]:
    """Return the places at which the rows of a button stand after it, `back` putting back what was taken `out`."""
    if do == "back" and out:
        return range(out.place, out.place + len(out.rows))
    verb, place = _read(do)
    return {place + {"up": -1, "down": 1}.get(verb, 0)} if verb != "remove" else ()


def wrong_rows(error: CampaignError, total: int) -> Collection[int]:
    """Return the places of the rows that hold what is wrong: the one that the error names, or all it may mean."""
    place = error.sentence.values.get("place")
    return {place - 1} if isinstance(place, int) else range(total)


def first_words(row: dict[str, Any], *fields: str) -> str:
    """Return the beginning of what a row says: in the first language that it has words in."""
    for field in fields:
        for name, value in row.items():
            if (name == field or name.startswith(f"{field}_")) and (words := " ".join(str(value or "").split())):
                return words if len(words) <= LONGEST_SUMMARY else f"{words[: LONGEST_SUMMARY - 1].rstrip()}…"
    return ""


def _read(do: str) -> tuple[str, int]:
    verb, _, number = do.partition("-")
    return verb, int(number) if number.isdecimal() and len(number) <= 2 else -1
