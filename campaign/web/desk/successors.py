"""Successors at the desk: who takes an office, and offering the change to the actions that are live."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.exceptions import BadRequest
from wtforms import Form

from campaign.errors import BadEntry, CampaignError, ConflictingEdit, IllegalMove, NothingToReview, NotReady
from campaign.models import Authority
from campaign.models.vocabulary import CoordinatorRole, EventKind, SubjectKind
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.listing import best_text
from campaign.services.authorities.saving import get_authority, take_authority
from campaign.services.authorities.standing import standing
from campaign.services.authorities.succeeding import announce, get_succession, holder_of, take_back, take_office
from campaign.services.editing.entries import fingerprint
from campaign.services.lifecycle import ask_for_review, take_action
from campaign.services.loading import whole_authority
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.desk.authorities import CONFLICT, WRONG, page
from campaign.web.desk.forms.successor import successor_entry, successor_form
from campaign.web.desk.forms.wrong import mark_wrong
from campaign.web.filters import said

successors = Blueprint("successors", __name__, url_prefix="/desk/authorities/<slug>")


@successors.get("/successor")
@needs(CoordinatorRole.EDITOR)
def new(slug: str) -> Answer:
    """The form for who takes the office; for an authority that was merged, that of the other."""
    with database().reading() as session:
        authority = get_authority(session, slug, *whole_authority())
        if (now_at := standing(authority).slug) != slug:
            return redirect(url_for("successors.new", slug=now_at), SEE_OTHER)
        return _form_page(authority, successor_form(authority)(), fingerprint(entry_of(authority)))


@successors.post("/successor")
@needs(CoordinatorRole.EDITOR)
def entered(slug: str) -> Answer:
    """The successor is entered, and in the office if the day has come."""
    now, seen = datetime.now(UTC), request.form.get("seen", "")
    try:
        with database().transaction() as session:
            authority = take_authority(session, slug)
            if fingerprint(entry_of(authority)) != seen:
                raise ConflictingEdit("Somebody else changed this authority since you opened it.")
            form = _typed(authority)
            day, holder = successor_entry(form, authority)
            announce(authority, holder, day, form.source.data or "", log_of(session, now))
    except (BadEntry, ConflictingEdit) as error:
        return _again(slug, error), CONFLICT if isinstance(error, ConflictingEdit) else WRONG
    return redirect(url_for("authorities.one", slug=slug), SEE_OTHER)


@successors.post(f"/successions/<int(max={LARGEST_ID}):which>/take-office")
@needs(CoordinatorRole.EDITOR)
def took_office(slug: str, which: int) -> Answer:
    """The day has come: the successor holds the office."""
    return _step(slug, which, take=True)


@successors.post(f"/successions/<int(max={LARGEST_ID}):which>/take-back")
@needs(CoordinatorRole.EDITOR)
def taken_back(slug: str, which: int) -> Answer:
    """The successor is expected no longer."""
    return _step(slug, which, take=False)


@successors.post("/offer")
@needs(CoordinatorRole.EDITOR)
def offered(slug: str) -> Answer:
    """What the directory says now is offered to a live action as its next revision: a second person is asked."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            action = take_action(session, request.form.get("action", ""))
            ask_for_review(session, action, signed_in().email, now)
            log_of(session, now).record(
                EventKind.SENT_TO_REVIEW,
                subject_kind=SubjectKind.ACTION,
                subject=action.slug,
                after={"authority": slug},
            )
    except (ConflictingEdit, IllegalMove, NothingToReview, NotReady) as error:
        return page(slug, error), CONFLICT
    return redirect(url_for("authorities.one", slug=slug, _anchor="used"), SEE_OTHER)


def _step(slug: str, which: int, *, take: bool) -> Answer:
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            authority = take_authority(session, slug)
            succession = get_succession(session, authority, which)
            (take_office if take else take_back)(authority, succession, log_of(session, now))
    except (BadEntry, ConflictingEdit) as error:
        return page(slug, error), CONFLICT
    return redirect(url_for("authorities.one", slug=slug), SEE_OTHER)


def _typed(authority: Authority) -> Form:
    form = successor_form(authority)(request.form)
    if not form.validate():
        raise BadRequest  # a choice that is not on the page
    return form


def _again(slug: str, error: CampaignError) -> str:
    with database().reading() as session:
        authority = get_authority(session, slug, *whole_authority())
        return _form_page(authority, _typed(authority), fingerprint(entry_of(authority)), error)


def _form_page(authority: Authority, form: Form, seen: str, error: CampaignError | None = None) -> str:
    name, title, _organisation = best_text(authority, str(get_locale()))
    return render_template(
        "desk/successor.html",
        slug=authority.slug,
        form=form,
        seen=seen,
        name=name,
        title=title,
        holder=holder_of(authority),
        problem=said(error.sentence) if error else "",
        wrong=mark_wrong(form, error) if error else None,
    )
