"""Writing: the form, the result, and the documents. Nothing is stored; what was typed travels from form to form."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound as PageNotFound
from werkzeug.wrappers import Response as AnyResponse
from wtforms import Field

from campaign.errors import (
    ActionClosed,
    CampaignError,
    CannotRender,
    DatabaseUnavailable,
    LayoutFailed,
    MissingWord,
    NamedOrganisation,
    NotFound,
    TooBusy,
    TooOften,
)
from campaign.merging.letter import MergedLetter
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAddressee, PublishedAuthority, in_language
from campaign.rendering.children import Children
from campaign.services.actions import ActionNow, Standing, action_page
from campaign.services.letters import Choice, choose_addressees, refuse_unless_open, with_mission, write_letters
from campaign.services.missions import missions_by_country
from campaign.services.showing import ShownAction, shown
from campaign.web.database import database
from campaign.web.filters import said
from campaign.web.limits import count_request
from campaign.web.supporter.filenames import letter_name
from campaign.web.supporter.forms import LetterForm

RENDERER = "campaign-renderer"
WRONG_WORDS, CONFLICT, GONE, TOO_MANY, FAILED, BUSY = 422, 409, 410, 429, 500, 503
writing = Blueprint("write", __name__, url_prefix="/actions/<slug>")


@dataclass(frozen=True)
class Place:
    """An action that somebody writes for, and what its pages show of it."""

    found: ActionNow
    action: ShownAction


class Updated(CampaignError):
    """The action was updated since the form was opened."""


class Unfinished(CampaignError):
    """The form lacks something, and says what beside its fields."""


REFUSED = {TooOften: TOO_MANY, TooBusy: BUSY, DatabaseUnavailable: BUSY, LayoutFailed: FAILED}
REFUSED |= {ActionClosed: GONE, Updated: CONFLICT}


@writing.get("/write")
def form(slug: str) -> str | AnyResponse:
    """The empty form; for a closed action, its page, which says so."""
    place = _place(slug)
    if place.found.standing is not Standing.OPEN:
        return redirect(url_for("supporter.action", slug=slug), 303)
    return _form_page(place, LetterForm(place.found.published))


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
def written(slug: str) -> str | tuple[str, int]:
    """The letters to take away; or the form again, with all that was typed."""
    place = _place(slug)
    filled = LetterForm(place.found.published, request.form)
    try:
        if "renew" in request.form:
            refuse_unless_open(place.found, "")
            filled.start_anew(place.found.published)
            return _form_page(place, filled, renewed=True)
        _refuse_old_forms(place, filled)
        if "change" in request.form:
            return _form_page(place, filled)
        choice, _made = _letters(place, filled, copy=True)
    except CampaignError as error:
        return _refusal(place, filled, error)
    return _result_page(place, filled, choice)


@writing.post("/letters/<which>")
def document(slug: str, which: str) -> AnyResponse | tuple[str, int]:
    """One letter as a PDF, by its addressee's number; `all` of them; or the `copy` for the mission."""
    place = _place(slug)
    filled = LetterForm(place.found.published, request.form)
    try:
        _refuse_old_forms(place, filled)
        choice, letters = _letters(place, filled, copy=which == "copy")
        wanted = _wanted(choice, which, len(place.action.addressees))
        chosen = [letter for letter, each in zip(letters, choice.addressees, strict=True) if each in wanted]
        renderer: Children = current_app.extensions[RENDERER]
        content = renderer.print_pdf(chosen, filled.sheet).content
        _refuse_old_forms(_place(slug), filled)  # it may have been stopped meanwhile
    except CampaignError as error:
        return _refusal(place, filled, error)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{letter_name(wanted, which)}"'
    return answer


def _place(slug: str) -> Place:
    with database().reading() as session:
        found = action_page(session, slug, datetime.now(UTC))
    return Place(found, shown(found, str(get_locale())))


def _refuse_old_forms(place: Place, filled: LetterForm) -> None:
    refuse_unless_open(place.found, "")
    if filled.revision.data != str(place.found.published.revision):
        raise Updated(_("This action was updated while you were writing."))


def _letters(place: Place, filled: LetterForm, *, copy: bool) -> tuple[Choice, tuple[MergedLetter, ...]]:
    """Return the letters asked for, with their addressees; raises Unfinished while the form lacks something."""
    if not filled.validate() or filled.supporter is None:
        raise Unfinished
    count_request()
    with _said_at(filled.country):
        refuse_unless_open(place.found, filled.country.data)
    with _said_at(filled.to):
        choice = _choice(place, filled, copy=copy)
    return choice, write_letters(place.found, choice, filled.supporter, filled.language.data)


@contextmanager
def _said_at(field: Field) -> Iterator[None]:
    """Say at a field what is closed there: not the action, but this country or these addressees."""
    try:
        yield
    except ActionClosed as refusal:
        field.errors = [said(refusal.sentence)]
        raise Unfinished from refusal


def _choice(place: Place, filled: LetterForm, *, copy: bool) -> Choice:
    """The addressees that were ticked and, if asked for, the mission that gets a copy."""
    action = place.found.published
    choice = choose_addressees(action, filled.to.data, filled.country.data)
    if not (copy and action.copies_to_missions):
        return choice
    try:
        with database().reading() as session:
            return with_mission(session, place.found, choice, filled.country.data, datetime.now(UTC))
    except NotFound as error:
        return Choice(choice.addressees, (*choice.notes, error.sentence))


def _wanted(choice: Choice, which: str, own: int) -> list[PublishedAddressee]:
    if which == "all":
        return [each for each in choice.addressees if each.position <= own]
    if which == "copy":
        found = [each for each in choice.addressees if each.position > own]
    else:
        found = [each for each in choice.addressees if str(each.position) == which]
    if not found:
        raise PageNotFound
    return found


def _result_page(place: Place, filled: LetterForm, choice: Choice) -> str:
    own = len(place.action.addressees)
    letters = [
        (each.position, place.action.addressees[each.position - 1])
        for each in choice.addressees
        if each.position <= own
    ]
    missions = [_mission_name(each.authority) for each in choice.addressees if each.position > own]
    return render_template(
        "supporter/letters.html",
        action=place.action,
        form=filled,
        letters=letters,
        mission=missions[0] if missions else None,
        notes=choice.notes,
    )


def _form_page(place: Place, filled: LetterForm, *, renewed: bool = False) -> str:
    return render_template("supporter/write.html", action=place.action, form=filled, renewed=renewed)


def _refusal(place: Place, filled: LetterForm, error: CampaignError) -> tuple[str, int]:
    """Answer with what is wrong and all that was typed: in the form where it can be mended there, else to copy."""
    if isinstance(error, Unfinished):
        return _form_page(place, filled), WRONG_WORDS
    if isinstance(error, NamedOrganisation | CannotRender | MissingWord):
        filled.own_words.errors = [*filled.own_words.errors, said(error.sentence)]
        return _form_page(place, filled), WRONG_WORDS
    if isinstance(error, LayoutFailed):
        current_app.logger.error("", extra={"event": "layout failed", "error": str(error)})
    if type(error) not in REFUSED:
        raise error
    status = REFUSED[type(error)]
    page = render_template(
        "supporter/kept.html",
        action=place.action,
        form=filled,
        reason=_("The site cannot answer just now.") if status in (FAILED, BUSY) else said(error.sentence),
        updated=status == CONFLICT,
        again=status in (TOO_MANY, FAILED, BUSY),
    )
    return page, status


def _mission_name(mission: PublishedAuthority) -> str:
    text = in_language(mission.texts, str(get_locale())) or mission.texts[0]
    return text.organisation or text.title
