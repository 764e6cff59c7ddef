"""Forms of several rows, which can be moved, added and taken out by buttons, without a keystroke lost."""

from collections.abc import Callable
from typing import Any

from wtforms import FieldList, Form, FormField

MOST_ROWS = 60


def rows_form(row: type[Form]) -> type[Form]:
    """Return a form that is a list of such rows."""

    class Rows(Form):  # type: ignore[misc]
        rows = FieldList(FormField(row))

    return Rows


def moved(rows: list[dict[str, Any]], do: str, empty: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows after one button: `add`, or `up`, `down`, `remove`, `indent`, `outdent` and the row's place from 0.

    A button that means nothing leaves the rows as they are.
    """
    verb, _, number = do.partition("-")
    place = int(number) if number.isdecimal() and len(number) <= 2 else -1
    rows = list(rows)
    if verb == "add" and len(rows) < MOST_ROWS:
        return [*rows, empty()]
    if not 0 <= place < len(rows):
        return rows
    if verb == "remove":
        del rows[place]
    elif verb == "up" and place > 0:
        rows[place - 1 : place + 1] = rows[place], rows[place - 1]
    elif verb == "down" and place < len(rows) - 1:
        rows[place : place + 2] = rows[place + 1], rows[place]
    elif verb in ("indent", "outdent") and "level" in rows[place]:
        rows[place] = {**rows[place], "level": "1" if verb == "indent" and place > 0 else "0"}
    return rows


def known_id(row: dict[str, Any]) -> int | None:
    """Return the number that a row is stored under; none for a new one."""
    return int(row["id"]) if str(row["id"]).isdecimal() else None
