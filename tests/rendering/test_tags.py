"""The structure of PDFs as it stands in the files (ISO 14289-1): what a screen reader has to hold on to."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import pikepdf
import pytest

from bench.scripts import letter_in
from campaign.merging.letter import MergedLetter, plain
from campaign.merging.signature import drawn_signature
from campaign.rendering.document import Document
from campaign.rendering.envelopes import envelopes_pdf
from campaign.rendering.fax import fax_pdf
from campaign.rendering.labels import labels_pdf
from campaign.rendering.papers import ENVELOPES, LABEL_SHEETS, PAPERS, WINDOWS, Paper
from campaign.rendering.pdf import print_pdf
from tests.factories import asked
from tests.rendering.drawn import runs_drawn
from tests.rendering.test_pdf import letter

A4 = PAPERS["a4"]
Make = Callable[[Sequence[MergedLetter]], Document]
MAKERS: dict[str, Make] = {"fax": lambda letters: fax_pdf(letters, A4)} | {
    paper.name: partial(print_pdf, paper=paper) for paper in (A4, *WINDOWS)
}
on_every_paper = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
LONG = (plain("Many words. " * 300), plain("And more. " * 200))


@dataclass
class Element:
    """An element of the structure tree: its kind, what is below it, its language, and how its list is numbered."""

    kind: str
    kids: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # page and number of the marked content
    language: str | None = None
    numbering: str | None = None
    alternative: str | None = None

    def all(self, kind: str) -> list["Element"]:
        """All elements of a kind, in reading order."""
        found = [self] if self.kind == kind else []
        return found + [element for kid in self.kids for element in kid.all(kind)]

    def read(self) -> list[tuple[int, int]]:
        """All marked content, in reading order."""
        return self.marks + [mark for kid in self.kids for mark in kid.read()]


def tree(content: bytes) -> Element:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}

        def read(node: pikepdf.Object) -> Element:
            attributes = node.get("/A", pikepdf.Dictionary())
            element = Element(
                str(node.get("/S", "/Root")),
                language=_text(node.get("/Lang")),
                numbering=_text(attributes.get("/ListNumbering")),
                alternative=_text(node.get("/Alt")),
            )
            kids = node.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    element.marks.append((pages[node.Pg.objgen], kid))
                else:
                    element.kids.append(read(kid))
            return element

        return read(pdf.Root.StructTreeRoot)


def _text(value: pikepdf.Object | None) -> str | None:
    return None if value is None else str(value)


def content_marks(content: bytes) -> tuple[list[tuple[int, int]], int, int]:
    """All marked content of the pages in drawing order; how many artifacts there are; how much is drawn unmarked."""
    marks, artifacts, loose = [], 0, 0
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            open_marks: list[bool] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "BDC":
                        open_marks.append(True)
                        marks.append((number, int(operands[1].MCID)))
                    case "BMC":
                        open_marks.append(True)
                        artifacts += str(operands[0]) == "/Artifact"
                    case "EMC":
                        open_marks.pop()
                    case "TJ" | "Tj" | "S" | "s" | "f" | "f*" | "B" | "B*" | "sh":
                        loose += not open_marks
                    case _:
                        pass
    return marks, artifacts, loose


def with_lists(**changes: object) -> MergedLetter:
    return replace(
        letter(demands=(asked("keep", asked("article 1"), asked("article 2")), asked("release him"))), **changes
    )


@on_every_paper
def test_all_that_is_drawn_is_tagged_once_or_no_content(make: Make) -> None:
    content = make([with_lists(after_demands=LONG), letter_in("ar")]).content

    marks, artifacts, loose = content_marks(content)

    assert sorted(tree(content).read()) == sorted(marks)
    assert len(set(marks)) == len(marks)
    assert artifacts >= (4 if make is MAKERS["fax"] else 1)  # heads of pages and rules; the page number
    assert loose == 0


@on_every_paper
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_letter_is_read_in_the_order_in_which_the_eye_meets_it(make: Make, language: str) -> None:
    made = replace(letter_in(language), demands=with_lists().demands)
    content = make([made]).content

    at = {(0, run.mark): (round(run.base), run.left) for run in reversed(runs_drawn(content)) if run.mark is not None}
    read = [at[mark] for mark in tree(content).read() if mark in at]

    onwards = -1 if language == "ar" else 1
    assert read == sorted(read, key=lambda place: (-place[0], onwards * place[1]))
    assert len(read) > 20


def test_every_mark_leads_to_its_tag_and_margins_to_none() -> None:
    content = print_pdf([with_lists(after_demands=LONG)], A4).content
    marks, _, _ = content_marks(content)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for page, sheet in enumerate(pdf.pages):
            assert numbers[page * 2] == sheet.StructParents
            for mark, tag in enumerate(numbers[page * 2 + 1]):
                if (page, mark) in marks:
                    assert [mark] == tag.K
                else:
                    assert tag is None
        assert None in list(numbers[3])  # “2 / 2”


@on_every_paper
def test_lists_are_lists_with_labels_and_say_how_they_are_numbered(make: Make) -> None:
    (outer, inner) = tree(make([with_lists()]).content).all("/L")

    assert [kid.kind for kid in outer.kids] == ["/LI", "/L", "/LI"]
    assert [kid.kind for kid in inner.kids] == ["/LI", "/LI"]
    for item in outer.all("/LI"):
        assert [kid.kind for kid in item.kids] == ["/Lbl", "/LBody"]
    assert (outer.numbering, inner.numbering) == ("/Decimal", "/LowerAlpha")


@on_every_paper
def test_a_letter_has_one_heading_and_no_level_is_left_out(make: Make) -> None:
    structure = tree(make([with_lists()]).content)

    assert len(structure.all("/H1")) == 1
    assert not any(structure.all(f"/H{level}") for level in range(2, 7))


@pytest.mark.parametrize("paper", [A4, *WINDOWS], ids=lambda paper: paper.name)
def test_a_drawn_signature_is_a_figure_with_words_on_every_paper(paper: Paper) -> None:
    strokes = drawn_signature([{"points": [{"x": 0, "y": 0}, {"x": 90, "y": 30}, {"x": 180, "y": 5}]}])

    structure = tree(print_pdf([replace(letter(), signature=strokes)], paper).content)

    assert [figure.alternative for figure in structure.all("/Figure")] == ["Signature of Ana Souza"]


@pytest.mark.parametrize("paper", [A4, *WINDOWS], ids=lambda paper: paper.name)
def test_the_document_says_its_language_and_each_letter_and_foreign_part_its_own(paper: Paper) -> None:
    content = print_pdf([letter(), letter_in("ar", "en"), letter_in("ja")], paper).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.Lang == "en"
    structure = tree(content)
    assert [article.language for article in structure.all("/Art")] == ["en", "ar", "ja"]
    assert [part.language for part in structure.all("/Sect")] == [
        "pt",
        "pt",
        "pt",
    ]  # the country, in the sender's post's
    paragraphs = structure.all("/P")
    assert not any(paragraph.language for paragraph in paragraphs)  # whoever they are, names have no language


def test_a_letter_without_a_country_line_has_no_foreign_part() -> None:
    at_home = letter(supporter={"country": "AL"})

    for paper in (A4, *WINDOWS):
        assert tree(print_pdf([at_home], paper).content).all("/Sect") == []


def test_envelopes_and_labels_say_in_which_language_the_country_is_named() -> None:
    abroad, at_home = letter(), letter(supporter={"country": "AL"})
    english = replace(abroad, country_language="en", address=(*abroad.address[:-1], "ALBANIA"))

    for content in (
        envelopes_pdf([abroad, at_home, english], ENVELOPES["dl"]).content,
        labels_pdf([abroad, at_home, english], LABEL_SHEETS["a4-3x8"]).content,
    ):
        parts = tree(content).all("/Sect")
        assert [part.language for part in parts] == ["pt", "en"]
        assert [len(part.read()) for part in parts] == [1, 1]


def test_the_head_of_a_fax_is_a_table_whose_rows_have_headings() -> None:
    content = fax_pdf([letter()], A4, cover=True).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        cells = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") in ("/TH", "/TD")
        ]
        names = [str(cell.ID) for cell in cells if cell.S == "/TH"]
        headings = [[str(name) for name in cell.A.Headers] for cell in cells if cell.S == "/TD"]
    assert len(names) == 6
    assert headings == [[name] for name in names]


def test_the_mark_of_a_specimen_has_words_for_who_cannot_see_it() -> None:
    for make in (print_pdf, fax_pdf):
        document = make([replace(letter(), specimen=True, after_demands=LONG)], A4)

        figures = tree(document.content).all("/Figure")
        assert [figure.alternative for figure in figures] == ["SPECIMEN"] * document.pages[0]


@on_every_paper
def test_letters_of_every_script_give_the_same_bytes_twice(make: Make) -> None:
    letters = [letter_in("ar", "ja"), letter_in("hi", "he")]

    assert make(letters).content == make(letters).content
