"""Finding published actions, and saying what is true of them at one moment."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from campaign.errors import NotFound
from campaign.models import Action, Case, Revision
from campaign.models.case import code_key
from campaign.models.published import ListedAction, PublishedAction, from_document, to_document
from campaign.models.states import ActionState, StopReason
from campaign.models.vocabulary import ActionKind
from campaign.services.present_names import with_present_names

NOON = time(12)
_NEWER = aliased(Revision)
_IS_NEWEST = (
    ~select(_NEWER)
    .where(_NEWER.action_id == Revision.action_id, _NEWER.number > Revision.number)
    .correlate(Revision)
    .exists()
)
NEWEST_REVISIONS = select(Action, Revision).join(Revision, Revision.action_id == Action.id).where(_IS_NEWEST)
LISTED = (  # columns alone: making rows of hundreds of actions would take longer than all the rest of a list
    select(
        Action.state,
        Action.stop_reason,
        Action.stopped_at,
        Action.archived_at,
        Revision.published_at,
        Revision.document,
        Revision.sha256,
    )
    .join(Revision, Revision.action_id == Action.id)
    .where(_IS_NEWEST)
)


class Standing(StrEnum):
    """Whether letters may be written: derived from the state and the dates, never stored."""

    OPEN = "open"
    EMBARGOED = "embargoed"
    EXPIRED = "expired"
    STOPPED = "stopped"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class ListedNow:
    """What lists need of an action's newest revision, and its standing at one moment."""

    published: ListedAction
    standing: Standing
    moment: datetime  # the moment that it is judged at, and that letters are dated by
    published_at: datetime
    stop_reason: StopReason | None
    closed_at: datetime | None = None  # when it was stopped or archived, whichever came last

    @property
    def is_closed(self) -> bool:
        """Whether a person closed it, for good: stopped or archived."""
        return self.standing in (Standing.STOPPED, Standing.ARCHIVED)


@dataclass(frozen=True)
class ActionNow(ListedNow):
    """An action's newest revision, and its standing at one moment."""

    published: PublishedAction
    newer: str | None = None  # the slug of a published action that follows this one; action_page() fills it in
    outcomes: tuple[tuple[date, str, str], ...] = ()  # day, language and words; action_page() fills them in
    rehearsal: bool = False  # not what is published but what would be: every letter is a specimen

    @property
    def stamp(self) -> str:
        """What a form carries to say which words it was filled in for; a rehearsal's is never a revision's."""
        return f"preview-{to_document(self.published)[1]}" if self.rehearsal else str(self.published.revision)


def list_published(session: Session, now: datetime) -> list[ListedNow]:
    """Return all published actions, open ones first, by last day."""
    found = []
    for state, stop_reason, stopped_at, archived_at, published_at, document, sha256 in session.execute(LISTED):
        published = from_document(document, sha256, ListedAction)
        standing = standing_of(state, published, now, now)
        closed_at = _closed_at(stopped_at, archived_at)
        found.append(ListedNow(published, standing, now, published_at, stop_reason, closed_at))
    return sorted(found, key=_by_urgency)


def list_public(session: Session, now: datetime) -> list[ListedNow]:
    """Return the published actions that anyone may see listed, open ones first, by last day."""
    return [
        action
        for action in list_published(session, now)
        if not action.published.embargoed(now) and not action.published.unlisted
    ]


def whole_actions(session: Session, listed: Iterable[ListedNow], now: datetime) -> list[ActionNow]:
    """Return published actions of a list with everything that they say, in the order of the list."""
    order = {each.published.slug: place for place, each in enumerate(listed)}
    found = (_now(action, revision, now) for action, revision in _newest_revisions(session, Action.slug.in_(order)))
    return sorted(found, key=lambda action: order[action.published.slug])


def list_drafts(session: Session) -> Sequence[Action]:
    """Return the actions that were never published, in the order in which they came in."""
    return session.scalars(select(Action).where(~Action.revisions.any()).order_by(Action.id)).all()


def action_page(session: Session, slug: str, now: datetime) -> ActionNow:
    """Return the published action with this slug; raises NotFound for drafts and while an embargo holds."""
    if not slug.isprintable():
        raise NotFound("The name of an action holds characters that no action has.")
    for action, revision in _newest_revisions(session, Action.slug == slug):
        found = _now(action, revision, now)
        if not found.published.embargoed(now):
            return with_what_followed(session, action, found, now)
    raise NotFound(f"There is no published action “{slug}”.")


def find_action(session: Session, ref: str, now: datetime, on: date | None = None) -> ActionNow:
    """Return the action that `ref` means: a slug, or a case code with spaces and case ignored.

    A code means the action of its case that was published last. Raises NotFound if there is none, or if several open
    actions share the code. `on` judges the deadline at noon of another day, in the action's time zone.
    """
    if not ref.isprintable():
        raise NotFound("The name of an action holds characters that no action has.")
    if found := [_now(a, r, now, on) for a, r in _newest_revisions(session, Action.slug == ref)]:
        return _as_letters_need_it(session, found[0])
    of_case = Action.case.has(Case.code_key == code_key(ref))
    found = [_now(a, r, now, on) for a, r in _newest_revisions(session, of_case)]
    still_open = [action for action in found if action.standing is Standing.OPEN]
    if len(still_open) > 1:
        slugs = " and ".join(sorted(action.published.slug for action in still_open))
        raise NotFound(f"Several open actions have the code {ref}: name one of {slugs}.")
    if not found:
        raise NotFound(_why_not_found(session, ref))
    return _as_letters_need_it(session, max(found, key=lambda action: action.published_at))


def with_what_followed(session: Session, action: Action, found: ActionNow, now: datetime) -> ActionNow:
    """Return an action as its page and letters need it: with what became of it, and with the newest that follows it."""
    outcomes = tuple((each.recorded_on, each.language, each.text) for each in action.outcomes)
    newer = _followed_by(session, action, now)
    return replace(_as_letters_need_it(session, found), newer=newer, outcomes=outcomes)


def moment_of(published: ListedAction, now: datetime, on: date | None) -> datetime:
    """Return the moment that an action is judged at: now, or noon of another day in its time zone."""
    return now if on is None else datetime.combine(on, NOON, ZoneInfo(published.time_zone))


def standing_of(state: ActionState, published: ListedAction, now: datetime, moment: datetime) -> Standing:
    """Return whether letters may be written at a moment for what is published, in a state of its action."""
    if state is ActionState.STOPPED or published.kind is ActionKind.STOP:
        return Standing.STOPPED
    if state is ActionState.ARCHIVED:
        return Standing.ARCHIVED
    if published.embargoed(now):
        return Standing.EMBARGOED
    if published.expired(moment) and not published.late_letters_allowed:
        return Standing.EXPIRED
    return Standing.OPEN


def _as_letters_need_it(session: Session, found: ActionNow) -> ActionNow:
    return replace(found, published=with_present_names(session, found.published))


def _followed_by(session: Session, action: Action, now: datetime, passed: Set[int] = frozenset()) -> str | None:
    """Return the slug of the action at the end of the chain of those that follow this one and may be seen.

    Only what was published counts, so that no page leads elsewhere before a second person has seen it.
    """
    newest, passed = None, passed | {action.id}  # two that follow each other must not send anybody in a circle
    for follower, revision in _newest_revisions(session, Action.follows_id == action.id):
        published = revision.published
        if published.follows != action.slug or follower.id in passed:
            continue
        if not published.embargoed(now) and not published.unlisted:
            newest = _followed_by(session, follower, now, passed) or follower.slug
    return newest


def _newest_revisions(session: Session, *conditions: ColumnElement[bool]) -> list[tuple[Action, Revision]]:
    query = NEWEST_REVISIONS.where(*conditions)
    return [(row[0], row[1]) for row in session.execute(query)]


def _now(action: Action, revision: Revision, now: datetime, on: date | None = None) -> ActionNow:
    published = revision.published
    moment = moment_of(published, now, on)
    return ActionNow(
        published=published,
        standing=standing_of(action.state, published, now, moment),
        moment=moment,
        published_at=revision.published_at,
        stop_reason=action.stop_reason,
        closed_at=_closed_at(action.stopped_at, action.archived_at),
    )


def _closed_at(stopped_at: datetime | None, archived_at: datetime | None) -> datetime | None:
    return max(filter(None, (stopped_at, archived_at)), default=None)


def _by_urgency(action: ListedNow) -> tuple[bool, bool, int, str]:
    deadline = action.published.deadline
    day = deadline.last_valid_day.toordinal() if deadline else 0
    is_open = action.standing is Standing.OPEN
    return (not is_open, deadline is None, day if is_open else -day, action.published.slug)


def _why_not_found(session: Session, ref: str) -> str:
    draft = Action.case.has(Case.code_key == code_key(ref)) | (Action.slug == ref)
    if session.scalar(select(Action).where(draft)):
        return f"“{ref}” is not published yet; `campaign actions` says what it lacks."
    return f"There is no action “{ref}”; `campaign actions` lists what there is."
