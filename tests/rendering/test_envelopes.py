"""Envelopes and labels: the size of what goes through the printer, and the address where machines look for it."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from campaign.errors import CannotRender, DoesNotFit
from campaign.rendering.envelopes import envelopes_pdf
from campaign.rendering.labels import labels_pdf
from campaign.rendering.papers import ENVELOPES, LABEL_SHEETS, envelope_for, labels_for
from tests.rendering.looking import Area, even, ink_area, ink_of, inked_twice, inside, text_in
from tests.rendering.test_pdf import letter, structure
from tests.rendering.test_windows import LONGEST, SHORT, SIX_LINES, WIDEST, to, words

SIZES = {"dl": (220, 110), "c5": (229, 162), "c6": (162, 114), "us-10": (241.3, 104.775)}
LABELS = {"a4-3x8": (3, 8, 70, 37, 0, 0.5, 70, 37), "us-5160": (3, 10, 66.675, 25.4, 4.7625, 12.7, 69.85, 25.4)}


def read_area(width: float, height: float) -> Area:
    """Where posts look for the address: 15 mm from the sides, below 40 mm, 18 to 69.9 mm from the lower edge."""
    return (width / 2 - 25, max(40, height - 69.9), width - 15, height - 18)


@pytest.mark.parametrize("name", ENVELOPES)
@pytest.mark.parametrize("address", [SHORT, SIX_LINES, LONGEST, WIDEST], ids=["short", "six", "longest", "widest"])
def test_an_envelope_has_its_size_and_the_address_where_machines_read(name: str, address: tuple) -> None:
    width, height = SIZES[name]

    content = envelopes_pdf([to(address)], ENVELOPES[name]).content

    (page,) = pypdfium2.PdfDocument(content)
    assert [points / 72 * 25.4 for points in page.get_size()] == pytest.approx([width, height], abs=0.05)
    area = read_area(width, height)
    below = ink_area(ink_of(content)[0], (0, 39, width, height))
    assert inside(below, area)
    assert text_in(page, area).replace(",", "") == words(address)
    assert text_in(page, (10, 8, width - 74, 40)) == "Ana Souza Rua das Flores 7 1200-192 Lisboa Portugal"
    assert ink_area(ink_of(content)[0], (width - 74, 0, width, 40)) is None  # for stamps
    assert inked_twice(content) == []


def test_a_sender_who_shows_no_address_is_not_on_the_envelope_at_all() -> None:
    made = replace(to(SHORT), return_address=())

    (page,) = pypdfium2.PdfDocument(envelopes_pdf([made], ENVELOPES["dl"]).content)

    assert even(page.get_textpage().get_text_range()) == words(SHORT)


def test_every_letter_has_an_envelope_that_is_tagged_and_says_nothing_else() -> None:
    document = envelopes_pdf([to(SHORT), to(SIX_LINES)], ENVELOPES["c6"])

    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Envelope", "/Producer": pdf.docinfo["/Producer"]}
        assert len(pdf.pages) == 2
    assert document.pages == (1, 1)
    assert structure(document.content).count("/P") == 4 + 5 + 4 + 6
    assert document.content == envelopes_pdf([to(SHORT), to(SIX_LINES)], ENVELOPES["c6"]).content


def test_an_address_that_is_too_long_for_an_envelope_hears_of_those_that_can_hold_it() -> None:
    sender = replace(to(SHORT), return_address=("M" * 60,) * 6)
    addressee = replace(to(SHORT), address=tuple("M" * 60 for _ in range(8)))

    with pytest.raises(DoesNotFit, match=r"Your own address .*C6.*: C5, US #10\."):
        envelopes_pdf([sender], ENVELOPES["c6"])
    with pytest.raises(DoesNotFit, match="address of Jane Roe .* by hand"):
        envelopes_pdf([addressee], ENVELOPES["c6"])


@pytest.mark.parametrize("name", LABEL_SHEETS)
def test_labels_stand_one_after_another_inside_their_edges(name: str) -> None:
    columns, rows, width, height, left, top, across, down = LABELS[name]
    first, count = 5, columns * rows

    document = labels_pdf([to(SHORT), to(SIX_LINES)] * (count // 2), LABEL_SHEETS[name], first)

    pages = list(pypdfium2.PdfDocument(document.content))
    inks = ink_of(document.content)
    assert len(pages) == 2
    for place in range(2 * count):
        number, on_page = divmod(place, count)
        row, column = divmod(on_page, columns)
        label = (left + column * across, top + row * down)
        label = (*label, label[0] + width, label[1] + height)
        wanted = place - (first - 1)
        address = (SHORT, SIX_LINES)[wanted % 2] if 0 <= wanted < count else ((), ())
        assert text_in(pages[number], label).replace(",", "") == words(address)
        safe = (label[0] + 3, label[1] + 3, label[2] - 3, label[3] - 3)
        assert inside(ink_area(inks[number], label), safe), place
    assert inked_twice(document.content) == []


def test_type_on_labels_shrinks_to_eight_points_and_no_further() -> None:
    sizes = []
    for address in (SHORT, WIDEST, LONGEST):
        (page,) = pypdfium2.PdfDocument(labels_pdf([to(address)], LABEL_SHEETS["a4-3x8"]).content)
        sizes.append({round(each.get_font_size(), 1) for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT])})

    assert sizes == [{11}, {10}, {8}] or all(min(size) >= 8 for size in sizes)
    with pytest.raises(DoesNotFit, match=r"Aleksandr .* US 5160.*: A4, 3 × 8\."):
        labels_pdf([to(LONGEST)], LABEL_SHEETS["us-5160"])


@pytest.mark.parametrize("first", [0, -1, 25, 10**9])
def test_a_label_that_the_sheet_has_not_is_refused(first: int) -> None:
    with pytest.raises(CannotRender, match="from 1 to 24"):
        labels_pdf([letter()], LABEL_SHEETS["a4-3x8"], first)


def test_specimens_say_so_on_every_envelope_and_every_label() -> None:
    specimen = replace(to(SHORT), specimen=True)

    for made in (
        envelopes_pdf([specimen] * 2, ENVELOPES["dl"]),
        labels_pdf([specimen] * 2, LABEL_SHEETS["us-5160"]),
    ):
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.content))
        with pikepdf.open(io.BytesIO(made.content)) as pdf:
            assert str(pdf.docinfo["/Title"]).startswith("SPECIMEN: ")
        assert text.count("SPECIMEN") == 2


def test_people_get_the_envelopes_and_labels_that_they_have_at_home() -> None:
    assert [envelope_for(country).name for country in ("US", "CA", "DE")] == ["us-10", "us-10", "dl"]
    assert [labels_for(country).name for country in ("US", "CA", "DE")] == ["us-5160", "us-5160", "a4-3x8"]


def test_a_character_that_no_font_has_is_named() -> None:
    made = replace(letter(), addressee=("สมชาย",))

    for make in (
        lambda: envelopes_pdf([made], ENVELOPES["dl"]),
        lambda: labels_pdf([made], LABEL_SHEETS["a4-3x8"]),
    ):
        with pytest.raises(CannotRender, match="thai character"):
            make()
