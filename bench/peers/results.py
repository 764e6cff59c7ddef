"""What was measured, written down: a table for readers, numbers for programs, a plot for the docs."""

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.peers.alone import FEW, MANY, Alone
from bench.peers.contestant import Contestant
from bench.peers.plot import plot

BENCH = Path(__file__).parents[1]
TABLE, NUMBERS, PLOT = BENCH / "RESULTS.md", BENCH / "results.json", BENCH.parent / "docs" / "pictures" / "speed.svg"
PACKAGES = ("weasyprint", "uharfbuzz", "typst", "reportlab", "playwright")
YARDSTICK, P95 = "bulk", 0.95

Times = dict[str, list[float]]


def written(every: Sequence[Contestant], times: Times, alone: Sequence[Alone]) -> None:
    """Write all three, and print the table."""
    medians = _medians(times)
    table = "\n".join((*_table(every, medians), *_waits(times), *_memory(alone), ""))
    TABLE.write_text(f"{_head()}\n{table}", "utf-8")
    NUMBERS.write_text(json.dumps({"measured_at": _moment(), **figures(times, alone)}, indent=2) + "\n", "utf-8")
    PLOT.write_text(plot({each.title: medians[each.key] * 1000 for each in every}), "utf-8")
    print(table)


def _head() -> str:
    return f"""# Results of `make bench`: letters

Written by `python -m bench peers` on {_moment()}; [docs/speed.md](../docs/speed.md) says what is measured.
Compare the ratios: the milliseconds are those of one machine in one minute. This one is shared: at the end
{os.getloadavg()[0]:.1f} processes wanted its {os.cpu_count()} cores.

- Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}
- Python {platform.python_version()}; {", ".join(_versions())}
"""


def _table(every: Sequence[Contestant], medians: Mapping[str, float]) -> list[str]:
    yardstick, least = medians[YARDSTICK], medians["floor"]
    rows = [
        f"| {each.title} | {medians[each.key] * 1000:.3f} | {medians[each.key] / yardstick:.2f} | "
        f"{medians[each.key] / least:.1f} |"
        for each in every
    ]
    head = ["| a letter | ms, median | × our signed print run | × the floor |", "|---|---:|---:|---:|"]
    return ["## Time for a letter", "", *head, *rows, ""]


def _waits(times: Times) -> list[str]:
    warm = times["interactive_warm"]
    median, p95 = statistics.median(warm) * 1000, _p95(warm) * 1000
    waits = f"Of a letter asked for on the site: median {median:.0f} ms, p95 {p95:.0f} ms, {p95 / median:.2f} ×."
    return [waits, ""]


def _memory(alone: Sequence[Alone]) -> list[str]:
    return [
        "## Growth and memory, each in a process of its own",
        "",
        "A print run goes from a table's rows, whose signatures are read and drawn anew, to the file.",
        "The memory of workers is not counted. What is loaded holds more than the command does: the same process made",
        "the demonstration that it prints from.",
        "",
        "| what | letters | s | ms a letter | MB, loaded | MB, at most | MB, more | bytes a letter |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *map(_row, alone),
    ]


def _row(each: Alone) -> str:
    name, milliseconds = each.key.replace("_", " "), each.seconds / each.letters * 1000
    memory = f"{each.start_mb:.0f} | {each.peak_mb:.0f} | {each.peak_mb - each.start_mb:.0f}"
    took = f"{each.seconds:.1f} | {milliseconds:.3f} | {memory} | {each.size / each.letters:.0f}"
    return f"| {name} | {each.letters:,} | {took} |"


def _per_letter(medians: Mapping[str, float]) -> dict[str, float]:
    many = {"floor", "typst_document"} | {key for key in medians if key.startswith("bulk")}
    names = {key: f"{key}_ms_per_letter" if key in many else f"{key}_ms" for key in medians}
    return {names[key]: round(seconds * 1000, 4) for key, seconds in medians.items()}


def figures(times: Times, alone: Sequence[Alone]) -> dict[str, float]:
    """Return what was measured under the names that others look for."""
    found = {(each.key, each.letters): each for each in alone}
    few, many = found["print_run", FEW], found["print_run", MANY]
    warm = times["interactive_warm"]
    return {
        **_per_letter(_medians(times)),
        "interactive_warm_p95_ms": round(_p95(warm) * 1000, 2),
        "print_run_ms_per_letter": round(many.seconds / many.letters * 1000, 4),
        "two_workers_gain": round(many.seconds / found["print_run_by_two", MANY].seconds, 3),
        f"rss_mb_{FEW}": round(few.peak_mb, 1),
        f"rss_mb_{MANY}": round(many.peak_mb, 1),
        f"rss_mb_after_start_{FEW}": round(few.peak_mb - few.start_mb, 1),
        f"rss_mb_after_start_{MANY}": round(many.peak_mb - many.start_mb, 1),
        "bytes_per_letter": round(many.size / many.letters, 1),
    }


def _medians(times: Times) -> dict[str, float]:
    return {key: statistics.median(values) for key, values in times.items()}


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(P95 * (len(values) - 1))]


def _moment() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _versions() -> list[str]:
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    return found


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
