"""The application's database, for views."""

from flask import current_app

from campaign.db import Database

EXTENSION = "campaign-database"


def database() -> Database:
    """Return the database that the application was made with."""
    found: Database = current_app.extensions[EXTENSION]
    return found
