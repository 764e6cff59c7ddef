"""The passkeys that coordinators have: listed, named, removed."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.errors import BadPasskey, NotFound
from campaign.models import Coordinator, Passkey
from campaign.models.passkey import LONGEST_PASSKEY_NAME


def list_passkeys(session: Session, coordinator_id: int) -> Sequence[Passkey]:
    """Return a coordinator's passkeys, in the order in which they were added."""
    return session.scalars(select(Passkey).filter_by(coordinator_id=coordinator_id).order_by(Passkey.id)).all()


def rename_passkey(session: Session, coordinator_id: int, passkey_id: int, name: str) -> None:
    """Give one of a coordinator's own passkeys another name; raises BadPasskey for the name, and NotFound."""
    find_passkey(session, coordinator_id, passkey_id).name = checked_name(name)
    session.flush()


def remove_passkey(session: Session, coordinator_id: int, passkey_id: int) -> None:
    """Remove one of a coordinator's own passkeys, which no longer lets anybody in.

    Raises BadPasskey if it is all the second factor that there is, and NotFound.
    """
    # Two who remove at once wait for each other here.
    query = select(Coordinator).filter_by(id=coordinator_id).with_for_update()
    coordinator = session.scalars(query.execution_options(populate_existing=True)).one()
    passkey = find_passkey(session, coordinator_id, passkey_id)
    if coordinator.totp_secret is None and len(list_passkeys(session, coordinator_id)) == 1:
        raise BadPasskey("This is your last second factor. Set up an app first.")
    session.delete(passkey)
    session.flush()


def forget_passkeys(session: Session, coordinator_id: int) -> None:
    """Remove all passkeys of somebody who is to begin anew."""
    session.execute(delete(Passkey).where(Passkey.coordinator_id == coordinator_id))


def find_passkey(session: Session, coordinator_id: int, passkey_id: int) -> Passkey:
    """Return one of a coordinator's own passkeys; raises NotFound."""
    found = session.scalar(select(Passkey).filter_by(id=passkey_id, coordinator_id=coordinator_id))
    if found is None:
        raise NotFound("There is no such passkey; open your account again.")
    return found


def checked_name(name: str) -> str:
    """Return a name for a passkey as it is kept; raises BadPasskey."""
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise BadPasskey("Give the passkey a name, such as the device that it is on.")
    if len(name) > LONGEST_PASSKEY_NAME:
        raise BadPasskey("Shorten the name to %(most)s characters.", most=LONGEST_PASSKEY_NAME)
    return name
