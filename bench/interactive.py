"""One letter for one person, as the site makes it: stamped into a layout that is kept, beside one that is laid out."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count

from bench.report import report
from bench.scripts import letter_in
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import drawn_signature
from campaign.models.vocabulary import Channel
from campaign.rendering.children import Children
from campaign.rendering.fax import fax_tiff
from campaign.rendering.order import Order
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding

PAPER, LETTERS = PAPERS["a4"], 200
SIGNATURE = drawn_signature([{"points": [{"x": 9 * x, "y": (x * 37) % 60} for x in range(20)]} for _ in range(3)])
PRINTED, FAXED, FAX_PDF = (Order(each, PAPER) for each in (Channel.PRINT, Channel.FAX_TIFF, Channel.FAX))
NUMBERS = count()


def interactive() -> None:
    """How long a signed letter takes until it is there, on paper or as a fax, and a look; names are all different."""
    children = Children(slots=1, waiting=0, seconds=20)

    def made(order: Order, *, own_words: bool) -> None:
        children.make([_letter(own_words=own_words)], [order])

    for order in (PRINTED, FAXED, FAX_PDF):
        begun = time.perf_counter()
        made(order, own_words=False)
        print(f"\nthe first letter of all, {order.channel}: {(time.perf_counter() - begun) * 1000:.0f} ms")
        made(order, own_words=False)
        begun = time.perf_counter()
        children.wait()
        print(f"until a layout is kept, beside all else: {(time.perf_counter() - begun) * 1000:.0f} ms")
    report(
        "one letter for one person",
        {
            "print_pdf, in this process": lambda: print_pdf([_letter(own_words=False)], PAPER),
            "cold: laid out in a child": lambda: made(PRINTED, own_words=True),
            "warm: stamped": lambda: made(PRINTED, own_words=False),
            "a look, cold": lambda: children.glance(_letter(own_words=True), PAPER, sample=False),
            "a look, warm": lambda: children.glance(_letter(own_words=False), PAPER, sample=False),
        },
    )
    report(
        "one fax image for one person",
        {
            "fax_tiff, in this process": lambda: fax_tiff(_letter(own_words=False), PAPER, Resolution.FINE, Coding.G4),
            "fax_cold_ms: in a child": lambda: made(FAXED, own_words=True),
            "fax_warm_ms: stamped": lambda: made(FAXED, own_words=False),
            "its PDF, cold": lambda: made(FAX_PDF, own_words=True),
            "its PDF, warm": lambda: made(FAX_PDF, own_words=False),
        },
    )
    for order in (PRINTED, FAXED):
        _tell_spread(order, partial(made, order, own_words=False))


def _letter(*, own_words: bool) -> MergedLetter:
    """A signed letter from a sender who was not there before; with words of one's own it is always laid out in full."""
    name = f"Ana Souza {next(NUMBERS)}"
    signed = letter_in("en", signature=SIGNATURE)
    return replace(signed, sender=(name, *signed.sender[1:]), name=name, in_own_words=own_words)


def _tell_spread(order: Order, make: Callable[[], None]) -> None:
    times = sorted(_seconds(make) * 1000 for _ in range(LETTERS))
    median, slow = statistics.median(times), times[LETTERS * 95 // 100]
    print(
        f"  {order.channel}, warm, {LETTERS} letters: median {median:.2f} ms, "
        f"95 of 100 within {slow:.2f} ms ({slow / median:.2f} x)"
    )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
