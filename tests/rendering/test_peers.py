"""Whoever is measured beside us makes the whole letter, and a page that lacks anything is found out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from bench.peers.alone import FEW, MANY, Alone
from bench.peers.by_chromium import by_chromium
from bench.peers.by_reportlab import by_reportlab
from bench.peers.by_typst import by_typst
from bench.peers.by_us import by_us
from bench.peers.by_weasyprint import by_weasyprint
from bench.peers.contestant import Contestant
from bench.peers.look import WrongPage, refuse_other_fax, refuse_wrong
from bench.peers.measure import look_at
from bench.peers.plot import plot
from bench.peers.results import figures
from bench.peers.words import words_of
from bench.scripts import letter_in
from bench.supporters import from_many
from campaign.merging.letter import MergedLetter, plain
from campaign.merging.signature import TYPED
from campaign.rendering.fax import fax_tiff
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding

WHITE = "<style>body { color: white }</style></head>"


@pytest.fixture
def signed() -> MergedLetter:
    return next(from_many(letter_in("en"), 1, all_different=True, signed=True))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of other people's libraries
@pytest.mark.parametrize("maker", [by_us, by_weasyprint, by_typst, by_reportlab, by_chromium])
def test_everybody_makes_the_whole_letter(
    maker: Callable[[], AbstractContextManager[tuple[Contestant, ...]]], signed: MergedLetter
) -> None:
    def look() -> None:
        with maker() as every:
            for contestant in every:
                look_at(contestant, signed)

    with ThreadPoolExecutor(1) as thread:  # Playwright runs but once in a thread: in this one for the tests of pages
        try:
            thread.submit(look).result()
        except ImportError as missing:
            pytest.skip(f"make bench installs it: {missing}")


def test_a_page_without_a_line_or_a_signature_is_found_out(signed: MergedLetter) -> None:
    paper, words = PAPERS["a4"], words_of(signed)
    whole, unsigned = (print_pdf([letter], paper).content for letter in (signed, replace(signed, signature=TYPED)))
    short = print_pdf([replace(signed, after_demands=())], paper).content
    long = print_pdf([replace(signed, after_demands=(plain("More words. " * 900),))], paper).content

    refuse_wrong(whole, words)
    for content, reason in ((unsigned, "no signature"), (short, "Thank you"), (long, "pages")):
        with pytest.raises(WrongPage, match=reason):
            refuse_wrong(content, words)


def test_a_fax_with_other_dots_is_found_out(signed: MergedLetter) -> None:
    content = fax_tiff(replace(signed, closing="Yours,"), PAPERS["a4"], Resolution.FINE, Coding.G4).content

    with pytest.raises(WrongPage, match="other dots"):
        refuse_other_fax(content, signed)


def test_words_that_cannot_be_seen_are_found_out(signed: MergedLetter) -> None:
    with by_weasyprint() as (weasyprint,):
        content = weasyprint.make([weasyprint.ready(signed).replace("</head>", WHITE)])

    with pytest.raises(WrongPage, match="not to be seen"):
        refuse_wrong(content, words_of(signed))


def test_the_plot_has_a_bar_for_each_with_the_quickest_on_top() -> None:
    drawn = plot({"WeasyPrint": 100.0, "ours": 0.1})

    assert drawn.index(">ours<") < drawn.index(">WeasyPrint<")
    assert drawn.count("<rect") == 2
    assert 'width="117.5"' in drawn  # from 0.01 to 0.1: a quarter of the way
    assert 'width="470.0"' in drawn  # to 100: all of it


def test_results_are_told_in_milliseconds_megabytes_and_bytes_for_a_letter() -> None:
    times = {"bulk": [0.0001, 0.0002, 0.0009], "interactive_warm": [0.1] * 20 + [0.4]}
    runs = [
        Alone("print_run", FEW, 2.0, 130, 140, 2_000_000),
        Alone("print_run", MANY, 150.0, 130, 141, 200_000_000),
        Alone("print_run_by_two", MANY, 100.0, 130, 140, 200_000_000),
    ]

    assert figures(times, runs) == {
        "bulk_ms_per_letter": 0.2,
        "interactive_warm_ms": 100.0,
        "interactive_warm_p95_ms": 100.0,
        "print_run_ms_per_letter": 1.5,
        "two_workers_gain": 1.5,
        "rss_mb_1000": 140,
        "rss_mb_100000": 141,
        "rss_mb_after_start_1000": 10,
        "rss_mb_after_start_100000": 11,
        "bytes_per_letter": 2000,
    }
