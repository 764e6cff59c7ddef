"""“This contact is wrong”: a form for everyone. It asks for no name, and nothing tells later who sent it."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from campaign.errors import BadEntry, CampaignError, TooOften
from campaign.models.deadline import day_in
from campaign.services.authorities.correcting import LONGEST_WORDS, Part, Parts, parts_of, propose
from campaign.web.database import database
from campaign.web.filters import said
from campaign.web.limits import CORRECTIONS, count_request
from campaign.web.supporter.places import Answer, Place, with_place

WRONG, TOO_MANY = 422, 429
TYPED = ("which", "words", "proposed", "seen_at")
correcting = Blueprint("correcting", __name__, url_prefix="/actions/<slug>/wrong-contact")


@correcting.get("")
@with_place
def form(place: Place) -> Answer:
    """The empty form."""
    return _page(place, _all_parts(place))


@correcting.post("")
@with_place
def sent(place: Place) -> Answer:
    """It is kept for a coordinator; or the form again, with all that was typed."""
    everything = _all_parts(place)
    part = _chosen(everything, request.form.get("which", ""))
    try:
        if part is None:
            raise BadEntry(_("Choose what is wrong."))
        _count()
        typed = {name: request.form.get(name, "") for name in ("words", "proposed", "seen_at")}
        with database().transaction() as session:
            propose(session, part, **typed, day=datetime.now(UTC).date())
    except BadEntry as error:
        return _page(place, everything, error, "which" if part is None else "words"), WRONG
    except TooOften as error:
        return _page(place, everything, error), TOO_MANY
    return render_template("supporter/corrected.html", place=place, action=place.action)


def _count() -> None:
    try:
        count_request(CORRECTIONS)
    except TooOften:
        raise TooOften(_("Many corrections came from your part of the network. Please try again in an hour.")) from None


def _all_parts(place: Place) -> tuple[Parts, ...]:
    action = place.found.published
    day = day_in(action.time_zone, datetime.now(UTC))
    with database().reading() as session:
        return parts_of(session, action, day, str(get_locale()))


def _chosen(everything: tuple[Parts, ...], key: str) -> Part | None:
    return next((part for parts in everything for part in parts.parts if part.key == key), None)


def _page(place: Place, everything: tuple[Parts, ...], error: CampaignError | None = None, wrong: str = "") -> str:
    return render_template(
        "supporter/correct.html",
        place=place,
        action=place.action,
        everything=everything,
        typed={name: request.form.get(name, "") for name in TYPED},
        problem=said(error.sentence) if error else "",
        wrong=wrong,
        longest=LONGEST_WORDS,
    )
