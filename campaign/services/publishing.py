"""Publishing an action: what is missing, and the revision that supporters then write from."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.errors import NotReady
from campaign.models import Action, Addressee, Authority, AuthorityVersion, Revision
from campaign.models.deadline import day_in
from campaign.models.published import to_document
from campaign.models.states import ActionState
from campaign.models.vocabulary import Consent, DemandKind, LevelledField, Role
from campaign.services.freezing import freeze_action, freeze_authority


def missing(action: Action) -> tuple[str, ...]:
    """Return every piece without which the action cannot be published, each as a sentence that says what to do."""
    asks = [demand for demand in action.demands if demand.kind is DemandKind.ASK]
    checks = (
        (action.texts, "There is no text: give it a title, a summary and the facts in one language at least."),
        (all(t.title and t.summary for t in action.texts.values()), "A title or a summary is empty: fill it in."),
        (
            LevelledField.FACTS in action.levels or all(t.facts for t in action.texts.values()),
            "The facts are empty in some language: say what happened, in a few sentences.",
        ),
        (action.organisations, "No organisation is named: choose who issued the appeal."),
        (asks, "There is no demand: enter at least one thing that letters ask for."),
        (action.addressees, "There is no addressee: choose at least one authority to write to."),
        (
            not action.addressees or any(a.role is not Role.COPY for a in action.addressees),
            "Every addressee only gets a copy: choose one to whom the letter itself goes.",
        ),
        (
            action.consent is not Consent.NOT_RECORDED,
            "Consent is not recorded: say whether the persons at risk agreed, or why they could not be asked.",
        ),
        (action.languages, "No language is given: choose those in which letters may be written."),
    )
    return tuple(sentence for there, sentence in checks if not there) + tuple(_unreachable(action))


def publish(session: Session, action: Action, now: datetime) -> Revision:
    """Make the action's next revision and, the first time, take it live.

    Raises NotReady with all that is missing, or IllegalMove if the action is not in review and not live either.
    """
    if lacking := missing(action):
        raise NotReady(action.slug, lacking)
    if action.state is not ActionState.LIVE:
        action.move(ActionState.LIVE)
    day = day_in(action.time_zone, now)
    number = len(action.revisions) + 1
    document, sha256 = to_document(freeze_action(action, number, day))
    for addressee in action.addressees:
        addressee.authority_version = keep_version(session, addressee.authority, now, action.time_zone)
    revision = Revision(number=number, published_at=now, document=document, sha256=sha256)
    action.revisions.append(revision)
    session.flush()
    return revision


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


def _unreachable(action: Action) -> list[str]:
    return [
        f"{_name(addressee)} has neither a postal address nor a contact: enter one."
        for addressee in action.addressees
        if not addressee.authority.addresses and not addressee.authority.contacts
    ]


def _name(addressee: Addressee) -> str:
    texts = addressee.authority.texts
    text = texts.get("en") or next(iter(texts.values()), None)
    return (text and (text.name or text.title)) or addressee.authority.slug
