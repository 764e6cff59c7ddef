"""`campaign import`: a published appeal, read into a draft."""

from pathlib import Path

import click
import msgspec

from campaign.errors import CannotImport
from campaign.importer.draft import Draft
from campaign.importer.opening import import_file
from campaign.importer.reading.source import LARGEST_FILE


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The whole draft, as one JSON object.")
def command(file: Path, as_json: bool) -> None:
    """Read the published appeal in FILE into a draft: text, HTML, PDF, .docx, an e-mail or Markdown.

    Nothing is stored, and nothing is looked up anywhere.
    """
    draft = import_file(_content(file), file.name).draft
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(draft), indent=2).decode())
        return
    for line in _told(draft):
        click.echo(line)


def _content(file: Path) -> bytes:
    """Return the bytes of a file, and one more than may be imported where there are too many."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CannotImport("The file %(file)s cannot be read: %(reason)s.", file=file, reason=error.strerror) from error


def _told(draft: Draft) -> list[str]:
    """Return what was read in a few lines, then what is missing and doubtful."""
    return [
        draft.title or "no title",
        f"{draft.kind}, {draft.country or 'no country'}, issued {draft.issue_date or 'on no day that is named'}",
        f"codes: {', '.join(draft.codes) or 'none'}",
        f"last valid day: {draft.last_valid_day or 'none'}",
        f"persons at risk: {', '.join(person.name for person in draft.people) or 'none'}",
        *(f"demand {number}: {demand.text}" for number, demand in enumerate(draft.demands, start=1)),
        *(
            f"addressee {number}: {', '.join(filter(None, (each.name, each.office, each.organisation)))}"
            for number, each in enumerate(draft.addressees, start=1)
        ),
        f"missing: {', '.join(draft.missing) or 'nothing'}",
        *(f"doubt, line {doubt.lines[0]}: {doubt.says}" for doubt in draft.doubts),
    ]
