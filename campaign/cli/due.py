"""`campaign due`: what falls due, and the reminders of last days."""

from collections.abc import Iterator
from datetime import UTC, datetime

import click
import msgspec

from campaign.cli.database import open_database
from campaign.errors import MailServerAway
from campaign.services.actions import list_published
from campaign.services.board import BoardRow, Group, rows_of
from campaign.services.due import FallingDue, falling_due
from campaign.settings import load_settings
from campaign.tasks.reminders import send_reminders

SOON = (Group.OVERDUE, Group.TODAY, Group.THIS_WEEK)


@click.command("due")
@click.option("--send", is_flag=True, help="Send the reminders that are due instead, for cron; each goes once.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
def command(send: bool, as_json: bool) -> None:
    """Say what falls due, and send the reminders that are due.

    First come last days that are over or within a week, then reviews that wait, embargoes that end, outcomes to ask
    for, and authorities whose contacts nobody verified for a year.
    """
    if send:
        _send()
        return
    now = datetime.now(UTC)
    with open_database().reading() as session:
        published = list_published(session, now)
        due = falling_due(session, published, now)
    rows = [row for row in rows_of(published, None, "en") if row.group in SOON]
    if as_json:
        last_days = [{"slug": row.slug, "last_day": row.last_valid_day, "days_left": row.days_left} for row in rows]
        click.echo(msgspec.json.encode({"last_days": last_days, **msgspec.to_builtins(due)}).decode())
        return
    click.echo("\n".join([*_last_days(rows), *_others(due)]) or "Nothing falls due.")


def _send() -> None:
    run = send_reminders(open_database(), load_settings())
    click.echo(f"Reminders sent: {run.sent}.")
    for problem in run.problems:
        click.echo(str(problem), err=True)
    if run.problems:
        raise MailServerAway("Not every reminder could be sent; what is left is tried again at the next run.")


def _last_days(rows: list[BoardRow]) -> Iterator[str]:
    for row in rows:
        words = {Group.OVERDUE: "over since", Group.TODAY: "last day today,"}.get(row.group, "last day")
        yield f"{words} {row.last_valid_day}: {row.slug}"


def _others(due: FallingDue) -> Iterator[str]:
    for review in due.reviews:
        yield f"waits for a second person since {review.since:%Y-%m-%d}: {review.slug}, asked by {review.asked_by}"
    for embargo in due.embargoes:
        yield f"public from {embargo.until:%Y-%m-%d %H:%M} UTC: {embargo.slug}"
    for outcome in due.outcomes:
        yield f"ask what became of it, {'stopped' if outcome.stopped else 'over'} since {outcome.since}: {outcome.slug}"
    for authority in due.stale:
        yield f"verify {authority.entries} of {authority.slug}, used by {', '.join(authority.used_by)}"
