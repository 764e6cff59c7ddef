"""What a page says when something is wrong: plain words, the right status, no traceback."""

from flask import Flask, render_template
from flask_babel import gettext as _

from campaign.errors import DatabaseUnavailable, NotFound


def init_app(app: Flask) -> None:
    """Let the application answer problems with pages of our own."""

    @app.errorhandler(404)
    @app.errorhandler(NotFound)
    def not_found(_error: Exception) -> tuple[str, int]:
        return _problem(
            _("This page does not exist"), _("The address may be mistyped, or the action was withdrawn."), 404
        )

    @app.errorhandler(DatabaseUnavailable)
    def unavailable(error: Exception) -> tuple[str, int]:
        app.logger.error("%s", error)
        return _problem(_("Please try again in a minute"), _("The site cannot answer just now."), 503)

    @app.errorhandler(500)
    def failed(_error: Exception) -> tuple[str, int]:
        return _problem(_("Something went wrong here"), _("It is our mistake, and it has been noted."), 500)


def _problem(title: str, text: str, status: int) -> tuple[str, int]:
    return render_template("problem.html", title=title, text=text), status
