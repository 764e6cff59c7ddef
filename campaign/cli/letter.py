"""`campaign letter`: a supporter's letters in a channel, as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from campaign.cli.database import open_database
from campaign.cli.files import read_sender, write_whole
from campaign.errors import CannotWrite
from campaign.merging.letter import MergedLetter
from campaign.merging.supporter import read_supporter
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import Channel
from campaign.rendering.fax import LINE_SPEEDS, minutes_on_the_line
from campaign.rendering.gateway import gateway_address
from campaign.rendering.order import Fax, Order, make
from campaign.rendering.package import zipped
from campaign.rendering.papers import PAPERS, paper_for
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding
from campaign.services.actions import find_action
from campaign.services.channels import drafts_and_copies, with_way
from campaign.services.dialling import fax_lines, sendfax_command
from campaign.services.filenames import file_name
from campaign.services.languages import choose_language
from campaign.services.letters import Choice, choose_addressees, refuse_unless_open, with_mission, write_letters

LONGEST_NUMBER = 4  # digits
JOINT = (Channel.PRINT, Channel.FAX)  # letters to several in one file, to be printed
FAXES = (Channel.FAX, Channel.FAX_TIFF)


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
@click.option(
    "--sender", "sender_file", type=click.Path(path_type=Path), required=True, help="Who writes: a JSON file."
)
@click.option("--channel", type=words_of(Channel), default="print", show_default=True)
@click.option("--language", help="By default the first language of the sheet that has texts.")
@click.option("--paper", type=click.Choice(list(PAPERS)), help="By default what the sender's country uses.")
@click.option("--resolution", type=words_of(Resolution), default="fine", show_default=True)
@click.option("--coding", type=words_of(Coding), default="g4", show_default=True)
@click.option("--cover", is_flag=True, help="A cover sheet in front of a fax.")
@click.option("--fax-service", metavar="PATTERN", help="Put the fax into an e-mail to {digits}@service.")
@click.option("--attach", is_flag=True, help="Attach the printed letter to an e-mail.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date the letter on another day.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write, or a .zip.")
def command(
    ref: str,
    to: int | None,
    copies: bool,
    sender_file: Path,
    channel: str,
    language: str | None,
    paper: str | None,
    resolution: str,
    coding: str,
    cover: bool,
    fax_service: str | None,
    attach: bool,
    on: datetime | None,
    output: Path,
) -> None:
    """Write a supporter's letters for the action REF, a slug or a case code, and put them into one file.

    The sender file holds name, address_lines, country, place, own_words and signature; docs/command-line.md describes
    them. The letter's date, and whether the deadline has passed, follow --on; nothing else does.
    """
    supporter = read_supporter(read_sender(sender_file))
    now = datetime.now(UTC)
    with open_database().reading() as session:
        found = find_action(session, ref, now, on.date() if on else None)
        refuse_unless_open(found, supporter.country)
        choice = choose_addressees(found.published, None if to is None else {to}, supporter.country)
        if copies:
            choice = with_mission(session, found, choice, supporter.country, now)
    order = Order(
        Channel(channel),
        PAPERS[paper] if paper else paper_for(supporter.country),
        Fax(Resolution(resolution), Coding(coding), cover),
        attach=attach,
    )
    _refuse_idle_options(order.channel, cover=cover, fax_service=fax_service, attach=attach)
    choice = with_way(choice, order.channel)
    if order.channel is Channel.EMAIL:
        choice, cc = drafts_and_copies(choice)
        order = replace(order, cc=cc)
    letters = write_letters(found, choice, supporter, choose_language(found.published, language))
    if order.channel in JOINT and not fax_service and output.suffix != ".zip":
        document = make(letters, order)
        content, pages = document.content, document.pages
    else:
        if len(letters) > 1 and output.suffix != ".zip":
            raise CannotWrite(
                f"{len(letters)} addressees need a file each: choose one with --to, or have a .zip file written."
            )
        documents = _one_each(choice, letters, order, fax_service)
        content = zipped(documents) if output.suffix == ".zip" else next(iter(documents.values()))
        pages = ()
    write_whole(output, content)
    notes = [*choice.notes, *_advice(found.published, pages)]
    if order.channel in FAXES:
        notes += _how_to_fax(choice, letters, order, supporter.country, output.name)
    for note in notes:
        click.echo(str(note), err=True)


def _refuse_idle_options(channel: Channel, *, cover: bool, fax_service: str | None, attach: bool) -> None:
    if (cover or fax_service) and channel not in FAXES:
        raise click.UsageError("--cover and --fax-service are for faxes: choose --channel fax or fax-tiff.")
    if attach and channel is not Channel.EMAIL:
        raise click.UsageError("--attach is for e-mails: choose --channel email.")


def _one_each(
    choice: Choice, letters: Sequence[MergedLetter], order: Order, fax_service: str | None
) -> dict[str, bytes]:
    """Return a file by its name for each addressee."""
    files = {}
    for addressee, letter in zip(choice.addressees, letters, strict=True):
        address = gateway_address(fax_service, addressee.authority.faxes[0]) if fax_service else ""
        name = file_name(addressee, order.channel, by_service=bool(address))
        files[name] = make([letter], replace(order, gateway=address)).content
    return files


def _advice(action: PublishedAction, pages: Sequence[int]) -> Iterator[str]:
    if action.demonstration:
        yield "This is a past case, shown as a demonstration: please do not send it."
    for place, count in enumerate(pages, start=1):
        if count > 1:
            yield f"Letter {place} takes {count} pages; letters of one page are read more often."


def _how_to_fax(
    choice: Choice, letters: Sequence[MergedLetter], order: Order, country: str, file: str
) -> Iterator[str]:
    """Say of each fax how long it takes, and how each number is dialled."""
    for addressee, letter in zip(choice.addressees, letters, strict=True):
        image = make([letter], replace(order, channel=Channel.FAX_TIFF))
        slow, fast = (minutes_on_the_line(image, speed) for speed in LINE_SPEEDS)
        yield (
            f"Fax to addressee {addressee.position}: {image.pages[0]} page(s), about {slow} min at {LINE_SPEEDS[0]} "
            f"bit/s, {fast} min at {LINE_SPEEDS[1]}."
        )
        for line in fax_lines(addressee, country):
            yield f"  Dial {line.dialled}, or: {sendfax_command(line, file, order.fax.resolution)}"
