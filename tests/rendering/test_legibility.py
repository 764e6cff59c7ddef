"""Faxes of the demonstration, read again by an OCR program: what a clerk must be able to read."""

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from campaign.db import Database
from campaign.merging.letter import Item, MergedLetter
from campaign.merging.merge import merge
from campaign.rendering.email_text import email_text
from campaign.rendering.fax import fax_pdf
from campaign.rendering.papers import PAPERS
from campaign.rendering.scan import Resolution, scan
from campaign.services.actions import find_action
from campaign.services.languages import offered_languages
from tests.conftest import LOADED_AT
from tests.factories import a_supporter

MODELS = {"en": "eng", "ru": "rus"}  # tesseract's names, as make installs them: Latin and Cyrillic type
MOST_ERRORS = {Resolution.FINE: 0.005, Resolution.STANDARD: 0.01}
TWO_SCRIPTS = 0.005  # more: a Latin name and address in a Russian letter confuse the machine, not a clerk
ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "|": "I"})
CASES = [("UA 315/14", "2015-01-05"), ("RUS002 / 0112 / OBS 009", None), ("kalyapin-attacked-in-grozny", None)]


def letters_of(demonstration: Database, ref: str, day: str | None) -> list[MergedLetter]:
    with demonstration.reading() as session:
        found = find_action(session, ref, LOADED_AT, date.fromisoformat(day) if day else None)
    supporter = a_supporter(name="Ana Souza Oliveira", own_words="I am a nurse, and I work with 12 families.")
    return [
        merge(found.published, each, supporter, found.moment, language=language)
        for language in offered_languages(found.published)
        if language in MODELS
        for each in found.published.addressees
        if each.authority.faxes
    ]


def as_read(text: str) -> str:
    """Text as it is compared: no line breaks, one kind of quotation marks, accents that the English model has."""
    plain = unicodedata.normalize("NFKD", text.translate(ALIKE))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c) and c not in "\u2068\u2069").split())


def ocr(letter: MergedLetter, resolution: Resolution, folder: Path) -> str:
    """What tesseract reads on the pages, with dots made square again as a machine prints them."""
    read = []
    for page in scan(fax_pdf([letter], PAPERS["a4"]).content, resolution):
        square = page.resize((page.width, page.height * 196 // resolution.lines_per_inch))
        square.save(folder / "page.png", dpi=(204, 196))
        model = MODELS[letter.language]
        models = model if model == "eng" else f"{model}+eng"  # the sender writes in Latin letters
        command = ["tesseract", folder / "page.png", "-", "--psm", "6", "-l", models]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={"OMP_THREAD_LIMIT": "1"})
        read.append(done.stdout.partition("\n")[2])  # without the line at the head of a page
    return as_read(" ".join(read))


def expected(letter: MergedLetter) -> str:
    words = letter.fax_words
    head = (
        f"{words.to} {', '.join(letter.addressee)} {words.number} {' / '.join(letter.faxes)} "
        f"{words.sender} {', '.join(letter.sender)} {words.pages} 1 {letter.place_and_date} {letter.subject}"
    )
    body = email_text(letter)
    end = "\n".join(letter.sender[1:])
    return as_read(f"{head} {body.removesuffix(end + chr(10))}")


def demands_of(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield "".join(span.text for span in item.text)
        yield from demands_of(item.items)


def distance(one: str, other: str) -> int:
    """Levenshtein's: how many characters were added, lost or changed."""
    row = list(range(len(other) + 1))
    for place, character in enumerate(one, start=1):
        before, row[0] = row[0], place
        for column, against in enumerate(other, start=1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (character != against)),
            )
    return row[-1]


@pytest.mark.parametrize("resolution", Resolution)
@pytest.mark.parametrize(("ref", "day"), CASES)
def test_a_machine_reads_what_was_written(
    demonstration: Database, tmp_path: Path, ref: str, day: str | None, resolution: Resolution
) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("LEGIBILITY WAS NOT TESTED: tesseract is missing")
    letter = letters_of(demonstration, ref, day)[0]

    read, written = ocr(letter, resolution, tmp_path), expected(letter)

    errors = distance(read, written) / len(written)
    most = MOST_ERRORS[resolution] + (0 if letter.language == "en" else TWO_SCRIPTS)
    assert errors <= most, f"{errors:.2%}: {read}"
    assert letter.name in read
    for demand in demands_of(letter.demands):
        unread = [word for word in as_read(demand).split() if word not in read]
        assert len(unread) <= 1, (demand, unread)
    assert all(number.replace(" ", "") in read.replace(" ", "") for number in letter.faxes)


@pytest.mark.long
@pytest.mark.parametrize("resolution", Resolution)
def test_all_faxes_of_the_demonstration_can_be_read(
    demonstration: Database, tmp_path: Path, resolution: Resolution
) -> None:
    wrong = length = 0
    for case in CASES:
        for letter in letters_of(demonstration, *case):
            written = expected(letter)
            wrong += distance(ocr(letter, resolution, tmp_path), written)
            length += len(written)
    print(f"{resolution}: {wrong / length:.3%} of {length} characters wrong")  # noqa: T201
    assert wrong / length <= MOST_ERRORS[resolution] + TWO_SCRIPTS
