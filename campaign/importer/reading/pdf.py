"""PDFs as text: letters with their places, put together to runs, lines and pages in reading order."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

from campaign.errors import CannotImport
from campaign.importer.reading.reading_order import Row, Run, in_reading_order
from campaign.importer.reading.source import LONGEST_TEXT

MOST_PAGES = 60
PICTURE_ONLY = "This PDF holds pictures of pages and no text: run it through text recognition (OCR), or paste the text."
WIDE_GAP = 1.3  # of the letters' height: what parts two columns or cells, and is no blank between words
PARAGRAPH_GAP = 1.45  # of the usual distance between lines


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF in reading order, a form feed between pages; raises CannotImport, with a sentence."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        raise CannotImport(
            "This PDF is locked with a password: import an unlocked copy, or paste the text."
            if locked
            else "This PDF is broken: open it, print it into a new PDF, and import that."
        ) from error
    if len(file) > MOST_PAGES:
        raise CannotImport(
            "This PDF has %(pages)d pages; an appeal of at most %(most)d can be imported: cut out its pages.",
            pages=len(file),
            most=MOST_PAGES,
        )
    pages: list[str] = []
    for number in range(len(file)):
        pages.append(page_text(file[number]))
        if sum(map(len, pages)) > LONGEST_TEXT:
            break
    text = "\n\f".join(pages)
    if not text.strip():
        raise CannotImport(PICTURE_ONLY)
    return text


def page_text(page: pypdfium2.PdfPage) -> str:
    """Return the text of one page in reading order."""
    return "\n".join(_lines(in_reading_order(_rows(_runs(page)))))


def _runs(page: pypdfium2.PdfPage) -> list[Run]:
    """Return the letters of a page as runs; a wide gap or another line begins a new one."""
    text_page = page.get_textpage()
    found: list[Run] = []
    for place in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page, place))
        if letter in "\r\n\x00\ufffe\x02":
            if letter == "\x02" and found:
                found[-1].text += "-"  # a word parted at the line's end
            continue
        left, bottom, right, top = text_page.get_charbox(place, loose=True)
        if letter.isspace():
            if found and not found[-1].text.endswith(" "):
                found[-1].text += " "
            continue
        if found and _same_run(found[-1], left, bottom, top):
            run = found[-1]
            run.text, run.right = run.text + letter, max(run.right, right)
            run.bottom, run.top = min(run.bottom, bottom), max(run.top, top)
        else:
            found.append(Run(letter, left, right, bottom, top))
    for run in found:
        run.text = " ".join(run.text.split())
    return [run for run in found if run.text]


def _same_run(run: Run, left: float, bottom: float, top: float) -> bool:
    overlap = min(run.top, top) - max(run.bottom, bottom)
    height = min(run.height, top - bottom) or 1
    # The letters of a ligature share one box, so that the next one seems to begin before the last has ended.
    return overlap > 0.5 * height and left > run.left - 1 and left - run.right < WIDE_GAP * max(height, 6)


def _rows(runs: Sequence[Run]) -> list[Row]:
    """Return runs as lines of the page, from top to bottom."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda each: -each.top):
        for row in rows[-4:]:
            overlap = min(row.top, run.top) - max(row.bottom, run.bottom)
            if overlap > 0.6 * min(run.height, row.top - row.bottom):
                row.runs.append(run)
                break
        else:
            rows.append(Row([run]))
    for row in rows:
        row.runs.sort(key=lambda each: each.left)
    return sorted(rows, key=lambda each: -each.top)


def _lines(rows: Sequence[Row]) -> list[str]:
    """Return lines as text, with a blank one where the gap is wider than usual."""
    distances = [above.top - below.top for above, below in pairwise(rows) if 0 < above.top - below.top < 60]
    usual = median(distances) if distances else 12
    found: list[str] = []
    for place, row in enumerate(rows):
        if place:
            distance = rows[place - 1].top - row.top
            if distance < 0 or distance > PARAGRAPH_GAP * min(usual, 1.6 * max(1, row.top - row.bottom)):
                found.append("")
        found.append(row.text)
    return found
