"""The list of actions, as a page and as a feed, and each action's page."""

from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from campaign.services.actions import Standing, list_public
from campaign.services.calendar import last_day_entry
from campaign.services.feeds import actions_feed
from campaign.services.paging import page_number, part_of
from campaign.services.searching import countries_of, matching
from campaign.services.showing import shown_card
from campaign.web.addresses import full_address
from campaign.web.database import database
from campaign.web.supporter.feed import feed_document
from campaign.web.supporter.places import Answer, Place, with_place

LONGEST_QUESTION = 200  # characters
MOST_ENTRIES = 100

pages = Blueprint("supporter", __name__)


@pages.get("/")
def actions() -> str:
    """The list: what is open, by last day, then what is over."""
    now, language = datetime.now(UTC), str(get_locale())
    with database().reading() as session:
        everything = [shown_card(action, language) for action in list_public(session, now)]
    question, country = request.args.get("q", "")[:LONGEST_QUESTION], request.args.get("country", "")
    part = part_of(matching(everything, question, country, language), page_number(request.args.get("page", "")))
    return render_template(
        "supporter/actions.html",
        open=[action for action in part.rows if action.standing is Standing.OPEN],
        closed=[action for action in part.rows if action.standing is not Standing.OPEN],
        part=part,
        countries=countries_of(everything, language),
        question=question,
        country=country,
        searched=bool(question or country),
    )


@pages.get("/actions.atom")
def feed() -> Response:
    """The same actions for feed readers (Atom, RFC 4287), what changed last first."""
    with database().reading() as session:
        found = actions_feed(session, datetime.now(UTC), str(get_locale()), MOST_ENTRIES)
    return Response(feed_document(found), mimetype="application/atom+xml")


@pages.get("/actions/<slug>")
@with_place
def action(place: Place) -> Answer:
    """One action."""
    return render_template("supporter/action.html", place=place, action=place.action)


@pages.get("/actions/<slug>/last-day.ics")
@with_place
def last_day(place: Place) -> Answer:
    """The last day to write, for a calendar."""
    persons = ", ".join(place.action.persons)
    title = _("Last day for letters: %(persons)s", persons=persons) if persons else _("Last day for your letters")
    if place.found.is_closed:
        title = _("No more letters: %(persons)s", persons=persons) if persons else _("No more letters, please")
    content = last_day_entry(place.found, title, full_address(place.address("supporter.action")))
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="last-day.ics"'
    return answer
