"""Letters that are stamped look like letters that are laid out: not one dot of a page differs at 150 dots an inch."""

import io
import os
import random
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from bench.scripts import SAMPLES, in_own_words, letter_in, sample
from campaign.errors import CannotRender
from campaign.merging.bidi import isolated
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import INK, TYPED, Signature, SignatureKind, drawn_signature
from campaign.rendering import png
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.ready import TOO_LONG
from campaign.rendering.stamping.stamped import Stamped
from campaign.rendering.stamping.stamper import OTHER_PAGES, Stamper
from campaign.rendering.stamping.writer import Writer

DPI = 150
DIFFERENCES = Path("build/stamping")
WORDS_OF_NAMES = {code: f"{sample(code).name} {sample(code).street}".split() for code in (s.language for s in SAMPLES)}
READ_FROM_RIGHT = {"R", "AL", "AN"}


def a_drawing(chance: random.Random) -> Signature:
    strokes = [
        {"points": [{"x": chance.uniform(0, 250), "y": chance.uniform(0, 90)} for _ in range(chance.randint(1, 20))]}
        for _ in range(chance.randint(2, 5))
    ]
    return drawn_signature(strokes)


def a_picture(chance: random.Random) -> Signature:
    size = chance.randint(200, 1417), chance.randint(60, 472)
    image = Image.new("1", size, 1)
    places = [(chance.randrange(size[0]), chance.randrange(size[1])) for _ in range(8)]
    ImageDraw.Draw(image).line(places, fill=0, width=12)
    return Signature(SignatureKind.PICTURE, picture=png.written(*size, image.tobytes()))


def some_name(chance: random.Random, language: str) -> str:
    return " ".join(chance.sample(WORDS_OF_NAMES[language], k=min(len(WORDS_OF_NAMES[language]), chance.randint(1, 4))))


def some_letter(chance: random.Random) -> MergedLetter:
    """A letter in some language from somebody who writes in some script, and signs in some way."""
    languages = list(WORDS_OF_NAMES)
    language = chance.choice(languages)
    writer = chance.choice([language, language, "en", chance.choice(languages)])
    signature = chance.choice([INK, TYPED, a_drawing(chance), a_picture(chance)])
    letter = letter_in(language, writer, signature)
    name = isolated(some_name(chance, writer), letter.direction)
    lines = (isolated(some_name(chance, chance.choice([writer, "en"])), letter.direction) for _ in range(4))
    sender = (name, *(line for line in lines if chance.random() < 0.7))
    letter = replace(letter, sender=sender, return_address=chance.choice([sender, ()]), name=name)
    return replace(letter, before_demands=letter.before_demands * chance.choice([1, 1, 1, 1, 1, 7]))


def written(stamper: Stamper, *letters: Stamped) -> bytes:
    """A file with stamped letters."""
    file = io.BytesIO()
    writer = Writer(file, "Letters")
    for letter in letters:
        writer.letter(letter)
    writer.finish(stamper.faces)
    return file.getvalue()


def drawn(content: bytes) -> list[np.ndarray]:
    """The pages of a file, in grey."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.render(scale=DPI / 72, grayscale=True).to_numpy() for page in pdf]


def refuse_differences(one: bytes, other: bytes, name: str) -> None:
    """Compare two files dot by dot; where they differ, draw both beside their difference."""
    pages, others = drawn(one), drawn(other)
    assert len(pages) == len(others)
    for number, (page, like) in enumerate(zip(pages, others, strict=True), start=1):
        if not np.array_equal(page, like):
            DIFFERENCES.mkdir(parents=True, exist_ok=True)
            difference = 255 - np.abs(page.astype(int) - like).astype(np.uint8)
            picture = DIFFERENCES / f"{name}-{number}.png"
            Image.fromarray(np.concatenate([page, like, difference], axis=1)).save(picture)
            pytest.fail(f"{(page != like).sum()} dots differ: look at {picture} (stamped, laid out, difference)")


def texts_in(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [_shown(page.get_textpage().get_text_bounded()) for page in pdf]


def _shown(text: str) -> str:
    return " ".join("".join(c for c in text if unicodedata.category(c) not in {"Cf", "Mn"} or c == "\n").split())


def own_lines(letter: MergedLetter) -> Iterator[str]:
    yield from map(_shown, (*letter.sender, letter.place_and_date, letter.name))


def test_of_letters(count: int, seed: str) -> None:
    chance = random.Random(seed)  # noqa: S311
    faces = Faces()
    papers = list(PAPERS.values())
    reasons: Counter[str] = Counter()
    for number in range(count):
        letter, paper = some_letter(chance), papers[number % len(papers)]
        stamper = Stamper(paper, faces)

        stamped = stamper.letter(letter)

        content = written(stamper, stamped)
        refuse_differences(content, print_pdf([letter], paper).content, f"{seed}-{number}")
        reasons[stamped.in_full.message if stamped.in_full else ""] += 1
        if stamped.in_full is None:
            refuse_other_text(content, letter)
    assert reasons[""] >= count * 0.8, reasons


def refuse_other_text(content: bytes, letter: MergedLetter) -> None:
    """A program that reads a page finds the sender's lines; from right to left, their letters at least."""
    text = " ".join(texts_in(content))
    for line in own_lines(letter):
        if READ_FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, line)):
            assert line in text, (line, text)
        else:
            assert not Counter(filter(str.isalpha, line)) - Counter(filter(str.isalpha, text)), line


test_of_letters.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize("part", range(2))
def test_stamped_letters_look_like_those_that_are_laid_out(part: int) -> None:
    test_of_letters(12, f"short {part}")


@pytest.mark.long
@pytest.mark.parametrize("part", range(12))
def test_two_hundred_letters_look_like_those_that_are_laid_out(part: int) -> None:
    test_of_letters(20, f"long {part}")


def test_a_layout_serves_other_names_addresses_and_signatures() -> None:
    chance = random.Random("one layout")  # noqa: S311
    stamper = Stamper(PAPERS["a4"], Faces())
    letters = [
        replace(letter_in("en", signature=a_drawing(chance)), sender=(f"Ana {n}", f"Road {n}", "Town"), name=f"Ana {n}")
        for n in range(4)
    ]

    stamped = [stamper.letter(letter) for letter in letters]

    assert len({each.forms.key for each in stamped}) == 1
    for number, (each, letter) in enumerate(zip(stamped, letters, strict=True)):
        refuse_differences(written(stamper, each), print_pdf([letter], PAPERS["a4"]).content, f"one-layout-{number}")


def test_another_word_in_the_letter_is_another_layout() -> None:
    stamper = Stamper(PAPERS["a4"], Faces())
    letter = letter_in("en")

    first, second = (stamper.letter(each) for each in (letter, replace(letter, closing="Sincerely yours,")))

    assert first.forms.key != second.forms.key
    assert "Sincerely yours" in texts_in(written(stamper, second))[0]


@pytest.mark.parametrize("paper", ["a4", "din-b"])
def test_a_line_that_is_too_long_is_laid_out_in_full_and_the_reason_told(paper: str) -> None:
    letter = letter_in("en")
    long = replace(letter, sender=("W" * 60, *letter.sender[1:]), return_address=("W" * 60, *letter.sender[1:]))
    stamper = Stamper(PAPERS[paper], Faces())
    stamper.letter(letter)

    stamped = stamper.letter(replace(long, name="W" * 60))

    assert stamped.in_full == TOO_LONG
    refuse_differences(
        written(stamper, stamped), print_pdf([replace(long, name="W" * 60)], PAPERS[paper]).content, f"long-{paper}"
    )


def test_pages_that_break_elsewhere_are_laid_out_in_full() -> None:
    """Letters that fill a page a little more each: with some of them it depends on the signature what still fits."""
    stamper = Stamper(PAPERS["a4"], Faces())
    signature = a_drawing(random.Random("page breaks"))  # noqa: S311
    for lines in range(16, 20):
        letter = in_own_words(letter_in("en", signature=signature), "word " * (lines * 16))
        stamped = stamper.letter(letter)
        if stamped.in_full:
            break

    assert stamped.in_full == OTHER_PAGES
    refuse_differences(written(stamper, stamped), print_pdf([letter], PAPERS["a4"]).content, "page-breaks")


def test_a_character_that_no_font_has_is_refused_as_in_a_single_letter() -> None:
    letter = letter_in("en")

    with pytest.raises(CannotRender, match="U\\+13000"):
        Stamper(PAPERS["a4"], Faces()).letter(replace(letter, name="\U00013000"))


def test_the_layouts_that_are_kept_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    stamper = Stamper(PAPERS["a4"], Faces(), kept=2)
    letters = [replace(letter_in("en"), closing=f"Yours {number},") for number in range(4)]

    for letter in (*letters, *letters):
        stamper.letter(letter)

    assert stamper.kept_now <= 2


def test_threads_share_a_stamper() -> None:
    stamper = Stamper(PAPERS["a4"], Faces())
    letters = [replace(letter_in(language), name=f"Ana {n}") for n in range(4) for language in ("en", "ar")]
    made: dict[int, Stamped] = {}
    threads = [
        threading.Thread(target=lambda n=n: made.update({n: stamper.letter(letters[n])})) for n in range(len(letters))
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number, letter in enumerate(letters):
        refuse_differences(
            written(stamper, made[number]), print_pdf([letter], PAPERS["a4"]).content, f"threads-{number}"
        )


def test_a_stamper_works_after_a_fork() -> None:
    stamper = Stamper(PAPERS["a4"], Faces())
    stamper.letter(letter_in("en"))

    child = os.fork()
    if child == 0:
        stamped = stamper.letter(replace(letter_in("en"), name="Eva"))
        os._exit(0 if "Eva" in texts_in(written(stamper, stamped))[0] else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.parametrize("count", [1, 63, 64, 65, 4096, 4097])
def test_the_tree_of_pages_holds_them_all_in_their_order(count: int) -> None:
    file = io.BytesIO()
    writer = Writer(file, "Letters")
    for number in range(count):
        writer.sheet(100 + number % 7, 200, b"")
    writer.finish({})

    with pikepdf.open(io.BytesIO(file.getvalue())) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [int(page.MediaBox[2]) for page in pdf.pages] == [100 + number % 7 for number in range(count)]


def test_a_file_holds_each_layout_and_each_font_once() -> None:
    stamper = Stamper(PAPERS["a4"], Faces())
    letters = [stamper.letter(replace(letter_in("en"), name=f"Ana {number}")) for number in range(300)]

    content = written(stamper, *letters)

    assert len(content) < 300 * 1_500 + 100_000
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 300
        assert len({page.Resources.XObject.B.objgen for page in pdf.pages}) == 1
        nodes = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Kids" in each]
        assert max(len(node.Kids) for node in nodes) <= 64
    with pypdfium2.PdfDocument(content) as pdf:
        assert "Ana 298" in pdf[298].get_textpage().get_text_bounded()
