"""One action on the desk: how far it is, what blocks it, what would change, and the steps of its life."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from sqlalchemy.orm import Session

from campaign.errors import (
    BadEntry,
    CampaignError,
    ConflictingEdit,
    IllegalMove,
    NothingToReview,
    NotReady,
    SecondPersonNeeded,
)
from campaign.models import Action
from campaign.models.deadline import Deadline
from campaign.models.states import StopReason
from campaign.models.vocabulary import ActionKind, CoordinatorRole, DeadlineRule, EventKind, SubjectKind
from campaign.services.closing import archive, record_outcome, stop
from campaign.services.copying import clone, follow_up
from campaign.services.differences import differences
from campaign.services.editing.entries import Section
from campaign.services.editing.saves import last_saves
from campaign.services.editing.saving import create_action, get_action, slug_of
from campaign.services.extending import propose_extension
from campaign.services.importing.keeping import has_source
from campaign.services.lifecycle import (
    EDITABLE,
    approve,
    ask_for_review,
    note_change,
    send_back,
    sha256_now,
    take_action,
    waiting_review,
)
from campaign.services.loading import whole_action
from campaign.services.publishing import newest_revision, next_revision
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.desk.forms.actions import NewActionForm
from campaign.web.desk.rail import rail_of
from campaign.web.filters import said

WRONG, CONFLICT = 422, 409
MENDABLE = (BadEntry, ConflictingEdit, IllegalMove, NothingToReview, NotReady, SecondPersonNeeded)
actions = Blueprint("actions", __name__, url_prefix="/desk/actions")

Step = Callable[[Session, Action, str, datetime], object]


@actions.get("/new")
@needs(CoordinatorRole.EDITOR)
def new() -> Answer:
    """The form to begin an action."""
    return render_template("desk/new.html", form=NewActionForm(), problem="")


@actions.post("/new")
@needs(CoordinatorRole.EDITOR)
def created() -> Answer:
    """A new draft."""
    form, now = NewActionForm(request.form), datetime.now(UTC)
    try:
        values = form.values()
        with database().transaction() as session:
            action = create_action(session, **values, issued=now.date())
            note_change(session, action, signed_in().email, now)
            slug = action.slug
            log_of(session, now).record(
                EventKind.CREATED, subject_kind=SubjectKind.ACTION, subject=slug, after=_standing(action)
            )
    except BadEntry as error:
        return render_template("desk/new.html", form=form, problem=said(error.sentence)), WRONG
    return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)


@actions.get(f"/by-number/<int(max={LARGEST_ID}):number>")
@needs(CoordinatorRole.VIEWER)
def by_number(number: int) -> Answer:
    """The action with a number, to which mail can lead without a word that may be a name."""
    with database().reading() as session:
        slug = slug_of(session, number)
    return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)


@actions.get("/<slug>")
@needs(CoordinatorRole.VIEWER)
def overview(slug: str) -> Answer:
    """The action as it is now."""
    return _page(slug)


@actions.post("/<slug>/ask")
@needs(CoordinatorRole.EDITOR)
def asked(slug: str) -> Answer:
    """A second person is asked to look at it."""
    return _step(slug, EventKind.SENT_TO_REVIEW, ask_for_review)


@actions.post("/<slug>/send-back")
@needs(CoordinatorRole.EDITOR)
def sent_back(slug: str) -> Answer:
    """It goes back to those who edit, with a note."""
    note = request.form.get("note", "")
    return _step(
        slug, EventKind.SENT_BACK, lambda session, action, who, now: send_back(session, action, who, note, now)
    )


@actions.post("/<slug>/approve")
@needs(CoordinatorRole.PUBLISHER, fresh=True)
def approved(slug: str) -> Answer:
    """It is published as the second person saw it."""
    seen = request.form.get("seen", "")
    return _step(slug, EventKind.PUBLISHED, lambda session, action, who, now: approve(session, action, who, seen, now))


@actions.post("/<slug>/stop")
@needs(CoordinatorRole.PUBLISHER, fresh=True)
def stopped(slug: str) -> Answer:
    """No more letters, from now on."""

    def step(session: Session, action: Action, who: str, now: datetime) -> None:
        reason = request.form.get("reason", "")
        if reason not in list(StopReason):
            raise BadEntry("Say why it is stopped.")
        stop(session, action, who, StopReason(reason), now)

    return _step(slug, EventKind.STOPPED, step)


@actions.post("/<slug>/archive")
@needs(CoordinatorRole.PUBLISHER)
def archived(slug: str) -> Answer:
    """It is laid into the archive, with what became of it."""
    return _step(
        slug, EventKind.ARCHIVED, lambda session, action, who, now: archive(session, action, who, _outcome(), now)
    )


@actions.post("/<slug>/outcome")
@needs(CoordinatorRole.EDITOR)
def outcome(slug: str) -> Answer:
    """What became of the persons at risk."""
    return _step(
        slug,
        EventKind.OUTCOME_RECORDED,
        lambda session, action, who, now: record_outcome(session, action, who, _outcome(), now),
    )


@actions.post("/<slug>/extend")
@needs(CoordinatorRole.EDITOR)
def extended(slug: str) -> Answer:
    """A later last day is proposed, and a second person is asked."""

    def step(session: Session, action: Action, who: str, now: datetime) -> None:
        typed = request.form.get("day", "").strip()
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise BadEntry("“%(text)s” is no day: write it as 2026-05-31.", text=typed) from None
        deadline = Deadline(day, DeadlineRule.UNTIL, request.form.get("wording", "").strip())
        propose_extension(session, action, deadline, who, now)

    return _step(slug, EventKind.EXTENDED, step)


@actions.post("/<slug>/follow-up")
@needs(CoordinatorRole.EDITOR)
def followed_up(slug: str) -> Answer:
    """A new draft of the same case."""
    return _step(
        slug,
        EventKind.CREATED,
        lambda session, action, who, now: follow_up(session, action, who, now, ActionKind.UPDATE),
    )


@actions.post("/<slug>/clone")
@needs(CoordinatorRole.EDITOR)
def cloned(slug: str) -> Answer:
    """A new draft that begins with what this one says."""
    return _step(slug, EventKind.CREATED, clone)


def _step(slug: str, what: EventKind, step: Step) -> Answer:
    """Take one step in the life of an action, and record it; what stands in its way is said on its page."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            action = take_action(session, slug)
            before = _standing(action)
            made = step(session, action, signed_in().email, now)
            reached = made if isinstance(made, Action) else action
            log_of(session, now).record(
                what,
                subject_kind=SubjectKind.ACTION,
                subject=reached.slug,
                before=before if reached is action else None,
                after=_standing(reached),
            )
            slug_after = reached.slug
    except MENDABLE as error:
        return _page(slug, error), CONFLICT if isinstance(error, ConflictingEdit) else WRONG
    return redirect(url_for("actions.overview", slug=slug_after), SEE_OTHER)


def _standing(action: Action) -> dict[str, object]:
    """Return how far an action is, as the log keeps it."""
    newest = action.revisions[-1] if action.revisions else None
    return {
        "state": action.state.value,
        "stop_reason": action.stop_reason.value if action.stop_reason else None,
        "revision": newest.number if newest else None,
        "sha256": newest.sha256 if newest else None,
        "last_valid_day": action.last_valid_day.isoformat() if action.last_valid_day else None,
    }


def _outcome() -> dict[str, str]:
    return {str(get_locale()): request.form.get("outcome", "")}


def _page(slug: str, error: CampaignError | None = None) -> str:
    now = datetime.now(UTC)
    with database().reading() as session:
        action = get_action(session, slug, *whole_action())
        published, waiting = newest_revision(action), waiting_review(action)
        return render_template(
            "desk/action.html",
            slug=slug,
            action=action,
            title=next((text.title for text in action.texts.values()), slug),
            published=published,
            review=waiting,
            last_review=action.reviews[-1] if action.reviews else None,
            changed_by=[change.who for change in action.changes],
            rail=rail_of(action, now),
            differences=differences(published, next_revision(action, now)),
            sha256=sha256_now(action, now),
            reasons=list(StopReason),
            sections=list(Section),
            has_source=has_source(session, action),
            saves=last_saves(session, slug, signed_in().email, now) if action.state in EDITABLE else {},
            problem=said(error.sentence) if error else "",
        )
