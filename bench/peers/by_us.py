"""Our own ways to a letter: stamped in a print run, asked for on the site, and laid out in full."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from bench.peers.contestant import Contestant
from bench.scripts import letter_in
from bench.stamping import LETTERS, floor, stamped
from campaign.merging.letter import MergedLetter
from campaign.models.vocabulary import Channel
from campaign.rendering.children import Children
from campaign.rendering.fax import fax_tiff
from campaign.rendering.order import Order
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.scan import Resolution
from campaign.rendering.stamping.fields import Fields, fields_of
from campaign.rendering.tiff import Coding

PAPER = PAPERS["a4"]
BULK = {  # which letters, and what the table calls them
    "signed": ("bulk", "stamped, signed, all-different names"),
    "signed again": ("bulk_repeating", "stamped, signed, names that repeat"),
    "in ink": ("bulk_in_ink", "stamped, in ink, all-different names"),
    "in ink again": ("bulk_in_ink_repeating", "stamped, in ink, names that repeat"),
}


@contextmanager
def by_us() -> Iterator[tuple[Contestant, ...]]:
    """Yield print runs of each kind, the least that any program must do, and a single letter in each way."""
    children = Children(slots=1, waiting=0, seconds=20)

    def asked_for(letters: Sequence[MergedLetter], channel: Channel = Channel.PRINT) -> bytes:
        (document,) = children.make(letters, [Order(channel, PAPER)])
        return document.content

    faxed = partial(asked_for, channel=Channel.FAX_TIFF)

    def in_full(letters: Sequence[MergedLetter]) -> bytes:
        return print_pdf(letters, PAPER).content

    runs = (
        Contestant(key, title, _fields, _stamped, at_once=LETTERS, letters=letters)
        for letters, (key, title) in BULK.items()
    )
    yield (
        *runs,
        Contestant("floor", "shaping and writing alone", _fields, floor, at_once=LETTERS),
        Contestant("interactive_warm", "on the site, another sender", _as_it_is, asked_for, files=10),
        Contestant("interactive_cold", "on the site, another letter", _as_it_is, asked_for, files=5, letters="other"),
        Contestant("full_render", "laid out in full", _as_it_is, in_full, files=10),
        Contestant("fax_warm", "a fax image on the site, another sender", _as_it_is, faxed, files=10),
        Contestant("fax_cold", "a fax image on the site, another letter", _as_it_is, faxed, files=3, letters="other"),
        Contestant("fax_full", "a fax image laid out in full", _as_it_is, _fax_in_full, files=5),
    )


def _fax_in_full(letters: Sequence[MergedLetter]) -> bytes:
    (letter,) = letters
    return fax_tiff(letter, PAPER, Resolution.FINE, Coding.G4).content


def _as_it_is(letter: MergedLetter) -> MergedLetter:
    return letter


def _fields(letter: MergedLetter) -> Fields:
    return fields_of(letter, PAPER)


def _stamped(some: Sequence[Fields]) -> bytes:
    return stamped(letter_in("en"), some)
