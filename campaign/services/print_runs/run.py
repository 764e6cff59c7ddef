"""A whole print run: rows to letters, in one process or several, into one file that is written as they come."""

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.context import BaseContext
from multiprocessing.queues import Queue
from typing import BinaryIO

from campaign.errors import Sentence
from campaign.rendering.stamping.faces import Faces, Used
from campaign.rendering.stamping.writer import Writer
from campaign.services.print_runs.cover import COVER_PAGES, write_cover
from campaign.services.print_runs.press import Job, Press, Pressed
from campaign.services.print_runs.tables import Row

ROWS_AT_ONCE = 100  # handed to a process, and made between two looks at the action
TITLE = "Letters"

Chunk = tuple[list[Pressed], dict[str, Used]]


@dataclass
class Summary:
    """What came of a print run."""

    supporters: int = 0
    letters: int = 0
    pages: int = 0
    by_hand: int = 0  # supporters who sign in ink
    left_out: list[tuple[int, Sentence]] = field(default_factory=list)  # rows, each with the reason
    in_full: list[tuple[int, Sentence]] = field(default_factory=list)  # rows that were laid out by themselves
    papers: Counter[tuple[int, int]] = field(default_factory=Counter)  # sheets by their size in millimetres


def print_run(
    job: Job,
    rows: Iterable[Row],
    file: BinaryIO,
    *,
    workers: int,
    look: Callable[[], None],
    done: Callable[[int], None],
) -> Summary:
    """Write the letters of all rows into a file, a checklist first; return what came of it.

    `look` is called again and again, and raises what ends the run: the action may be stopped meanwhile. `done` is told
    how many rows were made. Rows that cannot be made are left out and noted, and stop no other.
    """
    summary, faces = Summary(), Faces()
    writer = Writer(file, TITLE)
    kept = writer.first_pages(COVER_PAGES)
    for pressed, used in _chunks(job, rows, workers):
        look()
        faces.join(used)
        for each in pressed:
            _write(each, writer, summary)
        done(len(pressed))
    summary.pages = writer.pages - COVER_PAGES
    write_cover(writer, kept, job, summary)
    writer.finish(faces)
    look()
    return summary


def _write(pressed: Pressed, writer: Writer, summary: Summary) -> None:
    if pressed.refused:
        summary.left_out.append((pressed.row, pressed.refused))
        return
    summary.supporters += 1
    summary.by_hand += pressed.by_hand
    summary.letters += len(pressed.letters)
    if sheet := pressed.separator:
        writer.sheet(sheet.width_pt, sheet.height_pt, sheet.drawn)
    for stamped in pressed.letters:
        writer.letter(stamped)
        for page in stamped.forms.pages:
            summary.papers[round(page.width_pt * 25.4 / 72), round(page.height_pt * 25.4 / 72)] += 1
    reasons = {str(stamped.in_full): stamped.in_full for stamped in pressed.letters if stamped.in_full}
    summary.in_full += [(pressed.row, reason) for reason in reasons.values()]


def _chunks(job: Job, rows: Iterable[Row], workers: int) -> Iterator[Chunk]:
    if workers > 1:
        yield from _in_processes(job, rows, workers)
        return
    press = Press(job)
    for some in _parted(rows):
        yield [press.press(row) for row in some], press.used()


def _in_processes(job: Job, rows: Iterable[Row], workers: int) -> Iterator[Chunk]:
    """Let several processes make letters, which come back in the order of the rows; few are ever under way."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["campaign.rendering.warm"])
    numbers = _numbers(context, workers)
    with ProcessPoolExecutor(workers, context, _begin, (job, numbers)) as pool:
        under_way: deque[Future[Chunk]] = deque()
        try:
            for some in _parted(rows):
                under_way.append(pool.submit(_make, some))
                if len(under_way) > 2 * workers:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def _numbers(context: BaseContext, workers: int) -> "Queue[int]":
    """Return a queue from which each process takes a number of its own, from 1."""
    numbers: Queue[int] = context.Queue()
    for number in range(1, workers + 1):
        numbers.put(number)
    return numbers


def _parted(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some


_press: Press | None = None  # of a worker's process


def _begin(job: Job, numbers: "Queue[int]") -> None:
    global _press
    _press = Press(job, numbers.get())


def _make(rows: list[Row]) -> Chunk:
    assert _press  # noqa: S101  (a pool's process begins with _begin)
    return [_press.without_repeats(_press.press(row)) for row in rows], _press.used()
