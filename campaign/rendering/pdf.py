"""The print channel: letters as one tagged PDF (PDF/UA-1), each on its own pages with its own count."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from campaign.errors import CannotRender
from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.fonts import ON_PAPER, refuse_missing_characters
from campaign.rendering.layout import LaidOut, joint_pdf, lay_out
from campaign.rendering.papers import Paper
from campaign.rendering.signing import signed
from campaign.rendering.templates import letter_templates
from campaign.rendering.windows import address_in_window, return_line

MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True)
class Blank:
    """What a layout holds in place of a sender's own lines and signature, for many senders to come."""

    sender: tuple[Markup, ...]
    return_line: Markup
    place_and_date: Markup
    name: Markup
    signed: str
    anchor: str

    def in_place_of(self, letter: MergedLetter) -> MergedLetter:
        """Return a letter with the blank's lines instead of its own."""
        return replace(letter, sender=self.sender, place_and_date=self.place_and_date, name=self.name)


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
    laid_out = [lay_out_letter(letter, paper) for letter in letters]
    return Document(joint_pdf(laid_out), MEDIA_TYPE, tuple(len(document.pages) for document in laid_out))


def lay_out_letter(letter: MergedLetter, paper: Paper, blank: Blank | None = None) -> LaidOut:
    """Return a printed letter laid out; with a blank, what stands in it takes the places of the sender's own lines.

    Raises DoesNotFit for an address that is too long for a window.
    """
    shown = blank.in_place_of(letter) if blank else letter
    values = {
        "letter": shown,
        "signed": blank.signed if blank else signed(letter.signature),
        "anchor": blank.anchor if blank else "",
    }
    if paper.window is None:
        return lay_out(_html("letter", values), "letter/letter.css", paper)
    line = return_line(letter, paper, paper.window)
    if line and blank:
        line = replace(line, block=replace(line.block, lines=(blank.return_line,)))
    values |= {"paper": paper, "address": address_in_window(letter, paper, paper.window), "return_line": line}
    return lay_out(_html("window", values), "letter/letter.css", paper, "blocks/blocks.css", "letter/window.css")


def _html(name: str, values: dict[str, object]) -> str:
    return letter_templates().get_template(f"letter/{name}.html").render(values)
