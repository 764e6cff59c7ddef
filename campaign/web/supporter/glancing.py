"""The letter beside the form: drawn from the very PDF that would be handed out, shown, and forgotten."""

from dataclasses import replace

from flask import render_template, request
from flask_babel import gettext as _

from campaign.errors import ActionClosed, CampaignError
from campaign.services.letters import Choice, choose_addressees, write_letters
from campaign.web.filters import said
from campaign.web.limits import GLANCES, count_request
from campaign.web.supporter.asking import (
    REFUSED,
    Unfinished,
    Updated,
    chosen,
    form_page,
    note_failure,
    refusal,
    refuse_old_forms,
    said_at,
    told_at_a_field,
)
from campaign.web.supporter.forms import LetterForm
from campaign.web.supporter.making import glance_of, take_picture
from campaign.web.supporter.places import Answer, Place
from campaign.web.supporter.shown import Shown, nothing_shown, office
from campaign.web.supporter.unfinished import say_nothing_of_what_is_missing, supporter_so_far, with_own_country

SEE = "see"  # in a form: which letter to show, by its number, as `copy` or as `own`; the first if that is not chosen
PART = "part"  # in a form: the script wants what stands beside the form, without the page around it
SHOWN = 200


def seen(place: Place, filled: LetterForm) -> Answer:
    """The form with the letter beside it, as far as it is written; or that part of the page alone."""
    try:
        shown, status = _shown(place, filled), SHOWN
    except CampaignError as error:
        if isinstance(error, Updated | ActionClosed) and PART not in request.form:
            return refusal(place, filled, error)
        shown, status = _refused(place, filled, error)
    sent = request.form.get(filled.picture.name)
    if filled.picture.data and filled.picture.data != sent:
        shown = replace(shown, picture=filled.picture.data)
    if PART in request.form:
        return render_template("supporter/glance-part.html", place=place, form=filled, shown=shown), status
    return form_page(place, filled, shown=shown), status


def _shown(place: Place, filled: LetterForm) -> Shown:
    count_request(GLANCES)
    refuse_old_forms(place, filled)
    take_picture(filled)
    has_picture = bool(filled.picture.data) or filled.has_refused_picture  # be it a good one or not
    is_sample = not filled.validate()
    supporter = supporter_so_far(filled)
    say_nothing_of_what_is_missing(filled, has_picture=has_picture)
    if filled.language.errors:
        raise Unfinished
    choice = _choice(place, filled)
    letters = write_letters(place.found, choice, supporter, filled.language.data)
    names = [place.which(each) for each in choice.addressees]
    which = request.form[SEE] if request.form[SEE] in names else names[0]
    letter = with_own_country(letters[names.index(which)], supporter)
    offices = [office(place, each) for each in choice.addressees]
    glance = glance_of(place, filled, letter, sample=is_sample)
    others = tuple(zip(names, offices, strict=True))
    return Shown(others, which, letter, glance.pages, is_sample=is_sample)


def _choice(place: Place, filled: LetterForm) -> Choice:
    if not place.found.published.addressees:  # in the preview of a draft
        filled.to.errors = [_("There is nobody to write to yet.")]
        raise Unfinished
    to = None if filled.to.errors or not filled.to.data else filled.to.data
    if filled.country.data and not filled.country.errors:
        return chosen(place, filled, to)
    with said_at(filled.to):
        return choose_addressees(place.found.published, to, "")


def _refused(place: Place, filled: LetterForm, error: CampaignError) -> tuple[Shown, int]:
    """Return why no letter can be shown; raises what the page cannot say."""
    if isinstance(error, Unfinished) or told_at_a_field(filled, error):
        return nothing_shown(place, filled), SHOWN  # to look is not to send
    if type(error) not in REFUSED:
        raise error
    note_failure(error)
    if isinstance(error, Updated | ActionClosed):
        words = said(error.sentence)
    else:
        words = _("The letter cannot be shown just now. Go on writing, and look again in a minute.")
    nothing = nothing_shown(place, filled)
    return replace(nothing, refused=words, is_updated=isinstance(error, Updated)), REFUSED[type(error)]
