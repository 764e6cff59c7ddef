"""`campaign letter`: a supporter's letters in a channel, as a file."""

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from campaign.cli.database import open_database
from campaign.cli.documents import FAXES, ZIP, advice, advice_on_letters, documents
from campaign.cli.files import read_sender, write_whole
from campaign.cli.signatures import with_signature
from campaign.merging.supporter import read_supporter
from campaign.models.vocabulary import Channel
from campaign.rendering.order import Fax, Order, Post
from campaign.rendering.package import zipped
from campaign.rendering.papers import ENVELOPES, LABEL_SHEETS, PAPERS, envelope_for, labels_for, paper_for
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding
from campaign.services.actions import find_action
from campaign.services.channels import drafts_and_copies, in_channel
from campaign.services.languages import choose_language
from campaign.services.letters import choose_addressees, refuse_unless_open, with_mission, write_letters
from campaign.services.own_ministers import with_own_minister
from campaign.services.rehearsing import find_rehearsal

LONGEST_NUMBER = 4  # digits


class NumberOrAll(click.ParamType[int | None]):
    """A position counted from 1, or `all`, which becomes None."""

    name = "N|all"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        if value == "all":
            return None
        if not str(value).isdecimal() or len(value) > LONGEST_NUMBER:
            self.fail(f"{value!r} is neither a number nor all.", param, ctx)
        return int(value)


def words_of(kind: type[StrEnum]) -> click.Choice[str]:
    """Return the values of a vocabulary as what an option takes."""
    return click.Choice([word.value for word in kind])


@click.command("letter")
@click.argument("ref")
@click.option("--to", type=NumberOrAll(), required=True, help="One addressee by number, or all of them.")
@click.option("--copies", is_flag=True, help="Also a copy to the mission in the sender's country.")
@click.option("--own-minister", is_flag=True, help="Also a letter to the sender's own government, where asked for.")
@click.option(
    "--sender", "sender_file", type=click.Path(path_type=Path), required=True, help="Who writes: a JSON file."
)
@click.option("--channel", type=words_of(Channel), default="print", show_default=True)
@click.option("--language", help="By default English if it is offered, else the first of the sheet.")
@click.option("--paper", type=click.Choice(list(PAPERS)), help="By default plain, as in the sender's country.")
@click.option("--envelope", type=click.Choice(list(ENVELOPES)), help="By default as in the sender's country.")
@click.option("--labels", type=click.Choice(list(LABEL_SHEETS)), help="By default as in the sender's country.")
@click.option("--first", type=int, help="The first free label of the sheet, counted from 1.")
@click.option("--resolution", type=words_of(Resolution), default="fine", show_default=True)
@click.option("--coding", type=words_of(Coding), default="g4", show_default=True)
@click.option("--cover", is_flag=True, help="A cover sheet in front of a fax.")
@click.option("--fax-service", metavar="PATTERN", help="Put the fax into an e-mail to {digits}@service.")
@click.option("--attach", is_flag=True, help="Attach the printed letter to an e-mail.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date the letter on another day.")
@click.option("--rehearse", is_flag=True, help="Make specimens of what would be published now, of a draft too.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write, or a .zip.")
def command(
    ref: str,
    to: int | None,
    copies: bool,
    own_minister: bool,
    sender_file: Path,
    channel: str,
    language: str | None,
    paper: str | None,
    envelope: str | None,
    labels: str | None,
    first: int | None,
    resolution: str,
    coding: str,
    cover: bool,
    fax_service: str | None,
    attach: bool,
    on: datetime | None,
    rehearse: bool,
    output: Path,
) -> None:
    """Write a supporter's letters for the action REF, a slug or a case code, and put them into one file.

    The sender file says who writes; docs/command-line.md describes its fields. The letter's date, and whether the
    deadline has passed, follow --on; nothing else does.
    """
    supporter = read_supporter(with_signature(read_sender(sender_file), sender_file.parent))
    now = datetime.now(UTC)
    with open_database().reading() as session:
        find = find_rehearsal if rehearse else find_action
        found = find(session, ref, now, on.date() if on else None)
        refuse_unless_open(found, supporter.country)
        choice = choose_addressees(found.published, None if to is None else {to}, supporter.country)
        language = choose_language(found.published, language)
        if copies:
            choice = with_mission(session, found, choice, supporter.country, now, language)
        if own_minister:
            choice = with_own_minister(session, found, choice, supporter.country, now, language)
    order = Order(
        Channel(channel),
        PAPERS[paper] if paper else paper_for(supporter.country),
        Fax(Resolution(resolution), Coding(coding), cover),
        attach=attach,
        post=Post(
            ENVELOPES[envelope] if envelope else envelope_for(supporter.country),
            LABEL_SHEETS[labels] if labels else labels_for(supporter.country),
            1 if first is None else first,
        ),
    )
    _refuse_idle_post(order.channel, paper, envelope, labels, first)
    _refuse_idle_options(order.channel, cover=cover, fax_service=fax_service, attach=attach)
    letters = write_letters(found, choice, supporter, language)
    reached = in_channel(found.published, choice, order.channel)
    if order.channel is Channel.EMAIL:
        reached, cc = drafts_and_copies(found.published, reached)
        order = replace(order, cc=cc)
    written = [pair for pair in zip(choice.addressees, letters, strict=True) if pair[0] in reached.addressees]
    files = documents(found.published, written, order, fax_service, output)
    contents = {name: document.content for name, document in files.items()}
    write_whole(output, zipped(contents) if output.suffix == ZIP else contents[output.name])
    given = advice_on_letters(found, reached, supporter, language, order, files)
    for note in (*reached.notes, *given, *advice(found.published, written, order, files, supporter.country)):
        click.echo(str(note), err=True)


def _refuse_idle_options(channel: Channel, *, cover: bool, fax_service: str | None, attach: bool) -> None:
    if (cover or fax_service) and channel not in FAXES:
        raise click.UsageError("--cover and --fax-service are for faxes: choose --channel fax or fax-tiff.")
    if attach and channel is not Channel.EMAIL:
        raise click.UsageError("--attach is for e-mails: choose --channel email.")


def _refuse_idle_post(
    channel: Channel, paper: str | None, envelope: str | None, labels: str | None, first: int | None
) -> None:
    if paper and channel in (Channel.ENVELOPE, Channel.LABELS):
        raise click.UsageError("--paper is for letters: choose --envelope or --labels.")
    if envelope and channel is not Channel.ENVELOPE:
        raise click.UsageError("--envelope is for envelopes: choose --channel envelope.")
    if (labels or first is not None) and channel is not Channel.LABELS:
        raise click.UsageError("--labels and --first are for labels: choose --channel labels.")
