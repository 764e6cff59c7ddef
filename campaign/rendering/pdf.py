"""The print channel: letters as one tagged PDF (PDF/UA-1), each on its own pages with its own count."""

from collections.abc import Sequence

from campaign.errors import CannotRender
from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.fonts import ON_PAPER, refuse_missing_characters
from campaign.rendering.layout import LaidOut, joint_pdf, lay_out
from campaign.rendering.papers import Paper
from campaign.rendering.signing import signed
from campaign.rendering.templates import letter_templates
from campaign.rendering.windows import address_in_window, return_line


def print_pdf(letters: Sequence[MergedLetter], paper: Paper) -> Document:
    """Return letters as a print-ready PDF: fonts embedded, text in reading order, the same bytes every time.

    Its metadata holds the title “Letter” (“SPECIMEN: Letter” in a rehearsal), the language and the layout program, and
    nothing else. Raises CannotRender for a character that no font has, and DoesNotFit for an address that is too long
    for a window.
    """
    if not letters:
        raise CannotRender("There is no letter to print: choose at least one addressee.")
    for letter in letters:
        refuse_missing_characters(letter.every_text(), ON_PAPER)
    laid_out = [_laid_out(letter, paper) for letter in letters]
    return Document(joint_pdf(laid_out), "application/pdf", tuple(len(document.pages) for document in laid_out))


def _laid_out(letter: MergedLetter, paper: Paper) -> LaidOut:
    if paper.window is None:
        return lay_out(_html("letter", letter=letter, signed=signed(letter.signature)), "letter/letter.css", paper)
    html = _html(
        "window",
        letter=letter,
        signed=signed(letter.signature),
        paper=paper,
        address=address_in_window(letter, paper, paper.window),
        return_line=return_line(letter, paper, paper.window),
    )
    return lay_out(html, "letter/letter.css", paper, "blocks/blocks.css", "letter/window.css")


def _html(name: str, **values: object) -> str:
    return letter_templates().get_template(f"letter/{name}.html").render(values)
