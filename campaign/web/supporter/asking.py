"""What every answer to the form shares: the action it was made for, the letters it asks for, and what is refused."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound as PageNotFound
from wtforms import Field

from campaign.errors import (
    ActionClosed,
    CampaignError,
    CannotRender,
    DatabaseUnavailable,
    DoesNotFit,
    LayoutFailed,
    MissingWord,
    NamedOrganisation,
    NotFound,
    NoWay,
    Sentence,
    TooBusy,
    TooOften,
)
from campaign.merging.supporter import Supporter
from campaign.paths import PACKAGE
from campaign.rendering.pictures import LARGEST_UPLOAD
from campaign.services.checks import advice_on_words
from campaign.services.letters import Choice, choose_addressees, refuse_unless_open, with_mission
from campaign.services.own_ministers import with_own_minister
from campaign.web.database import database
from campaign.web.filters import said
from campaign.web.limits import count_request
from campaign.web.supporter.forms import SENDING_FIELDS, LetterForm
from campaign.web.supporter.places import Answer, Place, with_place
from campaign.web.supporter.shown import Shown, nothing_shown

WRONG_WORDS, CONFLICT, GONE, TOO_MANY, FAILED, BUSY = 422, 409, 410, 429, 500, 503
PAD = "vendor/signature_pad.min.js"  # brought by .ci/web-packages


class Updated(CampaignError):
    """The action was updated since the form was opened."""


class Unfinished(CampaignError):
    """The form lacks something, and says what beside its fields."""


REFUSED = {TooOften: TOO_MANY, TooBusy: BUSY, DatabaseUnavailable: BUSY, LayoutFailed: FAILED}
REFUSED |= {ActionClosed: GONE, Updated: CONFLICT}


def with_form(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Hand a view the action and the filled-in form, and answer what is refused with all that was typed."""

    @with_place
    @wraps(view)
    def answered(place: Place, **values: str) -> Answer:
        filled = LetterForm(place.found, request.form)
        try:
            refuse_old_forms(place, filled)
            return view(place, filled, **values)
        except CampaignError as error:
            return refusal(place, filled, error)

    return answered


def refuse_old_forms(place: Place, filled: LetterForm) -> None:
    """Raise ActionClosed or Updated if the form was filled in for an action that is no longer as it was."""
    refuse_unless_open(place.found, "")
    if filled.revision.data != place.found.stamp:
        raise Updated(_("This action was updated while you were writing."))


def asked_for(place: Place, filled: LetterForm) -> tuple[Supporter, Choice]:
    """Return who writes to whom, the mission and an own minister included if they were asked for.

    Raises Unfinished while the form lacks something, and counts the request; raises TooOften if it is one too many.
    """
    if not filled.validate() or filled.supporter is None:
        raise Unfinished
    count_request()
    return filled.supporter, chosen(place, filled, filled.to.data)


def chosen(place: Place, filled: LetterForm, to: Collection[int] | None) -> Choice:
    """Return the addressees at these positions, or all, the mission and an own minister included if asked for.

    Raises Unfinished, with a word at the field, if nobody may be written to from the supporter's country.
    """
    with said_at(filled.country):
        refuse_unless_open(place.found, filled.country.data)
    with said_at(filled.to):
        return _choice(place, filled, to)


def one_of(place: Place, choice: Choice, which: str) -> Choice:
    """Return the choice of one alone, by number, as `copy` or as `own`; raises PageNotFound if it was not chosen."""
    found = tuple(each for each in choice.addressees if place.which(each) == which)
    if not found:
        raise PageNotFound
    return Choice(found, choice.notes)


def form_page(place: Place, filled: LetterForm, *, renewed: bool = False, shown: Shown | None = None) -> str:
    """Return the form with all that was typed, and beside it the letter if it was asked for."""
    return render_template(
        "supporter/write.html",
        place=place,
        action=place.action,
        form=filled,
        renewed=renewed,
        shown=shown or nothing_shown(place, filled, is_asked=False),
        advice=advice_on(place, filled),
        language_hint=_language_hint(filled),
        pad=_pad(),
        largest_upload=LARGEST_UPLOAD,
    )


def advice_on(place: Place, filled: LetterForm) -> dict[str, list[Sentence]]:
    """Return advice on what was typed, by the field that it stands beside."""
    language = filled.language.data
    if language not in [choice.value for choice in filled.language.choices]:
        return {}
    found: dict[str, list[Sentence]] = {}
    for advice in advice_on_words(place.found.published, filled.country.data or "", filled.own(), language):
        found.setdefault(advice.field, []).append(advice.sentence)
    return found


def _language_hint(filled: LetterForm) -> str:
    best = filled.language.choices[0]
    if filled.language.data == best.value:
        return ""
    hint: str = _("%(language)s is read best there. Choose it only if you can read what you sign.", language=best.label)
    return hint


def refusal(place: Place, filled: LetterForm, error: CampaignError) -> tuple[str, int]:
    """Answer with what is wrong and all that was typed: in the form where it can be mended there, else to copy."""
    if isinstance(error, Unfinished):
        return form_page(place, filled), WRONG_WORDS
    if told_at_a_field(filled, error):
        return form_page(place, filled), WRONG_WORDS
    if type(error) not in REFUSED:
        raise error
    note_failure(error)
    status = REFUSED[type(error)]
    page = render_template(
        "supporter/kept.html",
        place=place,
        action=place.action,
        form=filled,
        reason=_("The site cannot answer just now.") if status in (FAILED, BUSY) else said(error.sentence),
        chosen=[(name, value) for name, value in request.form.items(multi=True) if name in SENDING_FIELDS],
        updated=status == CONFLICT,
        again=status in (TOO_MANY, FAILED, BUSY),
    )
    return page, status


def note_failure(error: CampaignError) -> None:
    """Write down what is our own fault: its kind, and nothing of the letter."""
    if isinstance(error, LayoutFailed):
        current_app.logger.error("", extra={"event": "layout failed", "error": str(error)})


def told_at_a_field(filled: LetterForm, error: CampaignError) -> bool:
    """Say what is wrong at the field where it can be mended; tell whether there is one."""
    if isinstance(error, DoesNotFit):
        filled.paper.errors = [said(error.sentence)]
        return True
    if isinstance(error, NamedOrganisation | CannotRender | MissingWord):
        told = error.sentence.values
        field = filled.field_with(str(told.get("character") or told.get("found") or told.get("name") or ""))
        field.errors = [*field.errors, said(error.sentence)]
        return True
    if isinstance(error, NoWay):
        filled.to.errors = [said(error.sentence)]
        return True
    return False


def _pad() -> str:
    """Return the address of what one draws with; none where it was not installed, and so is not offered."""
    there = (PACKAGE / "web" / "static" / PAD).is_file()
    return url_for("static", filename=PAD) if there else ""


@contextmanager
def said_at(field: Field) -> Iterator[None]:
    """Say at a field what is closed there: not the action, but this country or these addressees."""
    try:
        yield
    except ActionClosed as refused:
        field.errors = [said(refused.sentence)]
        raise Unfinished from refused


def _choice(place: Place, filled: LetterForm, to: Collection[int] | None) -> Choice:
    action, country, language = place.found.published, filled.country.data, filled.language.data
    choice = choose_addressees(action, to, country)
    asked = [
        add
        for add, wanted in (
            (with_mission, filled.copies.data and action.copies_to_missions),
            (with_own_minister, filled.own_minister.data and action.own_minister),
        )
        if wanted
    ]
    if not asked:
        return choice
    with database().reading() as session:
        for add in asked:
            try:
                choice = add(session, place.found, choice, country, datetime.now(UTC), language)
            except NotFound as error:
                choice = Choice(choice.addressees, (*choice.notes, error.sentence))
    return choice
