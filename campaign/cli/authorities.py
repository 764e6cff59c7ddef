"""`campaign authorities`: the directory as a file for spreadsheets, out and in."""

from pathlib import Path

import click

from campaign.cli.database import open_database, open_log
from campaign.cli.files import write_whole
from campaign.errors import BadTable, CannotWrite
from campaign.rendering.children import Children
from campaign.services.authority_files.columns import SHEET
from campaign.services.authority_files.exporting import CSV, XLSX, export_authorities, template
from campaign.services.authority_files.importing import confirm_import, keep_plan
from campaign.services.authority_files.planning import Plan, plan_import
from campaign.services.authority_files.undoing import undo_import
from campaign.services.tables.cells import UPLOAD, Table
from campaign.services.tables.reading import SECONDS, read_table


@click.group("authorities", invoke_without_command=True)
@click.option("--template", "wants_template", is_flag=True, help="Print an empty CSV file with the columns.")
@click.pass_context
def command(ctx: click.Context, wants_template: bool) -> None:
    """Export the directory as a file for spreadsheets, import one, or take an import back."""
    if wants_template:
        click.echo(template(CSV), nl=False)
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("export")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="A .csv or .xlsx file.")
def export(output: Path) -> None:
    """Write all authorities and missions, a row each, into a file."""
    kind = output.suffix.casefold().removeprefix(".")
    if kind not in (CSV, XLSX):
        raise CannotWrite("Name a file that ends in .csv or .xlsx.")
    with open_database().reading() as session:
        content = export_authorities(session, kind)
    write_whole(output, content)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change and what is wrong, and change nothing.")
@click.option("--source", default="", help="Where it comes from, for rows that do not say so themselves.")
@click.option("--yes", is_flag=True, help="Do not ask before the rows that are ready are imported.")
def import_(file: Path, dry_run: bool, source: str, yes: bool) -> None:
    """Check a CSV or XLSX FILE, show what it would change, and do all of it once you confirm."""
    table = _table(file)
    database = open_database()
    with database.reading() as session:
        plan = plan_import(session, table, source, open_log(session).now.date())
    _show(plan)
    if dry_run or not plan.rows:
        return
    if not yes:
        click.confirm(f"Import {len(plan.rows)} rows and leave {plan.bad_rows} out?", abort=True)
    with database.transaction() as session:
        log = open_log(session)
        number = keep_plan(plan, file.name, log).id
        changed = confirm_import(number, log)
    click.echo(f"Import {number}: {changed} authorities. To take it back: campaign authorities undo {number}")


@command.command("undo")
@click.argument("number", type=int)
def undo(number: int) -> None:
    """Take the import NUMBER back as a whole, unless somebody changed one of its authorities since."""
    with open_database().transaction() as session:
        click.echo(f"{undo_import(number, open_log(session))} authorities are what they were before.")


def _table(file: Path) -> Table:
    try:
        with file.open("rb") as opened:
            content = opened.read(UPLOAD.file_bytes + 1)
    except OSError as error:
        raise BadTable(f"{file} cannot be read: {error.strerror}.") from error
    table: Table = Children(slots=1, waiting=0, seconds=SECONDS).read(SECONDS, read_table, content, SHEET)
    return table


def _show(plan: Plan) -> None:
    for row in plan.rows:
        click.echo(f"row {row.row}: {row.slug} ({'changed' if row.before else 'new'})")
        for name, (was, is_now) in row.differences.items() if row.before else ():
            click.echo(f"    {name}: {was!r} → {is_now!r}")
    for fault in plan.faults:
        click.echo(f"row {fault.row}, {fault.column or 'the row'}: {fault.reason}", err=True)
    for remark in plan.about_the_file:
        click.echo(str(remark), err=True)
    new = plan.new
    click.echo(
        f"{new} new, {len(plan.rows) - new} changed, {plan.unchanged} as they are, {plan.bad_rows} with mistakes."
    )
