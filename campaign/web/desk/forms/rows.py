"""Forms of several rows, which can be moved, added, taken out and put back by buttons, without a keystroke lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, Form, FormField

MOST_ROWS = 60


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


def _read(do: str) -> tuple[str, int]:
    verb, _, number = do.partition("-")
    return verb, int(number) if number.isdecimal() and len(number) <= 2 else -1
