"""Links that show an action before it is published: which hold, a new one, and taking one back."""

from datetime import UTC, datetime

from flask import Blueprint, current_app, redirect, render_template, request, url_for

from campaign.errors import BadEntry, CampaignError, IllegalMove, NotFound
from campaign.models.vocabulary import CoordinatorRole, EventKind, SubjectKind
from campaign.services.editing.saving import get_action
from campaign.services.lifecycle import take_action
from campaign.services.previewing import DAYS, list_previews, make_preview, revoke_preview
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.filters import said

WRONG = 422
previews = Blueprint("previews", __name__, url_prefix="/desk/actions/<slug>/previews")


@previews.get("")
@needs(CoordinatorRole.VIEWER)
def overview(slug: str) -> Answer:
    """The links that hold, and the form for a new one."""
    return _page(slug)


@previews.post("")
@needs(CoordinatorRole.EDITOR)
def made(slug: str) -> Answer:
    """A new link, shown this once."""
    now, typed = datetime.now(UTC), request.form.get("days", "")
    try:
        with database().transaction() as session:
            action = take_action(session, slug)
            days = int(typed) if typed in map(str, DAYS) else 0
            link, token = make_preview(session, action, signed_in().email, days, now)
            log_of(session, now).record(
                EventKind.PREVIEW_MADE,
                subject_kind=SubjectKind.ACTION,
                subject=slug,
                after={"link": link.id, "until": link.expires_at.isoformat()},
            )
    except (BadEntry, IllegalMove) as error:
        return _page(slug, problem=error), WRONG
    base = current_app.config["SITE_ADDRESS"].rstrip("/") or request.host_url.rstrip("/")
    return _page(slug, link=base + url_for("preview.supporter.action", token=token))


@previews.post(f"/<int(max={LARGEST_ID}):which>/revoke")
@needs(CoordinatorRole.EDITOR)
def revoked(slug: str, which: int) -> Answer:
    """A link opens nothing any more."""
    now = datetime.now(UTC)
    with database().transaction() as session:
        action = take_action(session, slug)
        try:
            link = revoke_preview(session, action, which)
        except NotFound:
            return redirect(url_for("previews.overview", slug=slug), SEE_OTHER)  # somebody was quicker
        log_of(session, now).record(
            EventKind.PREVIEW_REVOKED,
            subject_kind=SubjectKind.ACTION,
            subject=slug,
            before={"link": link.id, "made_by": link.made_by, "until": link.expires_at.isoformat()},
        )
    return redirect(url_for("previews.overview", slug=slug), SEE_OTHER)


def _page(slug: str, link: str = "", problem: CampaignError | None = None) -> str:
    now = datetime.now(UTC)
    with database().reading() as session:
        action = get_action(session, slug)
        return render_template(
            "desk/previews.html",
            slug=slug,
            state=action.state,
            title=next((text.title for text in action.texts.values()), slug),
            previews=list_previews(session, action, now),
            days=DAYS,
            link=link,
            problem=said(problem.sentence) if problem else "",
        )
