"""The files of `campaign letter`, and what is said beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from campaign.errors import CannotWrite
from campaign.merging.letter import MergedLetter
from campaign.merging.supporter import Supporter
from campaign.models.published import PublishedAction, PublishedAddressee
from campaign.models.vocabulary import Channel
from campaign.rendering.document import Document, marked_name
from campaign.rendering.fax import LINE_SPEEDS, minutes_on_the_line
from campaign.rendering.gateway import gateway_address
from campaign.rendering.order import Order, make
from campaign.services.actions import ActionNow
from campaign.services.channels import reading_along
from campaign.services.checks import (
    advice_on_length,
    advice_on_post,
    advice_on_words,
    own_words_of,
    without_own_words,
)
from campaign.services.dialling import fax_lines, sendfax_command
from campaign.services.filenames import LABELS, file_name
from campaign.services.letters import Choice, which_letter, write_letters
from campaign.services.outgoing import refuse_outgoing

ZIP = ".zip"
JOINT = (Channel.PRINT, Channel.FAX, Channel.ENVELOPE, Channel.LABELS)  # for several in one file, to be printed
FAXES = (Channel.FAX, Channel.FAX_TIFF)
Written = Sequence[tuple[PublishedAddressee, MergedLetter]]


def documents(
    action: PublishedAction, written: Written, order: Order, fax_service: str | None, output: Path
) -> dict[str, Document]:
    """Return documents by their file names: one for all that are printed together, else one for each addressee.

    Raises CannotWrite for several files where the output is not a ZIP.
    """
    zipped = output.suffix == ZIP
    letters = [letter for _, letter in written]
    if order.channel in JOINT and not fax_service and (not zipped or order.channel is Channel.LABELS):
        joint = make(letters, order)
        refuse_outgoing(action, letters, "", joint, order.cc)  # the name is the sender's own choice
        name = marked_name(LABELS, specimen=any(letter.specimen for letter in letters)) if zipped else output.name
        return {name: joint}
    if len(written) > 1 and not zipped:
        raise CannotWrite(
            f"{len(written)} addressees need a file each: choose one with --to, or have a .zip file written."
        )
    files = {}
    for addressee, letter in written:
        address = gateway_address(fax_service, addressee.authority.faxes[0]) if fax_service else ""
        name = file_name(addressee, order.channel, which_letter(action, addressee), by_service=bool(address))
        name = marked_name(name, specimen=letter.specimen)
        own = replace(order, gateway=address, cc=reading_along(action, addressee, order.cc))
        file = make([letter], own)
        refuse_outgoing(action, [letter], name, file, own.cc)
        files[name if zipped else output.name] = file
    return files


def advice(
    action: PublishedAction, written: Written, order: Order, files: Mapping[str, Document], country: str
) -> Iterator[str]:
    """Say what a sender should know: a past case or a rehearsal, how to dial and how long that takes."""
    if any(letter.specimen for _, letter in written):
        yield "This is a rehearsal: every page is marked as a specimen, and nothing is addressed to be sent."
    if action.demonstration:
        yield "This is a past case, shown as a demonstration: please do not send it."
    if order.channel in FAXES and not any(file.media_type == "message/rfc822" for file in files.values()):
        of_their_own = files if len(files) == len(written) else ()
        for (addressee, letter), file in zip_longest(written, of_their_own):
            there = file is not None and order.channel is Channel.FAX_TIFF
            image = files[file] if there else make([letter], replace(order, channel=Channel.FAX_TIFF))
            yield from _how_to_fax(addressee, letter, image, order, country, file)


def advice_on_letters(
    found: ActionNow, choice: Choice, supporter: Supporter, language: str, order: Order, files: Mapping[str, Document]
) -> Iterator[str]:
    """Give the advice that the page gives: on words, ties, the post, and a letter longer than a page."""
    action = found.published
    for advised in advice_on_words(action, supporter.country, own_words_of(supporter), language):
        yield f"{advised.field}: {advised.sentence}"
    if order.channel is not Channel.PRINT:
        return
    if late := advice_on_post(action.days_left(found.moment)):
        yield str(late)
    counts = [count for file in files.values() for count in file.pages]
    if max(counts) > 1:
        bare = write_letters(found, choice, without_own_words(supporter), language)
        without = make(bare, order).pages
        for place, (count, least) in enumerate(zip(counts, without, strict=True), start=1):
            if count > 1:
                yield f"Letter {place}: {advice_on_length(count, least).sentence}"


def _how_to_fax(
    addressee: PublishedAddressee, letter: MergedLetter, image: Document, order: Order, country: str, file: str | None
) -> Iterator[str]:
    slow, fast = (minutes_on_the_line(image, speed) for speed in LINE_SPEEDS)
    pages = f"{image.pages[0]} page{'s' if image.pages[0] > 1 else ''}"
    yield (
        f"Fax to addressee {addressee.position}: {pages}, about {slow} min on the line at {LINE_SPEEDS[0]} bit/s, "
        f"{fast} min at {LINE_SPEEDS[1]}."
    )
    for line in () if letter.specimen else fax_lines(addressee, country):
        command = f", or: {sendfax_command(line, file, order.fax.resolution)}" if file else ""
        yield f"  Dial {line.dialled or f'your prefix for calls abroad, then {line.after_prefix}'}{command}"
