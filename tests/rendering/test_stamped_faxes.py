"""Fax images of which only the sender's lines are drawn: dot for dot what a full layout would have given."""

import multiprocessing
import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bench.scripts import letter_in
from campaign.errors import CannotRender
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import Signature
from campaign.models.vocabulary import Channel
from campaign.rendering.document import Document
from campaign.rendering.fax import fax_pdf, fax_tiff
from campaign.rendering.kept import Kept
from campaign.rendering.order import Fax, Order, as_sent, make
from campaign.rendering.papers import PAPERS
from campaign.rendering.scan import Ink, Resolution, ink_on
from campaign.rendering.stamping import fax_pdfs
from campaign.rendering.stamping.bodies import key_of
from campaign.rendering.stamping.faxes import stamped, unfilled
from campaign.rendering.tiff import Coding
from campaign.rendering.typist import Typist
from tests.rendering.test_fax import pages_of
from tests.rendering.test_singles import refuse_any_difference
from tests.rendering.test_stamping import a_drawing, a_picture, some_letter

A4 = PAPERS["a4"]
OTHERS = (Channel.PRINT, Channel.FAX)
DIFFERENCES = Path("build/stamped-faxes")
WORD = re.compile(r"[^\s\u2066-\u2069]+")
CHANCE = random.Random("faxes")  # noqa: S311
SIGNATURES = [a_drawing(CHANCE), a_picture(CHANCE)]


def somebody_else(letter: MergedLetter, chance: random.Random) -> MergedLetter:
    """The same letter from another: each line in the same scripts, its words turned round; another signature."""
    kind = letter.signature
    signature = a_drawing(chance) if kind.strokes else a_picture(chance) if kind.picture else kind
    sender = tuple(map(turned_round, letter.sender))
    return replace(letter, sender=sender, name=turned_round(letter.name), signature=signature)


def turned_round(line: str) -> str:
    words = WORD.findall(line)
    return WORD.sub(lambda _: words.pop(), line)


def refuse_differences(document: Document, full: Document, name: str) -> None:
    """Compare two fax images to the last byte; where dots differ, draw both beside their difference."""
    if document == full:
        return
    for number, (page, like) in enumerate(zip(pages_of(document.content), pages_of(full.content), strict=True), 1):
        ours, theirs = (np.asarray(each.convert("L")) for each in (page, like))
        if not np.array_equal(ours, theirs):
            DIFFERENCES.mkdir(parents=True, exist_ok=True)
            picture = DIFFERENCES / f"{name}-{number}.png"
            Image.fromarray(np.concatenate([ours, theirs, 255 - (ours ^ theirs)], axis=1)).save(picture)
            pytest.fail(f"{(ours != theirs).sum()} dots differ: look at {picture} (stamped, laid out, difference)")
    pytest.fail("The dots are the same, but not the files.")


def compare_faxes(count: int, seed: str) -> None:
    chance, compared = random.Random(seed), 0  # noqa: S311
    for number in range(count):
        letter, paper = some_letter(chance), PAPERS[chance.choice(["a4", "letter"])]
        letter = replace(letter, specimen=chance.random() < 0.1)
        fax = Fax(list(Resolution)[number % 2], chance.choice(list(Coding)), cover=chance.random() < 0.3)
        kept, other = unfilled(letter, paper, fax), somebody_else(letter, chance)
        document = stamped(other, fax, [kept]) if kept else None
        if document:
            full = fax_tiff(other, paper, fax.resolution, fax.coding, cover=fax.cover)
            refuse_differences(document, full, f"{seed}-{number}")
            compared += 1
    assert compared >= count / 3  # the others have lines too long for the head, or pages that break elsewhere


def compare_pdfs(count: int, seed: str) -> None:
    chance, compared = random.Random(seed), 0  # noqa: S311
    for number in range(count):
        letter, paper = some_letter(chance), PAPERS[chance.choice(["a4", "letter"])]
        letter, cover = replace(letter, specimen=chance.random() < 0.2), chance.random() < 0.3
        kept = None if letter.direction == "rtl" else fax_pdfs.unfilled(letter, paper, cover)
        other = somebody_else(letter, chance)
        document = fax_pdfs.stamped(other, [kept]) if kept else None
        if document:
            refuse_any_difference(document, fax_pdf([other], paper, cover=cover), other, f"fax-{seed}-{number}")
            compared += 1
    assert compared >= count / 6  # letters from right to left are laid out in full, and those in Devanagari


def test_a_stamped_fax_is_the_same_as_one_that_is_laid_out() -> None:
    compare_faxes(4, "short")
    compare_pdfs(3, "short")


@pytest.mark.long
@pytest.mark.parametrize("part", range(12))
def test_two_hundred_stamped_faxes_are_the_same_as_those_that_are_laid_out(part: int) -> None:
    compare_faxes(20, f"long {part}")
    compare_pdfs(20, f"long {part}")


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.kind)
def test_what_is_kept_of_a_fax_serves_others_and_tells_nothing_of_the_first(signature: Signature) -> None:
    first = letter_in("en", signature=signature)
    other, fax = somebody_else(first, CHANCE), Fax(coding=Coding.G3)

    kept = unfilled(first, A4, fax)

    assert kept == unfilled(other, A4, fax)
    assert kept
    for letter in (first, other):
        document = stamped(letter, fax, [kept])
        assert document == fax_tiff(letter, A4, fax.resolution, fax.coding)


def test_what_is_kept_of_a_fax_pdf_tells_nothing_of_the_first_either() -> None:
    first = letter_in("en", signature=SIGNATURES[0])

    kept = fax_pdfs.unfilled(first, A4, cover=True)

    assert kept
    assert kept == fax_pdfs.unfilled(somebody_else(first, CHANCE), A4, cover=True)


def test_a_fax_that_fits_nothing_that_is_kept_is_laid_out_in_full() -> None:
    letter = letter_in("en")
    kept = unfilled(letter, A4, Fax())
    assert kept

    long = replace(letter, sender=("W" * 60, *letter.sender))
    long_at_the_head = replace(letter, name="W" * 60)
    taller = replace(letter, name="\N{LATIN CAPITAL LETTER A}\N{COMBINING ACUTE ACCENT}\N{ARABIC LETTER MEEM}")

    pdf = fax_pdfs.unfilled(letter, A4, cover=False)
    assert pdf

    assert [stamped(each, Fax(), [kept]) for each in (long, long_at_the_head, taller)] == [None] * 3
    assert [fax_pdfs.stamped(each, [pdf]) for each in (long, long_at_the_head, taller)] == [None] * 3


def test_a_first_sender_with_a_long_address_is_no_hindrance_to_others() -> None:
    letter = letter_in("en")

    kept = unfilled(replace(letter, sender=(*letter.sender, "W" * 60)), A4, Fax())

    assert kept == unfilled(letter, A4, Fax())
    assert fax_pdfs.unfilled(replace(letter, sender=(*letter.sender, "W" * 60)), A4, cover=False)


def test_lines_upon_the_mark_of_a_specimen_are_laid_out_in_full() -> None:
    letter = replace(letter_in("en"), place_and_date="x" * 40)

    assert unfilled(letter, A4, Fax())
    assert unfilled(replace(letter, specimen=True), A4, Fax()) is None


def test_a_page_that_would_not_arrive_is_refused_as_in_full() -> None:
    letter = letter_in("en")
    kept = unfilled(letter, A4, Fax())
    assert kept

    black, outside = (
        replace(kept, sheets=(replace(kept.sheets[0], ink=ink),)) for ink in (Ink(10**6, None), Ink(1, (0, 0, 1, 1)))
    )

    with pytest.raises(CannotRender, match="too dark"):
        stamped(letter, Fax(), [black])
    with pytest.raises(CannotRender, match="cut off"):
        stamped(letter, Fax(), [outside])
    with pytest.raises(CannotRender, match="grinning face"):
        stamped(replace(letter, name="😀"), Fax(), [kept])


def test_ink_that_is_joined_is_that_of_the_whole() -> None:
    page = Image.new("1", (1728, 300), 255)
    page.paste(0, (100, 20, 110, 22))
    page.paste(0, (90, 250, 95, 253))

    upper, lower, none = (ink_on(page.crop((0, top, 1728, top + 100))) for top in (0, 200, 100))

    assert upper.joined(lower, 200).joined(none, 100) == ink_on(page)
    assert Ink(0, None).joined(lower, 200).joined(upper, 0) == ink_on(page)


def test_faxes_share_a_key_that_differ_in_nothing_but_the_sender() -> None:
    letter, fine = letter_in("en"), Order(Channel.FAX_TIFF, A4)

    fewer_lines = replace(letter, sender=letter.sender[:1], return_address=())
    standard = replace(fine, fax=Fax(Resolution.STANDARD))
    others = [standard, replace(fine, fax=Fax(cover=True)), *(replace(fine, channel=each) for each in OTHERS)]

    assert key_of(fewer_lines, fine) == key_of(letter, fine)
    assert key_of(letter, replace(fine, fax=Fax(coding=Coding.G3))) == key_of(letter, fine)
    assert len({key_of(letter, order) for order in (fine, *others)}) == 5
    assert key_of(letter, replace(fine, gateway="1@fax.example")) == key_of(letter, fine)
    assert key_of(letter, replace(fine, channel=Channel.EMAIL)) is None


@pytest.mark.parametrize("channel", [Channel.FAX_TIFF, Channel.FAX])
def test_the_third_fax_is_stamped_by_the_process(channel: Channel, kept: Kept) -> None:
    order, letter = Order(channel, A4), letter_in("en", signature=SIGNATURES[0])
    made = []

    for _ in range(3):
        made.append(kept.make(letter, order))
        kept.wait()

    draft = kept.make(letter, replace(order, gateway="1@fax.example"))

    assert made[:2] == [None, None]
    assert made[2]
    if channel is Channel.FAX:
        assert made[2].pages == make([letter], order).pages
    else:
        assert made[2] == make([letter], order)
    assert draft == as_sent(letter, made[2], replace(order, gateway="1@fax.example"))
    assert draft != made[2]


@pytest.fixture(scope="module")
def kept() -> Kept:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["campaign.rendering.warm"])
    return Kept(Typist(context))
