"""`campaign lengths`: whether what an action says fits on a page, and in a link that opens an e-mail."""

from datetime import UTC, datetime

import click

from campaign.cli.database import open_database
from campaign.rendering.mail_links import LONGEST_URL
from campaign.services.actions import find_action
from campaign.services.lengths import lengths
from campaign.services.trying import try_letters


@click.command("lengths")
@click.argument("ref")
def command(ref: str) -> None:
    """Say how long the letters of the action REF are, by addressee and language, before anybody adds own words."""
    now = datetime.now(UTC)
    with open_database().reading() as session:
        action = find_action(session, ref, now).published
    for each in sorted(lengths(action, try_letters(action, now)), key=lambda each: each.position):
        fits = "fits" if each.link_bytes <= LONGEST_URL else "the text is pasted"
        to = each.position if each.position <= len(action.addressees) else "own"
        click.echo(
            f"{to:>3}  {each.language:<6} {each.words:>5} words  "
            f"{each.link_bytes:>6} of {LONGEST_URL} bytes in a mailto link: {fits}"
        )
