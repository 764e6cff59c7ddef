"""Writing: the form and the result. Nothing is stored; what was typed travels from form to form."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response as AnyResponse

from campaign.errors import CampaignError
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAuthority, in_language
from campaign.models.vocabulary import Channel
from campaign.services.actions import Standing, action_page
from campaign.services.letters import refuse_unless_open, write_letters
from campaign.services.missions import missions_by_country
from campaign.web.database import database
from campaign.web.supporter.asking import Answer, asked_for, form_page, place_of, refusal, refuse_old_forms
from campaign.web.supporter.cards import cards_of, showable
from campaign.web.supporter.forms import LetterForm

writing = Blueprint("write", __name__, url_prefix="/actions/<slug>")


@writing.get("/write")
def form(slug: str) -> str | AnyResponse:
    """The empty form; for a closed action, its page, which says so."""
    place = place_of(slug)
    if place.found.standing is not Standing.OPEN:
        return redirect(url_for("supporter.action", slug=slug), 303)
    return form_page(place, LetterForm(place.found.published))


@writing.get("/missions.json")
def missions(slug: str) -> dict[str, str]:
    """For every country: the name of the mission that would get a copy. All at once, so that nobody tells theirs."""
    now = datetime.now(UTC)
    with database().reading() as session:
        action = action_page(session, slug, now).published
        day = day_in(action.time_zone, now)
        there = missions_by_country(session, action.country, day) if action.copies_to_missions else {}
    written_to = {each.authority.slug for each in action.addressees}
    return {country: _mission_name(each) for country, each in there.items() if each.slug not in written_to}


@writing.post("/write")
def written(slug: str) -> Answer:
    """The letters to take away; or the form again, with all that was typed."""
    place = place_of(slug)
    filled = LetterForm(place.found.published, request.form)
    try:
        if "renew" in request.form:
            refuse_unless_open(place.found, "")
            filled.start_anew(place.found.published)
            return form_page(place, filled, renewed=True)
        refuse_old_forms(place, filled)
        if "change" in request.form:
            return form_page(place, filled)
        supporter, choice = asked_for(place, filled)
        letters = write_letters(place.found, choice, supporter, filled.language.data)  # their faults are told here
        cards, unshown = showable(cards_of(place, choice, filled.country.data), letters)
    except CampaignError as error:
        return refusal(place, filled, error)
    return render_template(
        "supporter/letters.html",
        action=place.action,
        form=filled,
        cards=cards,
        by_post=[card for card in cards if not card.is_copy and Channel.PRINT in card.channels],
        notes=(*choice.notes, *unshown),
    )


def _mission_name(mission: PublishedAuthority) -> str:
    text = in_language(mission.texts, str(get_locale())) or mission.texts[0]
    return text.organisation or text.title
