"""The database that a command works on, and the log to which it writes what it changed."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.services.events import Log
from campaign.services.key_file import KeyFile
from campaign.settings import load_settings

COMMAND_LINE = "command line"  # who did it, as far as the program can know


def open_database() -> Database:
    """Return the database of the settings, at the version that the program needs; raises DatabaseUnavailable."""
    database = Database(load_settings().database)
    schema.require_current(database)
    return database


def open_log(session: Session) -> Log:
    """Return the log of changes for one command, writing as of this moment."""
    return Log(session, key_file(), who=COMMAND_LINE, now=datetime.now(UTC))


def key_file() -> KeyFile:
    """Return the file of the settings that holds the key of the log."""
    return KeyFile(load_settings().audit_key)
