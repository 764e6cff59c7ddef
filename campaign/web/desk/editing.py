"""Editing an action: a page for each section, saved by itself, with not a keystroke lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from wtforms import Form

from campaign.errors import AddresseeNeeded, BadEntry, CampaignError, ConflictingEdit, IllegalMove
from campaign.models import Action
from campaign.models.vocabulary import CoordinatorRole, EventKind, SubjectKind
from campaign.services.editing.entries import Content, Section, fingerprint
from campaign.services.editing.reading import content_of
from campaign.services.editing.saving import get_action, save
from campaign.services.extending import proposed_deadline
from campaign.services.lifecycle import note_change, take_action
from campaign.services.loading import edited_parts
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.desk.forms import addressees, basics, demands, persons, texts
from campaign.web.desk.forms.choices import Choices, choices_for
from campaign.web.desk.forms.rows import moved
from campaign.web.filters import said

SAVE, FIND = "save", "find"
WRONG, CONFLICT = 422, 409
editing = Blueprint("editing", __name__, url_prefix="/desk/actions/<slug>/edit")


@dataclass(frozen=True)
class Rows:
    """How a section of rows becomes a form, and a form its entries."""

    form: Callable[[Choices], type[Form]]
    rows: Callable[[Any], list[dict[str, Any]]]
    entries: Callable[[list[dict[str, Any]], Choices], Content]
    empty: Callable[[], dict[str, Any]]


SECTIONS = {
    Section.TEXTS: Rows(texts.texts_form, texts.text_rows, texts.text_entries, texts.empty_text),
    Section.PERSONS: Rows(persons.persons_form, persons.person_rows, persons.person_entries, persons.empty_person),
    Section.DEMANDS: Rows(demands.demands_form, demands.demand_rows, demands.demand_entries, demands.empty_demand),
    Section.ADDRESSEES: Rows(
        addressees.addressees_form, addressees.addressee_rows, addressees.addressee_entries, addressees.empty_addressee
    ),
}


@editing.get(f"/<any({', '.join(section.value for section in Section)}):name>")
@needs(CoordinatorRole.EDITOR)
def section(slug: str, name: str) -> Answer:
    """One section as it is now."""
    part = Section(name)
    with database().reading() as session:
        action = get_action(session, slug, *edited_parts())
        content, choices = content_of(action, part), choices_for(session, action, part)
        return _page(action, part, _form(part, choices, content), fingerprint(content))


@editing.post(f"/<any({', '.join(section.value for section in Section)}):name>")
@needs(CoordinatorRole.EDITOR)
def changed(slug: str, name: str) -> Answer:
    """The section saved; or its form again, with rows moved, or with what is wrong."""
    part, seen = Section(name), request.form.get("seen", "")
    with database().reading() as session:
        action = get_action(session, slug, *edited_parts())
        choices = choices_for(session, action, part, request.form)
        typed, do = _typed(part, choices), _asked_to()
        if do != SAVE and part in SECTIONS:
            rows = moved(typed.rows.data, do, SECTIONS[part].empty)
            return _page(action, part, SECTIONS[part].form(choices)(data={"rows": rows}), seen)
    try:
        _save(slug, part, _content(part, typed, choices), seen)
    except (AddresseeNeeded, BadEntry, IllegalMove) as error:
        return _again(slug, part, typed, seen, error), WRONG
    except ConflictingEdit as error:
        return _again(slug, part, typed, None, error), CONFLICT
    return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)


def _asked_to() -> str:
    """Return which button was pressed; new words to find somebody by come first, however the form was sent."""
    if request.form.get("find", "") != request.form.get("found", ""):
        return FIND
    return request.form.get("do", SAVE)


def _save(slug: str, part: Section, content: Content, seen: str) -> None:
    now = datetime.now(UTC)
    with database().transaction() as session:
        action = take_action(session, slug)
        before = content_of(action, part)
        if save(session, action, part, content, seen):
            note_change(session, action, signed_in().email, now)
            after = content_of(action, part)
            log_of(session, now).record(
                EventKind.EDITED,
                subject_kind=SubjectKind.ACTION,
                subject=slug,
                before={part.value: msgspec.to_builtins(before)},
                after={part.value: msgspec.to_builtins(after)},
            )


def _form(part: Section, choices: Choices, content: Any) -> Form:
    if part is Section.BASICS:
        return basics.BasicsForm(choices, data=basics.basics_data(content))
    return SECTIONS[part].form(choices)(data={"rows": SECTIONS[part].rows(content)})


def _typed(part: Section, choices: Choices) -> Form:
    if part is Section.BASICS:
        return basics.BasicsForm(choices, request.form)
    return SECTIONS[part].form(choices)(request.form)


def _content(part: Section, typed: Form, choices: Choices) -> Content:
    if not typed.validate():
        raise BadRequest  # a choice that is not on the page
    if isinstance(typed, basics.BasicsForm):
        return basics.basics_entry(typed)
    return SECTIONS[part].entries(typed.rows.data, choices)


def _again(slug: str, part: Section, typed: Form, seen: str | None, error: CampaignError) -> str:
    """Return the form with what is wrong; after a conflict also what is there now, which a second save replaces."""
    with database().reading() as session:
        action = get_action(session, slug, *edited_parts())
        there = content_of(action, part)
        theirs = _form(part, choices_for(session, action, part), there) if seen is None else None
        return _page(action, part, typed, seen or fingerprint(there), said(error.sentence), theirs)


def _proposed_day(action: Action) -> date | None:
    """Return the last day that is usual for an action that has none yet."""
    return None if action.issue_date is None or action.deadline else proposed_deadline(action.issue_date)


def _page(action: Action, part: Section, form: Form, seen: str, problem: str = "", theirs: Form | None = None) -> str:
    return render_template(
        "desk/edit.html",
        slug=action.slug,
        section=part.value,
        sections=list(Section),
        form=form,
        seen=seen,
        problem=problem,
        theirs=theirs,
        proposed=_proposed_day(action) if part is Section.BASICS else None,
    )
