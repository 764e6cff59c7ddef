"""The document that field readers are handed: its lines with their parts, and what is asked of them most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from campaign.importer.cleaning.clean import Cleaned, clean
from campaign.importer.cleaning.lines import Line
from campaign.importer.paragraphs import Paragraph, paragraphs, sentences
from campaign.importer.parts import Part, Placed
from campaign.importer.sections import place
from campaign.importer.shapes import bullet_of, is_capitals


@dataclass(frozen=True)
class Document:
    """A cleaned text with its parts."""

    cleaned: Cleaned
    placed: tuple[Placed, ...]

    @property
    def language(self) -> str:
        """The language that most of it is in."""
        return self.cleaned.language

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in order."""
        return self.cleaned.lines

    @cached_property
    def text(self) -> str:
        """All words, a line each."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def sentences(self) -> tuple["Sentence", ...]:
        """All sentences, whatever the lines they run over; headings are sentences of their own."""
        found: list[Sentence] = []
        run: list[Placed] = []
        for each in (*self.placed, None):
            if run and (each is None or each.line.after_blank or bullet_of(each.line.text) or _is_row(run[-1], each)):
                found += _sentences_of(run)
                run = []
            if each is not None:
                run.append(each)
        return tuple(found)

    def of(self, *parts: Part, markers: bool = True) -> list[Line]:
        """Return the lines of some parts; without `markers`, only what stands below their headings."""
        return [each.line for each in self.placed if each.part in parts and (markers or not each.marker)]

    def runs(self, *parts: Part) -> Iterator[list[Placed]]:
        """Yield the lines of some parts, those that follow each other together."""
        run: list[Placed] = []
        for each in self.placed:
            if each.part in parts:
                if each.marker and run:
                    yield run
                    run = []
                run.append(each)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def paragraphs(self, *parts: Part) -> list[Paragraph]:
        """Return the paragraphs of some parts, without their headings."""
        return [
            paragraph
            for run in self.runs(*parts)
            for paragraph in paragraphs([each.line for each in run if not each.marker])
        ]


@dataclass(frozen=True)
class Sentence:
    """A sentence, its source lines and its part."""

    text: str
    first: int
    last: int
    part: Part


def _is_row(above: Placed, below: Placed) -> bool:
    """Whether the line above is a whole row of its own, “PLEASE WRITE UNTIL: 4 May 2021”, with a new one below."""
    name, colon, value = above.line.text.partition(":")
    told_apart = is_capitals(name) or (below.marker and below.part is Part.FIELD)
    return bool(colon and value.strip()) and told_apart and below.line.text[:1].isupper()


def _sentences_of(run: Sequence[Placed]) -> Iterator[Sentence]:
    for paragraph in paragraphs([each.line for each in run]):
        bullet = bullet_of(paragraph.text)
        inside = [each for each in run if paragraph.first <= each.line.first <= paragraph.last]
        for text in sentences(bullet.text if bullet else paragraph.text):
            start = next(
                (each for each in inside if each.line.text[-12:] in text or text[:12] in each.line.text), inside[0]
            )
            end = next(
                (each for each in reversed(inside) if each.line.text[:12] in text or text[-12:] in each.line.text),
                start,
            )
            yield Sentence(text, start.line.first, max(start.line.first, end.line.last), start.part)


def document_of(text: str) -> Document:
    """Return a text as read as a document."""
    cleaned = clean(text)
    return Document(cleaned, tuple(place(cleaned.lines)))
