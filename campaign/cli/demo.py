"""`campaign demo`: the demonstration."""

from datetime import UTC, datetime

import click

from campaign.cli.coordinators import link_to
from campaign.cli.database import open_database
from campaign.models.vocabulary import LinkKind
from campaign.services.accounts.demonstration import demonstration_link
from campaign.services.demonstration import load_demonstration


@click.command("demo")
def command() -> None:
    """Load five real, past actions to try things out with; those that are there already stay as they are.

    An installation without coordinators also gets an administrator for trying out, who is let in by a one-time link.
    """
    now = datetime.now(UTC)
    with open_database().transaction() as session:
        added = load_demonstration(session, now)
        token = demonstration_link(session, now)
    if not added:
        click.echo("The demonstration is loaded already.")
    for slug in added:
        click.echo(f"Loaded {slug}")
    if token:
        click.echo(f"Sign in at the desk once, within an hour: {link_to(LinkKind.SIGN_IN, token)}")
