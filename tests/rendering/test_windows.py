"""Window papers: the address is what the window shows, wherever the sheet slips to, and nothing else is."""

import io
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2
import pytest

from bench.scripts import letter_in
from campaign.errors import DoesNotFit
from campaign.merging.bidi import isolated
from campaign.merging.letter import MergedLetter
from campaign.rendering.papers import PAPERS, WINDOWS, Paper, window_paper_for
from campaign.rendering.pdf import print_pdf
from tests.rendering.looking import (
    PX_PER_MM,
    Area,
    ink_area,
    ink_of,
    inked_twice,
    inside,
    printable,
    text_in,
    within,
)
from tests.rendering.test_pdf import letter, structure

# From the top left of the sheet, in millimetres, the sheet anywhere in its envelope: what the window shows always, and
# what it may show. Written down apart from the table of papers, so that each checks the other.
ALWAYS_SEEN: dict[str, Area] = {
    "din-a": (20, 44.7, 105, 72),
    "din-b": (20, 62.7, 105, 90),
    "swiss-left": (20, 35.5, 120, 80.5),
    "swiss-right": (112, 45, 202, 90),
    "french": (110, 55, 195, 80),
    "us-10": (22.2, 63.5, 111.1, 80.4),
    "uk-dl": (20, 57, 100, 81),
}
MAYBE_SEEN: dict[str, Area] = {
    "din-a": (20, 27, 105, 72),
    "din-b": (20, 45, 105, 90),
    "swiss-left": (20, 35.5, 120, 80.5),
    "swiss-right": (112, 45, 202, 90),
    "french": (100, 35, 200, 80),
    "us-10": (0, 51.8, 136.5, 92.1),
    "uk-dl": (10, 46, 110, 92),
}
RETURN_LINE = {"din-a": 44.7, "din-b": 62.7, "swiss-left": 53.2, "swiss-right": 62.7}  # ends above

SHORT = (("Jane Roe", "Minister of Justice"), ("1 Long Street", "1001 Town", "ALBÂNIA"))
SIX_LINES = (
    ("Sergei Lavrov", "Minister of Foreign Affairs", "Ministry of Foreign Affairs"),
    ("Smolenskaya-Sennaya pl. 32/34", "121200 Moscow", "RUSSIAN FEDERATION"),
)
LONGEST = (  # of the demonstration
    (
        "Aleksandr Ivanovich Bastrykin",
        "Investigative Committee Chairman",
        "Investigative Committee of the Russian Federation",
    ),
    ("Building 28, house 15", "Naberezhnaya Akademika Tupoleva", "105005 Moscow", "RÚSSIA"),
)
WIDEST = (
    ("Valery Loshchinin", "Ambassador", "Permanent Mission of the Russian Federation to the United Nations"),
    ("Avenue de la Paix 15", "CH-1211 Geneva 20", "SUÍÇA"),
)
HOLDS = {  # the papers whose window is too small for an address of the demonstration
    "six lines": (SIX_LINES, {"us-10"}),
    "the longest": (LONGEST, {"french", "us-10", "uk-dl"}),
    "the widest": (WIDEST, {"us-10"}),
    "a short one": (SHORT, set()),
}


def to(address: tuple[tuple[str, ...], tuple[str, ...]], **changes) -> MergedLetter:
    return replace(letter(**changes), addressee=address[0], address=address[1])


def refuse_ink_elsewhere(content: bytes, paper: Paper, touching_mm2: float = 0) -> None:
    """Look at the first page: the address where it is always seen, above it the return line, nothing else near."""
    ink = ink_of(content)[0]
    seen, near = ALWAYS_SEEN[paper.name], MAYBE_SEEN[paper.name]
    below = RETURN_LINE.get(paper.name, near[1])
    address = ink_area(ink, (near[0], below, near[2], near[3]))
    assert address is not None
    assert inside(address, seen), (paper.name, address)
    assert inside(ink_area(ink), printable(ink)), paper.name
    frame = np.zeros_like(ink)
    left, top, right, bottom = (round(edge * PX_PER_MM) for edge in near)
    frame[top:bottom, [left, right]] = frame[[top, bottom], left:right] = True
    assert not (frame & ink).any(), paper.name
    assert inked_twice(content, touching_mm2) == [], paper.name


def said_in_window(content: bytes, paper: Paper) -> str:
    page = pypdfium2.PdfDocument(content)[0]
    left, _, right, bottom = MAYBE_SEEN[paper.name]
    top = RETURN_LINE.get(paper.name, MAYBE_SEEN[paper.name][1])
    return text_in(page, (left, top, right, bottom))


def words(address: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    return " ".join((*address[0], *address[1])).replace(",", "")


@pytest.mark.parametrize("paper", WINDOWS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("which", HOLDS)
def test_the_window_shows_the_whole_address_and_nothing_else(paper: Paper, which: str) -> None:
    address, too_small = HOLDS[which]

    if paper.name in too_small:
        with pytest.raises(DoesNotFit) as refused:
            print_pdf([to(address)], paper)
        papers = str(refused.value).rpartition(": ")[2].rstrip(".").split(", ")
        assert papers == [each.title for each in PAPERS.values() if each.name not in too_small]
    else:
        content = print_pdf([to(address)], paper).content
        refuse_ink_elsewhere(content, paper)
        assert said_in_window(content, paper).replace(",", "") == words(address)


def test_every_window_paper_is_looked_at() -> None:
    assert ALWAYS_SEEN.keys() == MAYBE_SEEN.keys() == {paper.name for paper in WINDOWS}
    assert all(inside(ALWAYS_SEEN[name], MAYBE_SEEN[name]) for name in ALWAYS_SEEN)


@pytest.mark.parametrize("paper", WINDOWS, ids=lambda paper: paper.name)
def test_in_a_letter_from_right_to_left_the_window_stays_where_it_is(paper: Paper) -> None:
    arabic = (("وزيرة العدل",), ("1 شارع طويل", "ALBÂNIA"))
    made = replace(
        to(arabic),
        language="ar",
        direction="rtl",
        sender=("محمد علي", *["شارع الزهور 7"] * 5, "Portugal"),
        return_address=("محمد علي", "شارع الزهور 7", "Portugal"),
    )

    refuse_ink_elsewhere(print_pdf([made], paper).content, paper)


@pytest.mark.parametrize("paper", WINDOWS, ids=lambda paper: paper.name)
@pytest.mark.parametrize(("country", "at_the_left"), [("ALBÂNIA", True), ("ألبانيا", False)])
def test_in_a_letter_from_right_to_left_the_address_begins_where_its_end_is_read_from(
    paper: Paper, country: str, at_the_left: bool
) -> None:
    address = tuple(isolated(line, "rtl") for line in ("1001 Town", country))
    made = to((("وزيرة العدل",), address))

    content = print_pdf([replace(made, language="ar", direction="rtl", return_address=())], paper).content

    left, top, right, bottom = MAYBE_SEEN[paper.name]
    found = ink_area(ink_of(content)[0], (left + 1, top + 1, right - 1, bottom - 1))
    assert found is not None
    box = paper.window.address
    assert (abs(found[0] - box.left_mm) < 1, abs(found[2] - box.right_mm) < 1) == (at_the_left, not at_the_left)


@pytest.mark.parametrize("name", ["din-a", "din-b", "swiss-left", "swiss-right"])
def test_an_address_is_measured_in_the_fonts_that_its_letter_has(name: str) -> None:
    korean = (
        ("서울특별시 세종대로", "서울특별시 12길"),
        ("12길 12길 12길 04524", "세종대로 04524", "12길 04524 세종대로 3"),
    )
    address = (korean[0], (*korean[1], "대한민국"))

    for language in ("hi", "ja", "zh-Hant"):
        made = replace(letter_in(language), addressee=address[0], address=address[1])
        content = print_pdf([made], PAPERS[name]).content
        refuse_ink_elsewhere(content, PAPERS[name])


@pytest.mark.parametrize("paper", WINDOWS, ids=lambda paper: paper.name)
def test_a_long_sender_moves_the_text_down_and_never_into_the_window(paper: Paper) -> None:
    made = to(SHORT)
    long = tuple(f"{number} Street with a name that takes more than a line of it all" for number in range(6))

    refuse_ink_elsewhere(print_pdf([replace(made, sender=long)], paper).content, paper)


def test_the_sender_stands_above_the_address_where_the_standard_has_it_unless_no_address_is_shown() -> None:
    for name, bottom in RETURN_LINE.items():
        left, top, right, _ = MAYBE_SEEN[name]
        shown, hidden = (
            text_in(pypdfium2.PdfDocument(print_pdf([made], PAPERS[name]).content)[0], (left, top, right, bottom))
            for made in (to(SHORT), replace(to(SHORT), return_address=()))
        )
        assert (shown, hidden) == ("Ana Souza · Rua das Flores 7 · 1200-192 Lisboa · Portugal", "")


def test_the_line_above_the_address_breaks_between_name_street_and_town_alone() -> None:
    parts = ("Wilhelmine von der Hohenstein", "Hinter der alten Mühle 112", "01067 Bad Liebenwerda an der Elster")
    made = replace(to(SHORT), return_address=parts)

    page = pypdfium2.PdfDocument(print_pdf([made], PAPERS["din-b"]).content)[0]

    lines = page.get_textpage().get_text_bounded(*within(page, (20, 45, 105, 62.7))).replace("\u00a0", " ").splitlines()
    assert lines == [f"{parts[0]} · {parts[1]} ·", parts[2]]


def test_a_sender_who_is_too_long_for_the_line_above_the_address_hears_of_papers_without_one() -> None:
    made = replace(to(SHORT), return_address=("M" * 60,) * 5)

    with pytest.raises(DoesNotFit, match="Your address .*DIN B.*: A4, US Letter, French, US #10, UK DL"):
        print_pdf([made], PAPERS["din-b"])
    print_pdf([made], PAPERS["french"])


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("din-a", [87, 148.5, 192]),
        ("din-b", [105, 148.5, 210]),
        ("swiss-left", [105, 210]),
        ("french", [99, 198]),
        ("us-10", []),
        ("uk-dl", []),
        ("a4", []),
    ],
)
def test_fine_marks_at_the_edge_say_where_to_fold_and_to_punch(name: str, marks: list[float]) -> None:
    ink = ink_of(print_pdf([to(SHORT)], PAPERS[name]).content)[0]
    edge = ink[:, round(5.5 * PX_PER_MM) : round(7.5 * PX_PER_MM)]

    rows = np.nonzero(edge.all(axis=1))[0]
    found = [row / PX_PER_MM for row in rows if row - 1 not in rows]

    assert found == pytest.approx(marks, abs=0.2)
    assert len(rows) <= 3 * len(marks)  # a quarter of a millimetre


def test_only_the_first_page_has_a_window_and_pages_are_counted_from_two_on() -> None:
    made = replace(to(SIX_LINES), before_demands=letter().before_demands * 12)

    document = print_pdf([made], PAPERS["din-b"])

    first, second = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(document.content))
    assert ("2 / 2" in second, "/ 2" in first) == (True, False)
    assert ink_area(ink_of(document.content)[1])[1] < 25


def test_no_closing_and_no_signature_ever_stands_alone_on_a_page() -> None:
    pages = set()
    for lines in range(6, 18):
        made = replace(to(SHORT), before_demands=letter().before_demands[:1] * lines)
        document = print_pdf([made], PAPERS["din-b"])
        last = pypdfium2.PdfDocument(document.content)[document.pages[0] - 1].get_textpage().get_text_range()
        assert "Yours sincerely" in last
        assert "Ana Souza" in last.partition("Yours sincerely")[2]
        if document.pages[0] > 1:
            assert len(last.partition("Yours sincerely")[0].split()) > 5
        pages.add(document.pages[0])
    assert pages == {1, 2}


def test_a_letter_for_a_window_is_tagged_like_any_other() -> None:
    document = print_pdf([to(SHORT)], PAPERS["din-b"])

    tags = structure(document.content)
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Letter"
    assert tags[:2] == ["/Document", "/Art"]
    assert tags.count("/H1") == 1
    assert document.content == print_pdf([to(SHORT)], PAPERS["din-b"]).content


def test_countries_have_their_windows_and_some_have_no_usual_one() -> None:
    found = [window_paper_for(country) for country in ("DE", "AT", "FR", "US", "GB", "CH", "KE")]

    assert [paper and paper.name for paper in found] == [
        "din-b",
        "din-b",
        "french",
        "us-10",
        "uk-dl",
        None,
        None,
    ]
