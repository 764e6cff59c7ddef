"""Everybody's letters in turn, in one run: ratios between them hold, milliseconds hold for this machine and minute."""

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from typing import Any

from bench.peers.alone import alone
from bench.peers.by_chromium import by_chromium
from bench.peers.by_reportlab import by_reportlab
from bench.peers.by_typst import by_typst
from bench.peers.by_us import by_us
from bench.peers.by_weasyprint import by_weasyprint
from bench.peers.contestant import Contestant
from bench.peers.look import refuse_other_fax, refuse_wrong
from bench.peers.results import Times, written
from bench.peers.words import words_of
from bench.scripts import letter_in
from bench.supporters import from_many
from campaign.merging.letter import MergedLetter, plain

ROUNDS, MANY = 5, 10**6
MAKERS = (by_us, by_typst, by_reportlab, by_weasyprint, by_chromium)


def peers() -> None:
    """Measure all contestants that are installed, and write bench/RESULTS.md, results.json and the plot."""
    with ExitStack() as stack:
        every = [each for maker in MAKERS for each in _installed(stack, maker)]
        for contestant in every:
            look_at(contestant, next(letters("signed")))
        times = _times([_Batches(contestant) for contestant in every])
    written(every, times, alone())


def _installed(stack: ExitStack, maker: Callable[[], Any]) -> Sequence[Contestant]:
    try:
        contestants: Sequence[Contestant] = stack.enter_context(maker())
    except ImportError as error:
        print(f"Left out: {error}", file=sys.stderr)
        return ()
    return contestants


def letters(which: str) -> Iterator[MergedLetter]:
    """Yield letters of a kind without end: from other senders, signed as told; or each another letter as well."""
    different = not which.endswith("again")
    for number, letter in enumerate(
        from_many(letter_in("en"), MANY, all_different=different, signed="ink" not in which)
    ):
        yield replace(letter, after_demands=(plain(f"My letter number {number}."),)) if which == "other" else letter


def look_at(contestant: Contestant, letter: MergedLetter) -> None:
    """Refuse a contestant whose page lacks anything; this warms it up, too."""
    if contestant.key == "floor":
        return
    content = contestant.make([contestant.ready(letter)])
    if contestant.key.startswith("fax"):
        refuse_other_fax(content, letter)
    else:
        refuse_wrong(content, words_of(letter))


class _Batches:
    """A contestant's letters, made ready beforehand. Print runs remember nothing and get the same in every round."""

    def __init__(self, contestant: Contestant) -> None:
        self.contestant = contestant
        rounds = 1 if contestant.key == "floor" or contestant.key.startswith("bulk") else ROUNDS
        ready = map(contestant.ready, letters(contestant.letters))
        next(ready)  # was looked at
        self._rounds = [
            [list(islice(ready, contestant.at_once)) for _ in range(contestant.files)] for _ in range(rounds)
        ]

    def of(self, number: int) -> Sequence[Sequence[Any]]:
        """Return the files to be made in a round."""
        return self._rounds[number % len(self._rounds)]


def _times(every: Sequence[_Batches]) -> Times:
    """Return seconds for a letter, as often as each contestant made a file."""
    times: Times = {batches.contestant.key: [] for batches in every}
    gc.collect()
    gc.freeze()
    for number in range(ROUNDS):
        for batches in every:
            contestant = batches.contestant
            for some in batches.of(number):
                begun = time.perf_counter()
                contestant.make(some)
                times[contestant.key].append((time.perf_counter() - begun) / len(some))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    gc.unfreeze()
    return times
