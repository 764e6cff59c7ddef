"""The print PDF, read back by others' tools."""

import io
import re
import subprocess
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.misc.timeTools import timestampToString
from fontTools.ttLib import TTFont

from campaign.db import Database
from campaign.errors import CannotRender
from campaign.merging.letter import MergedLetter
from campaign.merging.merge import merge
from campaign.models.vocabulary import NameEmphasis
from campaign.rendering import layout
from campaign.rendering.papers import PAPERS, PLAIN, paper_for
from campaign.rendering.pdf import print_pdf
from campaign.services.actions import find_action
from tests.conftest import LOADED_AT
from tests.factories import NOW, a_supporter, asked, published

A4 = PAPERS["a4"]
POINTS_PER_MM = 72 / 25.4

READ_ALOUD = (
    "Ana Souza Rua das Flores 7 1200-192 Lisboa Portugal Jane Roe Minister of Justice 1 Long Street 1001 Town "
    "ALBÂNIA Lisboa, 4 May 2026 Ilir Doe Dear Minister, I am writing to you out of deep concern for Ilir Doe, a "
    "journalist. What happened. I respectfully urge you to: 1. keep: a) article 1; and 2. release him. Thank you "
    "for your attention to this matter. I should be grateful for a reply informing me of the steps that you are "
    "taking. Yours sincerely, Ana Souza"
)


def letter(**changes) -> MergedLetter:
    supporter = a_supporter(**changes.pop("supporter", {}))
    action = published(**changes)
    return merge(action, action.addressees[0], supporter, NOW, language="en")


def text_of(content: bytes, tmp_path: Path) -> str:
    file = tmp_path / "letter.pdf"
    file.write_bytes(content)
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def structure(content: bytes) -> list[str]:
    """The kinds of the tags in reading order."""
    found: list[str] = []

    def walk(element: object) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(str(element.S))
            walk(element.get("/K"))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


def ink_boxes_mm(content: bytes, page: int = 0, dpi: int = 150) -> list[tuple[float, float]]:
    """The vertical stretches of ink on a page, from the top, in millimetres."""
    image = pypdfium2.PdfDocument(content)[page].render(scale=dpi / 72, grayscale=True).to_numpy()
    dark = [bool((row < 128).any()) for row in image]
    edges = [place for place in range(1, len(dark)) if dark[place] != dark[place - 1]]
    return [(top / dpi * 25.4, bottom / dpi * 25.4) for top, bottom in zip(edges[::2], edges[1::2], strict=True)]


def test_a_letter_is_tagged_titled_and_in_reading_order(tmp_path: Path) -> None:
    content = print_pdf([letter(demands=(asked("keep", asked("article 1")), asked("release him")))], A4).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert dict(pdf.docinfo) == {"/Title": "Letter", "/Producer": pdf.docinfo["/Producer"]}
        assert re.fullmatch(r"WeasyPrint [\d.]+", str(pdf.docinfo["/Producer"]))
        assert b"<pdfuaid:part>1" in (xmp := pdf.Root.Metadata.read_bytes()) or b'pdfuaid:part="1"' in xmp
        assert pdf.check_pdf_syntax() == []
    tags = structure(content)
    assert tags[:2] == ["/Document", "/Art"]
    assert tags.count("/H1") == 1
    assert tags.count("/L") == 2
    assert tags.count("/LI") == 3
    assert " ".join(text_of(content, tmp_path).split()) == READ_ALOUD


def test_only_our_fonts_are_used_and_all_are_embedded() -> None:
    content = print_pdf([letter(supporter={"name": "محمد علي", "place": "Αθήνα"})], A4).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        names = {str(font.BaseFont).split("+")[1] for font in fonts}
        embedded = ["/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert names == {"Noto-Serif", "Noto-Serif-Bold", "Noto-Naskh-Arabic"}
    assert all(embedded)


def test_no_file_tells_when_it_was_made() -> None:
    content = print_pdf([letter()], A4).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        files = [
            TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
            for font in pdf.pages[0].Resources.Font.values()
        ]
    assert {timestampToString(file["head"].modified) for file in files} == {"Thu Jan  1 00:00:00 1970"}
    assert b"2026" not in content


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert print_pdf([letter()], A4).content == print_pdf([letter()], A4).content


@pytest.mark.parametrize(("name", "size"), [("a4", (210, 297)), ("letter", (215.9, 279.4))])
def test_a_page_has_the_size_of_its_paper(name: str, size: tuple[float, float]) -> None:
    page = pypdfium2.PdfDocument(print_pdf([letter()], PAPERS[name]).content)[0]

    assert page.get_size() == pytest.approx([millimetres * POINTS_PER_MM for millimetres in size], abs=0.02)


def test_people_get_the_paper_that_they_have_at_home() -> None:
    assert [paper_for(country).name for country in ("US", "CA", "DE", "MX")] == ["letter", "letter", "a4", "a4"]


def test_the_two_letters_of_the_demonstration_take_a_page_each(demonstration: Database, tmp_path: Path) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "UA 315/14", LOADED_AT, date(2015, 1, 5))
    letters = [
        merge(found.published, each, a_supporter(), found.moment, language="en") for each in found.published.addressees
    ]

    document = print_pdf(letters, A4)

    text = text_of(document.content, tmp_path)
    assert document.pages == (1, 1)
    assert text.count("Igor Kalyapin") == 8
    for forbidden in ("Amnesty", "Urging", "UA 315", "EUR 46"):
        assert forbidden not in text


def test_each_letter_of_a_joint_file_counts_its_own_pages(tmp_path: Path) -> None:
    long = letter(texts=(published().texts[0].__class__("en", "T", "S", "\n\n".join(["Word " * 150] * 4), None, None),))

    document = print_pdf([letter(), long, letter()], A4)

    pages = [" ".join(page.split()) for page in text_of(document.content, tmp_path).split("\f")[:-1]]
    assert document.pages == (1, 2, 1)
    assert ["2/2" in page.replace(" ", "") for page in pages] == [False, False, True, False]
    assert structure(document.content).count("/Art") >= 3


def test_ink_leaves_room_to_sign_and_typing_does_not() -> None:
    def room(signature: str) -> float:
        *_, closing, name = ink_boxes_mm(print_pdf([letter(supporter={"signature": signature})], A4).content)
        return name[0] - closing[1]

    assert room("ink") >= 25
    assert 2 < room("typed") < 12


def test_all_ink_stays_inside_the_margins() -> None:
    supporter = {
        "name": "Wolfeschlegelsteinhausenbergerdorff" * 2,
        "address_lines": ["M" * 60] * 5,
        "place": "M" * 60,
        "own_words": "M" * 500,
    }
    for paper in PLAIN:
        document = print_pdf([letter(supporter=supporter)], paper)
        for number in range(sum(document.pages)):
            image = pypdfium2.PdfDocument(document.content)[number].render(scale=2, grayscale=True).to_numpy()
            columns = [place / 2 / POINTS_PER_MM for place, column in enumerate(image.T) if (column < 128).any()]
            assert min(columns) >= paper.margin_left_mm - 0.5
            assert max(columns) <= paper.width_mm - paper.margin_right_mm + 0.5


def test_a_name_in_bold_is_bold() -> None:
    def bold_characters(emphasis: NameEmphasis) -> int:
        page = pypdfium2.PdfDocument(print_pdf([letter(name_emphasis=emphasis)], A4).content)[0]
        objects = page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
        return sum(
            len("".join(text.extract().split())) for text in objects if "Bold" in text.get_font().get_base_name()
        )

    subject, name_twice = len("IlirDoe"), 2 * len("IlirDoe")
    assert bold_characters(NameEmphasis.NONE) == subject
    assert bold_characters(NameEmphasis.BOLD) == subject + name_twice


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana 😀", "grinning face"),
        ("สมชาย", "thai character so sua"),
        ("Ana ᚠ", "runic letter fehu feoh fe f"),
        ("م\u0305ريم", "U\\+0305, combining overline"),  # each is in a font, but not both in one
        ("Ana ́b", "U\\+0301, combining acute accent.* where it stands"),
        ("Anaि", "devanagari vowel sign i.* where it stands"),
    ],
)
def test_a_character_that_no_font_has_is_named_before_a_document_is_made(name: str, said: str) -> None:
    with pytest.raises(CannotRender, match=said):
        print_pdf([letter(supporter={"name": name})], A4)


def test_markup_in_anybodys_words_is_only_text(tmp_path: Path) -> None:
    words = "<b>&amp; <img src=file:///etc/passwd> </p><script>"

    text = text_of(print_pdf([letter(supporter={"own_words": words})], A4).content, tmp_path)

    assert " ".join(words.split()) in " ".join(text.split())


def test_nothing_is_fetched_and_every_complaint_is_an_error() -> None:
    for html in (
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<p style="colour: red">x',
        '<link rel="stylesheet" href="file:///etc/passwd">',
    ):
        with pytest.raises(CannotRender):
            layout.lay_out(f"<html lang=en><title>x</title><body>{html}", "letter/letter.css", A4)
