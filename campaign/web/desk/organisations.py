"""The organisations that issue appeals: a list, and a form for each."""

from datetime import UTC, datetime

import msgspec
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from campaign.errors import BadEntry, ConflictingEdit
from campaign.models.vocabulary import CoordinatorRole, EventKind, SubjectKind
from campaign.services.editing.entries import fingerprint
from campaign.services.lifecycle import note_change_of_organisation
from campaign.services.organisations import (
    OrganisationEntry,
    add_organisation,
    entry_of,
    get_organisation,
    issued_by,
    list_organisations,
    remove_organisation,
    save_organisation,
    take_organisation,
)
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.desk.forms.organisations import (
    OrganisationForm,
    empty_name,
    organisation_data,
    organisation_entry,
)
from campaign.web.desk.forms.rows import moved, taken_out, without
from campaign.web.filters import said

SAVE = "save"
WRONG, CONFLICT = 422, 409
organisations = Blueprint("organisations", __name__, url_prefix="/desk/organisations")


@organisations.get("")
@needs(CoordinatorRole.EDITOR)
def overview() -> Answer:
    """All organisations, with the actions that they issued."""
    with database().reading() as session:
        rows = [(each, entry_of(each), [action.slug for action in used]) for each, used in list_organisations(session)]
    return render_template("desk/organisations.html", rows=rows)


@organisations.get("/new")
@needs(CoordinatorRole.EDITOR)
def new() -> Answer:
    """The form for one more."""
    return _page(None, OrganisationForm(data={"rows": [{"kind": "name", "language": "en"}]}))


@organisations.post("/new")
@needs(CoordinatorRole.EDITOR)
def created() -> Answer:
    """One more organisation."""
    form, now = _typed(), datetime.now(UTC)
    if request.form.get("do", SAVE) != SAVE:
        return _page(None, _rearranged(form))
    try:
        with database().transaction() as session:
            organisation = add_organisation(session, organisation_entry(form))
            slug, after = organisation.slug, msgspec.to_builtins(entry_of(organisation))
            log_of(session, now).record(
                EventKind.CREATED, subject_kind=SubjectKind.ORGANISATION, subject=slug, after=after
            )
    except BadEntry as error:
        return _page(None, form, problem=said(error.sentence)), WRONG
    return redirect(url_for("organisations.overview"), SEE_OTHER)


@organisations.get("/<slug>")
@needs(CoordinatorRole.EDITOR)
def one(slug: str) -> Answer:
    """One organisation as it is now."""
    with database().reading() as session:
        entry = entry_of(get_organisation(session, slug))
    return _page(slug, OrganisationForm(data=organisation_data(entry)), fingerprint(entry))


@organisations.post("/<slug>")
@needs(CoordinatorRole.EDITOR)
def changed(slug: str) -> Answer:
    """It is saved; or the form again, with rows moved, or with what is wrong."""
    form, seen = _typed(), request.form.get("seen", "")
    if request.form.get("do", SAVE) != SAVE:
        return _page(slug, _rearranged(form), seen)
    try:
        _save(slug, organisation_entry(form), seen)
    except BadEntry as error:
        return _page(slug, form, seen, said(error.sentence)), WRONG
    except ConflictingEdit as error:
        with database().reading() as session:
            there = entry_of(get_organisation(session, slug))
        theirs = OrganisationForm(data=organisation_data(there))
        return _page(slug, form, fingerprint(there), said(error.sentence), theirs), CONFLICT
    return redirect(url_for("organisations.overview"), SEE_OTHER)


@organisations.post("/<slug>/remove")
@needs(CoordinatorRole.EDITOR)
def removed(slug: str) -> Answer:
    """It is taken out, if nothing uses it."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            organisation = take_organisation(session, slug)
            before = msgspec.to_builtins(entry_of(organisation))
            remove_organisation(session, organisation)
            log_of(session, now).record(
                EventKind.EDITED, subject_kind=SubjectKind.ORGANISATION, subject=slug, before=before
            )
    except BadEntry as error:
        with database().reading() as session:
            entry = entry_of(get_organisation(session, slug))
        form = OrganisationForm(data=organisation_data(entry))
        return _page(slug, form, fingerprint(entry), said(error.sentence)), WRONG
    return redirect(url_for("organisations.overview"), SEE_OTHER)


def _save(slug: str, entry: OrganisationEntry, seen: str) -> None:
    now = datetime.now(UTC)
    with database().transaction() as session:
        organisation = take_organisation(session, slug)
        before = entry_of(organisation)
        if save_organisation(session, organisation, entry, seen, now):
            note_change_of_organisation(session, organisation, signed_in().email, now)
            log_of(session, now).record(
                EventKind.EDITED,
                subject_kind=SubjectKind.ORGANISATION,
                subject=slug,
                before=msgspec.to_builtins(before),
                after=msgspec.to_builtins(entry_of(organisation)),
            )


def _typed() -> OrganisationForm:
    form = OrganisationForm(request.form)
    if not form.validate():
        raise BadRequest  # a kind that is not on the page
    return form


def _rearranged(form: OrganisationForm) -> OrganisationForm:
    do, rows = request.form["do"], form.rows.data
    out = taken_out(rows, do)
    rows = without(rows, out) if out else moved(rows, do, empty_name)
    data = {"contact": form.contact.data, "report_address": form.report_address.data, "rows": rows}
    return OrganisationForm(data=data)


def _page(
    slug: str | None,
    form: OrganisationForm,
    seen: str = "",
    problem: str = "",
    theirs: OrganisationForm | None = None,
) -> str:
    used: list[str] = []
    if slug is not None:
        with database().reading() as session:
            used = [action.slug for action in issued_by(session, get_organisation(session, slug))]
    return render_template(
        "desk/organisation.html", slug=slug, form=form, seen=seen, problem=problem, theirs=theirs, used=used
    )
