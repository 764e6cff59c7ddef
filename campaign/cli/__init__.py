"""The command line: a file per command group, each loaded only when it is called."""

from importlib import import_module
from typing import Any

import click

from campaign import __version__
from campaign.errors import CampaignError

COMMANDS = {
    "actions": "List the actions there are, and what drafts lack.",
    "authorities": "Export the directory as a file, import one, or take an import back.",
    "audit": "Show the log of changes, and find out whether it was tampered with.",
    "coordinators": "Invite coordinators, list them, let them in with a one-time link, or disable them.",
    "db": "Bring the database to a version, or say which it has.",
    "demo": "Load five real, past actions to try things out with.",
    "directory": "Keep the contacts of authorities, and what is doubtful about them.",
    "due": "Say what falls due, and send the reminders that are due.",
    "import": "Read the published appeal in a file into a draft, and say what is doubtful.",
    "lengths": "Say how long the letters of an action are.",
    "letter": "Write a supporter's letters for an action, as a file.",
    "print-run": "Write the letters of many supporters into one file.",
    "serve": "Serve the pages.",
}

MODULES = {"import": "importing", "print-run": "print_run"}  # where a command's name is a word of Python


class LazyCommands(click.Group):
    """A group that knows its commands' names and purposes without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"campaign.cli.{MODULES.get(name, name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CampaignError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="campaign")
def cli() -> None:
    """Appeal letters for people in danger: keep urgent actions, write the letters they ask for."""
