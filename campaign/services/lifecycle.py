"""Publishing with two persons: who changed an action, who asks for a review, and who sends it back or publishes it.

`who` is a coordinator's e-mail address. Whoever is about to change an action takes it with `take_action` first, so that
nobody else's step can come in between.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from campaign.errors import (
    BadEntry,
    ConflictingEdit,
    IllegalMove,
    NotFound,
    NothingToReview,
    NotReady,
    SecondPersonNeeded,
)
from campaign.models import Action, Addressee, Authority, Change, Organisation, Review, Revision
from campaign.models.published import to_document
from campaign.models.states import ActionState, moved
from campaign.models.vocabulary import Verdict
from campaign.services.differences import differences
from campaign.services.publishing import newest_revision, next_revision, publish
from campaign.services.readiness import missing

EDITABLE = (ActionState.DRAFT, ActionState.IN_REVIEW, ActionState.LIVE)


def take_action(session: Session, slug: str) -> Action:
    """Return an action by its slug, and keep every other step of its life waiting until this transaction ends.

    Raises NotFound.
    """
    query = select(Action).filter_by(slug=slug).with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query) if slug.isprintable() else None
    if found is None:
        raise NotFound("There is no action “%(slug)s”.", slug=slug)
    return found


def waiting_review(action: Action) -> Review | None:
    """Return the review of an action that waits for a second person; none if none does."""
    return next((review for review in action.reviews if review.decided_at is None), None)


def sha256_now(action: Action, now: datetime) -> str:
    """Return the SHA-256 of what would be published now; whoever approves hands it back as what they saw."""
    return to_document(next_revision(action, now))[1]


def note_change(session: Session, action: Action, who: str, now: datetime) -> None:
    """Note that a person changes what an action says; they can no longer approve it until it is next published.

    Raises IllegalMove for an action that is stopped or archived.
    """
    hold(session, action)
    if action.state not in EDITABLE:
        raise IllegalMove(f"An action that is {action.state} keeps what it says; make a follow-up instead.")
    change = next((change for change in action.changes if _same(change.who, who)), None)
    if change is None:
        action.changes.append(Change(who=who, at=now))
    else:
        change.at = now
    session.flush()


def note_change_of_authority(session: Session, authority: Authority, who: str, now: datetime) -> None:
    """Note that a person changes an authority in the directory, for every action that it would be published with."""
    _note_change_where(session, Action.addressees.any(Addressee.authority_id == authority.id), who, now)


def note_change_of_authorities(session: Session, authorities: Collection[Authority], who: str, now: datetime) -> None:
    """Note that a person changes many authorities at once, for every action that is published with one of them."""
    changed = {authority.id for authority in authorities}
    used = session.execute(select(Addressee.action_id, Addressee.authority_id).distinct())
    actions = {action for action, authority in used if authority in changed}
    if actions:
        _note_change_where(session, Action.id.in_(sorted(actions)), who, now)


def note_change_of_organisation(session: Session, organisation: Organisation, who: str, now: datetime) -> None:
    """Note that a person changes an organisation, for every action that it would be published with."""
    _note_change_where(session, Action.organisations.contains(organisation), who, now)


def ask_for_review(session: Session, action: Action, who: str, now: datetime) -> Review:
    """Ask for a second person: for a draft, or for the changes of a live action, whose revision stays live meanwhile.

    Raises NotReady with all that is missing, NothingToReview without any change, ConflictingEdit if a review waits
    already, and IllegalMove for an action that is stopped or archived.
    """
    hold(session, action)
    if waiting_review(action) is not None:
        raise ConflictingEdit("“%(slug)s” waits for a review already.", slug=action.slug)
    live = action.state is ActionState.LIVE
    to = action.state if live else moved(action.state, ActionState.IN_REVIEW)
    if lacking := missing(action, now):
        raise NotReady(action.slug, tuple(lack.sentence for lack in lacking))
    if live and not differences(newest_revision(action), next_revision(action, now)):
        raise NothingToReview("“%(slug)s” says what is published: there is no change to review.", slug=action.slug)
    action.state = to
    review = Review(asked_by=who, asked_at=now, sha256=sha256_now(action, now))
    action.reviews.append(review)
    session.flush()
    return review


def send_back(session: Session, action: Action, who: str, note: str, now: datetime) -> Review:
    """Answer a review with what is to be mended; a draft is a draft again, a live action stays as it was published.

    Whoever asked may send it back as well, to take the question back. Raises NothingToReview if none waits, and
    BadEntry without a note.
    """
    review = _waiting(session, action)
    if not note.strip():
        raise BadEntry("Say what is to be mended: the next person sees nothing but your note.")
    if action.state is ActionState.IN_REVIEW:
        action.move(ActionState.DRAFT)
    review.note = note.strip()
    review.sha256 = sha256_now(action, now)
    _decide(review, Verdict.SENT_BACK, who, now)
    session.flush()
    return review


def approve(session: Session, action: Action, who: str, expected_sha256: str, now: datetime) -> Revision:
    """Publish what a review waits for, exactly as the person who approves has seen it.

    Raises NothingToReview if none waits, SecondPersonNeeded if `who` asked for it or changed anything since the last
    publication, ConflictingEdit if the document is no longer the one that was seen, and NotReady if something is
    missing by now.
    """
    review = _waiting(session, action)
    _refuse_own_work(action, review, who)
    if sha256_now(action, now) != expected_sha256:
        raise ConflictingEdit(
            "“%(slug)s” was changed after you opened it: read it again, then decide.", slug=action.slug
        )
    revision = publish(session, action, now)
    review.sha256 = revision.sha256
    _decide(review, Verdict.APPROVED, who, now)
    action.changes.clear()
    session.flush()
    return revision


def withdraw(action: Action, who: str, now: datetime) -> None:
    """End a review that waits, because the action itself came to an end."""
    review = waiting_review(action)
    if review is not None:
        _decide(review, Verdict.WITHDRAWN, who, now)


def hold(session: Session, action: Action) -> None:
    """Keep other steps of this action's life waiting, and read again how far it has come."""
    session.refresh(action, ["state", "reviews", "changes", "revisions"], with_for_update=True)


def _note_change_where(session: Session, uses_it: ColumnElement[bool], who: str, now: datetime) -> None:
    for action in session.scalars(select(Action).where(uses_it, Action.state.in_(EDITABLE)).order_by(Action.id)).all():
        note_change(session, action, who, now)


def _waiting(session: Session, action: Action) -> Review:
    hold(session, action)
    review = waiting_review(action)
    if review is None:
        raise NothingToReview("No review of “%(slug)s” is waiting; see what became of it.", slug=action.slug)
    return review


def _refuse_own_work(action: Action, review: Review, who: str) -> None:
    if _same(review.asked_by, who):
        raise SecondPersonNeeded("You asked for this review: somebody else has to approve it.")
    if any(_same(change.who, who) for change in action.changes):
        raise SecondPersonNeeded(
            "You changed “%(slug)s” since it was last published: somebody else has to approve it.", slug=action.slug
        )


def _decide(review: Review, verdict: Verdict, who: str, now: datetime) -> None:
    review.verdict, review.decided_by, review.decided_at = verdict, who, now


def _same(one: str, other: str) -> bool:
    """Whether two addresses are one person's: nobody becomes a second person by writing theirs in capitals."""
    return one.strip().casefold() == other.strip().casefold()
