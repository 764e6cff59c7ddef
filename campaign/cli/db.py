"""`campaign db`: the database's version."""

import click

from campaign import schema
from campaign.db import Database
from campaign.settings import load_settings


@click.group("db")
def command() -> None:
    """Bring the database to a version, or say which it has."""


@command.command()
@click.argument("version", default="head")
def upgrade(version: str) -> None:
    """Bring the database up to VERSION, by default the newest."""
    database = Database(load_settings().database)
    schema.upgrade(database, version)
    click.echo(f"The database is at version {schema.current(database)}.")


@command.command()
@click.argument("version", default="-1")
def downgrade(version: str) -> None:
    """Take the database back to VERSION, by default one step; what newer versions added is lost."""
    database = Database(load_settings().database)
    schema.downgrade(database, version)
    click.echo(f"The database is at version {schema.current(database) or 'none'}.")


@command.command()
def current() -> None:
    """Say which version the database has, and which is the newest."""
    found = schema.current(Database(load_settings().database))
    click.echo(f"The database is at version {found or 'none'}; the newest is {schema.head()}.")
