"""The letter by Typst: one at a time and tagged, as a person would get it; and many in one document, untagged."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.peers.contestant import Contestant
from bench.peers.words import static_fonts, words_of
from campaign.merging.letter import MergedLetter
from campaign.rendering.strokes import strokes_svg

TEMPLATE = Path(__file__).with_name("letter.typ")


@contextmanager
def by_typst() -> Iterator[tuple[Contestant, ...]]:
    """Yield Typst in both ways; raises ImportError where it is not installed."""
    import typst

    with static_fonts() as files:
        folders = [str(file.parent) for file in files.values()]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        compiler: Any = typst.Compiler(str(TEMPLATE), font_paths=fonts)

        def tagged(letters: Sequence[Any]) -> bytes:
            return bytes(compiler.compile(format="pdf", sys_inputs=_inputs(letters), pdf_standards="ua-1"))

        def untagged(letters: Sequence[Any]) -> bytes:
            return bytes(compiler.compile(format="pdf", sys_inputs=_inputs(letters), pdf_tags=False))

        yield (
            Contestant("typst_letter", "Typst, a letter at a time", _ready, tagged, files=30),
            Contestant("typst_document", "Typst, 1,000 in one document", _ready, untagged, at_once=1000),
        )


def _ready(letter: MergedLetter) -> dict[str, Any]:
    words = words_of(letter)
    svg, width_mm, _ = strokes_svg(letter.signature.strokes)
    return {
        **asdict(words),
        "demands": [text for _, text in words.demands],
        "curves": (),
        "svg": svg,
        "width_mm": width_mm,
    }


def _inputs(letters: Sequence[Any]) -> dict[str, str]:
    return {"letters": json.dumps(letters)}
