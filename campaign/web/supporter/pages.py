"""The list of actions, and each action's page."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask_babel import get_locale

from campaign.services.actions import Standing, action_page, list_public
from campaign.services.searching import countries_of, matching
from campaign.services.showing import shown
from campaign.web.database import database

LONGEST_QUESTION = 200  # characters

pages = Blueprint("supporter", __name__)


@pages.get("/")
def actions() -> str:
    """The list: what is open, by last day, then what is over."""
    now, language = datetime.now(UTC), str(get_locale())
    with database().reading() as session:
        everything = [shown(action, language) for action in list_public(session, now)]
    question, country = request.args.get("q", "")[:LONGEST_QUESTION], request.args.get("country", "")
    found = matching(everything, question, country, language)
    return render_template(
        "supporter/actions.html",
        open=[action for action in found if action.standing is Standing.OPEN],
        closed=[action for action in found if action.standing is not Standing.OPEN],
        countries=countries_of(everything, language),
        question=question,
        country=country,
        searched=bool(question or country),
    )


@pages.get("/actions/<slug>")
def action(slug: str) -> str:
    """One action."""
    now = datetime.now(UTC)
    with database().reading() as session:
        found = action_page(session, slug, now)
    return render_template("supporter/action.html", action=shown(found, str(get_locale())))
