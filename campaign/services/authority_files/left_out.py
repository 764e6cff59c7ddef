"""The rows of a file that are wrong, as a file of their own: mended there, it is handed in again.

A cell that a spreadsheet spoiled is an error in this file too.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from campaign.errors import Sentence
from campaign.services.authority_files.columns import SHEET
from campaign.services.authority_files.exporting import CSV
from campaign.services.authority_files.planning import Plan, PlannedFault
from campaign.services.tables.cells import Odd
from campaign.services.tables.separated import separated
from campaign.services.tables.workbook import SPOILED, Written, workbook

ROW, REASON = "x_row", "x_reason"  # reading passes over them, as over everything that begins with x_


def left_out_rows(plan: Plan, kind: str, say: Callable[[Sentence], str]) -> bytes:
    """Return the rows of a plan that are wrong, `csv` or `xlsx`: number, why in words, and every cell as handed in."""
    why = {row: _reasons(faults, say) for row, faults in groupby(plan.faults, key=attrgetter("row"))}
    kept = [place for place, heading in enumerate(plan.headings) if heading.strip().casefold() not in (ROW, REASON)]
    rows: list[list[str | None]] = [[ROW, REASON, *(plan.headings[place] for place in kept)]]
    for each in plan.left_out:
        cells = dict(enumerate(each.cells))
        beyond = each.cells[len(plan.headings) :]
        rows.append([str(each.row), why.get(each.row, ""), *(cells.get(place, "") for place in kept), *beyond])
    if kind == CSV:
        return separated([SPOILED if cell is None else cell for cell in row] for row in rows)
    return workbook({SHEET: map(_written, rows)})


def _reasons(faults: Iterator[PlannedFault], say: Callable[[Sentence], str]) -> str:
    return "\n".join(f"{fault.column}: {say(fault.reason)}" if fault.column else say(fault.reason) for fault in faults)


def _written(row: Sequence[str | None]) -> Sequence[Written]:
    return [Odd.ERROR if cell is None else cell for cell in row]
