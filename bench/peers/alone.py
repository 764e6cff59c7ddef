"""One contestant in a process of its own, for what it takes of memory: `python -m bench.peers.alone KEY COUNT`."""

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from bench.peers.by_reportlab import by_reportlab
from bench.peers.by_typst import by_typst
from bench.peers.by_weasyprint import by_weasyprint
from bench.stage import demonstration
from bench.supporters import a_sender, strokes
from campaign.db import Database
from campaign.services.actions import find_action
from campaign.services.print_runs.job import Job
from campaign.services.print_runs.run import print_run
from campaign.services.print_runs.tables import Row

SIGNATURES = 1_000  # more than a print run remembers: each is read anew
FEW, SOME, MANY = 1_000, 10_000, 100_000
OURS = {"print_run": 1, "print_run_by_two": 2}
PEERS: dict[str, Callable[[], Any]] = {
    "typst_document": by_typst,
    "typst_letter": by_typst,
    "reportlab_letter": by_reportlab,
    "weasyprint_letter": by_weasyprint,
}
RUNS = (
    ("print_run", FEW),
    ("print_run", SOME),
    ("print_run", MANY),
    ("print_run_by_two", MANY),
    ("typst_document", 1_000),
    ("typst_letter", 50),
    ("reportlab_letter", 50),
    ("weasyprint_letter", 10),
)


class Alone(NamedTuple):
    """What a run took: seconds, and resident memory in MB when all was loaded and at its most."""

    key: str
    letters: int
    seconds: float
    start_mb: float
    peak_mb: float
    size: int  # of all files, in bytes


def alone() -> list[Alone]:
    """Return what each run took, by itself; who is not installed is left out."""
    found = []
    for key, count in RUNS:
        command = [sys.executable, "-m", "bench.peers.alone", key, str(count)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if answer:
            found.append(Alone(*json.loads(answer)))
            print(f"{key}, {count} letters: done", file=sys.stderr)
    return found


def _run(key: str, count: int) -> Alone | None:
    if key in OURS:
        return _ours(key, count)
    from bench.peers.measure import letters

    with ExitStack() as stack:
        try:
            contestants = stack.enter_context(PEERS[key]())
        except ImportError:
            return None
        one = next(each for each in contestants if each.key == key)
        ready = map(one.ready, letters("signed"))
        one.make([next(ready)])
        files = [list(islice(ready, one.at_once)) for _ in range(count // one.at_once)]
        return _measured(key, count, lambda: sum(len(one.make(some)) for some in files))


def _ours(key: str, count: int) -> Alone:
    """Measure a print run from its table's rows to the file, as the command makes it."""
    with demonstration() as settings, Database(settings.database).reading() as session:
        found = find_action(session, "UA 315/14", datetime.now(UTC), date(2015, 1, 5))
    job = Job(found, frozenset({1}), "a4", Path())
    chance = random.Random("rows")  # noqa: S311  (nothing secret)
    signatures = [json.dumps(strokes(chance)) for _ in range(SIGNATURES)]

    def made(some: int, workers: int) -> int:
        rows = _rows(some, chance, signatures)
        with tempfile.TemporaryFile() as file:
            summary = print_run(job, rows, file, workers=workers, look=_nothing, done=_nothing, note=_nothing)
            size = file.tell()
        if summary.letters != some or summary.in_full:
            sys.exit(f"Of {some} letters {summary.letters} were made, {summary.in_full} in full.")
        return size

    made(1, 1)
    return _measured(key, count, lambda: made(count, OURS[key]))


def _rows(count: int, chance: random.Random, signatures: list[str]) -> Iterator[Row]:
    for number in range(count):
        name, street, town = a_sender(chance, f" {chance.choice(('Bano', 'Rital', 'Kuves'))}{number}")
        cells = {"name": name, "address_1": street, "address_2": town, "country": "DE", "place": "Berlin"}
        yield Row(number + 2, {**cells, "language": "en", "signature": signatures[number % len(signatures)]})


def _nothing(*_: object) -> None: ...


def _measured(key: str, count: int, work: Callable[[], int]) -> Alone:
    Path("/proc/self/clear_refs").write_text("5")  # what was the most until now is forgotten
    start = _memory_mb("VmRSS")
    begun = time.perf_counter()
    size = work()
    return Alone(key, count, time.perf_counter() - begun, start, _memory_mb("VmHWM"), size)


def _memory_mb(which: str) -> float:
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"^{which}:\s+(\d+) kB", status, re.MULTILINE)
    assert found  # noqa: S101  (Linux has both)
    return int(found[1]) / 1024


if __name__ == "__main__":
    if measured := _run(sys.argv[1], int(sys.argv[2])):
        print(json.dumps(measured))
