"""`campaign letter`: a supporter's letters, as a file."""

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from campaign.cli.database import open_database
from campaign.errors import BadSupporter, CannotWrite, Sentence
from campaign.merging.supporter import read_supporter
from campaign.models.published import PublishedAction
from campaign.rendering.document import Document
from campaign.rendering.papers import PAPERS, paper_for
from campaign.rendering.pdf import print_pdf
from campaign.services.actions import find_action
from campaign.services.languages import choose_language
from campaign.services.letters import (
    choose_addressees,
    refuse_unless_open,
    with_mission,
    write_letters,
)

LARGEST_SENDER_FILE = 100_000  # bytes; a sender needs a few hundred
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


@click.command("letter")
@click.argument("ref")
@click.option("--to", type=NumberOrAll(), required=True, help="One addressee by number, or all of them in one file.")
@click.option("--copies", is_flag=True, help="Also a copy to the mission in the sender's country.")
@click.option(
    "--sender", "sender_file", type=click.Path(path_type=Path), required=True, help="Who writes: a JSON file."
)
@click.option("--channel", type=click.Choice(["print"]), default="print", show_default=True)
@click.option("--language", help="By default the first language of the sheet that has texts.")
@click.option("--paper", type=click.Choice(list(PAPERS)), help="By default what the sender's country uses.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date the letter on another day.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
def command(
    ref: str,
    to: int | None,
    copies: bool,
    sender_file: Path,
    channel: str,
    language: str | None,
    paper: str | None,
    on: datetime | None,
    output: Path,
) -> None:
    """Write a supporter's letters for the action REF, a slug or a case code, and put them into one file.

    The sender file holds name, address_lines, country, place, own_words and signature; docs/command-line.md describes
    them. The letter's date, and whether the deadline has passed, follow --on; nothing else does.
    """
    supporter = read_supporter(_read_sender(sender_file))
    now = datetime.now(UTC)
    with open_database().reading() as session:
        found = find_action(session, ref, now, on.date() if on else None)
        refuse_unless_open(found, supporter.country)
        choice = choose_addressees(found.published, None if to is None else {to}, supporter.country)
        if copies:
            choice = with_mission(session, found, choice, supporter.country, now)
    letters = write_letters(found, choice, supporter, choose_language(found.published, language))
    document = print_pdf(letters, PAPERS[paper] if paper else paper_for(supporter.country))
    _write_whole(output, document.content)
    for note in (*choice.notes, *_advice(found.published, document)):
        click.echo(str(note), err=True)


def _advice(action: PublishedAction, document: Document) -> Iterator[str]:
    if action.demonstration:
        yield "This is a past case, shown as a demonstration: please do not send it."
    for place, pages in enumerate(document.pages, start=1):
        if pages > 1:
            yield f"Letter {place} takes {pages} pages; letters of one page are read more often."


def _read_sender(path: Path) -> dict[str, Any]:
    """Return the fields of a sender file; raises BadSupporter if it cannot be read as one."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_SENDER_FILE + 1)
    except OSError as error:
        raise BadSupporter({"file": Sentence(f"The sender file {path} cannot be read: {error.strerror}.")}) from error
    if len(content) > LARGEST_SENDER_FILE:
        raise BadSupporter({"file": Sentence(f"The sender file {path} is larger than {LARGEST_SENDER_FILE} bytes.")})
    try:
        fields = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else error
        raise BadSupporter({"file": Sentence(f"The sender file {path} is not JSON in UTF-8: {reason}.")}) from error
    if not isinstance(fields, dict):
        raise BadSupporter(
            {"file": Sentence(f'The sender file {path} must hold one object, as in {{"name": "…", …}}.')}
        )
    return fields


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, whole or not at all; raises CannotWrite if it cannot be written."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise CannotWrite(f"{path} is not a file: name one to write, or one to replace.")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
