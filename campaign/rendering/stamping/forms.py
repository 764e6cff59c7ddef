"""Pages that WeasyPrint drew, taken out of its PDF, to be put into another: form XObjects and what they need."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf

from campaign.rendering.layout import LaidOut, complaints_are_errors

REFERENCE = re.compile(rb"\b(\d+) 0 R\b")


@dataclass(frozen=True)
class Form:
    """A page as a form: its place among the objects, and its size in points."""

    place: int
    width_pt: float
    height_pt: float


@dataclass(frozen=True)
class Forms:
    """Pages as forms, with all that they refer to; `key` is the same for the same pages."""

    objects: tuple[tuple[bytes, bytes], ...]  # each a dictionary, whose references count from 0, and its stream
    pages: tuple[Form, ...]
    key: bytes

    def numbered(self, first: int) -> Iterator[bytes]:
        """Yield the objects for a file in which they are numbered from `first`."""
        for head, stream in self.objects:
            yield REFERENCE.sub(lambda found: b"%d 0 R" % (int(found[1]) + first), head) + stream


def forms_of(laid_out: LaidOut) -> Forms:
    """Return what was laid out as forms."""
    pdf = _drawn(laid_out)
    by_number = {each.number: each for each in pdf.objects if each.number}
    found = Found(by_number)
    pages = []
    for reference in pdf.page_references:
        page = by_number[_number(reference)]
        place = found.form(page)
        pages.append(Form(place, float(page["MediaBox"][2]), float(page["MediaBox"][3])))
    objects = tuple(found.objects)
    key = hashlib.sha256(b"".join(head + stream for head, stream in objects)).digest()
    return Forms(objects, tuple(pages), key)


def _drawn(laid_out: LaidOut) -> Any:
    """Return the PDF of what was laid out, without tags, before it becomes bytes."""
    kept: list[Any] = []
    with complaints_are_errors():
        laid_out.document.write_pdf(finisher=lambda _, pdf: kept.append(pdf))
    return kept[0]


class Found:
    """Objects in the order in which they are referred to, numbered anew from 0."""

    def __init__(self, by_number: dict[int, Any]) -> None:
        self.objects: list[tuple[bytes, bytes]] = []
        self._by_number = by_number
        self._places: dict[int, int] = {}

    def form(self, page: Any) -> int:
        """Take a page as a form; return its place."""
        stream = self._by_number[_number(page["Contents"])]
        head, content = _parted(stream)
        box = pydyf.Array(page["MediaBox"]).data
        entries = b"<</Type/XObject/Subtype/Form/BBox " + box + b"/Resources " + page["Resources"]
        return self._take(entries + head.removeprefix(b"<<"), content)

    def _take(self, head: bytes, stream: bytes) -> int:
        place = len(self.objects)
        self.objects.append((b"", b""))
        self.objects[place] = (REFERENCE.sub(lambda found: b"%d 0 R" % self.place_of(int(found[1])), head), stream)
        return place

    def place_of(self, number: int) -> int:
        """Return the place of an object and of all that it refers to, taken with it."""
        if number not in self._places:
            self._places[number] = len(self.objects)
            self._take(*_parted(self._by_number[number]))
        return self._places[number]


def _parted(each: Any) -> tuple[bytes, bytes]:
    """Return an object's dictionary and its stream."""
    if not isinstance(each, pydyf.Stream):
        return each.data, b""
    head, mark, stream = each.data.partition(b"\nstream\n")
    return head, mark + stream


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
