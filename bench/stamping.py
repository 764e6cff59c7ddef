"""Print runs: ten thousand stamped letters, beside a letter that is laid out and the least that any program must do."""

import io
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pypdfium2
import uharfbuzz

from bench.scripts import letter_in
from bench.supporters import from_many
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import Signature
from campaign.rendering.fonts import FAMILIES
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.fields import Fields, fields_of
from campaign.rendering.stamping.stamper import Stamper
from campaign.rendering.stamping.writer import Writer

LETTERS, ROUNDS = 10_000, 3


def stamping() -> None:
    """How long a stamped letter takes, in one process, and whether what came out is right."""
    letter = letter_in("en")
    runs = {
        "names that repeat, in ink": _fields(letter, all_different=False, signed=False),
        "all-different names, in ink": _fields(letter, all_different=True, signed=False),
        "all-different names, signed": _fields(letter, all_different=True, signed=True),
    }
    times: dict[str, list[float]] = {name: [] for name in ("full render", "floor", *runs)}
    sizes = {}
    for _ in range(ROUNDS):
        times["full render"].append(_seconds(lambda: print_pdf([letter], PAPERS["a4"])))
        some = runs["all-different names, signed"]
        times["floor"].append(_seconds(lambda some=some: floor(some)) / LETTERS)  # type: ignore[misc]
        for name, fields in runs.items():
            begun = time.process_time()
            content = stamped(letter, fields)
            times[name].append((time.process_time() - begun) / LETTERS)
            sizes[name] = len(content)
            _refuse_wrong(content, fields)
    _report(times, sizes)


def _fields(letter: MergedLetter, *, all_different: bool, signed: bool) -> list[Fields]:
    many = from_many(letter, LETTERS, all_different=all_different, signed=signed)
    return [fields_of(each, PAPERS["a4"]) for each in many]


def stamped(letter: MergedLetter, some: Sequence[Fields]) -> bytes:
    """Write all letters: nothing is kept from another round, the layout is made once."""
    stamper, file = Stamper(PAPERS["a4"], Faces()), io.BytesIO()
    body, writer = stamper.body(letter), Writer(file, "Letters")
    for fields in some:
        whole = _whole(letter, fields)
        made = stamper.stamp(body, fields, whole)
        assert isinstance(made, tuple), made  # noqa: S101
        writer.letter(made)
    writer.finish(stamper.faces)
    return file.getvalue()


def _whole(letter: MergedLetter, fields: Fields) -> Callable[[], MergedLetter]:
    return lambda: replace(letter, sender=fields.sender, name=fields.name, signature=Signature(fields.kind))


def floor(some: Sequence[Fields]) -> bytes:
    """Shape the same lines with uharfbuzz and write as many bytes: what nobody can do without."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FAMILIES["Noto Serif"]))))
    file = io.BytesIO()
    for fields in some:
        for line in fields.lines:
            buffer = uharfbuzz.Buffer()
            buffer.add_str(line)
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer)
            glyphs = "".join([f"{info.codepoint:04x}" for info in buffer.glyph_infos])
            file.write(f"1 0 0 -1 94.488189 81.179034 Tm\n/S0 12.666016 Tf[<{glyphs}>]TJ\n".encode())
        if fields.mark:
            file.write(fields.mark.content)
    return file.getvalue()


def _refuse_wrong(content: bytes, some: list[Fields]) -> None:
    """Look at three letters and at the last page but one: a quick writer of wrong letters is worth nothing."""
    with pypdfium2.PdfDocument(content) as pdf:
        for number in (*random.sample(range(LETTERS), 3), LETTERS - 2):
            text = pdf[number].get_textpage().get_text_bounded()
            missing = [line for line in some[number].lines if line not in text]
            if len(pdf) != LETTERS or missing:
                sys.exit(f"Page {number} lacks {missing}.")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _report(times: dict[str, list[float]], sizes: dict[str, int]) -> None:
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"\nprint run of {LETTERS} letters, processor time for a letter, fonts and layout included")
    for name, median in medians.items():
        size = f"{sizes[name] / LETTERS:8.0f} bytes" if name in sizes else ""
        print(
            f"  {name:<30} {median * 1e6:9.1f} µs   {medians['full render'] / median:8.1f} x faster than a full render"
            f"   {median / medians['floor']:5.2f} x the floor {size}"
        )
