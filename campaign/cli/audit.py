"""`campaign audit`: the log of who changed what, and whether it is still as it was recorded."""

import click

from campaign.cli.database import key_file, open_database
from campaign.errors import AlteredLog, KeyUnavailable
from campaign.models import Event
from campaign.services.events import changed_fields, history
from campaign.services.verifying import Broken, holds, newest_entry, verify


@click.group("audit")
def command() -> None:
    """Show the log of changes, and find out whether it was tampered with."""


@command.command("verify")
@click.option(
    "--kept", metavar="HASH", help="A hash that an earlier run printed: find out whether the log still has it."
)
def verify_log(kept: str | None) -> None:
    """Find every entry that was altered, removed, inserted or moved; keep the hash that is printed somewhere else."""
    key = key_file().read()
    with open_database().reading() as session:
        count, newest_hash = newest_entry(session)
        if key is None:
            _refuse_without_key(count, kept)
            click.echo("The log is empty: nothing was recorded yet.")
            return
        broken = verify(session, key)
        lost = kept is not None and not holds(session, kept.strip().lower())
    for each in broken:
        click.echo(str(each.sentence))
    _refuse_altered(broken, count=count, lost=lost)
    click.echo(f"The log is as it was recorded. Entries: {count}. Newest hash: {newest_hash}")


@command.command("show")
@click.option("--subject", metavar="SLUG", help="Only what was done to this action, authority, organisation or person.")
@click.option("--last", metavar="N", default=20, type=click.IntRange(1), show_default=True, help="How many entries.")
def show(subject: str | None, last: int) -> None:
    """Show the newest entries, the newest last, each with what it changed."""
    with open_database().reading() as session:
        lines = [line for event in reversed(history(session, subject=subject, limit=last)) for line in _lines(event)]
    click.echo("\n".join(lines) or "Nothing was recorded yet.")


@command.command("new-key")
def new_key() -> None:
    """Make a new key after the old one was lost for good; what was recorded until now can no longer be verified."""
    file = key_file()
    if file.read() is not None:
        raise KeyUnavailable("There is a key already, %(path)s; it stays as it is.", path=file.path)
    file.make()
    click.echo(f"Made {file.path}. `campaign audit verify` will name every entry from before as altered.")


def _refuse_without_key(count: int, kept: str | None) -> None:
    if count or kept:
        raise KeyUnavailable(
            "The key of the log is not at %(path)s, and without it nothing can be verified: set CAMPAIGN_DATA_DIR to "
            "where it is, or restore it from a copy.",
            path=key_file().path,
        )


def _refuse_altered(broken: tuple[Broken, ...], *, count: int, lost: bool) -> None:
    if broken:
        raise AlteredLog("The log is not as it was recorded; see docs/operator/audit.md for what to do.")
    if lost:
        raise AlteredLog("No entry has the hash that was kept: entries were removed, or an older state was put back.")
    if not count:
        raise AlteredLog(
            "The log is empty though its key was made, which happens with the first entry: "
            "unless that first change failed, all entries were removed."
        )


def _lines(event: Event) -> list[str]:
    head = f"{event.number:>6}  {event.at:%Y-%m-%d %H:%M} UTC  {event.who}: {event.what}, "
    return [_shown(f"{head}{event.subject_kind} {event.subject}")] + [
        _shown(f"{'':>8}{change.name}: {change.before or 'nothing'} → {change.after or 'nothing'}")
        for change in changed_fields(event)
        if (change.before, change.after) != (None, "null")
    ]


def _shown(line: str) -> str:
    """Return a line that cannot steer a terminal, whatever somebody put into the database."""
    return "".join(character if character.isprintable() else "�" for character in line)
