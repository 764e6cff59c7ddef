"""The letter by WeasyPrint alone: our own template and styles, with all shared that can be, tagged."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bench.peers.contestant import Contestant
from campaign.merging.letter import MergedLetter
from campaign.paths import LETTERS
from campaign.rendering.fontconfig import our_fonts_only
from campaign.rendering.papers import PAPERS
from campaign.rendering.signing import signed
from campaign.rendering.templates import letter_templates

SHEETS = (LETTERS / "body.css", LETTERS / "letter" / "letter.css")


def style() -> str:
    """Return the styles of a letter on A4."""
    return PAPERS["a4"].page_rule + "".join(sheet.read_text("utf-8") for sheet in SHEETS)


def html(letter: MergedLetter) -> str:
    """Return a letter as HTML, its signature in it."""
    template = letter_templates().get_template("letter/letter.html")
    return template.render(letter=letter, signed=signed(letter.signature), anchor="")


@contextmanager
def by_weasyprint() -> Iterator[tuple[Contestant, ...]]:
    """Yield WeasyPrint, a letter at a time."""
    with our_fonts_only():
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        sheet = weasyprint.CSS(string=style(), font_config=fonts)

    def make(pages: Sequence[Any]) -> bytes:
        (page,) = pages
        written: bytes = weasyprint.HTML(string=page).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        return written

    yield (Contestant("weasyprint_letter", "WeasyPrint, a letter at a time", html, make, files=10),)
