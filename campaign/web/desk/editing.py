"""Editing an action: a page for each section, saved by itself, with not a keystroke lost."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign.errors import AddresseeNeeded, BadEntry, CampaignError, ConflictingEdit, IllegalMove
from campaign.models import Action, KeptForm
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.editing.entries import Section
from campaign.services.editing.keeping import find_kept, kept_forms
from campaign.services.editing.saves import last_saves, saved_since
from campaign.services.editing.saving import get_action
from campaign.services.extending import proposed_deadline
from campaign.services.lifecycle import EDITABLE, take_action
from campaign.services.loading import ready_parts
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, or_else, signed_in
from campaign.web.database import database
from campaign.web.desk.forms.choices import Choices
from campaign.web.desk.forms.rows import reached, wrong_rows
from campaign.web.desk.forms.sections import SECTIONS, content_in, form_of, with_languages, words_of_rows
from campaign.web.desk.rail import rail_of
from campaign.web.desk.saving import desk_of, forget, keep, save_recorded
from campaign.web.desk.sheet import Sheet, choices_of, left, merged_with_now, opened, posted, says_nothing_new
from campaign.web.desk.telling import Telling, questions, telling_of
from campaign.web.filters import said

SAVE, FIND = "save", "find"
WRONG, CONFLICT = 422, 409
ADDRESS = f"/<any({', '.join(section.value for section in Section)}):name>"
editing = Blueprint("editing", __name__, url_prefix="/desk/actions/<slug>/edit")


@editing.get(ADDRESS)
@needs(CoordinatorRole.EDITOR)
def section(slug: str, name: str) -> Answer:
    """One section as it is now, or as its editor left it unsaved."""
    part = Section(name)
    with database().reading() as session:
        action = get_action(session, slug, *ready_parts())
        offers = kept_forms(session, desk_of(action, part))
        kept = _asked_for(session, action, part)
        if kept is None:
            return page(session, action, opened(action, part), offers=offers)
        sheet = left(kept, action)
        others = [offer for offer in offers if offer.id != kept.id]
        choices = with_languages(choices_of(session, action, sheet), [name for row in sheet.rows for name in row])
        if sheet.seen == opened(action, part).seen:
            return page(session, action, sheet, choices, offers=others)
        return merged_page(session, action, sheet, choices, offers=others)


@editing.post(ADDRESS)
@needs(CoordinatorRole.EDITOR)
@or_else(lambda slug, name: typed_again(slug, name))
def changed(slug: str, name: str) -> Answer:
    """The section saved; or its form again: with rows moved, with what is wrong, or with somebody else's changes."""
    part, now, do = Section(name), datetime.now(UTC), _asked_to()
    if do != SAVE and part in SECTIONS:
        return _with_rows_moved(slug, part, do, now)
    try:
        with database().transaction() as session:
            action = take_action(session, slug)
            sheet, choices = posted(session, action, part, request.form)
            content = content_in(part, form_of(part, choices, sheet.chosen()), choices)
            save_recorded(session, action, part, content, sheet.seen, now)
            forget(session, action, sheet)
    except ConflictingEdit:
        return _conflicting(slug, part, now)
    except (AddresseeNeeded, BadEntry, IllegalMove) as error:
        return _wrong(slug, part, error, now)
    return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)


def _asked_to() -> str:
    """Return which button was pressed; new words to find somebody by come first, however the form was sent."""
    if request.form.get("find", "") != request.form.get("found", ""):
        return FIND
    return request.form.get("do", SAVE)


def typed_again(slug: str, name: str) -> Answer:
    """The form with what was typed before its writer was signed out; nothing is saved, nothing is kept."""
    problem = _("This page was too old to save from. What you typed is here: look at it, then save it.")
    with database().reading() as session:
        action = get_action(session, slug, *ready_parts())
        sheet, choices = posted(session, action, Section(name), request.form)
        return page(session, action, sheet, choices, problem)


def page(
    session: Session,
    action: Action,
    sheet: Sheet,
    choices: Choices | None = None,
    problem: str = "",
    telling: Telling | None = None,
    offers: Sequence[KeptForm] = (),
    unfolded: Collection[int] = (),
) -> str:
    """Return the page of a section with a sheet on it; of its rows at least those at the places `unfolded` are open."""
    choices, now = choices or choices_of(session, action, sheet), datetime.now(UTC)
    form = form_of(sheet.part, choices, sheet.rows)
    saves = last_saves(session, action.slug, signed_in().email, now)
    return render_template(
        "desk/edit.html",
        slug=action.slug,
        section=sheet.part.value,
        sections=list(Section),
        sheet=sheet,
        form=form,
        row_words=words_of_rows(sheet.part, form, choices),
        unfolded=sheet.unfolded() | set(unfolded) | (telling.rows if telling else set()),
        rail=rail_of(action, now),
        problem=problem,
        telling=telling,
        questions=questions(sheet, form),
        offers=offers,
        save=saves.get(sheet.part) if action.state in EDITABLE else None,
        proposed=_proposed_day(action) if sheet.part is Section.BASICS else None,
    )


def merged_page(
    session: Session, action: Action, sheet: Sheet, choices: Choices, offers: Sequence[KeptForm] = ()
) -> str:
    """Return the page of a section with what others changed meanwhile."""
    savers = saved_since(session, action.slug, sheet.part, sheet.seen)
    sheet, merged = merged_with_now(sheet, action, choices)
    choices = with_languages(choices, [name for row in sheet.rows for name in row])
    telling = telling_of(merged, form_of(sheet.part, choices, sheet.rows), sheet.part, savers)
    return page(session, action, sheet, choices, telling=telling, offers=offers)


def _with_rows_moved(slug: str, part: Section, do: str, now: datetime) -> str:
    with database().transaction() as session:
        action = get_action(session, slug, *ready_parts())
        sheet, choices = posted(session, action, part, request.form)
        places, sheet = reached(do, sheet.out), sheet.after(do)
        keep(session, action, sheet, choices, now)
        return page(session, action, sheet, choices, unfolded=places)


def _conflicting(slug: str, part: Section, now: datetime) -> Answer:
    """The form with the changes of both; on to the action where all that is wanted is there already."""
    with database().transaction() as session:
        action = get_action(session, slug, *ready_parts())
        sheet, choices = posted(session, action, part, request.form)
        if says_nothing_new(sheet, action, choices):
            forget(session, action, sheet)
            return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)
        keep(session, action, sheet, choices, now)
        return merged_page(session, action, sheet, choices), CONFLICT


def _wrong(slug: str, part: Section, error: CampaignError, now: datetime) -> Answer:
    with database().transaction() as session:
        action = get_action(session, slug, *ready_parts())
        sheet, choices = posted(session, action, part, request.form)
        keep(session, action, sheet, choices, now)
        places = wrong_rows(error, len(sheet.rows))
        return page(session, action, sheet, choices, said(error.sentence), unfolded=places), WRONG


def _asked_for(session: Session, action: Action, part: Section) -> KeptForm | None:
    number = request.args.get("kept", "")
    if not (number.isdecimal() and len(number) <= 9):
        return None
    return find_kept(session, desk_of(action, part), int(number))


def _proposed_day(action: Action) -> date | None:
    """Return the last day that is usual for an action that has none yet."""
    return None if action.issue_date is None or action.deadline else proposed_deadline(action.issue_date)
