"""Single letters that are stamped: what a person gets is what a full layout would have given, its tags included."""

import io
import multiprocessing
import os
import random
import re
import signal
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pikepdf
import pytest

from bench.scripts import in_own_words, letter_in
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.merging.signature import INK, TYPED, Signature
from campaign.models.vocabulary import Channel
from campaign.rendering import typist as process
from campaign.rendering.children import Children
from campaign.rendering.document import Document
from campaign.rendering.glance import glance_at
from campaign.rendering.kept import MOST_KEYS, MOST_TRIES, Kept
from campaign.rendering.order import Order, make
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.stamping.bodies import key_of
from campaign.rendering.stamping.singles import stamped, unfilled
from campaign.rendering.typist import Away, EndedAtWork, Typist
from tests.factories import NOW, a_supporter, published
from tests.rendering.test_stamping import (
    READ_FROM_RIGHT,
    a_drawing,
    a_picture,
    refuse_differences,
    refuse_other_text,
    some_letter,
    texts_in,
)
from tests.rendering.test_tags import content_marks, tree

A4 = PAPERS["a4"]
ON_A4 = Order(Channel.PRINT, A4)
JOINED = {"ar", "fa", "ur", "ps", "hi", "mr", "ne"}  # whose glyphs stand for several texts each
DEVANAGARI = re.compile("[\u0900-\u097f]")
CHANCE = random.Random("signatures")  # noqa: S311
SIGNATURES = [INK, TYPED, a_drawing(CHANCE), a_picture(CHANCE)]


def somebody_else(letter: MergedLetter) -> MergedLetter:
    """The same letter, signed the same way by another."""
    signature = letter.signature
    if signature.strokes:
        signature = a_drawing(random.Random("another drawing"))  # noqa: S311
    if signature.picture:
        signature = a_picture(random.Random("another picture"))  # noqa: S311
    sender = ("Eva 7", *letter.sender[1:])
    words = "Signed by Eva (7)"
    return replace(letter, sender=sender, name="Eva 7", signature=signature, signature_in_words=words)


def refuse_any_difference(document: Document, full: Document, letter: MergedLetter, name: str) -> None:
    """Compare with the letter that is laid out: dots, tags, what they hang on, text, count of pages."""
    refuse_differences(document.content, full.content, name)
    assert tree(document.content) == tree(full.content)
    assert content_marks(document.content) == content_marks(full.content)
    assert document.pages == full.pages
    refuse_other_text(document.content, letter)
    if has_plain_signs(letter):
        assert texts_in(document.content) == texts_in(full.content)
    with pikepdf.open(io.BytesIO(document.content)) as pdf, pikepdf.open(io.BytesIO(full.content)) as like:
        assert pdf.check_pdf_syntax() == []
        for entry in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
            assert repr(pdf.Root[entry]) == repr(like.Root[entry])
        assert pdf.Root.Metadata.read_bytes() == like.Root.Metadata.read_bytes()
        assert dict(pdf.docinfo) == dict(like.docinfo)
        assert "/Names" not in pdf.Root


def has_plain_signs(letter: MergedLetter) -> bool:
    """Whether each glyph stands for one text; else WeasyPrint may name a wrong one, and stamped lines are right."""
    signs = "".join(letter.own_texts())
    return READ_FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, signs)) and not DEVANAGARI.search(signs)


def compare_letters(count: int, seed: str) -> None:
    chance = random.Random(seed)  # noqa: S311
    papers, compared = list(PAPERS.values()), 0
    for number in range(count):
        letter, paper = some_letter(chance), papers[number % len(papers)]
        letter = replace(letter, specimen=chance.random() < 0.2)
        file = None if letter.language in JOINED else unfilled(letter, paper)
        document = stamped(letter, paper, [file]) if file else None
        if document:
            refuse_any_difference(document, print_pdf([letter], paper), letter, f"single-{seed}-{number}")
            compared += 1
    assert compared >= count / 4  # three languages in ten are laid out in full


def test_a_single_letter_is_the_same_as_one_that_is_laid_out() -> None:
    compare_letters(7, "short")


@pytest.mark.long
@pytest.mark.parametrize("part", range(12))
def test_two_hundred_single_letters_are_the_same_as_those_that_are_laid_out(part: int) -> None:
    compare_letters(20, f"long {part}")


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.kind)
def test_what_is_kept_serves_others_and_tells_nothing_of_the_first(signature: Signature) -> None:
    paper = PAPERS["din-b"]
    first = letter_in("en", signature=signature)
    other = somebody_else(first)

    kept = unfilled(first, paper)

    assert kept == unfilled(other, paper)
    assert kept
    document = stamped(other, paper, [kept])
    assert document
    refuse_any_difference(document, print_pdf([other], paper), other, f"single-{signature.kind}")


def test_a_letter_that_fits_nothing_that_is_kept_is_not_stamped() -> None:
    letter = letter_in("en")
    kept = unfilled(letter, A4)
    assert kept

    long = replace(letter, sender=("W" * 60, *letter.sender[1:]))
    taller = replace(letter, sender=("محمد", *letter.sender[1:]))

    assert [stamped(each, A4, [kept]) for each in (long, taller)] == [None, None]


def test_it_is_stamped_into_the_file_that_it_fits() -> None:
    plain, taller = letter_in("en"), replace(letter_in("en"), name="محمد")
    files = [file for letter in (plain, taller) if (file := unfilled(letter, A4))]
    assert len(files) == 2

    for letter in (plain, taller):
        document = stamped(letter, A4, files)
        assert document
        refuse_differences(document.content, print_pdf([letter], A4).content, "single-taller")


@pytest.mark.parametrize("language", ["ar", "hi"])
def test_what_would_be_read_otherwise_is_laid_out_in_full(language: str) -> None:
    assert unfilled(letter_in(language), A4) is None


def test_words_of_ones_own_are_never_kept() -> None:
    action = published()

    mute, own = (
        merge(action, action.addressees[0], a_supporter(**words), NOW, language="en")
        for words in ({}, {"own_words": "I was there."})
    )

    assert key_of(mute, ON_A4) is not None
    assert key_of(own, ON_A4) is None


def test_only_letters_that_differ_in_nothing_but_the_sender_share_a_key() -> None:
    letter = letter_in("en")

    same, *others = (
        somebody_else(letter),
        replace(letter, closing="Yours,"),
        replace(letter, signature=TYPED),
        replace(letter, sender=letter.sender[1:]),
        in_own_words(letter, "And more."),
    )

    assert key_of(same, ON_A4) == key_of(letter, ON_A4)
    assert len({key_of(each, ON_A4) for each in (letter, *others)}) == 5
    assert key_of(letter, ON_A4) != key_of(letter, Order(Channel.PRINT, PAPERS["din-b"]))


PRINT = [ON_A4]


@pytest.fixture(scope="module")
def children() -> Children:
    """Children that have made a letter twice, and then keep its layout."""
    children = Children(slots=1, waiting=0, seconds=20)
    for _ in range(2):
        assert children.make([letter_in("en")], PRINT) == (print_pdf([letter_in("en")], A4),)
    children.wait()
    return children


def is_stamped(document: Document) -> bool:
    return b"STAMPS+" in document.content


def test_the_third_letter_is_stamped_and_so_is_a_look_at_it(children: Children) -> None:
    letter = somebody_else(letter_in("en"))

    (document,) = children.make([letter], PRINT)
    glance = children.glance(letter, A4, sample=False)

    assert is_stamped(document)
    assert glance.document == document
    assert glance.pages == glance_at(letter, A4, sample=False).pages
    refuse_any_difference(document, print_pdf([letter], A4), letter, "single-child")


def test_of_several_files_of_one_letter_those_are_stamped_that_can_be(children: Children) -> None:
    draft, printed, fax = children.make([letter_in("en")], [Order(Channel.EMAIL, A4), ON_A4, Order(Channel.FAX, A4)])

    assert [draft.media_type, printed.media_type, fax.media_type] == ["message/rfc822", *["application/pdf"] * 2]
    assert [is_stamped(document) for document in (printed, fax)] == [True, False]
    assert fax == make([letter_in("en")], Order(Channel.FAX, A4))


def test_a_character_that_no_font_has_is_refused_in_the_same_words(children: Children) -> None:
    with pytest.raises(Exception, match="grinning face"):
        children.make([replace(letter_in("en"), name="😀")], PRINT)


def test_several_letters_come_in_one_file_that_is_laid_out(children: Children) -> None:
    (document,) = children.make([letter_in("en"), letter_in("en")], PRINT)

    assert not is_stamped(document)


def test_a_process_that_ends_takes_no_letter_along_and_neither_does_one_that_is_replaced() -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["campaign.rendering.warm"])
    typist = Typist(context, most_asked=2)
    kept = Kept(typist)
    made = []

    for number in range(7):
        made.append(kept.make(letter_in("en"), ON_A4))
        kept.wait()
        if number == 4:
            os.kill(typist._process.pid, signal.SIGKILL)

    # Nothing is kept yet, twice; a process is asked to lay out and to stamp, and replaced; the next is killed; stamped.
    assert [document is not None for document in made] == [False, False, True, False, True, False, True]


class Counting(Typist):
    """Counts what it is asked to make, and makes it here."""

    def __init__(self) -> None:
        self.made = 0

    def start(self) -> None: ...

    def unfilled(self, letter: MergedLetter, order: Order) -> bytes | None:
        self.made += 1
        return process.unfilled(letter, order)

    def stamped(self, letter: MergedLetter, order: Order, kept: Sequence[bytes]) -> Document | None:
        return process.stamped(letter, order, kept)


def test_however_often_the_process_is_replaced_letters_are_stamped() -> None:
    class Leaving(Counting):
        asked = 0

        def stamped(self, letter: MergedLetter, order: Order, kept: Sequence[bytes]) -> Document | None:
            self.asked += 1
            if self.asked % 2:
                raise Away
            return super().stamped(letter, order, kept)

    typist = Leaving()
    kept = Kept(typist)

    made = []
    for _ in range(2 + 4 * MOST_TRIES):
        made.append(kept.make(letter_in("en"), ON_A4) is not None)
        kept.wait()

    assert made == [False, False] + [False, True] * 2 * MOST_TRIES
    assert typist.made == 1


def test_words_over_which_the_process_ends_again_and_again_are_given_up() -> None:
    class Ending(Counting):
        ended = 0

        def stamped(self, *_: object) -> Document | None:
            self.ended += 1
            raise EndedAtWork

    typist = Ending()
    kept = Kept(typist)

    for _ in range(9):
        assert kept.make(letter_in("en"), ON_A4) is None
        kept.wait()

    assert (typist.made, typist.ended) == (1, MOST_TRIES)


def test_words_of_which_none_comes_out_the_same_are_given_up() -> None:
    typist = Counting()
    kept = Kept(typist)

    for _ in range(9):
        assert kept.make(letter_in("ar"), ON_A4) is None
        kept.wait()

    assert typist.made == 3


def test_the_oldest_words_are_forgotten_when_there_are_too_many() -> None:
    typist = Counting()
    kept = Kept(typist)
    letters = [replace(letter_in("en"), closing=f"Yours {number},") for number in range(MOST_KEYS + 1)]

    for letter in letters:  # once each: the last one drives out the first
        kept.make(letter, ON_A4)
    kept.make(letters[0], ON_A4)
    kept.wait()
    assert typist.made == 0
    kept.make(letters[-1], ON_A4)
    kept.wait()

    assert typist.made == 1
    assert kept.make(letters[-1], ON_A4) is not None


def test_the_oldest_layouts_are_forgotten_when_they_are_too_large_together() -> None:
    kept = Kept(Counting(), most_bytes=30_000)
    first, second = (replace(letter_in("en"), closing=closing) for closing in ("Yours,", "Sincerely,"))
    made = []

    for letter in (first, first, first, second, second, second, first):
        made.append(kept.make(letter, ON_A4) is not None)
        kept.wait()

    assert made == [False, False, True, False, False, True, False]
