"""One letter for one person, as the site makes it: stamped into a layout that is kept, beside one that is laid out."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from bench.report import report
from bench.scripts import letter_in
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import drawn_signature
from campaign.models.vocabulary import Channel
from campaign.rendering.children import Children
from campaign.rendering.order import Order
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf

PAPER, LETTERS = PAPERS["a4"], 200
SIGNATURE = drawn_signature([{"points": [{"x": 9 * x, "y": (x * 37) % 60} for x in range(20)]} for _ in range(3)])


def interactive() -> None:
    """How long a signed letter takes until it is there, and with pictures of its pages; names are all different."""
    children, order = Children(slots=1, waiting=0, seconds=20), [Order(Channel.PRINT, PAPER)]
    numbers = count()

    def letter(*, own_words: bool) -> MergedLetter:
        name = f"Ana Souza {next(numbers)}"
        signed = letter_in("en", signature=SIGNATURE)
        return replace(signed, sender=(name, *signed.sender[1:]), name=name, in_own_words=own_words)

    def made(*, own_words: bool) -> None:
        children.make([letter(own_words=own_words)], order)

    begun = time.perf_counter()
    made(own_words=False)
    print(f"\nthe first letter of all: {(time.perf_counter() - begun) * 1000:.0f} ms")
    made(own_words=False)
    begun = time.perf_counter()
    children.wait()
    print(f"until a layout is kept, beside all else: {(time.perf_counter() - begun) * 1000:.0f} ms")
    report(
        "one letter for one person",
        {
            "print_pdf, in this process": lambda: print_pdf([letter(own_words=False)], PAPER),
            "cold: laid out in a child": lambda: made(own_words=True),
            "warm: stamped": lambda: made(own_words=False),
            "a look, cold": lambda: children.glance(letter(own_words=True), PAPER, sample=False),
            "a look, warm": lambda: children.glance(letter(own_words=False), PAPER, sample=False),
        },
    )
    times = sorted(_seconds(lambda: made(own_words=False)) * 1000 for _ in range(LETTERS))
    median, slow = statistics.median(times), times[LETTERS * 95 // 100]
    print(f"  warm, {LETTERS} letters: median {median:.2f} ms, 95 of 100 within {slow:.2f} ms ({slow / median:.2f} x)")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
