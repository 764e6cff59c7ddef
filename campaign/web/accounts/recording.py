"""The log of changes as a coordinator at the desk writes to it."""

from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from campaign.services.events import Log
from campaign.services.key_file import KeyFile
from campaign.web.accounts.guard import signed_in

AUDIT_KEY = "AUDIT_KEY"  # the file, in the application's configuration


def log_of(session: Session, now: datetime) -> Log:
    """Return the log for whoever is signed in."""
    return log_by(session, signed_in().email, now)


def log_by(session: Session, email: str, now: datetime) -> Log:
    """Return the log for a coordinator who is about to sign in."""
    return Log(session, KeyFile(Path(current_app.config[AUDIT_KEY])), email, now)
