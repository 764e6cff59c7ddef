"""The database that a command works on."""

from campaign import schema
from campaign.db import Database
from campaign.settings import load_settings


def open_database() -> Database:
    """Return the database of the settings, at the version that the program needs; raises DatabaseUnavailable."""
    database = Database(load_settings().database)
    schema.require_current(database)
    return database
