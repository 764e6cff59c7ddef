"""A PDF written as it comes: every object is found, and memory does not grow with the letters."""

import io
import random
import tracemalloc
from collections.abc import Callable

import pikepdf
import pytest

from campaign.errors import Sentence
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.forms import Form, Forms
from campaign.rendering.stamping.offsets import AT_ONCE, Offsets
from campaign.rendering.stamping.signatures import Mark
from campaign.rendering.stamping.stamped import Stamped
from campaign.rendering.stamping.writer import Writer

FEW, MANY = 2_000, 20_000


class Nowhere(io.RawIOBase):
    """A file that keeps nothing."""

    def write(self, content: bytes) -> int:  # type: ignore[override]
        return len(content)


def a_form(key: bytes) -> Forms:
    return Forms(((b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>", b"\nstream\n\nendstream"),), A_PAGE, key)


def a_letter(number: int, *, in_full: bool = False) -> Stamped:
    mark = Mark(b"<</Length 3>>\nstream\n%3d\nendstream" % (number % 999), 1, 1, (1, 1, 0))
    drawn = (b"%d 0 m\n" % number,)
    return Stamped(a_form(b"%d" % number if in_full else b"all"), drawn, mark, REASON if in_full else None)


A_PAGE = (Form(0, 9.0, 9.0),)
REASON = Sentence("It is laid out by itself.")


@pytest.mark.parametrize("count", [1, 64, AT_ONCE - 1, AT_ONCE, 3 * AT_ONCE + 5])
def test_places_come_back_in_the_order_of_their_numbers_whatever_order_they_came_in(count: int) -> None:
    offsets, places = Offsets(), {}
    assert offsets.reserve(count) == 1
    late = random.Random(count).sample(range(1, count + 1), k=min(count, 9))  # noqa: S311
    for number in [*(n for n in range(1, count + 1) if n not in late), *late]:
        places[number] = number * 7
        offsets.place(number, number * 7)

    assert [at for piece in offsets.pieces() for at in piece] == [places[n] for n in range(1, count + 1)]


def test_a_file_of_thousands_of_pages_is_whole() -> None:
    file = io.BytesIO()
    writer = Writer(file, "Letters")
    (cover,) = writer.first_pages(1)
    for number in range(5_000):
        writer.letter(a_letter(number, in_full=number % 1_000 == 7))
    writer.fill(cover, A_PAGE[0], a_form(b"cover"))
    writer.finish(Faces())

    with pikepdf.open(file) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pages[4_321].Contents.read_bytes() == b"/B Do\n4320 0 m\n"
        assert len(pdf.pages) == 5_001


@pytest.mark.parametrize(
    "letter", [a_letter, lambda number: a_letter(number, in_full=True)], ids=["stamped", "in full"]
)
def test_memory_does_not_grow_with_the_letters(letter: Callable[[int], Stamped]) -> None:
    def most(count: int) -> int:
        tracemalloc.start()
        writer = Writer(Nowhere(), "Letters")
        for number in range(count):
            writer.letter(letter(number))
        writer.finish(Faces())
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(10)

    assert most(MANY) < most(FEW) + 100_000
