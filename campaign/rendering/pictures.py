"""Pictures of signatures made into clean black ink on white. Decode none outside a child with limits (children.py)."""

import base64
import io
import math

from PIL import Image, ImageChops, ImageFile, ImageFilter, ImageMath, ImageOps

from campaign.errors import BadSignature
from campaign.rendering import png
from campaign.rendering.strokes import HIGHEST_MM, WIDEST_MM

LARGEST_UPLOAD = 5_000_000  # bytes: what telephones make; each is held in memory, and nowhere else
LARGEST_PICTURE = 64_000  # bytes, once it is clean; a signature has about 10,000
MOST_PIXELS = {"PNG": 12_500_000, "JPEG": 25_000_000}  # a JPEG is decoded at half its size and less

DOTS_PER_MM = 600 / 25.4  # at which one bit looks smooth, as laser printers show
WIDEST_PX, HIGHEST_PX = (int(size * DOTS_PER_MM) for size in (WIDEST_MM, HIGHEST_MM))
EDGE_PX = 12  # left free, for lines to become thicker
PEN_PX = 0.5 * DOTS_PER_MM  # as thick as drawn strokes; thicker ones stay as they are

WORKING_PX = 1600  # the longer side of what is looked at: a pen's line is then a few dots wide
CELL_PX = 8  # in which specks of dust are told from lines
LEAST_OF_CELL = 0.16 * 255  # a line covers a quarter of a cell
TINY_PX = 200  # the longer side of the paper without its ink
BROADEST = 15  # of those: what is narrower is ink and goes, while the edge of a shadow stays where it is
NO_PAPER = 60  # of 255: darker on the whole is white ink on black
FAINTEST = 45  # of 255: how much darker than the paper a line must be; less is grain and creases
MOST_INK = 0.4  # of what is left around it

UNREADABLE = "This picture cannot be read: choose a PNG or JPEG file of your signature."
NO_INK = "No ink can be seen in this picture: sign with a dark pen on plain paper, in good light."
NO_SIGNATURE = "This does not look like a signature on plain paper: choose another picture."


def clean_picture(content: bytes) -> bytes:
    """Return an uploaded PNG or JPEG as a small 1-bit PNG: the ink alone, black on white, 600 dots an inch.

    Shadows and paper are gone, lines are thick enough for a fax, and nothing is left of what the file said of itself.
    Raises BadSignature for what is no such picture, is too large, or shows no ink.
    """
    if len(content) > LARGEST_UPLOAD:
        raise BadSignature(
            "This file is larger than %(most)s MB: choose a smaller picture.", most=LARGEST_UPLOAD // 10**6
        )
    ink = _ink(_grey(content))
    threshold = max(FAINTEST, 0.4 * _strongest(ink))
    ink = _without_dust(ink, threshold)
    return _small(_at_600_dpi(ink, threshold))


def own_picture(text: str) -> bytes:
    """Return the cleaned picture that a form carries as base64; raises BadSignature if there is none, or another."""
    if not text:
        raise BadSignature("Choose a picture of your signature, or another way to sign.")
    if len(text) > LARGEST_PICTURE * 4 // 3 + 4:
        raise BadSignature(png.NOT_OURS)
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        raise BadSignature(png.NOT_OURS) from None
    return png.rewritten(content, WIDEST_PX, HIGHEST_PX)


def _grey(content: bytes) -> Image.Image:
    """Decode a picture: of the size that is worked on, upright, transparent parts as paper, grey."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # half a signature is none; WeasyPrint says otherwise for the whole process
    try:
        image = Image.open(io.BytesIO(content), formats=tuple(MOST_PIXELS))
        most = MOST_PIXELS.get(image.format or "", MOST_PIXELS["JPEG"])
        if image.width * image.height > most:
            raise _too_many_pixels(most)
        image.draft("L", (WORKING_PX, WORKING_PX))
        image.load()
        return _on_paper(ImageOps.exif_transpose(_of_working_size(_of_eight_bits(image))))
    except BadSignature:
        raise
    except Image.DecompressionBombError:
        raise _too_many_pixels(MOST_PIXELS["PNG"]) from None
    except Exception:  # decoders fail in a dozen ways, and all of them mean the same
        raise BadSignature(UNREADABLE) from None


def _of_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off instead of scaling
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L")


def _of_working_size(image: Image.Image) -> Image.Image:
    scale = WORKING_PX / max(image.size)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _on_paper(image: Image.Image) -> Image.Image:
    if image.mode == "L":
        return image
    opaque = image.getchannel("A").point(lambda alpha: 255 * (alpha > 127))
    bright = image.convert("L").histogram(opaque)
    is_white = sum(bright[200:]) > sum(bright[:200]) and opaque.getextrema()[0] == 0
    paper = Image.new("RGBA", image.size, "black" if is_white else "white")
    return Image.alpha_composite(paper, image).convert("L")


def _ink(grey: Image.Image) -> Image.Image:
    """Return how much darker each dot is than the paper around it, whatever light or shadow lies on it; 255 is most."""
    if _percentile(grey, 0.5) < NO_PAPER:
        grey = ImageOps.invert(grey)
    tiny = grey.reduce(math.ceil(max(grey.size) / TINY_PX))
    tiny = tiny.filter(ImageFilter.MaxFilter(BROADEST)).filter(ImageFilter.MinFilter(BROADEST))
    tiny = tiny.filter(ImageFilter.GaussianBlur(1))
    paper = tiny.resize(grey.size, Image.Resampling.BICUBIC)
    darker = ImageChops.subtract(paper, grey)
    ink: Image.Image = ImageMath.lambda_eval(
        lambda of: of["convert"](of["darker"] * 255 / (of["paper"] + 1), "L"), darker=darker, paper=paper
    )
    return ink


def _strongest(ink: Image.Image) -> int:
    strongest = _percentile(ink, 0.999)
    if strongest < FAINTEST:
        raise BadSignature(NO_INK)
    return strongest


def _without_dust(ink: Image.Image, threshold: float) -> Image.Image:
    """Cut out the lines, without the specks that lie alone; raises BadSignature if that is most of the picture."""
    cells = _black(ink, threshold).reduce(CELL_PX).point(lambda share: 255 * (share >= LEAST_OF_CELL))
    near = cells.filter(ImageFilter.MaxFilter(3))
    near = near.resize((near.width * CELL_PX, near.height * CELL_PX)).crop((0, 0, *ink.size))
    box = near.getbbox()
    if box is None:
        raise BadSignature(NO_INK)
    cut = ImageChops.darker(ink, near).crop(box)
    if _share(_black(cut, threshold)) > MOST_INK:
        raise BadSignature(NO_SIGNATURE)
    return cut


def _at_600_dpi(ink: Image.Image, threshold: float) -> Image.Image:
    """Return lines as 255 on 0 at the size on paper, smooth, and at least as thick as a pen's."""
    room = WIDEST_PX - 2 * EDGE_PX, HIGHEST_PX - 2 * EDGE_PX
    scale = min(room[0] / ink.width, room[1] / ink.height)
    size = max(1, round(ink.width * scale)), max(1, round(ink.height * scale))
    grown = Image.new("L", (size[0] + 2 * EDGE_PX, size[1] + 2 * EDGE_PX))
    grown.paste(ink.resize(size, Image.Resampling.BICUBIC), (EDGE_PX, EDGE_PX))
    lines = _black(grown, threshold)
    if (lacking := round((PEN_PX - _thickness(lines)) / 2)) > 0:
        lines = lines.filter(ImageFilter.MaxFilter(2 * min(lacking, EDGE_PX // 2) + 1))
    smooth = _black(lines.filter(ImageFilter.GaussianBlur(3)), 128)
    box = smooth.getbbox()
    if box is None or _share(smooth) > MOST_INK:
        raise BadSignature(NO_SIGNATURE)
    return smooth.crop(box)


def _small(lines: Image.Image) -> bytes:
    content = png.written(*lines.size, ImageOps.invert(lines).convert("1", dither=Image.Dither.NONE).tobytes())
    if len(content) > LARGEST_PICTURE:
        raise BadSignature(NO_SIGNATURE)
    return content


def _thickness(lines: Image.Image) -> float:
    """Return how thick lines are on the average: twice their area by the length of their edges."""
    area = lines.histogram()[255]
    inside = lines.filter(ImageFilter.MinFilter(3)).histogram()[255]
    return 2 * area / (area - inside) if area > inside else PEN_PX


def _black(ink: Image.Image, threshold: float) -> Image.Image:
    return ink.point(lambda value: 255 * (value >= threshold))


def _share(mask: Image.Image) -> float:
    return mask.histogram()[255] / (mask.width * mask.height)


def _percentile(image: Image.Image, share: float) -> int:
    left = share * image.width * image.height
    for value, count in enumerate(image.histogram()):
        left -= count
        if left <= 0:
            return value
    return 255


def _too_many_pixels(most: int) -> BadSignature:
    return BadSignature("This picture has more than %(most)s million dots: choose a smaller one.", most=most / 10**6)
