"""Proofs to look at: every script on paper and by fax, each signed in ink and typed (python -m bench.proof_scripts)."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

from bench.scripts import SAMPLES, in_own_words, letter_in
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import INK, TYPED
from campaign.paths import HOME
from campaign.rendering.fax import fax_pdf
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf

PROOFS = HOME / "build" / "proofs"
DPI = 80
COLUMNS = 4
EDGE_PX = 2
# Scripts of the other direction, and of other sizes, in letters of each: sender's language, letter's, own words.
MIXED = (
    ("he", "en", "אני מורה בתל אביב, ואני כותב בשם 12 תלמידים (כיתה ג׳). Ilir Doe אינו לבד!"),
    ("ar", "en", "I met محمد عبد الله 12 times (in 2024), and his sister فاطمة twice."),
    ("zh-Hans", "en", "My grandfather 骆直骨 taught me that."),
    ("hi", "en", "In my language: कृष्णा द्विवेदी निर्दोष हैं।"),
    ("en", "ar", "I am a nurse in Lisbon (ward 12), and I ask you to listen. Call me: +351 21 000 12 34!"),
    ("ja", "ar", "أنا ممرضة في طوكيو (東京)، هاتفي +81 3-1234-5678."),
    ("fa", "he", "شماره‌ی من ۰۲۱-۱۲۳۴۵۶ است."),
    ("ko", "ru", "Я пишу от имени 12 семей (서울)."),
)


def proof_scripts(folder: Path = PROOFS) -> list[Path]:
    """Draw contact sheets of every script, and of scripts in each other's letters; return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = {
        signature: [letter_in(each.language, signature=signature) for each in SAMPLES] for signature in (INK, TYPED)
    }
    mixed = [in_own_words(letter_in(language, sender), words) for sender, language, words in MIXED]
    sheets = {f"scripts-{signature.kind}": _on_paper(letters) for signature, letters in whole.items()}
    sheets |= {"scripts-fax": _by_fax(whole[INK])}
    sheets |= {"scripts-mixed": _on_paper(mixed), "scripts-mixed-fax": _by_fax(mixed)}
    files = []
    for name, pages in sheets.items():
        files.append(folder / f"{name}.png")
        contact_sheet(pages).save(files[-1], optimize=True)
    return files


def contact_sheet(pages: Sequence[Image.Image]) -> Image.Image:
    """Return pages side by side, each with a thin edge."""
    width, height = max(page.width for page in pages) + EDGE_PX, max(page.height for page in pages) + EDGE_PX
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("L", (width * COLUMNS + EDGE_PX, height * rows + EDGE_PX), 160)
    for place, page in enumerate(pages):
        sheet.paste(page, (place % COLUMNS * width + EDGE_PX, place // COLUMNS * height + EDGE_PX))
    return sheet


def _on_paper(letters: Sequence[MergedLetter]) -> list[Image.Image]:
    return [_first_page(print_pdf([letter], PAPERS["a4"]).content) for letter in letters]


def _by_fax(letters: Sequence[MergedLetter]) -> list[Image.Image]:
    return [_first_page(fax_pdf([letter], PAPERS["a4"]).content) for letter in letters]


def _first_page(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
        return image


if __name__ == "__main__":
    for file in proof_scripts():
        print(file)
