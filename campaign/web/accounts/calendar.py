"""The calendar of all last days: its secret address, made and ended on the account page, and what is found there."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from campaign.errors import TooOften
from campaign.merging.countries import country_name
from campaign.models.vocabulary import AccountChange, CoordinatorRole
from campaign.services.accounts.feed_addresses import find_feed, make_feed, revoke_feed, touch_feed
from campaign.services.accounts.recording import recorded
from campaign.services.actions import ListedNow
from campaign.services.calendar import deadline_calendar
from campaign.web.accounts.account import account_page
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.addresses import full_address
from campaign.web.database import database
from campaign.web.limits import CALENDARS, count_request

TOO_MANY = 429

calendar = Blueprint("calendar", __name__)


@calendar.post("/desk/account/calendar")
@needs(CoordinatorRole.VIEWER, fresh=True)
def made() -> Answer:
    """A new address, shown this once; the one before no longer works."""
    here, now = signed_in(), datetime.now(UTC)
    with database().transaction() as session, recorded(log_of(session, now), here.email, AccountChange.CALENDAR_MADE):
        token = make_feed(session, here.coordinator_id, now)
    return account_page(feed_address=full_address(url_for("calendar.last_days", token=token)))


@calendar.post("/desk/account/calendar/end")
@needs(CoordinatorRole.VIEWER)
def ended() -> Answer:
    """No address any more."""
    here, now = signed_in(), datetime.now(UTC)
    with database().transaction() as session, recorded(log_of(session, now), here.email, AccountChange.CALENDAR_ENDED):
        revoke_feed(session, here.coordinator_id)
    return redirect(url_for("account.overview", _anchor="calendar"), SEE_OTHER)


@calendar.get("/feeds/deadlines/<token>.ics")
def last_days(token: str) -> Response:
    """All last days, for whoever knows the address; the day on which it was used is noted once."""
    try:
        count_request(CALENDARS)
    except TooOften:
        abort(TOO_MANY)
    now = datetime.now(UTC)
    with database().reading() as session:
        feed = find_feed(session, token)
        content = deadline_calendar(session, now, _("Last days for letters"), _title)
    if feed.used_on != now.date():
        with database().transaction() as session:
            touch_feed(session, feed.sha256, now.date())
    return Response(content, mimetype="text/calendar")


def _title(found: ListedNow) -> str:
    """Return what an entry says: never who is at risk, nor any words of the action."""
    action = found.published
    case = " · ".join(filter(None, (action.case_code, country_name(action.country, str(get_locale())))))
    if found.is_closed:
        title: str = _("No more letters: %(case)s", case=case)
    elif action.demonstration:
        title = _("Last day of a demonstration: %(case)s", case=case)
    else:
        title = _("Last day for letters: %(case)s", case=case)
    return title
