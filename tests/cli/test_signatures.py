"""Signatures in a sender file: a picture beside it, or drawn strokes."""

import json
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Campaign
from tests.factories import SENDER
from tests.pictures import as_file, flourish, signed_paper

WORDS = ("letter", "UA 315/14", "--to", "1", "--on", "2015-01-05", "-o", "letter.pdf", "--sender")
STROKES = {"strokes": [{"points": [{"x": x, "y": y} for x, y in flourish(400, 120)]}]}


def sender(folder: Path, signature: object) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "sender.json"
    file.write_text(json.dumps({**SENDER, "signature": signature}), "utf-8")
    return file


def pictures_in(file: Path) -> list[int]:
    """The kinds of what stands on the first page beside text."""
    page = pypdfium2.PdfDocument(file)[0]
    return [each.type for each in page.get_objects(max_depth=5) if each.type in PICTURES]


PICTURES = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE, pypdfium2.raw.FPDF_PAGEOBJ_PATH)


def test_a_picture_is_found_beside_the_sender_file_and_signs(loaded: Campaign, tmp_path: Path) -> None:
    file = sender(tmp_path / "me", "scans/signature.jpg")
    (tmp_path / "me" / "scans").mkdir()
    (tmp_path / "me" / "scans" / "signature.jpg").write_bytes(as_file(signed_paper(), "JPEG"))

    result = loaded(*WORDS, file)

    assert result.exit_code == 0, result.stderr
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in pictures_in(tmp_path / "letter.pdf")


def test_drawn_strokes_sign(loaded: Campaign, tmp_path: Path) -> None:
    result = loaded(*WORDS, sender(tmp_path / "me", STROKES))

    assert result.exit_code == 0, result.stderr
    assert pypdfium2.raw.FPDF_PAGEOBJ_PATH in pictures_in(tmp_path / "letter.pdf")


@pytest.mark.parametrize(
    ("signature", "message"),
    [
        ("nowhere.png", "'nowhere.png' cannot"),
        ("\0", "cannot"),
        ("sender.json", "choose a PNG or JPEG"),
        (".", "cannot"),
        ({"strokes": []}, "Nothing is drawn yet"),
        ({"strokes": [], "more": 1}, "“ink” or “typed”"),
        (7, "“ink” or “typed”"),
    ],
)
def test_what_signs_nothing_is_told_in_a_sentence(
    loaded: Campaign, tmp_path: Path, signature: object, message: str
) -> None:
    result = loaded(*WORDS, sender(tmp_path / "me", signature))

    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "letter.pdf").exists()
