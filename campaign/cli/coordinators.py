"""`campaign coordinators`: who may sign in at the desk."""

from datetime import UTC, datetime

import click

from campaign.cli.database import open_database, open_log
from campaign.models import Coordinator
from campaign.models.vocabulary import AccountChange, CoordinatorRole, LinkKind
from campaign.services.accounts.links import invite, make_link
from campaign.services.accounts.people import disable, find_coordinator, list_coordinators
from campaign.services.accounts.recording import recorded
from campaign.settings import load_settings

PATHS = {LinkKind.INVITATION: "invitation", LinkKind.SIGN_IN: "link"}


def link_to(kind: LinkKind, token: str) -> str:
    """Return the address of a one-time link, to be opened in a browser."""
    return f"{load_settings().address}/desk/{PATHS[kind]}/{token}"


@click.group("coordinators")
def command() -> None:
    """Invite coordinators, list them, let them in with a one-time link, or disable them."""


@command.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="Who they are, for other coordinators.")
@click.option("--role", required=True, type=click.Choice([role.value for role in CoordinatorRole]))
def invite_command(email: str, name: str, role: str) -> None:
    """Make a coordinator with the address EMAIL, and print the one-time link with which they begin."""
    with open_database().transaction() as session, recorded(open_log(session), email, AccountChange.INVITED):
        token = invite(session, email, name, CoordinatorRole(role), datetime.now(UTC))
    click.echo(link_to(LinkKind.INVITATION, token))


@command.command("list")
def list_command() -> None:
    """List the coordinators, and whether they can sign in."""
    with open_database().reading() as session:
        for coordinator in list_coordinators(session):
            click.echo(
                f"{coordinator.email}  {coordinator.role}  {coordinator.name}  {_standing(coordinator)}".rstrip()
            )


@command.command("link")
@click.argument("email")
def link_command(email: str) -> None:
    """Print a one-time link that signs EMAIL in, for a lost password or second factor; it holds for an hour."""
    with open_database().transaction() as session, recorded(open_log(session), email, AccountChange.GIVEN_A_LINK):
        token = make_link(session, find_coordinator(session, email), LinkKind.SIGN_IN, datetime.now(UTC))
    click.echo(link_to(LinkKind.SIGN_IN, token))


@command.command("disable")
@click.argument("email")
def disable_command(email: str) -> None:
    """Let EMAIL in no more, and sign them out everywhere."""
    with open_database().transaction() as session, recorded(open_log(session), email, AccountChange.DISABLED):
        disable(session, find_coordinator(session, email), datetime.now(UTC))


def _standing(coordinator: Coordinator) -> str:
    if coordinator.disabled_at is not None:
        return f"disabled on {coordinator.disabled_at:%Y-%m-%d}"
    return "" if coordinator.is_enrolled else "not set up yet"
