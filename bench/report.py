"""What a measurement prints: medians, each beside a yardstick from the same run."""

import statistics
import time
from collections.abc import Callable

ROUNDS = 15


def report(title: str, parts: dict[str, Callable[[], object]]) -> None:
    """Run the parts in turn, several rounds, and print the median of each with its ratio to the first."""
    times: dict[str, list[float]] = {name: [] for name in parts}
    for part in parts.values():
        part()
    for _ in range(ROUNDS):
        for name, part in parts.items():
            begin = time.perf_counter()
            part()
            times[name].append((time.perf_counter() - begin) * 1000)
    medians = {name: statistics.median(values) for name, values in times.items()}
    yardstick = next(iter(medians.values()))
    print(f"\n{title}")
    for name, median in medians.items():
        print(f"  {name:<30} {median:9.2f} ms   {median / yardstick:6.3f} x")
