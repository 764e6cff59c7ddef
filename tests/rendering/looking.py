"""Looking at pages as they are printed: where there is ink, and what is drawn over something else."""

import io
from collections.abc import Iterator

import numpy as np
import pikepdf
import pypdfium2

DPI = 200
PX_PER_MM = DPI / 25.4
POINTS_PER_MM = 72 / 25.4
DARK = 160  # of 255, and darker
TEXT = pypdfium2.raw.FPDF_PAGEOBJ_TEXT
PRINTABLE_MM = 5  # from the edge; most printers reach 4.2

Area = tuple[float, float, float, float]  # left, top, right, bottom, in millimetres


def ink_of(content: bytes) -> list[np.ndarray]:
    """Where each page is dark, at 200 dots an inch."""
    document = pypdfium2.PdfDocument(content)
    return [page.render(scale=DPI / 72, grayscale=True).to_numpy() < DARK for page in document]


def ink_area(ink: np.ndarray, within: Area | None = None) -> Area | None:
    """The smallest area that holds all ink of a page, or of a part of it; none without any."""
    left, top, right, bottom = within or (0, 0, ink.shape[1] / PX_PER_MM, ink.shape[0] / PX_PER_MM)
    first_row, first_column = round(top * PX_PER_MM), round(left * PX_PER_MM)
    part = ink[first_row : round(bottom * PX_PER_MM), first_column : round(right * PX_PER_MM)]
    rows, columns = (np.nonzero(part.any(axis=axis))[0] for axis in (1, 0))
    if not len(rows):
        return None
    return (
        (columns.min() + first_column) / PX_PER_MM,
        (rows.min() + first_row) / PX_PER_MM,
        (columns.max() + 1 + first_column) / PX_PER_MM,
        (rows.max() + 1 + first_row) / PX_PER_MM,
    )


def inside(inner: Area | None, outer: Area, tolerance: float = 0.1) -> bool:
    """Whether an area lies in another; nothing lies everywhere."""
    return inner is None or (
        inner[0] >= outer[0] - tolerance
        and inner[1] >= outer[1] - tolerance
        and inner[2] <= outer[2] + tolerance
        and inner[3] <= outer[3] + tolerance
    )


def printable(ink: np.ndarray) -> Area:
    """The part of a page that printers reach."""
    height, width = (pixels / PX_PER_MM for pixels in ink.shape)
    return (PRINTABLE_MM, PRINTABLE_MM, width - PRINTABLE_MM, height - PRINTABLE_MM)


def text_in(page: pypdfium2.PdfPage, area: Area) -> str:
    """The text in a part of a page, white space made even and invisible marks left out."""
    return even(page.get_textpage().get_text_bounded(*within(page, area)))


def within(page: pypdfium2.PdfPage, area: Area) -> Area:
    """A part of a page as PDFs count: left, bottom, right, top, in points from the bottom left corner."""
    height = page.get_height()
    left, top, right, bottom = (millimetres * POINTS_PER_MM for millimetres in area)
    return (left, height - bottom, right, height - top)


def even(text: str) -> str:
    """Text with one space for any white space, and without isolates and the marks of broken words."""
    return " ".join("".join(" " if c == "\ufffe" else c for c in text if c not in "\u2066\u2067\u2068\u2069").split())


def lines_on_each_page(content: bytes) -> list[int]:
    """How many lines of text stand on each page, that of the margin included."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [len(set(_line_of_each_text(page))) for page in pdf.pages]


def inked_twice(content: bytes, touching_mm2: float = 0) -> list[tuple[str, str]]:
    """What has ink on the same spot as something else, on more than so much of the sheet: lines of text, and pictures.

    Glyphs of one line are not set against each other: that is how Arabic letters join.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        lines = [list(_line_of_each_text(page)) for page in pdf.pages]
    pages = pypdfium2.PdfDocument(content)
    return [
        pair for page, of_page in zip(pages, lines, strict=True) for pair in _inked_twice(page, of_page, touching_mm2)
    ]


def _line_of_each_text(page: pikepdf.Page) -> Iterator[int]:
    """For every text in the order of drawing: which line it is in, counted from the first."""
    line = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        line += str(operator) == "BT"
        if str(operator) == "TJ" and any(bytes(each) for each in operands[0] if isinstance(each, pikepdf.String)):
            yield line


def _inked_twice(page: pypdfium2.PdfPage, lines: list[int], touching_mm2: float) -> Iterator[tuple[str, str]]:
    textpage = page.get_textpage()  # must outlive its texts
    parts = _parts(page, textpage, lines)
    left, bottom, right, top = np.array([_bounds(part) for part in parts]).T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    down = np.minimum.outer(top, top) - np.maximum.outer(bottom, bottom)
    near = np.argwhere(np.triu((across > 0) & (down > 0), k=1)).tolist()
    numbers = sorted({number for pair in near for number in pair})
    ink = dict(zip(numbers, _ink_of_each(page, [parts[number] for number in numbers]), strict=True))
    for one, other in near:
        if np.count_nonzero(ink[one] & ink[other]) > touching_mm2 * PX_PER_MM**2:
            yield _said(parts[one]), _said(parts[other])


def _parts(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, lines: list[int]
) -> list[list[pypdfium2.PdfObject]]:
    """What is drawn on a page: lines, each of several texts, and pictures, each of all paths with the same tag."""
    parts: dict[tuple[str, int], list[pypdfium2.PdfObject]] = {}
    line_of_next = iter(lines)
    for each in page.get_objects(max_depth=1, textpage=textpage):
        if each.type == TEXT:
            parts.setdefault(("line", next(line_of_next)), []).append(each)
        else:
            parts.setdefault(("picture", pypdfium2.raw.FPDFPageObj_GetMarkedContentID(each.raw)), []).append(each)
    assert next(line_of_next, None) is None
    return list(parts.values())


def _bounds(part: list[pypdfium2.PdfObject]) -> tuple[float, ...]:
    edges = np.array([each.get_bounds() for each in part])
    return (*edges[:, :2].min(axis=0), *edges[:, 2:].max(axis=0))


def _ink_of_each(page: pypdfium2.PdfPage, parts: list[list[pypdfium2.PdfObject]]) -> Iterator[np.ndarray]:
    """Where a page is dark with each of these parts alone."""
    show = pypdfium2.raw.FPDFPageObj_SetIsActive
    everything = list(page.get_objects(max_depth=1))
    for each in everything:
        show(each.raw, False)
    for part in parts:
        for each in part:
            show(each.raw, True)
        yield page.render(scale=DPI / 72, grayscale=True).to_numpy() < DARK
        for each in part:
            show(each.raw, False)
    for each in everything:
        show(each.raw, True)


def _said(part: list[pypdfium2.PdfObject]) -> str:
    return "".join(each.extract() for each in part).strip() if part[0].type == TEXT else "a picture"
