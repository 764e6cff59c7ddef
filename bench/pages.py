"""How many pages a second the application answers, beside a bare Flask page on the same server (wrk, loopback)."""

import logging
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import waitress
from flask import Flask

from bench.stage import demonstration
from campaign.app import create_app

CONNECTIONS, SECONDS, ROUNDS = 8, 4, 3
PATHS = {
    "an open action": "/actions/kalyapin-judicial-harassment",
    "a closed action": "/actions/kalyapin-attacked-and-threatened",
    "the list": "/",
}


def pages() -> None:
    """Print requests a second and the 99th percentile, the best of several interleaved rounds, with ratios."""
    bare = Flask("bare")
    bare.get("/")(lambda: "<!doctype html><title>bare</title><p>bare")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    results: dict[str, list[tuple[float, float]]] = {}
    with demonstration() as settings, _served(bare) as yardstick, _served(create_app(settings)) as ours:
        for _ in range(ROUNDS):
            results.setdefault("bare Flask page", []).append(_measured(yardstick + "/"))
            for name, path in PATHS.items():
                results.setdefault(name, []).append(_measured(ours + path))
    best = {name: max(rounds) for name, rounds in results.items()}
    yardstick_rate = best["bare Flask page"][0]
    print(f"\npages, {CONNECTIONS} connections through waitress")
    for name, (rate, slowest_ms) in best.items():
        print(f"  {name:<30} {rate:9.0f} /s   p99 {slowest_ms:6.1f} ms   {rate / yardstick_rate:6.3f} x")


def _measured(address: str) -> tuple[float, float]:
    """Return requests a second and the 99th percentile in milliseconds."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", address]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    slowest = re.search(r"99%\s+([\d.]+)(us|ms|s)", report)
    if rate is None or slowest is None or "Non-2xx" in report:
        raise RuntimeError(f"wrk could not measure {address}:\n{report}")
    in_ms = {"us": 0.001, "ms": 1, "s": 1000}[slowest[2]]
    return float(rate[1]), float(slowest[1]) * in_ms


@contextmanager
def _served(app: Callable[..., Any]) -> Iterator[str]:
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
