"""What a letter says, as plain as other programs take it, and the font in the two weights that they need as files."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz

from campaign.merging.letter import MergedLetter, Paragraph
from campaign.rendering.fonts import FAMILIES
from campaign.rendering.strokes import POINT, drawing

FAMILY = "Noto Serif"
WEIGHTS = {"Regular": 400, "Bold": 700}
NORMAL_WIDTH = 100
UNSEEN = dict.fromkeys([0x2060, *range(0x2066, 0x206A)])


@dataclass(frozen=True)
class Words:
    """A letter's words in their order, and its signature as curves in millimetres."""

    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    date: str
    subject: str
    before: tuple[str, ...]  # the salutation first
    demands: tuple[tuple[str, str], ...]  # each its number and its words
    after: tuple[str, ...]  # the closing last
    curves: tuple[tuple[str, ...], ...]  # for each stroke where it begins, and three points for each curve
    width_mm: float
    height_mm: float
    name: str

    @property
    def lines(self) -> tuple[str, ...]:
        """All that must be read on the page."""
        demands = tuple(text for _, text in self.demands)
        own = (*self.sender, *self.addressee, self.date, self.subject, self.name)
        return (*own, *self.before, *demands, *self.after)


def words_of(letter: MergedLetter) -> Words:
    """Return the words of a signed letter."""
    drawn = drawing(letter.signature.strokes)
    return Words(
        sender=tuple(map(_plain, letter.sender)),
        addressee=tuple(map(_plain, letter.addressee + letter.address)),
        date=_plain(letter.place_and_date),
        subject=_plain(letter.subject),
        before=tuple(map(_plain, (letter.salutation, *map(_text, letter.before_demands), _text(letter.introduction)))),
        demands=tuple((item.sign, _plain(_text(item.text))) for item in letter.demands),
        after=tuple(map(_plain, (*map(_text, letter.after_demands), letter.closing))),
        curves=tuple(map(_points, drawn.strokes)),
        width_mm=drawn.width_mm,
        height_mm=drawn.height_mm,
        name=_plain(letter.name),
    )


@contextmanager
def static_fonts() -> Iterator[dict[str, Path]]:
    """Yield the letters' font at each weight as a file of its own: Typst and ReportLab read no variable fonts."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"NotoSerif-{name}.ttf" for name in WEIGHTS}
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FAMILIES[FAMILY])))
        for name, file in files.items():
            wanted = uharfbuzz.SubsetInput()
            wanted.keep_everything()
            wanted.pin_axis_location(face, "wght", WEIGHTS[name])
            wanted.pin_axis_location(face, "wdth", NORMAL_WIDTH)
            file.write_bytes(wanted.subset(face).blob.data)
        yield files


def _text(spans: Paragraph) -> str:
    return "".join(span.text for span in spans)


def _points(path: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(POINT % point for point in zip(path[::2], path[1::2], strict=True))


def _plain(text: str) -> str:
    return text.translate(UNSEEN)
