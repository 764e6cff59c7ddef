"""A whole print run: rows to letters, in one process or several, into one file that is written as they come."""

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from multiprocessing.context import BaseContext
from multiprocessing.queues import Queue
from typing import BinaryIO, NamedTuple

from campaign.errors import Sentence
from campaign.rendering.stamping.faces import Faces, Used
from campaign.rendering.stamping.writer import Writer
from campaign.services.print_runs.cover import COVER_PAGES, write_cover
from campaign.services.print_runs.job import Job
from campaign.services.print_runs.press import Press, Pressed
from campaign.services.print_runs.tables import Row

ROWS_AT_ONCE = 100  # handed to a process, and made between two looks at the action
LOADED_ONCE = ["campaign.rendering.warm", "campaign.services.print_runs.press"]  # for all processes
TITLE, ENVELOPES_TITLE = "Letters", "Envelopes"
MM_PER_PT = 25.4 / 72

Chunk = tuple[list[Pressed], dict[str, Used]]


class What(StrEnum):
    """What a note tells of a row."""

    LEFT_OUT = "left out"
    IN_FULL = "laid out by itself"
    NO_COPY = "no copy"


class Note(NamedTuple):
    """What is to be told of a row, and why."""

    row: int
    what: What
    why: Sentence


@dataclass
class Summary:
    """What came of a print run: how much of everything."""

    supporters: int = 0
    letters: int = 0
    pages: int = 0
    by_hand: int = 0  # supporters who sign in ink
    copies: int = 0  # for missions, among the letters
    left_out: int = 0  # rows
    in_full: int = 0  # rows that were laid out by themselves
    without_copy: int = 0  # rows for which there is no mission, though copies were asked for
    papers: Counter[tuple[int, int]] = field(default_factory=Counter)  # sheets by their size in millimetres


def print_run(
    job: Job,
    rows: Iterable[Row],
    file: BinaryIO,
    envelopes: BinaryIO | None = None,
    *,
    workers: int,
    look: Callable[[], None],
    done: Callable[[int], None],
    note: Callable[[Note], None],
) -> Summary:
    """Write the letters of all rows into a file, a checklist first; return what came of it.

    If the job has envelopes, they come into a file of their own, in the order of the letters. `look` is called again
    and again, and raises what ends the run: the action may be stopped meanwhile. `done` is told how many rows were
    made, and `note`, in the order of the rows, what there is to tell of them. Rows that cannot be made are left out,
    and stop no other.
    """
    summary, faces = Summary(), Faces()
    writer = Writer(file, TITLE)
    on_envelopes = Writer(envelopes, ENVELOPES_TITLE) if envelopes else None
    kept = writer.first_pages(COVER_PAGES)
    for pressed, used in _chunks(job, rows, workers):
        look()
        faces.join(used)
        for each in pressed:
            _write(each, writer, on_envelopes, summary)
            for told in _notes(each):
                note(told)
        done(len(pressed))
    summary.pages = writer.pages - COVER_PAGES
    write_cover(writer, kept, job, summary)
    writer.finish(faces)
    if on_envelopes:
        on_envelopes.finish(faces)
    look()
    return summary


def _write(pressed: Pressed, writer: Writer, on_envelopes: Writer | None, summary: Summary) -> None:
    if pressed.refused:
        summary.left_out += 1
        return
    summary.supporters += 1
    summary.by_hand += pressed.by_hand
    summary.letters += len(pressed.letters)
    summary.copies += pressed.copied
    summary.without_copy += pressed.no_copy is not None
    summary.in_full += any(stamped.in_full for stamped in (*pressed.letters, *pressed.envelopes))
    if sheet := pressed.separator:
        writer.sheet(sheet.width_pt, sheet.height_pt, sheet.drawn)
    for stamped in pressed.letters:
        writer.letter(stamped)
        for page in stamped.forms.pages:
            summary.papers[round(page.width_pt * MM_PER_PT), round(page.height_pt * MM_PER_PT)] += 1
    if on_envelopes:
        for stamped in pressed.envelopes:
            on_envelopes.letter(stamped)


def _notes(pressed: Pressed) -> Iterator[Note]:
    if pressed.refused:
        yield Note(pressed.row, What.LEFT_OUT, pressed.refused)
    made = (*pressed.letters, *pressed.envelopes)
    for reason in {str(stamped.in_full): stamped.in_full for stamped in made if stamped.in_full}.values():
        yield Note(pressed.row, What.IN_FULL, reason)
    if pressed.no_copy:
        yield Note(pressed.row, What.NO_COPY, pressed.no_copy)


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
    context.set_forkserver_preload(LOADED_ONCE)
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
