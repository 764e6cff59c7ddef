"""How long a directory of 5,000 takes as a file: read, checked, imported, undone and exported, step by step."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from campaign import schema
from campaign.db import Database
from campaign.rendering.children import Children
from campaign.services.authority_files.columns import SHEET
from campaign.services.authority_files.exporting import CSV, XLSX, export_authorities
from campaign.services.authority_files.importing import confirm_import, keep_plan
from campaign.services.authority_files.planning import plan_import
from campaign.services.authority_files.undoing import undo_import
from campaign.services.events import Log
from campaign.services.key_file import KeyFile
from campaign.services.tables.reading import SECONDS, read_table
from campaign.services.tables.separated import separated
from campaign.services.tables.workbook import workbook
from campaign.services.verifying import verify

ROWS, BAD = 5_000, 200
HEADINGS = ["state", "office", "title_en", "name_en", "title_fr", "address_1", "fax_1", "email_1", "phone_1", "source"]
Found = TypeVar("Found")


def authorities() -> None:
    """Print the time of each step for 5,000 rows of which 200 are bad; reading the CSV file is the yardstick."""
    rows = [HEADINGS, *map(_row, range(ROWS))]
    content, sheet = separated(rows), workbook({SHEET: rows})
    children, now = Children(slots=1, waiting=0, seconds=SECONDS), datetime.now(UTC)
    children.read(SECONDS, read_table, b"slug\n", SHEET)  # warm, as at the desk
    times: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Found]) -> Found:
        begin = time.perf_counter()
        found = work()
        times[name] = (time.perf_counter() - begin) * 1000
        return found

    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bench.sqlite")
        schema.upgrade(database)
        key_file = KeyFile(Path(folder) / "audit.key")
        table = timed("read the CSV file", lambda: children.read(SECONDS, read_table, content, SHEET))
        timed("read the workbook", lambda: children.read(SECONDS, read_table, sheet, SHEET))
        with database.reading() as session:
            plan = timed("check (dry run)", lambda: plan_import(session, table, "", now.date()))
        if (len(plan.rows), plan.bad_rows) != (ROWS - BAD, BAD):
            raise RuntimeError(f"{len(plan.rows)} rows are ready and {plan.bad_rows} are told")
        with database.transaction() as session:
            number = keep_plan(plan, "bench.csv", Log(session, key_file, "bench", now)).id
        with database.transaction() as session:
            timed("import, in one transaction", lambda: confirm_import(number, Log(session, key_file, "bench", now)))
        for kind in (CSV, XLSX):
            with database.reading() as session:
                timed(f"export as {kind}", lambda kind=kind: export_authorities(session, kind))  # type: ignore[misc]
        with database.transaction() as session:
            timed("undo, in one transaction", lambda: undo_import(number, Log(session, key_file, "bench", now)))
        with database.reading() as session:
            if broken := verify(session, key_file.make()):
                raise RuntimeError(f"The log is not valid: {broken[0]}")
        database.close()
    print(f"\na directory of {ROWS} rows, {BAD} of them bad: {len(plan.rows)} ready, {plan.bad_rows} told")
    for name, took in times.items():
        print(f"  {name:<30} {took:9.0f} ms   {took / times['read the CSV file']:6.1f} x")


def _row(number: int) -> list[str]:
    bad = number % (ROWS // BAD) == 0
    return [
        "AL",
        "minister",
        f"Minister of Justice {number}",
        f"Jane Roe {number}",
        f"Ministre de la Justice {number}",
        f"{number} Long Street\n1001 Town",
        "3.5542E+10" if bad else f"+355 4 22{number:05}",
        f"office-{number}@state.example",
        f"+355 4 23{number:05}",
        "its own page, May 2026",
    ]
