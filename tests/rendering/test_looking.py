"""The measure of what is drawn over something else: it finds what a reader would stumble over, and nothing else."""

import pytest

from bench.scripts import SAMPLES, letter_in, sample
from campaign.merging.signature import drawn_signature
from campaign.rendering.layout import joint_pdf, lay_out
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.signing import signed
from tests.rendering.looking import inked_twice

A4 = PAPERS["a4"]


def page_with(body: str, language: str = "en") -> bytes:
    direction = sample(language).direction
    html = f'<html lang="{language}" dir="{direction}"><title>Page</title><body><article>{body}</article></body></html>'
    return joint_pdf([lay_out(html, "letter/letter.css", A4)])


@pytest.mark.parametrize("language", [each.language for each in SAMPLES])
def test_lines_of_every_script_stand_apart_however_tall_their_marks_are(language: str) -> None:
    assert inked_twice(print_pdf([letter_in(language)], A4).content) == []


@pytest.mark.parametrize("language", ["en", "ru", "ar", "hi"])
@pytest.mark.parametrize(("line_height", "over"), [(1, False), (0.6, True), (0, True)])
def test_lines_that_are_set_too_tight_are_found(language: str, line_height: float, over: bool) -> None:
    text = sample(language).opening

    found = inked_twice(page_with(f'<p style="width: 90mm; line-height: {line_height}">{text}</p>', language))

    assert bool(found) == over


def test_a_line_half_over_another_is_named_with_it() -> None:
    content = page_with(
        '<p style="line-height: 1">Jane Roe</p><p style="margin-top: -5pt; line-height: 1">Minister</p>'
    )

    assert inked_twice(content) == [("Jane Roe", "Minister")]


def test_arabic_words_over_an_arabic_line_are_found() -> None:
    content = page_with("<p>محمد عبد الله</p><p style='margin-top: -0.9em'>شارع الحرية</p>", "ar")

    assert len(inked_twice(content)) == 1


def test_a_tail_that_reaches_an_accent_is_told_from_lines_over_one_another() -> None:
    touching, over = (
        page_with(f'<p style="line-height: 1">Tygg</p><p style="margin-top: {up}pt; line-height: 1">RÁÁÁ</p>')
        for up in (-0.5, -5)
    )

    assert [len(inked_twice(each)) for each in (touching, over)] == [1, 1]
    assert [len(inked_twice(each, touching_mm2=0.15)) for each in (touching, over)] == [0, 1]


def test_a_signature_over_a_name_is_found_and_one_above_it_is_not() -> None:
    loops = [{"x": step * 4, "y": 40 + (-1) ** step * 40} for step in range(60)]
    picture = signed(drawn_signature([{"points": loops}]))

    over, above = (
        inked_twice(page_with(f'<p>Ana Souza</p><img src="{picture}" alt="Signature" style="margin-top: {down}mm">'))
        for down in (-6, 0)
    )

    assert (over, above) == ([("Ana Souza", "a picture")], [])
