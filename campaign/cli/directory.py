"""`campaign directory`: what is known of an authority's faxes, telephones and e-mail addresses."""

import click
from sqlalchemy.orm import Session

from campaign.cli.database import open_database, open_log
from campaign.models import Authority, Contact
from campaign.models.numbers import shown_number
from campaign.models.vocabulary import Channel, ContactKind, Doubt
from campaign.services.directory import add_contacts, confirm_number, find_authority, refuse_channels
from campaign.services.events import Log
from campaign.services.lifecycle import note_change_of_authority

DOUBTS = {
    Doubt.END_OF_A_NUMBER: "printed as the end of a number",
    Doubt.NO_COUNTRY_CODE: "printed without its country's code",
    Doubt.MORE_THAN_A_NUMBER: "printed with an extension, a range or words, which a fax cannot dial",
    Doubt.ZERO_IN_BRACKETS: "its zero in brackets may or may not be dialled from abroad",
    Doubt.NO_NUMBER: "not a number that can be dialled",
}
REFUSABLE = [Channel.PRINT.value, Channel.FAX.value, Channel.EMAIL.value]


@click.group("directory")
def command() -> None:
    """Keep the contacts of authorities: what was published, what is certain, what is refused."""


@command.command("show")
@click.argument("authority")
def show(authority: str) -> None:
    """List the contacts of an authority, each with its number, and what is doubtful about it."""
    with open_database().reading() as session:
        found = find_authority(session, authority)
        for contact in found.contacts:
            click.echo(_row(contact))
        if found.refuses:
            click.echo(f"refuses: {', '.join(found.refuses)}")


@command.command("add")
@click.argument("authority")
@click.argument("kind", type=click.Choice([ContactKind.FAX.value, ContactKind.PHONE.value, ContactKind.EMAIL.value]))
@click.argument("text")
@click.option("--source", required=True, help="Who published it, and when.")
@click.option("--country", help="Where a number without a country's code is dialled (two letters).")
def add(authority: str, kind: str, text: str, source: str, country: str | None) -> None:
    """Enter numbers or an e-mail address as they were published: "+7 495 606 5173 / 630 2408"."""
    with open_database().transaction() as session:
        log = open_log(session)
        found, day = _to_change(session, authority, log), log.now.date()
        contacts = add_contacts(found, ContactKind(kind), text, source=source, day=day, country=country, log=log)
        for contact in contacts:
            click.echo(_row(contact))


@command.command("confirm")
@click.argument("authority")
@click.argument("number", type=int)
@click.option("--as", "wanted", metavar="+NUMBER", help="What it stands for, where that is not what was proposed.")
def confirm(authority: str, number: int, wanted: str | None) -> None:
    """Settle the doubt about the contact NUMBER of an authority; letters use it from the next publication on."""
    with open_database().transaction() as session:
        log = open_log(session)
        click.echo(_row(confirm_number(_to_change(session, authority, log), number, wanted, log=log)))


@command.command("refuses")
@click.argument("authority")
@click.argument("channels", nargs=-1, type=click.Choice(REFUSABLE))
def refuses(authority: str, channels: tuple[str, ...]) -> None:
    """Note the channels that an authority refuses; none to take all notes back."""
    with open_database().transaction() as session:
        log = open_log(session)
        refuse_channels(_to_change(session, authority, log), [Channel(channel) for channel in channels], log=log)


def _to_change(session: Session, slug: str, log: Log) -> Authority:
    """Return an authority, and note at every action that it would be published with that it is changed."""
    found = find_authority(session, slug)
    note_change_of_authority(session, found, log.who, log.now)
    return found


def _row(contact: Contact) -> str:
    known = shown_number(contact.e164) if contact.e164 else ""
    if contact.doubt:
        known = f"? {shown_number(contact.proposed)}" if contact.proposed else "?"
        known += f" ({DOUBTS[contact.doubt]})"
    return "  ".join(filter(None, (f"{contact.id:>4}", f"{contact.kind:<8}", contact.raw, known)))
