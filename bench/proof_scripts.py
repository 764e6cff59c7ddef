"""Proofs of scripts: every one on every paper and by fax, in ink and typed, and scripts in each other's letters."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from bench.contact_sheet import contact_sheet, drawn, in_rows
from bench.scripts import SAMPLES, in_own_words, letter_in
from bench.signatures import each_kind
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import INK, TYPED
from campaign.rendering.fax import fax_pdf
from campaign.rendering.papers import PAPERS, Paper
from campaign.rendering.pdf import print_pdf

COLUMNS = 4
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


def proof_scripts(folder: Path) -> list[Path]:
    """Draw contact sheets of every script, and of scripts in each other's letters; return their files."""
    signatures = list(each_kind().values())
    signed = [
        letter_in(each.language, signature=signatures[place % len(signatures)]) for place, each in enumerate(SAMPLES)
    ]
    mixed = [in_own_words(letter_in(language, sender), words) for sender, language, words in MIXED]
    sheets = {f"scripts-{paper.name}": _on_paper(signed, paper) for paper in PAPERS.values()}
    sheets |= {
        f"scripts-{signature.kind}": _on_paper([letter_in(each.language, signature=signature) for each in SAMPLES])
        for signature in (INK, TYPED)
    }
    sheets |= {"scripts-fax": _by_fax(signed), "scripts-mixed": _on_paper(mixed), "scripts-mixed-fax": _by_fax(mixed)}
    files = []
    for name, pages in sheets.items():
        files.append(folder / f"{name}.png")
        contact_sheet(in_rows(pages, COLUMNS)).save(files[-1], optimize=True)
    return files


def _on_paper(letters: Sequence[MergedLetter], paper: Paper = PAPERS["a4"]) -> list[Image.Image]:
    window = paper.window.clear if paper.window else None
    return [next(drawn(print_pdf([letter], paper).content, window)) for letter in letters]


def _by_fax(letters: Sequence[MergedLetter]) -> list[Image.Image]:
    return [next(drawn(fax_pdf([letter], PAPERS["a4"]).content)) for letter in letters]
