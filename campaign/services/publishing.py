"""Publishing an action: the revision that supporters then write from, and the versions of its authorities."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import NotReady
from campaign.models import Action, Authority, AuthorityVersion, Revision
from campaign.models.deadline import day_in
from campaign.models.published import PublishedAction, to_document
from campaign.models.states import ActionState
from campaign.services.freezing import freeze_action, freeze_authority
from campaign.services.readiness import missing


def publish(session: Session, action: Action, now: datetime) -> Revision:
    """Make the action's next revision and, the first time, take it live.

    Raises NotReady with all that is missing, or IllegalMove if the action is not in review and not live either.
    """
    if lacking := missing(action, now):
        raise NotReady(action.slug, tuple(lack.sentence for lack in lacking))
    if action.state is not ActionState.LIVE:
        action.move(ActionState.LIVE)
    value = next_revision(action, now)
    document, sha256 = to_document(value)
    for addressee in action.addressees:
        addressee.authority_version = keep_version(session, addressee.authority, now, action.time_zone)
    revision = Revision(number=value.revision, published_at=now, document=document, sha256=sha256)
    action.revisions.append(revision)
    session.flush()
    return revision


def next_revision(action: Action, now: datetime) -> PublishedAction:
    """Return what would be published now, as the value that the next revision would hold."""
    return freeze_action(action, len(action.revisions) + 1, day_in(action.time_zone, now))


def newest_revision(action: Action) -> PublishedAction | None:
    """Return what is published now; none before the first time."""
    return action.revisions[-1].published if action.revisions else None


def keep_version(session: Session, authority: Authority, now: datetime, time_zone: str) -> AuthorityVersion:
    """Return the version that says what the directory says of the authority now; made if no version does yet."""
    document, sha256 = to_document(freeze_authority(authority, day_in(time_zone, now)))
    same = select(AuthorityVersion).filter_by(authority_id=authority.id, sha256=sha256)
    if version := session.scalar(same):
        return version
    version = AuthorityVersion(number=len(authority.versions) + 1, made_at=now, document=document, sha256=sha256)
    authority.versions.append(version)
    session.flush()
    return version
