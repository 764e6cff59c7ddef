"""One letter in every channel: the same demands, in the same order, numbered alike."""

import email
import email.policy
import io
import re
import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.merging.letter import Item, MergedLetter
from campaign.models.vocabulary import Channel
from campaign.rendering.document import Document
from campaign.rendering.email_text import email_text
from campaign.rendering.order import Fax, Order, make, make_each
from campaign.rendering.package import zipped
from campaign.rendering.papers import PAPERS
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding
from tests.factories import asked
from tests.rendering.test_pdf import letter, text_of

A4 = PAPERS["a4"]
word_lists = st.lists(
    st.sampled_from(
        ["release", "Ilir Doe", "article 12.2 (b)", "every charge;", "“at once”", "Žižka", "stop", "naïve,"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
demands = st.lists(
    st.builds(lambda words, items: asked(words, *map(asked, items)), word_lists, st.lists(word_lists, max_size=3)),
    min_size=1,
    max_size=6,
).map(tuple)


def numbered(items: tuple[Item, ...]) -> list[str]:
    """The demands with their numbers, as they are read from the top."""
    found = []
    for item in items:
        found += [f"{item.sign} {''.join(span.text for span in item.text)}", *numbered(item.items)]
    return found


def squeezed(text: str) -> str:
    """Text without white space, which lines break at, and without marks that nobody sees."""
    return re.sub(r"[\s\u2068\u2069\ufffe\u00ad]", "", text)


def read_in(made: MergedLetter) -> dict[str, str]:
    paper, fax = make_each([made], [Order(Channel.PRINT, A4), Order(Channel.FAX, A4)])
    return {"paper": pdf_text(paper), "fax": pdf_text(fax), "e-mail": email_text(made)}


def pdf_text(document: Document) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return text_of(document.content, Path(folder))


def in_order(wanted: list[str], text: str) -> bool:
    place = 0
    for words in map(squeezed, wanted):
        place = text.find(words, place)
        if place < 0:
            return False
        place += len(words)
    return True


@settings(max_examples=12)
@given(demands)
def test_letter_fax_and_e_mail_carry_the_same_demands_in_the_same_order(wanted) -> None:
    made = letter(demands=wanted)
    items = numbered(made.demands) or ["".join(span.text for span in made.introduction)]

    for channel, text in read_in(made).items():
        without_heads = re.sub(r"Page \d of \d · 4 May 2026 · Ana Souza|\d / \d|\f", "", text)
        assert in_order(items, squeezed(without_heads)), (channel, items, text)


def test_an_order_is_made_in_its_channel() -> None:
    made = letter()
    orders = [Order(channel, A4) for channel in Channel if channel is not Channel.EMAIL]

    kinds = [document.content[:4] for document in make_each([made], orders)]

    assert kinds == [b"%PDF", b"%PDF", b"II*\0", b"%PDF", b"%PDF"]


def test_a_fax_service_gets_the_fax_and_no_text() -> None:
    for channel, start in ((Channel.FAX, b"%PDF"), (Channel.FAX_TIFF, b"II*\0")):
        order = Order(channel, A4, Fax(Resolution.STANDARD, Coding.G3), gateway="FAX=+35542259388@gateway.example")

        content = make([letter()], order).content

        read = email.message_from_bytes(content, policy=email.policy.default)
        (part,) = read.iter_attachments()
        assert read["To"] == "FAX=+35542259388@gateway.example"
        assert read.get_body().get_content().strip() == ""
        assert part.get_content().startswith(start)
        assert part.get_filename() == ("fax.pdf" if channel is Channel.FAX else "fax.tif")


def test_a_zip_says_neither_when_nor_by_whom() -> None:
    files = {"how-to-send.txt": b"Print.", "letter-1.pdf": b"%PDF"}

    content = zipped(files)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == files
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    assert zipped(files) == content
