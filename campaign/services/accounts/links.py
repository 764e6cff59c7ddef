"""One-time links: invitations to become a coordinator, and links that let one in at once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from campaign.errors import BadCoordinator, SpentLink
from campaign.models import Coordinator, Invitation
from campaign.models.mail_addresses import mail_address
from campaign.models.vocabulary import CoordinatorRole, LinkKind
from campaign.services.accounts.feed_addresses import revoke_feed
from campaign.services.accounts.keyring import forget_passkeys
from campaign.services.accounts.tokens import fingerprint, new_token

HOLDS_FOR = {LinkKind.INVITATION: timedelta(days=7), LinkKind.SIGN_IN: timedelta(hours=1)}
LONGEST_NAME = 80  # characters


def invite(session: Session, email: str, name: str, role: CoordinatorRole, now: datetime) -> str:
    """Make a coordinator, and return the token of the link with which they begin; it holds for seven days.

    Whoever has not begun yet, or was disabled, is invited anew: earlier links, passwords, factors and calendar
    addresses no longer work.
    Raises BadContact for an address, BadCoordinator for a name or for somebody who has an account already.
    """
    address, name = mail_address(email).lower(), _checked_name(name)
    coordinator = session.scalar(select(Coordinator).filter_by(email=address))
    if coordinator is None:
        coordinator = Coordinator(email=address, name=name, role=role, created_at=now)
        session.add(coordinator)
    elif coordinator.is_enrolled and coordinator.disabled_at is None:
        raise BadCoordinator("Somebody with the address %(email)s is a coordinator already.", email=address)
    else:
        _begin_anew(coordinator, name, role)
        forget_passkeys(session, coordinator.id)
        spend_links(session, coordinator.id, *LinkKind)
        revoke_feed(session, coordinator.id)
    session.flush()
    return make_link(session, coordinator, LinkKind.INVITATION, now)


def make_link(session: Session, coordinator: Coordinator, kind: LinkKind, now: datetime) -> str:
    """Return the token of a new one-time link; earlier ones of its kind no longer work.

    Raises BadCoordinator for somebody who was disabled.
    """
    if coordinator.disabled_at is not None:
        raise BadCoordinator("%(email)s was disabled; invite them anew.", email=coordinator.email)
    spend_links(session, coordinator.id, kind)
    token = new_token()
    expires_at = now + HOLDS_FOR[kind]
    session.add(Invitation(coordinator=coordinator, kind=kind, sha256=fingerprint(token), expires_at=expires_at))
    session.flush()
    return token


def find_link(session: Session, token: str, kind: LinkKind, now: datetime) -> Invitation:
    """Return the link with a token, if it can still be used; raises SpentLink."""
    query = (
        select(Invitation)
        .join(Coordinator)
        .where(
            Invitation.sha256 == fingerprint(token),
            Invitation.kind == kind,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
            Coordinator.disabled_at.is_(None),
        )
    )
    link = session.scalar(query)
    if link is None:
        raise SpentLink("This link was used already or is too old. Ask an administrator for a new one.")
    return link


def accept_invitation(session: Session, token: str, password_hash: str, now: datetime) -> Coordinator:
    """Give the invited coordinator their password; the link holds on until their second factor is enrolled.

    Raises SpentLink.
    """
    coordinator = find_link(session, token, LinkKind.INVITATION, now).coordinator
    coordinator.password_hash = password_hash
    return coordinator


def use_link(session: Session, token: str, kind: LinkKind, now: datetime) -> Coordinator:
    """Use a link up, and return whose it is; raises SpentLink, also for the later of two at once."""
    link = find_link(session, token, kind, now)
    used = update(Invitation).where(Invitation.id == link.id, Invitation.used_at.is_(None)).values(used_at=now)
    if session.scalar(used.returning(Invitation.id)) is None:
        raise SpentLink("This link was used already. Ask an administrator for a new one.")
    return link.coordinator


def spend_links(session: Session, coordinator_id: int, *kinds: LinkKind) -> None:
    """Take back a coordinator's links that nobody used yet."""
    session.execute(
        delete(Invitation).where(
            Invitation.coordinator_id == coordinator_id, Invitation.kind.in_(kinds), Invitation.used_at.is_(None)
        )
    )


def forget_links(session: Session, now: datetime) -> None:
    """Delete the links that are too old to be used."""
    session.execute(delete(Invitation).where(Invitation.expires_at <= now))


def _begin_anew(coordinator: Coordinator, name: str, role: CoordinatorRole) -> None:
    coordinator.name, coordinator.role, coordinator.disabled_at = name, role, None
    coordinator.password_hash = coordinator.totp_secret = coordinator.totp_last_step = None
    coordinator.recovery_codes = []


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise BadCoordinator("Give the name of the coordinator, in letters that can be read.")
    if len(name) > LONGEST_NAME:
        raise BadCoordinator("Shorten the name to %(most)s characters.", most=LONGEST_NAME)
    return name
