"""The letter by ReportLab's Platypus, which knows neither tags nor shaping."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from bench.peers.contestant import Contestant
from bench.peers.words import Words, static_fonts, words_of
from campaign.rendering.strokes import PEN_MM


@contextmanager
def by_reportlab() -> Iterator[tuple[Contestant, ...]]:
    """Yield ReportLab, a letter at a time; raises ImportError where it is not installed."""
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Flowable, ListFlowable, Paragraph, SimpleDocTemplate, Spacer

    with static_fonts() as files:
        for weight, file in files.items():
            pdfmetrics.registerFont(TTFont(f"Noto-{weight}", str(file)))
    text = ParagraphStyle("text", fontName="Noto-Regular", fontSize=11, leading=14.85, spaceBefore=7.7)
    line = ParagraphStyle("line", text, spaceBefore=0)
    small = ParagraphStyle("small", line, fontSize=9.5, leading=12.35)
    right = ParagraphStyle("right", text, alignment=TA_RIGHT)
    bold = ParagraphStyle("bold", text, fontName="Noto-Bold")

    class Drawing(Flowable):  # type: ignore[misc,unused-ignore]
        def __init__(self, words: Words) -> None:
            super().__init__()
            self.width, self.height, self.words = words.width_mm * mm, words.height_mm * mm, words

        def draw(self) -> None:
            canvas = self.canv
            canvas.translate(0, self.height)
            canvas.scale(mm, -mm)
            canvas.setLineWidth(PEN_MM)
            canvas.setLineCap(1)
            canvas.setLineJoin(1)
            path = canvas.beginPath()
            for stroke in self.words.curves:
                points = [tuple(map(float, point.split())) for point in stroke]
                path.moveTo(*points[0])
                for at in range(1, len(points), 3):
                    path.curveTo(*points[at], *points[at + 1], *points[at + 2])
            canvas.drawPath(path)

    def paragraphs(some: Sequence[str], style: Any) -> list[Any]:
        return [Paragraph(escape(each), style) for each in some]

    def make(letters: Sequence[Words]) -> bytes:
        (words,), file = letters, io.BytesIO()
        margins = {"topMargin": 18 * mm, "rightMargin": 20 * mm, "bottomMargin": 16 * mm, "leftMargin": 25 * mm}
        SimpleDocTemplate(file, pagesize=A4, title="Letter", **margins).build(
            [
                *paragraphs(words.sender, small),
                Spacer(0, 8 * mm),
                *paragraphs(words.addressee, line),
                Spacer(0, 6 * mm),
                *paragraphs([words.date], right),
                *paragraphs([words.subject], bold),
                *paragraphs(words.before, text),
                ListFlowable(paragraphs([text for _, text in words.demands], line), bulletFontName="Noto-Regular"),
                *paragraphs(words.after, text),
                Drawing(words),
                *paragraphs([words.name], text),
            ]
        )
        return file.getvalue()

    yield (Contestant("reportlab_letter", "ReportLab, a letter at a time", words_of, make, files=20),)
