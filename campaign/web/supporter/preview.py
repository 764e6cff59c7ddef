"""The supporter's pages once more, for whoever has a link to the preview of an action; the views are the same."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from campaign.errors import MissingWord, SpentLink, TooOften
from campaign.web.supporter.asking import TOO_MANY
from campaign.web.supporter.documents import documents
from campaign.web.supporter.pages import action
from campaign.web.supporter.places import PREVIEW
from campaign.web.supporter.sending import sending
from campaign.web.supporter.write import writing

NOT_THERE = 404


def preview_pages() -> Blueprint:
    """Return the action's page, writing, sending and documents under the token of a preview."""
    preview = Blueprint(PREVIEW, __name__, url_prefix="/preview/<token>")
    about = Blueprint("supporter", __name__)
    about.add_url_rule("", view_func=action)
    preview.register_blueprint(about)
    preview.register_blueprint(writing, url_prefix="")
    preview.register_blueprint(sending, url_prefix="/sending")
    preview.register_blueprint(documents, url_prefix="")
    preview.register_error_handler(SpentLink, _ended)
    preview.register_error_handler(MissingWord, _nothing_yet)
    preview.register_error_handler(TooOften, _too_often)
    return preview


def _ended(_error: Exception) -> tuple[str, int]:
    return _page(
        _("This preview cannot be opened"),
        _("It has ended, or its address was mistyped. Please ask whoever gave you the link for a new one."),
        NOT_THERE,
    )


def _nothing_yet(_error: Exception) -> tuple[str, int]:
    return _page(
        _("There is nothing to see yet"),
        _("Too little of this action is written. Please ask whoever gave you the link when to look again."),
        NOT_THERE,
    )


def _too_often(_error: Exception) -> tuple[str, int]:
    return _page(_("Not just now"), _("This preview was asked for very often. Please try again in a minute."), TOO_MANY)


def _page(title: str, text: str, status: int) -> tuple[str, int]:
    return render_template("problem.html", title=title, text=text), status
