"""Duplicates at the desk: a list of pairs, two side by side, merging them, and undoing a merge."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from campaign.errors import BadEntry, CampaignError, ConflictingEdit
from campaign.models import Authority
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.authorities.duplicates import duplicates as found_duplicates
from campaign.services.authorities.duplicates import side_by_side, tell_apart
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.history import Step
from campaign.services.authorities.listing import best_text
from campaign.services.authorities.merging import get_merge, merge, undo
from campaign.services.authorities.saving import get_authority, take_authority
from campaign.services.authorities.standing import standing
from campaign.services.authorities.using import uses_of
from campaign.services.editing.entries import fingerprint
from campaign.services.loading import whole_authority
from campaign.services.paging import page_number
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.desk.authorities import page as authority_page
from campaign.web.desk.authorities import searched
from campaign.web.desk.directory_words import step_label, step_value
from campaign.web.desk.forms.authorities import CONTACTS
from campaign.web.filters import said

WRONG, CONFLICT = 422, 409
ALIKE = {
    "name": _("like names"),
    "office": _("the same office"),
    "number": _("the same number"),
    "email": _("the same e-mail address"),
}
duplicates = Blueprint("duplicates", __name__, url_prefix="/desk")


@duplicates.get("/directory/duplicates")
@needs(CoordinatorRole.VIEWER)
def overview() -> Answer:
    """The pairs that may be one."""
    with database().reading() as session:
        part = found_duplicates(session, page_number(request.args.get("page", "")), str(get_locale()))
    return render_template("desk/duplicates.html", part=part, alike=ALIKE)


@duplicates.get("/authorities/<slug>/same")
@needs(CoordinatorRole.EDITOR)
def other_one(slug: str) -> Answer:
    """Finding what is one with an authority, though nothing of them looks alike: first among those of its state."""
    with database().reading() as session:
        authority = get_authority(session, slug)
        if authority.merged_into is not None:
            return redirect(url_for("duplicates.other_one", slug=standing(authority).slug), SEE_OTHER)
        found = searched(session, request.args.get("country", authority.state or ""))
        name, title, _organisation = best_text(authority, str(get_locale()))
    return render_template("desk/same.html", slug=slug, name=name or title, **found)


@duplicates.get("/directory/duplicates/<one>/<other>")
@needs(CoordinatorRole.EDITOR)
def pair(one: str, other: str) -> Answer:
    """Two authorities side by side."""
    return _page(one, other)


@duplicates.post("/directory/duplicates/<one>/<other>")
@needs(CoordinatorRole.EDITOR)
def decided(one: str, other: str) -> Answer:
    """They are merged into the one that is kept, or told apart."""
    now, do = datetime.now(UTC), request.form.get("do", "")
    kept, merged = (one, other) if do != "keep-other" else (other, one)
    if do not in ("keep-one", "keep-other", "two"):
        raise BadRequest
    try:
        with database().transaction() as session:
            taken = {slug: take_authority(session, slug) for slug in sorted((one, other))}
            if do == "two":
                tell_apart(taken[one], taken[other], log_of(session, now))
                return redirect(url_for("duplicates.overview"), SEE_OTHER)
            if _seen(taken[one], taken[other]) != request.form.get("seen"):
                raise ConflictingEdit("One of the two was changed since you opened this page: look again.")
            merge(taken[kept], taken[merged], log_of(session, now))
    except BadEntry as error:
        return _page(one, other, error), WRONG
    except ConflictingEdit as error:
        return _page(one, other, error), CONFLICT
    return redirect(url_for("authorities.one", slug=kept), SEE_OTHER)


@duplicates.post(f"/authorities/<slug>/merges/<int(max={LARGEST_ID}):which>/undo")
@needs(CoordinatorRole.EDITOR)
def undone(slug: str, which: int) -> Answer:
    """What was merged stands by itself again."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            kept = take_authority(session, slug, also_merged=True)
            made, other = get_merge(session, kept, which)
            undo(made, kept, other, log_of(session, now))
            parted = other.slug
    except ConflictingEdit as error:
        return authority_page(slug, error), CONFLICT
    return redirect(url_for("duplicates.pair", one=slug, other=parted), SEE_OTHER)


def _seen(one: Authority, other: Authority) -> str:
    return f"{fingerprint(entry_of(one))} {fingerprint(entry_of(other))}"


def _page(one: str, other: str, error: CampaignError | None = None) -> str:
    with database().reading() as session:
        return _shown(session, one, other, error)


def _shown(session: Session, one: str, other: str, error: CampaignError | None) -> str:
    now, language = datetime.now(UTC), str(get_locale())
    both = [get_authority(session, slug, *whole_authority()) for slug in (one, other)]
    steps = [Step(each.path, "", each.one, each.other) for each in side_by_side(*map(entry_of, both))]
    return render_template(
        "desk/pair.html",
        both=both,
        names=[best_text(each, language) for each in both],
        uses=[uses_of(session, each, now) for each in both],
        rows=[(step_label(step), step_value(step, step.before), step_value(step, step.after)) for step in steps],
        kinds=CONTACTS,
        seen=_seen(*both),
        stand=all(each.merged_into is None for each in both),
        problem=said(error.sentence) if error else "",
    )
