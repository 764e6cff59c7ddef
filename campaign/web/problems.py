"""What a page says when something is wrong: plain words, the right status, no traceback."""

from flask import Flask, render_template
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException

from campaign.errors import DatabaseUnavailable, NotFound

PROBLEMS = {
    400: (_("This request cannot be read"), _("Please go back and try again.")),
    403: (_("This came from another site"), _("Please open the action here, and write your letter here.")),
    404: (_("This page does not exist"), _("The address may be mistyped, or the action was withdrawn.")),
    405: (
        _("This page opens with a button only"),
        _("Please go back to the page before; your browser may still have what you typed."),
    ),
    413: (
        _("That was too much text"),
        _("Please go back and shorten it, or choose a smaller picture; your browser may still have what you typed."),
    ),
    429: (_("Please try again in a minute"), _("Much has been asked for from your part of the network.")),
    500: (_("Something went wrong here"), _("It is our mistake, and it has been noted. Please go back and try again.")),
    503: (_("Please try again in a minute"), _("The site cannot answer just now.")),
}


def init_app(app: Flask) -> None:
    """Let the application answer problems with pages of our own."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int]:
        status = error.code or 500
        return _problem(status if status in PROBLEMS else 400, status)

    @app.errorhandler(NotFound)
    def not_found(_error: NotFound) -> tuple[str, int]:
        return _problem(404)

    @app.errorhandler(DatabaseUnavailable)
    def unavailable(_error: DatabaseUnavailable) -> tuple[str, int]:
        app.logger.error("", extra={"event": "database unavailable"})
        return _problem(503)


def _problem(known: int, status: int | None = None) -> tuple[str, int]:
    title, text = PROBLEMS[known]
    return render_template("problem.html", title=title, text=text), status or known
