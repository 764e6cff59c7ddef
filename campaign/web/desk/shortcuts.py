"""The keyboard shortcuts of the desk: one table, for the dialog, the page without a script and the documentation."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, url_for
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Shortcut:
    """Keys, pressed one after the other, and what they do.

    `does` tells the script: `go` to the address, or one of the verbs that campaign/web/static/desk.js knows.
    """

    keys: tuple[str, ...]
    words: str
    does: str
    endpoint: str = ""


SHORTCUTS = (
    Shortcut(("g", "b"), _("Go to the board"), "go", "desk.board"),
    Shortcut(("g", "m"), _("Go to this month"), "go", "desk.month"),
    Shortcut(("n",), _("Begin a new action"), "go", "actions.new"),
    Shortcut(("/",), _("Search"), "search", "desk.board"),
    Shortcut(("e", "1–5"), _("Edit the first, second … section of the action at hand"), "edit"),
    Shortcut(("s",), _("Save"), "save"),
    Shortcut(("Ctrl+S",), _("Save, also while typing (⌘S on a Mac)"), "save"),
    Shortcut(("?",), _("Show these shortcuts"), "help"),
    Shortcut(("Escape",), _("Close them"), "close"),
)


def address_of(shortcut: Shortcut) -> str:
    """Return the address that a shortcut leads to; empty for one that leads nowhere."""
    if not shortcut.endpoint:
        return ""
    if shortcut.endpoint == "desk.month":
        today = datetime.now(UTC).date()
        return url_for(shortcut.endpoint, year=today.year, month=today.month)
    return url_for(shortcut.endpoint)


def init_app(app: Flask) -> None:
    """Let every page of the desk show the table."""
    app.jinja_env.globals["shortcuts"] = SHORTCUTS
    app.jinja_env.globals["shortcut_address"] = address_of
