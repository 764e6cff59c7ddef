"""Specimens: marked on every page and in every channel, addressed to nobody, and set like the letter itself."""

import email
import email.policy
import io
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from campaign.merging.letter import MergedLetter
from campaign.models.vocabulary import Channel
from campaign.rendering.email_text import NOT_TO_BE_SENT, email_text
from campaign.rendering.mail_links import compose_links, mailto
from campaign.rendering.message import message_of
from campaign.rendering.order import Fax, Order, make
from campaign.rendering.papers import PAPERS, Paper
from campaign.rendering.scan import DARKEST, DARKEST_SPECIMEN, Resolution, scan
from campaign.rendering.tiff import Coding
from tests.factories import published
from tests.rendering.test_legibility import ocr
from tests.rendering.test_pdf import letter

A4, US = PAPERS["a4"], PAPERS["letter"]
OFFICE, SERVICE = "office@justice.example", "35542259388@fax.example"
PRINTED = [Channel.PRINT, Channel.FAX]


def real() -> MergedLetter:
    """A letter of two pages."""
    facts = replace(published().texts[0], facts="A fact that is told, and another one that is like it.\n\n" * 30)
    made = letter(texts=(facts,), supporter={"own_words": "As a nurse, I worry. " * 20})
    return replace(made, emails=(OFFICE,))


def specimen() -> MergedLetter:
    return replace(real(), specimen=True)


def pages_of(made: MergedLetter, channel: Channel, paper: Paper, cover: bool = False) -> list[str]:
    document = pypdfium2.PdfDocument(make([made], Order(channel, paper, Fax(cover=cover))).content)
    return [page.get_textpage().get_text_range() for page in document]


def ink_of(made: MergedLetter, channel: Channel, paper: Paper, resolution: Resolution) -> list[np.ndarray]:
    if channel is Channel.PRINT:
        document = pypdfium2.PdfDocument(make([made], Order(channel, paper)).content)
        return [page.render(scale=2, grayscale=True).to_numpy() < 128 for page in document]
    image = Image.open(io.BytesIO(make([made], Order(channel, paper, Fax(resolution, Coding.G4))).content))
    found = []
    for number in range(image.n_frames):
        image.seek(number)
        found.append(np.asarray(image.convert("L")) == 0)
    return found


@pytest.mark.parametrize(
    ("channel", "paper", "cover"), [(Channel.PRINT, A4, False), (Channel.PRINT, US, False), (Channel.FAX, A4, True)]
)
def test_every_page_names_the_specimen_in_its_text_and_no_page_of_a_letter_does(
    channel: Channel, paper: Paper, cover: bool
) -> None:
    marked, plain = (pages_of(made, channel, paper, cover) for made in (specimen(), real()))

    assert len(marked) == 2 + cover
    assert all("SPECIMEN" in page for page in marked)
    assert not any("specimen" in page.lower() for page in plain)


@pytest.mark.parametrize(
    ("channel", "paper", "resolution"),
    [
        (Channel.PRINT, A4, Resolution.FINE),
        (Channel.PRINT, US, Resolution.FINE),
        (Channel.FAX_TIFF, A4, Resolution.FINE),
        (Channel.FAX_TIFF, US, Resolution.STANDARD),
    ],
)
def test_the_word_stands_large_across_every_page_and_moves_nothing(
    channel: Channel, paper: Paper, resolution: Resolution
) -> None:
    marked, plain = (ink_of(made, channel, paper, resolution) for made in (specimen(), real()))

    assert len(marked) == len(plain) == 2
    for with_mark, without in zip(marked, plain, strict=True):
        height, width = with_mark.shape
        head = height // 8  # the line at the head of a page says so in plain type, and differs
        assert (with_mark[head:] & without[head:]).sum() >= 0.99 * without[head:].sum()
        rows, columns = np.nonzero(with_mark[head:] & ~without[head:])
        assert np.ptp(rows) > 0.55 * height
        assert np.ptp(columns) > 0.55 * width
        assert 0.002 < len(rows) / with_mark.size < 0.02  # an outline: there, and little enough to read through


@pytest.mark.parametrize("resolution", Resolution)
def test_a_machine_can_still_read_a_faxed_specimen(resolution: Resolution, tmp_path: Path) -> None:
    plain, marked = (set(ocr(replace(letter(), specimen=each), resolution, tmp_path).split()) for each in (False, True))

    assert len(plain & marked) > 0.75 * len(plain)  # but for the words that the outline runs through


@pytest.mark.parametrize("resolution", Resolution)
def test_a_machine_finds_the_word_at_the_head_of_every_page(resolution: Resolution, tmp_path: Path) -> None:
    for page in ink_of(specimen(), Channel.FAX_TIFF, A4, resolution):
        head = Image.fromarray(~page[: page.shape[0] // 10]).resize((1728, 228))
        head.save(tmp_path / "head.png", dpi=(204, 196))
        command = ["tesseract", tmp_path / "head.png", "-", "--psm", "6"]
        assert "SPECIMEN" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_there_is_no_grey_on_a_faxed_specimen_but_at_the_edges_of_letters() -> None:
    page = pypdfium2.PdfDocument(make([replace(letter(), specimen=True)], Order(Channel.FAX, A4)).content)[0]

    grey = page.render(scale=6, grayscale=True).to_numpy()

    assert ((grey <= 40) | (grey >= 215)).mean() >= 0.99


@pytest.mark.parametrize("channel", PRINTED)
def test_the_title_says_so_and_that_of_a_letter_does_not(channel: Channel) -> None:
    titles = []
    for made in (specimen(), real()):
        with pikepdf.open(io.BytesIO(make([made, made], Order(channel, A4)).content)) as pdf:
            titles.append(str(pdf.docinfo["/Title"]))

    assert titles == [f"SPECIMEN: {titles[1]}", titles[1]]
    assert "SPECIMEN" not in titles[1]


def test_the_text_of_an_e_mail_begins_and_ends_with_it_and_is_else_the_same() -> None:
    for width in (72, None):
        lines = email_text(specimen(), width).splitlines()

        assert lines[0] == lines[-1] == NOT_TO_BE_SENT
        assert "SPECIMEN" in NOT_TO_BE_SENT
        assert "\n".join(lines[2:-2]) + "\n" == email_text(real(), width)


@pytest.mark.parametrize("attach", [False, True])
def test_a_draft_goes_to_nobody_and_its_subject_begins_with_it(attach: bool) -> None:
    content = make([specimen()], Order(Channel.EMAIL, A4, cc=("embassy@state.example",), attach=attach)).content

    read = email.message_from_bytes(content, policy=email.policy.default)
    assert (read["To"], read["Cc"], read["Bcc"]) == (None, None, None)
    assert read["X-Unsent"] == "1"
    assert read["Subject"] == "SPECIMEN: Ilir Doe"
    assert b"justice.example" not in content
    assert b"state.example" not in content
    assert read.get_body().get_content().splitlines()[0] == NOT_TO_BE_SENT
    for part in read.iter_attachments() if attach else ():
        assert part.get_filename() == "specimen-letter.pdf"
        assert "SPECIMEN" in pypdfium2.PdfDocument(part.get_content())[0].get_textpage().get_text_range()


@pytest.mark.parametrize("channel", [Channel.FAX, Channel.FAX_TIFF])
def test_a_fax_service_is_not_addressed_either(channel: Channel) -> None:
    content = make([specimen()], Order(channel, A4, gateway=SERVICE)).content

    read = email.message_from_bytes(content, policy=email.policy.default)
    (part,) = read.iter_attachments()
    assert (read["To"], read["Subject"]) == (None, "SPECIMEN: Ilir Doe")
    assert b"fax.example" not in content
    assert part.get_filename().startswith("specimen-fax.")
    assert read.get_body().get_content().strip() == NOT_TO_BE_SENT


def test_links_hold_no_address_and_say_what_it_is() -> None:
    message = message_of(specimen(), ("embassy@state.example",))

    links = [mailto(message).url, *compose_links(message).values()]

    assert links[0].startswith("mailto:?subject=SPECIMEN")
    for link in links:
        assert "SPECIMEN" in link
        assert "example" not in link
    assert (message.withheld_to, message.withheld_cc) == ((OFFICE,), ("embassy@state.example",))


def test_a_letter_is_never_marked() -> None:
    orders = [Order(channel, A4, cc=("embassy@state.example",)) for channel in (*PRINTED, Channel.EMAIL)]
    orders.append(Order(Channel.FAX, A4, gateway=SERVICE))
    message = message_of(letter_to_office())

    assert letter().specimen is False
    for order in orders:
        assert b"specimen" not in make([letter_to_office()], order).content.lower()
    assert "SPECIMEN" not in mailto(message).url + "".join(compose_links(message).values())
    assert (message.withheld_to, message.withheld_cc) == ((), ())


def letter_to_office() -> MergedLetter:
    return replace(letter(), emails=(OFFICE,))


@pytest.mark.parametrize(("paper", "resolution"), [(A4, Resolution.STANDARD), (US, Resolution.FINE)])
def test_no_letter_that_can_be_faxed_is_too_dark_to_be_rehearsed(paper: Paper, resolution: Resolution) -> None:
    facts = replace(published().texts[0], facts="A fact that is told. " * 90)
    made = letter(texts=(facts,))
    blackness = [
        max(page.mean() for page in ink_of(each, Channel.FAX_TIFF, paper, resolution))
        for each in (made, replace(made, specimen=True))
    ]

    assert DARKEST - 0.02 < blackness[0] <= DARKEST
    assert blackness[1] - blackness[0] <= DARKEST_SPECIMEN - DARKEST


def test_a_faxed_specimen_stays_inside_what_machines_show() -> None:
    for paper in (A4, US):
        pdf = make([specimen()], Order(Channel.FAX, paper, Fax(cover=True))).content
        assert len(scan(pdf, Resolution.FINE)) == 3  # raises CannotRender for ink outside
