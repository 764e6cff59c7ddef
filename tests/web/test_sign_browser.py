"""Signing in a real browser: a drawing reaches the paper, and nobody needs one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pictures import as_file, signed_paper
from tests.web.look import look_at

WRITE = "/actions/kalyapin-judicial-harassment/write"
PAD = "signature_pad"
DPI = 300
PHOTO: Any = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": as_file(signed_paper(), "JPEG")}
INK_ON = """() => {
  const strip = document.getElementById("strip");
  const dots = strip.getContext("2d").getImageData(0, 0, strip.width, strip.height).data;
  return dots.filter((value, place) => place % 4 === 3 && value > 128).length;
}"""
LINES = ([(20, 100), (60, 20), (90, 120), (140, 40), (180, 110)], [(200, 90), (230, 60), (250, 95)])


@pytest.fixture(params=[(320, "light"), (1280, "dark")], ids=["phone, light", "wide, dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, colours = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=colours)
    yield context.new_page()
    context.close()


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context.new_page()
    context.close()


def fill_in(page: Page) -> None:
    page.get_by_label("Your full name").fill("Ana Souza")
    page.get_by_label("Your postal address").fill("Rua das Flores 7\n1200-192 Lisboa")
    page.get_by_label("Your country").select_option("PT")
    page.get_by_label("Where you write from").fill("Lisboa")


def draw(page: Page) -> None:
    page.get_by_label("Draw it here").check()
    strip = page.locator("canvas#strip")
    strip.scroll_into_view_if_needed()
    page.wait_for_function("() => document.getElementById('strip').style.touchAction === 'none'")  # the pad is there
    box = strip.bounding_box()
    assert box is not None
    for line in LINES:
        page.mouse.move(box["x"] + line[0][0], box["y"] + line[0][1])
        page.mouse.down()
        for x, y in line[1:]:
            page.mouse.move(box["x"] + x, box["y"] + y, steps=12)
        page.mouse.up()
        page.wait_for_timeout(50)


def make_letters(page: Page) -> None:
    page.get_by_role("button", name="Make my letters").click()
    page.get_by_role("heading", name="letters are ready").wait_for()


def printed(page: Page, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="All letters").click()
    waiting.value.save_as(folder / "letters.pdf")
    return (folder / "letters.pdf").read_bytes()


def signature_on(pdf: bytes) -> numpy.ndarray:
    """The signature of the first letter: where there is ink between the close and the name."""
    grey = pypdfium2.PdfDocument(pdf)[0].render(scale=DPI / 72, grayscale=True).to_numpy()
    black = grey.reshape(grey.shape[:2]) < 128
    edges = numpy.flatnonzero(numpy.diff(black.any(axis=1).astype(int)))
    part = black[edges[-4] + 1 : edges[-3] + 1]
    columns = numpy.flatnonzero(part.any(axis=0))
    return part[:, columns[0] : columns[-1] + 1]


def ink_on(page: Page) -> int:
    """How many dots of the strip are inked."""
    dots: int = page.evaluate(INK_ON)
    return dots


def test_every_way_to_sign_is_accessible_and_fits_the_screen(page: Page, address: str) -> None:
    page.goto(address + WRITE)
    draw(page)
    look_at(page)
    page.get_by_label("With a picture of my signature").check()
    page.get_by_label("Choose a picture").set_input_files(PHOTO)
    page.get_by_role("button", name="Make my letters").click()
    page.get_by_role("heading", name="Something needs a change").wait_for()
    look_at(page)
    assert page.get_by_alt_text("Your signature as it will be printed").bounding_box()["height"] > 40


def test_what_is_drawn_with_the_mouse_stands_on_the_paper(wide: Page, address: str, tmp_path: Path) -> None:
    wide.goto(address + WRITE)
    asked: list[str] = []
    wide.on("request", lambda request: asked.append(request.url))
    fill_in(wide)
    assert not any(PAD in url for url in asked)
    draw(wide)
    assert [url for url in asked if not url.startswith(address)] == []
    assert sum(PAD in url for url in asked) == 1
    make_letters(wide)

    part = signature_on(printed(wide, tmp_path))

    points = [point for line in LINES for point in line]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    pen = 0.5 * DPI / 25.4
    assert part.shape[1] / part.shape[0] == pytest.approx((right - left) / (bottom - top), rel=0.06)
    for x, y in points:
        column = pen / 2 + (x - left) / (right - left) * (part.shape[1] - 1 - pen)
        row = pen / 2 + (y - top) / (bottom - top) * (part.shape[0] - 1 - pen)
        near = part[max(0, round(row) - 8) : round(row) + 9, max(0, round(column) - 8) : round(column) + 9]
        assert near.any(), (x, y)
    # Between the two lines the hand was lifted.
    gap = round((190 - left) / (right - left) * part.shape[1])
    assert not part[:, gap].any()


def test_a_line_can_be_undone_and_all_begun_anew(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    drawing = wide.locator("[name=drawing]")

    draw(wide)
    assert len(json.loads(drawing.input_value())) == 2
    wide.get_by_role("button", name="Undo").click()
    assert len(json.loads(drawing.input_value())) == 1
    assert ink_on(wide) > 100
    wide.get_by_role("button", name="Start anew").click()
    assert (drawing.input_value(), ink_on(wide)) == ("", 0)
    wide.get_by_role("button", name="Make my letters").click()
    wide.get_by_role("link", name="How you sign").wait_for()
    assert "Nothing is drawn yet" in wide.content()


@pytest.mark.parametrize("back", ["the page's button", "the browser's"])
def test_going_back_loses_no_drawing(wide: Page, address: str, back: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    drawing = wide.locator("[name=drawing]")
    draw(wide)
    drawn = drawing.input_value()
    make_letters(wide)

    if back == "the browser's":
        wide.go_back()
    else:
        wide.get_by_role("button", name="Change my words").click()
    wide.wait_for_function("() => document.getElementById('strip')?.style.touchAction === 'none'")

    expect(drawing).to_have_value(drawn)
    wide.wait_for_function(f"() => ({INK_ON})() > 100")
    assert not drawing.is_visible()


def test_the_remembered_form_never_keeps_a_signature(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    fill_in(wide)
    wide.get_by_label("Keep what I typed on this device").check()
    draw(wide)
    wide.get_by_label("Your full name").fill("Ana Maria Souza")

    kept = wide.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")

    assert "Ana Maria Souza" in kept
    assert set(json.loads(next(iter(json.loads(kept).values())))) == {
        "name",
        "address",
        "country",
        "place",
        "who_i_am",
        "my_link",
        "own_words",
    }


def test_without_a_script_nothing_asks_for_a_drawing(browser: Browser, address: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(address + WRITE)
    fill_in(page)

    assert not page.get_by_label("Draw it here").is_visible()
    assert not page.locator("#strip").is_visible()
    page.get_by_label("With a picture of my signature").check()
    page.get_by_label("Choose a picture").set_input_files(PHOTO)
    make_letters(page)
    part = signature_on(printed(page, tmp_path))
    context.close()

    assert part.shape[1] > 40 * DPI / 25.4


@pytest.mark.parametrize(
    "blocked",
    [
        "HTMLCanvasElement.prototype.getContext = () => null",
        "HTMLCanvasElement.prototype.getContext = () => { throw new Error('forbidden') }",
    ],
)
def test_where_the_canvas_is_blocked_the_typed_name_is_offered(wide: Page, address: str, blocked: str) -> None:
    wide.add_init_script(blocked)
    wide.goto(address + WRITE)
    fill_in(wide)

    wide.get_by_label("Draw it here").click()  # not check(): the choice does not stay

    wide.get_by_text("This browser does not let pages draw.").wait_for()
    assert wide.get_by_label("With my typed name").is_checked()
    assert wide.get_by_label("Draw it here").is_disabled()
    assert not wide.locator("#strip").is_visible()
    make_letters(wide)


def test_where_pictures_read_back_are_noise_one_can_draw_all_the_same(wide: Page, address: str, tmp_path: Path) -> None:
    wide.add_init_script("HTMLCanvasElement.prototype.toDataURL = () => 'data:,'")
    wide.add_init_script(
        "CanvasRenderingContext2D.prototype.getImageData = (x, y, width, height) => new ImageData(width, height)"
    )
    wide.goto(address + WRITE)
    fill_in(wide)
    draw(wide)
    make_letters(wide)

    assert signature_on(printed(wide, tmp_path)).any()


def test_a_picture_that_is_too_large_is_told_before_it_is_sent(wide: Page, address: str) -> None:
    wide.goto(address + WRITE)
    wide.get_by_label("With a picture of my signature").check()

    large = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": b"\0" * 5_000_001}
    wide.get_by_label("Choose a picture").set_input_files(large)

    wide.get_by_text("This file is larger than 5 MB").wait_for()
    assert wide.locator("#upload").input_value() == ""
