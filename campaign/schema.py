"""The database's version: bringing it to the newest one, back, and saying which it has."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from campaign.db import Database
from campaign.errors import CampaignError, DatabaseUnavailable
from campaign.paths import MIGRATIONS


def head() -> str:
    """Return the version that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(database: Database) -> str | None:
    """Return the version that the database has; none for an empty one."""
    with database.reading() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the database up to a version; all of it happens or nothing does."""
    _run(command.upgrade, database, to)


def downgrade(database: Database, to: str = "-1") -> None:
    """Take the database back to a version, by default by one step; what the newer version added is lost."""
    _run(command.downgrade, database, to)


def require_current(database: Database) -> None:
    """Raise DatabaseUnavailable, saying what to do, unless the database has the version that is needed."""
    found = current(database)
    if found is None:
        raise DatabaseUnavailable("The database is not set up yet; run `campaign db upgrade` first.")
    if found != head():
        raise DatabaseUnavailable(
            f"The database is at version {found} and the program needs {head()}; "
            "run `campaign db upgrade`, or use the program that fits the database."
        )


def draft_migration(message: str) -> None:
    """Write a migration from the newest version to the models, for a developer to read and mend."""
    if not message:
        raise CampaignError('Say what the migration does: make migration MESSAGE="add postage".')
    database = Database("sqlite://")
    with database.engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        command.upgrade(_config(connection), "head")
        command.revision(_config(connection), message=message, autogenerate=True)


def _run(what: Any, database: Database, to: str) -> None:
    try:
        with database.transaction() as session:
            what(_config(session.connection()), to)
    except CommandError as error:
        raise CampaignError(f"There is no such version of the database: {error}.") from error


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(MIGRATIONS)).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
