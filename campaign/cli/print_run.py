"""`campaign print-run`: the letters of many supporters in one file, with a report of what could not be made."""

import csv
import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from campaign.cli.database import open_database
from campaign.cli.files import whole_files, write_whole
from campaign.cli.letter import NumberOrAll
from campaign.db import Database
from campaign.errors import ActionClosed, CannotWrite
from campaign.models.deadline import day_in
from campaign.rendering.papers import ENVELOPES, PAPERS
from campaign.services.actions import ActionNow, find_action
from campaign.services.authorities.standing import addressed_now
from campaign.services.languages import offered_languages
from campaign.services.letters import choose_addressees, refuse_unasked_copies, refuse_unless_open
from campaign.services.missions import answering_missions
from campaign.services.print_runs.job import Copies, Job
from campaign.services.print_runs.run import Note, Summary, print_run
from campaign.services.print_runs.tables import Table, template
from campaign.services.tables.guarding import guarded

ROWS_LEFT_OUT = 3  # exit code: done, but not for every row
LOOK_EVERY_S = 2.0
NOBODYS_COUNTRY = ""


@click.command("print-run")
@click.argument("ref", required=False)
@click.option("--supporters", type=click.Path(path_type=Path), help="Who writes: a table, .csv or .xlsx.")
@click.option("--to", type=NumberOrAll(), default="all", show_default=True, help="One addressee by number, or all.")
@click.option("--copies", is_flag=True, help="Also a copy to the mission in each supporter's country.")
@click.option("--paper", type=click.Choice(list(PAPERS)), help="By default plain, as in each supporter's country.")
@click.option("--separators", is_flag=True, help="A sheet with the name before each supporter's letters.")
@click.option("--envelopes", type=click.Choice(list(ENVELOPES)), help="Also an envelope for each letter, of this size.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes work.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date the letters on another day.")
@click.option("--template", "wants_template", is_flag=True, help="Write an empty table with all columns instead.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The PDF to write, or the template.")
@click.pass_context
def command(
    ctx: click.Context,
    ref: str | None,
    supporters: Path | None,
    to: int | None,
    copies: bool,
    paper: str | None,
    separators: bool,
    envelopes: str | None,
    workers: int,
    on: datetime | None,
    wants_template: bool,
    output: Path | None,
) -> None:
    """Write the letters of many supporters for the action REF, a slug or a case code, into one PDF.

    Envelopes come into OUTPUT.envelopes.pdf, in the order of the letters. Rows that cannot be made are left out and
    named in OUTPUT.report.csv, with the reason; then the exit code is 3. docs/print-runs.md describes the table.
    """
    if wants_template:
        _write_template(output)
        return
    if not ref or not supporters or not output:
        raise click.UsageError("A print run needs REF, --supporters and -o; --template writes an empty table.")
    table = Table(supporters)
    count = table.count()
    database, day = open_database(), on.date() if on else None
    found = _found(database, ref, day)
    refuse_unless_open(found, NOBODYS_COUNTRY)
    wanted = None if to is None else frozenset({to})
    choose_addressees(found.published, wanted, NOBODYS_COUNTRY)
    copied = _copies(database, found) if copies else None
    job = Job(found, wanted, paper, supporters.parent, separators, envelopes, copied)
    summary = _made(job, table, count, output, workers, lambda: _refuse_changes(database, ref, day, found))
    _tell(summary, output)
    if summary.left_out:
        ctx.exit(ROWS_LEFT_OUT)


def _made(job: Job, table: Table, count: int, output: Path, workers: int, look: Callable[[], None]) -> Summary:
    """Make the run with a bar that shows how far it is; the report is there before the letters are."""
    begun = time.monotonic()
    looked = begun

    def now_and_then() -> None:
        nonlocal looked
        if time.monotonic() - looked > LOOK_EVERY_S:
            look()
            looked = time.monotonic()

    def rate(made: int | None) -> str:
        return f"{made / max(time.monotonic() - begun, 0.001):.0f} rows/s" if made else ""

    with (
        closing(table.rows()) as rows,
        whole_files(*_files_of(job, output)) as (file, *others),
        click.progressbar(length=count, label="Letters", file=sys.stderr, item_show_func=rate) as bar,
    ):
        with _report(_report_of(output)) as note:
            summary = print_run(
                job,
                rows,
                file,
                *others,
                workers=workers,
                look=now_and_then,
                done=lambda made: bar.update(made, bar.pos + made),
                note=note,
            )
        if not summary.letters:
            raise CannotWrite(f"No letter could be made; {_report_of(output)} names each row with the reason.")
        look()
    return summary


def _found(database: Database, ref: str, day: date | None) -> ActionNow:
    with database.reading() as session:
        return find_action(session, ref, datetime.now(UTC), day)


def _copies(database: Database, found: ActionNow) -> Copies:
    """Return the missions as they are at this moment: whatever day the letters bear, they are posted now."""
    action = found.published
    refuse_unasked_copies(action)
    today = day_in(action.time_zone, datetime.now(UTC))
    with database.reading() as session:
        missions = answering_missions(session, action.country, today, offered_languages(action))
        return Copies(missions, frozenset(addressed_now(session, action)))


def _refuse_changes(database: Database, ref: str, day: date | None, begun_with: ActionNow) -> None:
    """End a run, which leaves no file, if its action was stopped or changed since it began."""
    found = _found(database, ref, day)
    refuse_unless_open(found, NOBODYS_COUNTRY)
    if found.published != begun_with.published:
        raise ActionClosed("The action was changed while its letters were made: begin again.")


def _write_template(output: Path | None) -> None:
    if output is None:
        click.echo(template(), nl=False)
    else:
        write_whole(output, template().encode("utf-8-sig"))  # by whose first bytes spreadsheet programs know UTF-8


def _report_of(output: Path) -> Path:
    return output.with_name(f"{output.stem}.report.csv")


def _files_of(job: Job, output: Path) -> tuple[Path, ...]:
    return (output, output.with_name(f"{output.stem}.envelopes.pdf")) if job.envelope else (output,)


@contextmanager
def _report(path: Path) -> Iterator[Callable[[Note], None]]:
    """Yield what writes a note into a table, which is there as soon as all of them are."""
    with whole_files(path) as (file,):
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow(("row", "what", "why"))
        yield lambda note: writer.writerow((note.row, note.what, guarded(str(note.why))))
        text.detach()


def _tell(summary: Summary, output: Path) -> None:
    click.echo(
        f"{output}: {summary.letters} letters of {summary.supporters} supporters, {summary.pages} pages.", err=True
    )
    if summary.in_full:
        click.echo(f"{summary.in_full} rows were laid out by themselves.", err=True)
    if summary.without_copy:
        click.echo(f"{summary.without_copy} rows have no copy for a mission: {_report_of(output)} says why.", err=True)
    if summary.left_out:
        click.echo(f"{summary.left_out} rows were left out: {_report_of(output)} says why.", err=True)
