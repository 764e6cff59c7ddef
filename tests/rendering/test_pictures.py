"""Uploaded pictures of signatures: the ink alone is left of them, whatever they were, and hostile ones are refused."""

import base64
import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from campaign.errors import BadSignature
from campaign.rendering import png
from campaign.rendering.children import Children
from campaign.rendering.pictures import DOTS_PER_MM, HIGHEST_PX, LARGEST_UPLOAD, WIDEST_PX, clean_picture, own_picture
from tests.pictures import as_file, signed_paper

GPS, PLACE, ORIENTATION = 0x8825, (48.0, 51.0, 29.9), 0x0112
WHITE_LINE = b"\0" + b"\xff" * 3750


def ink_of(picture: bytes) -> numpy.ndarray:
    """Where the ink is, as a row of rows."""
    image = Image.open(io.BytesIO(picture))
    assert (image.format, image.mode) == ("PNG", "1")
    return ~numpy.asarray(image)


@cache
def plain_ink() -> numpy.ndarray:
    """What is left of the plainest picture."""
    return ink_of(clean_picture(as_file(signed_paper())))


def likeness(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """How much ink two pictures share, the second one stretched to the size of the first."""
    stretched = numpy.asarray(Image.fromarray(other).resize(one.shape[::-1]))
    return float((one & stretched).sum() / (one | stretched).sum())


def raw_png(width: int, height: int, depth: int, colour: int, line: bytes) -> bytes:
    """A PNG of the same line again and again, whatever its head says."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack(">II5B", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return png.FIRST + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def in_a_shadow() -> Image.Image:
    """A photo: light falls from one side, a hand's shadow lies across the signature, and the sensor adds grain."""
    sheet = signed_paper((2000, 1500), pen=9, ink=(40, 40, 90))
    down, across = numpy.mgrid[0:1500, 0:2000]
    shadow = Image.fromarray((numpy.where(across + down * 0.6 > 1600, 150, 255)).astype("uint8"))
    light = numpy.asarray(shadow.filter(ImageFilter.GaussianBlur(25))) / 255 * (0.9 - across / 5000)
    grain = numpy.random.default_rng(1).normal(0, 5, (1500, 2000, 1))
    return Image.fromarray(numpy.clip(numpy.asarray(sheet) * light[..., None] + grain, 0, 255).astype("uint8"))


SIXTEEN_BITS = Image.fromarray(numpy.asarray(signed_paper(mode="L", paper=255, ink=0)).astype("uint16") * 257)
KINDS: dict[str, Callable[[], bytes]] = {
    "scan": lambda: as_file(signed_paper(), "JPEG"),
    "one bit": lambda: as_file(signed_paper().convert("1")),
    "palette": lambda: as_file(signed_paper().convert("P")),
    "grey, sixteen bits": lambda: as_file(SIXTEEN_BITS),
    "CMYK": lambda: as_file(signed_paper().convert("CMYK"), "JPEG"),
    "progressive": lambda: as_file(signed_paper(), "JPEG", progressive=True),
    "transparent": lambda: as_file(signed_paper(mode="RGBA", paper=(0, 0, 0, 0), ink=(0, 0, 90, 255))),
    "transparent grey": lambda: as_file(signed_paper(mode="LA", paper=(0, 0), ink=(0, 255))),
    "white on nothing": lambda: as_file(signed_paper(mode="RGBA", paper=(0, 0, 0, 0), ink="white")),
    "white on black": lambda: as_file(signed_paper(paper="black", ink="white")),
    "blue on grey": lambda: as_file(signed_paper(paper=(200, 200, 190), ink=(70, 90, 160)), "JPEG"),
    "animated": lambda: as_file(signed_paper(), save_all=True, append_images=[signed_paper(ink="red")] * 3),
    "small": lambda: as_file(signed_paper((300, 100), pen=2)),
    "large": lambda: as_file(signed_paper((7200, 2400), mode="L", paper=255, ink=0, pen=48), "JPEG"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_picture_is_made_of_its_ink_is_black_on_white(kind: str) -> None:
    cleaned = clean_picture(KINDS[kind]())

    assert likeness(plain_ink(), ink_of(cleaned)) > 0.6
    assert len(cleaned) < 20_000


def test_light_and_shadow_and_grain_are_gone() -> None:
    drawn = signed_paper((2000, 1500), pen=9)

    cleaned = clean_picture(as_file(in_a_shadow(), "JPEG", quality=85))

    assert likeness(ink_of(clean_picture(as_file(drawn))), ink_of(cleaned)) > 0.7


def test_dust_is_left_out() -> None:
    dusty = signed_paper()
    for x, y in ((3, 3), (890, 290), (450, 5)):
        dusty.putpixel((x, y), (0, 0, 0))

    assert ink_of(clean_picture(as_file(dusty))).shape == plain_ink().shape


@pytest.mark.parametrize("pen", [1, 3, 8])
def test_every_line_is_thick_enough_for_a_fax_and_within_its_room(pen: int) -> None:
    ink = ink_of(clean_picture(as_file(signed_paper((1200, 400), pen=pen))))

    height, width = ink.shape
    assert width <= WIDEST_PX
    assert height <= HIGHEST_PX
    assert width > 0.9 * WIDEST_PX or height > 0.9 * HIGHEST_PX
    radius = int(0.35 * DOTS_PER_MM / 2)
    around = numpy.hypot(*numpy.mgrid[-radius : radius + 1, -radius : radius + 1]) <= radius
    padded = numpy.pad(ink, radius)
    windows = numpy.lib.stride_tricks.sliding_window_view(padded, around.shape)
    middles = (windows[:, :, around]).all(axis=2)
    assert (middles.sum(axis=0) > 0).mean() > 0.95  # in every column there is a dot around which 0.35 mm is black


def test_a_photo_is_set_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    lying = signed_paper().transpose(Image.Transpose.ROTATE_90)
    told = Image.Exif()
    told[ORIENTATION] = 6
    told.get_ifd(GPS).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    told[0x010E] = "Ana Souza at home"
    content = as_file(lying, "JPEG", exif=told, comment=b"Ana Souza")

    cleaned = clean_picture(content)

    assert likeness(plain_ink(), ink_of(cleaned)) > 0.6
    assert b"Ana Souza" in content
    assert b"Souza" not in cleaned
    assert Image.open(io.BytesIO(cleaned)).info == {}


def test_the_same_picture_gives_the_same_bytes() -> None:
    content = as_file(signed_paper(), "JPEG")

    assert clean_picture(content) == clean_picture(content)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "cannot be read"),
    "too many dots": (lambda: raw_png(30_000, 30_000, 1, 0, WHITE_LINE), "more than 12.5 million dots"),
    "a bomb": (lambda: raw_png(3535, 3535, 16, 6, b"\0" + b"\xff" * 3535 * 8), "No ink"),
    "no size": (lambda: raw_png(0, 0, 1, 0, b""), "cannot be read"),
    "a lie about its size": (lambda: raw_png(3000, 10, 8, 2, b"\0\0"), "cannot be read"),
    "half a PNG": (lambda: as_file(signed_paper())[:-600], "cannot be read"),
    "half a JPEG": (lambda: as_file(signed_paper(), "JPEG")[:-3000], "cannot be read"),
    "a PDF": (lambda: b"%PDF-1.7\n" * 100, "cannot be read"),
    "an SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "cannot be read"),
    "a GIF": (lambda: as_file(signed_paper(), "GIF"), "cannot be read"),
    "a TIFF": (lambda: as_file(signed_paper(), "TIFF"), "cannot be read"),
    "too many bytes": (lambda: as_file(signed_paper()) + b"\0" * LARGEST_UPLOAD, "larger than 5 MB"),
    "an empty sheet": (lambda: as_file(Image.new("RGB", (800, 300), "white")), "No ink"),
    "a black sheet": (lambda: as_file(Image.new("RGB", (800, 300), "black")), "No ink"),
    "a line one dot wide": (lambda: as_file(Image.new("L", (1, 20_000))), "No ink"),
    "a board": (
        lambda: as_file(Image.fromarray(numpy.indices((900, 900)).sum(0) // 30 % 2 == 0)),
        "like",
    ),
}


@pytest.fixture(scope="module")
def children() -> Children:
    return Children(slots=1, waiting=0, seconds=20)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_signature_is_refused_in_a_sentence(children: Children, kind: str) -> None:
    content, message = HOSTILE[kind]

    with pytest.raises(BadSignature, match=message) as refusal:
        children.clean(content())

    assert "\n" not in str(refusal.value)


def test_a_child_cleans_as_we_do(children: Children) -> None:
    content = as_file(signed_paper(), "JPEG")

    assert children.clean(content) == clean_picture(content)


@settings(max_examples=10, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 3000))
def test_a_damaged_picture_is_cleaned_or_refused(damage: bytes, at: int) -> None:
    content = as_file(signed_paper((300, 100)), "PNG")

    try:
        clean_picture(content[:at] + damage + content[at + len(damage) :])
    except BadSignature as refusal:
        assert str(refusal).endswith(".")


def test_what_travels_in_a_form_is_written_anew_and_nothing_else_is_believed() -> None:
    own = clean_picture(as_file(signed_paper()))
    text = base64.b64encode(own).decode()
    with_a_word = own.replace(b"IEND", b"tEXt", 1)

    assert own_picture(text) == own
    assert own_picture(base64.b64encode(own + b"more").decode()) == own
    for other in (
        as_file(signed_paper()),
        as_file(signed_paper().convert("1")),
        with_a_word,
        own[:-40],
        b"%PDF",
        raw_png(WIDEST_PX + 1, 9, 1, 0, b"\0" * 200),
        raw_png(80, 9, 1, 0, b"\0" * 10),
        raw_png(80, 9, 1, 0, b"\1" * 11),
        raw_png(0, 0, 1, 0, b""),
    ):
        with pytest.raises(BadSignature, match="choose it again"):
            own_picture(base64.b64encode(other).decode())
    for text in ("!", "Á", "A" * 200_000):
        with pytest.raises(BadSignature, match="choose it again"):
            own_picture(text)
    with pytest.raises(BadSignature, match="Choose a picture"):
        own_picture("")
