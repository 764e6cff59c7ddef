"""Faxes: what stands on them, and the files as others' tools read them. Pixels decide, not tags alone."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import hypothesis
import numpy as np
import pypdfium2
import pytest
from hypothesis import strategies as st
from PIL import Image

from campaign.errors import BadSupporter, CannotRender
from campaign.rendering.fax import fax_pdf, fax_tiff, minutes_on_the_line
from campaign.rendering.papers import PAPERS
from campaign.rendering.scan import DARKEST, Resolution, refuse_what_would_not_arrive
from campaign.rendering.tiff import Coding, fax_tiff_file
from tests.rendering.test_pdf import letter, text_of

A4, US = PAPERS["a4"], PAPERS["letter"]
TIFFCHECK = Path(sys.prefix) / "tiffcheck"
ROWS = {("a4", Resolution.FINE): 2286, ("a4", Resolution.STANDARD): 1143}
ROWS |= {("letter", Resolution.FINE): 2151, ("letter", Resolution.STANDARD): 1075}
EVERY_FILE = [(coding, resolution) for coding in Coding for resolution in Resolution]
LONG = {"supporter": {"own_words": "word " * 180}}


def pages_of(content: bytes) -> list[Image.Image]:
    image = Image.open(io.BytesIO(content))
    pages = []
    for number in range(image.n_frames):
        image.seek(number)
        pages.append(image.copy())
    return pages


def run(*command: object, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    assert done.stderr == ""
    return done.stdout


def test_the_head_says_to_whom_from_whom_and_how_many_pages(tmp_path: Path) -> None:
    text = " ".join(text_of(fax_pdf([letter()], A4).content, tmp_path).split())

    assert text.startswith(
        "Page 1 of 1 · 4 May 2026 · Ana Souza To Jane Roe, Minister of Justice Fax number +355 4 225 9388 "
        "From Ana Souza, Rua das Flores 7, 1200-192 Lisboa, Portugal Pages 1 Lisboa, 4 May 2026 Ilir Doe Dear Minister,"
    )
    assert "1 Long Street" not in text


def test_every_page_names_sender_date_and_its_number_and_the_cover_counts(tmp_path: Path) -> None:
    long = letter(**LONG, texts=(published_text("Fact. " * 250),))

    plain = text_of(fax_pdf([long], A4).content, tmp_path).split("\f")
    covered = text_of(fax_pdf([long], A4, cover=True).content, tmp_path).split("\f")

    assert [f"Page {n} of 2 · 4 May 2026 · Ana Souza" in " ".join(plain[n - 1].split()) for n in (1, 2)] == [True] * 2
    assert [f"Page {n} of 3" in " ".join(covered[n - 1].split()) for n in (1, 2, 3)] == [True] * 3
    cover = " ".join(covered[0].split())
    assert "Subject Ilir Doe Date 4 May 2026 Pages 3" in cover
    assert "FAX To Jane Roe, Minister of Justice" in cover
    assert "Dear Minister" not in cover
    assert "Dear Minister" in covered[1]


def published_text(facts: str):
    from tests.factories import published

    return replace(published().texts[0], facts=facts)


def test_a_fax_is_set_large_in_fonts_that_come_along_and_has_nothing_in_it_but_words() -> None:
    document = pypdfium2.PdfDocument(fax_pdf([letter(supporter={"name": "Ana محمد"})], A4, cover=True).content)

    for page in document:
        objects = list(page.get_objects())
        words = [each for each in objects if each.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
        assert {each.type for each in objects} <= {pypdfium2.raw.FPDF_PAGEOBJ_TEXT, pypdfium2.raw.FPDF_PAGEOBJ_PATH}
        assert min(each.get_font_size() for each in words) >= 10
        assert all(each.get_font().is_embedded for each in words)
        assert {each.get_font().get_base_name().split("+")[-1].split("-")[0] for each in words} <= {"Noto"}


def test_there_is_no_grey_on_a_fax_but_at_the_edges_of_letters() -> None:
    page = pypdfium2.PdfDocument(fax_pdf([letter()], A4).content)[0]

    grey = page.render(scale=6, grayscale=True).to_numpy()

    assert ((grey <= 40) | (grey >= 215)).mean() >= 0.995


def test_rules_are_thick_enough_for_a_coarse_scan() -> None:
    for resolution, least in ((Resolution.FINE, 3), (Resolution.STANDARD, 1)):
        (page,) = pages_of(fax_tiff(letter(), A4, resolution, Coding.G4).content)
        ink = np.asarray(page.convert("L")) == 0
        ruled = [row.sum() > 1200 for row in ink]
        starts = [place for place in range(1, len(ruled)) if ruled[place] and not ruled[place - 1]]
        assert len(starts) == 2  # above and below the head
        assert all(all(ruled[start : start + least]) for start in starts)


@pytest.mark.parametrize("paper", [A4, US], ids=["a4", "letter"])
@pytest.mark.parametrize(("coding", "resolution"), EVERY_FILE)
def test_a_file_has_the_lines_and_the_blackness_that_were_drawn(paper, coding: Coding, resolution: Resolution) -> None:
    document = fax_tiff(letter(), paper, resolution, coding, cover=True)

    pages = pages_of(document.content)

    assert [page.size for page in pages] == [(1728, ROWS[paper.name, resolution])] * 2
    for page in pages:
        black = (np.asarray(page.convert("L")) == 0).mean()
        assert 0.002 < black < 0.05  # a page that was turned over would have 0.95
    assert document.pages == (2,)


@pytest.mark.parametrize("coding", Coding)
def test_what_was_coded_is_read_back_dot_by_dot(coding: Coding, tmp_path: Path) -> None:
    noise = np.random.default_rng(7).integers(0, 2, (300, 1728), dtype=np.uint8) * 255
    noise[:100, :] = 255
    noise[250:, :] = 0
    drawn = Image.fromarray(noise).convert("1")

    content = fax_tiff_file([drawn, drawn], Resolution.FINE, coding)
    (tmp_path / "fax.tif").write_bytes(content)
    run("tiffcp", "-c", "none", tmp_path / "fax.tif", tmp_path / "plain.tif")

    for read in (*pages_of(content), *pages_of((tmp_path / "plain.tif").read_bytes())):
        assert (np.asarray(read.convert("L")) == noise).all()


def test_the_tags_are_those_of_fax(tmp_path: Path) -> None:
    file = tmp_path / "fax.tif"
    for coding, scheme, fill, options in (
        (Coding.G4, "CCITT Group 4", "msb-to-lsb", "Group 4 Options: (0 = 0x0)"),
        (Coding.G3, "CCITT Group 3", "lsb-to-msb", "Group 3 Options: (0 = 0x0)"),
    ):
        file.write_bytes(fax_tiff(letter(), A4, Resolution.STANDARD, coding, cover=True).content)
        first, second = run("tiffinfo", file).split("=== TIFF directory 1 ===")
        for number, page in enumerate((first, second)):
            lines = [" ".join(line.split()) for line in page.splitlines()]
            assert f"Page Number: {number}-2" in lines
            assert {
                "Subfile Type: multi-page document (2 = 0x2)",
                "Image Width: 1728 Image Length: 1143",
                "Resolution: 204, 98 pixels/inch",
                "Bits/Sample: 1",
                f"Compression Scheme: {scheme}",
                "Photometric Interpretation: min-is-white",
                f"FillOrder: {fill}",
                "Samples/Pixel: 1",
                "Rows/Strip: 1143",
                options,
            } <= set(lines)
        assert file.read_bytes()[:4] == b"II*\0"


@pytest.mark.parametrize("paper", [A4, US], ids=["a4", "letter"])
@pytest.mark.parametrize(("coding", "resolution"), EVERY_FILE)
def test_hylafax_would_send_the_file_as_it_is(paper, coding: Coding, resolution: Resolution, tmp_path: Path) -> None:
    if not (TIFFCHECK / "tiffcheck").exists():
        pytest.skip("TIFFCHECK WAS NOT RUN: HylaFAX could not be unpacked on this machine")
    file = tmp_path / "fax.tif"
    file.write_bytes(fax_tiff(letter(), paper, resolution, coding, cover=True).content)
    as_sent = {Coding.G3: "-1", Coding.G4: "-3"}[coding]
    length = str(int(paper.height_mm))

    said = run(
        TIFFCHECK / "tiffcheck", as_sent, "-r", resolution.lines_per_inch, "-l", length, file,
        LD_LIBRARY_PATH=str(TIFFCHECK),
    )  # fmt: skip

    assert said.strip() == "OK"


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], max_codepoint=0x24F), max_size=60)
SUPPORTERS = st.fixed_dictionaries(
    {
        "name": words | st.just("W" * 80),
        "address_lines": st.lists(words, min_size=1, max_size=5) | st.just(["W" * 60] * 5),
        "place": words | st.just("M" * 60),
        "own_words": st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], max_codepoint=0x24F)),
        "signature": st.sampled_from(["ink", "typed"]),
    }
)


def no_ink_outside(changes: dict) -> None:
    try:
        made = letter(supporter=changes)
    except BadSupporter:
        hypothesis.reject()
    try:
        for paper in (A4, US):
            fax_tiff(made, paper, Resolution.FINE, Coding.G4)  # raises CannotRender for ink outside the safe area
    except CannotRender as refusal:
        assert "no font that comes with the program" in str(refusal)


@hypothesis.settings(max_examples=25)
@hypothesis.given(SUPPORTERS)
def test_whatever_a_supporter_is_called_no_ink_is_outside_what_machines_show(changes: dict) -> None:
    no_ink_outside(changes)


@pytest.mark.long
@hypothesis.settings(max_examples=200)
@hypothesis.given(SUPPORTERS)
def test_200_random_supporters_stay_inside_what_machines_show(changes: dict) -> None:
    no_ink_outside(changes)


@pytest.mark.parametrize(
    ("dot", "fits"),
    [
        ((800, 1000), True),
        ((800, 110), False),  # 14 mm from the top: the machine's own line
        ((800, 2050), False),  # 266 mm
        ((130, 1000), False),  # 13.7 mm from the left edge of the sheet
        ((1600, 1000), False),
    ],
)
def test_ink_outside_the_safe_area_is_refused(dot: tuple[int, int], fits: bool) -> None:
    page = Image.new("1", (1728, 2286), 255)
    page.putpixel(dot, 0)

    if fits:
        refuse_what_would_not_arrive(page, 20, Resolution.FINE)
    else:
        with pytest.raises(CannotRender, match="cut off"):
            refuse_what_would_not_arrive(page, 20, Resolution.FINE)


def test_a_black_page_is_refused() -> None:
    page = Image.new("1", (1728, 2286), 255)
    page.paste(0, (200, 200, 1500, 200 + int(2286 * 1728 * DARKEST / 1300) + 2))

    with pytest.raises(CannotRender, match="too dark"):
        refuse_what_would_not_arrive(page, 20, Resolution.FINE)


def test_a_fax_breaks_its_pages_alike_on_both_papers(tmp_path: Path) -> None:
    long = letter(**LONG, texts=(published_text("Fact. " * 250),))

    on_a4, on_us = (text_of(fax_pdf([long], paper).content, tmp_path) for paper in (A4, US))

    assert [page.split() for page in on_a4.split("\f")] == [page.split() for page in on_us.split("\f")]


def test_the_same_fax_gives_the_same_bytes_and_no_name_of_ours() -> None:
    first, second = (fax_tiff(letter(), A4, Resolution.FINE, Coding.G4).content for _ in range(2))

    assert first == second
    assert not re.search(rb"pillow|libtiff|campaign|weasyprint|20\d\d", first, re.IGNORECASE)


def test_minutes_follow_the_coded_size_and_begun_ones_count() -> None:
    document = fax_tiff(letter(), A4, Resolution.FINE, Coding.G4)

    def minutes(size: int, speed: int) -> int:
        return minutes_on_the_line(replace(document, content=b"x" * size), speed)

    assert minutes(48_000, 9_600) == 1  # 40 seconds of dots, 20 for the machines to agree
    assert minutes(48_002, 9_600) == 2
    assert minutes(48_002, 14_400) == 1


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(CannotRender, match="grinning face"):
        fax_pdf([letter(supporter={"name": "Ana 😀"})], A4)
