"""`campaign actions`: what there is."""

from datetime import UTC, datetime

import click

from campaign.cli.database import open_database
from campaign.services.actions import ListedNow, list_drafts, list_published
from campaign.services.readiness import missing


@click.command("actions")
def command() -> None:
    """List the actions there are: the published ones by urgency, then drafts with what they lack."""
    now = datetime.now(UTC)
    with open_database().reading() as session:
        rows = [_row(action, now) for action in list_published(session, now)]
        drafts = [(draft.slug, missing(draft, now)) for draft in list_drafts(session)]
    if not rows and not drafts:
        click.echo("There is no action yet; `campaign demo` loads five to try things out with.")
    width = max((len(cell) for cell, *_ in rows), default=0)
    for slug, code, standing in rows:
        click.echo(f"{slug:<{width}}  {code:<22}  {standing}")
    for slug, lacking in drafts:
        click.echo(f"{slug}: draft. {' '.join(map(str, lacking))}")


def _row(action: ListedNow, now: datetime) -> tuple[str, str, str]:
    published = action.published
    days = published.days_left(now)
    if published.deadline is None:
        until = "no last day"
    elif days is None or days < 0:
        until = f"the last day was {published.deadline.last_valid_day}"
    else:
        until = f"{days} days left, last day {published.deadline.last_valid_day}"
    return published.slug, published.case_code or "(no code)", f"{action.standing}, {until}"
