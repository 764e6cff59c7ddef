"""The appeals, read from their folders: name, bytes, file name and the draft that each must give."""

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from tests.appeals.build import docx_of, pdf_of
from tests.appeals.expected import ExpectedDraft

HERE = Path(__file__).parent
Part = Literal["tuning", "held_out"]


class Appeal(NamedTuple):
    """One appeal as it would be handed in, and the draft that a person wrote down from it."""

    name: str
    content: bytes
    file_name: str
    expected: ExpectedDraft


@cache
def appeals(part: Part) -> tuple[Appeal, ...]:
    """Return the appeals of one part in the order of their names; `held_out` is for reporting, never for tuning."""
    return tuple(_appeal(source) for source in sources(part))


def sources(part: Part) -> tuple[Path, ...]:
    """Return the files from which the appeals of one part are made, in the order of their names."""
    return tuple(sorted(path for path in (HERE / part).iterdir() if path.suffix != ".json"))


def _appeal(source: Path) -> Appeal:
    """Make an appeal of its source: `x.cp1251.txt` is encoded, `x.docx.txt` and `x.pdf.html` are built."""
    name, *between, suffix = source.name.split(".")
    content = source.read_bytes()
    match between:
        case ["docx"]:
            content, suffix = docx_of(content.decode()), "docx"
        case ["pdf"]:
            content, suffix = pdf_of(content.decode()), "pdf"
        case [encoding]:
            content = content.decode().encode(encoding)
    expected = msgspec.json.decode(source.with_name(f"{name}.json").read_bytes(), type=ExpectedDraft)
    return Appeal(name, content, f"{name}.{suffix}", expected)
