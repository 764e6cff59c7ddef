"""`campaign demo`: the demonstration."""

from datetime import UTC, datetime

import click

from campaign.cli.database import open_database
from campaign.services.demonstration import load_demonstration


@click.command("demo")
def command() -> None:
    """Load five real, past actions to try things out with; those that are there already stay as they are."""
    with open_database().transaction() as session:
        added = load_demonstration(session, datetime.now(UTC))
    if not added:
        click.echo("The demonstration is loaded already.")
    for slug in added:
        click.echo(f"Loaded {slug}")
