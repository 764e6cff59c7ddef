"""Single letters with tags: a file of WeasyPrint's own, structure and all, with empty places for a sender's lines."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pydyf

from campaign.rendering.stamping.faces import Face, font_objects
from campaign.rendering.stamping.layouts import Place, SignaturePlace
from campaign.rendering.stamping.shaping import Line
from campaign.rendering.stamping.signatures import Mark

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
CLIP, FIGURE = 1000, 1001  # numbers of places that are no line's


@dataclass(frozen=True)
class Sheet:
    """The content of a page, parted where something is filled in: between its pieces, what `places` name."""

    number: int  # of its object
    pieces: tuple[bytes, ...]
    places: tuple[int, ...]  # lines by their number, CLIP or FIGURE


@dataclass(frozen=True)
class Tagged:
    """A file without its sender's own part, which is nowhere in it: plain, to be kept and to be sent elsewhere."""

    objects: bytes  # all that stays, as it stands in the file
    offsets: tuple[int, ...]  # where each object stands; 0 for those that are written for each letter
    info: bytes
    sheets: tuple[Sheet, ...]
    fonts: tuple[int, bytes]  # the number of an object, and what it begins with
    figure: tuple[int, bytes]  # as well; the number is 0 where nothing is drawn
    mark: int  # the number of the object that draws the signature
    places: tuple[Place, ...]
    signature: SignaturePlace | None
    direction: str
    looks: tuple[tuple[float, float], ...]  # of the lines, which decide how high the places are
    heads: tuple[Place, ...] = ()  # of the lines at the heads of a fax's pages, which come last


def filled(tagged: Tagged, lines: Sequence[Line], mark: Mark | None, words: str, faces: Mapping[str, Face]) -> bytes:
    """Return a file filled in with a sender's lines, and a signature with the words for whoever hears the letter."""
    file = _File(tagged)
    signed = tagged.signature
    own = len(tagged.places)
    drawn = dict(
        enumerate(
            (
                *lines_at(tagged.places, lines[:own], lifted_px(signed, mark)),
                *lines_at(tagged.heads, lines[own:], 0),
            )
        )
    )
    if mark and signed:
        left = signed.left_of(mark, tagged.direction)
        drawn[CLIP] = b"%f %f %f %f re\n" % (left, signed.top_px, mark.width_px, mark.height_px)
        drawn[FIGURE] = mark.placed(left, signed.top_px)
        number, beginning = tagged.figure
        box = pydyf.Array((left, signed.top_px, left + mark.width_px, signed.top_px + mark.height_px)).data
        said = pydyf.String(words).data
        file.put(number, b"%s/A <</O /Layout/BBox %s>>/Alt %s>>" % (beginning, box, said))
        file.put(tagged.mark, mark.content)
    for sheet in tagged.sheets:
        pieces = [sheet.pieces[0]]
        for place, piece in zip(sheet.places, sheet.pieces[1:], strict=True):
            pieces += (drawn[place], piece)
        content = zlib.compress(b"".join(pieces))
        file.put(sheet.number, b"<</Filter /FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    number, fonts = tagged.fonts
    for face in faces.values():
        first = file.count
        fonts += b"/%s %d 0 R" % (face.name.encode(), first)
        for at, content in enumerate(font_objects(face, first), first):
            file.put(at, content)
    file.put(number, fonts + b">>")
    return file.finished(tagged.info)


def lifted_px(signed: SignaturePlace | None, mark: Mark | None) -> float:
    """Return by how much a signature that is less tall than its place lifts the name below it."""
    return signed.height_px - mark.height_px if mark and signed else 0


def lines_at(places: Sequence[Place], lines: Sequence[Line], name_lifted_px: float) -> list[bytes]:
    """Return what draws each line at its place; the last one is the name."""
    drawn = []
    for number, (line, place) in enumerate(zip(lines, places, strict=True), 1):
        left = place.left_px + place.width_px - line.width_px if place.at_right else place.left_px
        up = name_lifted_px if number == len(lines) else 0
        drawn.append(b"BT\n1 0 0 -1 %f %f Tm\n%sET\n" % (left, place.baseline_px - up, line.operators))
    return drawn


class _File:
    """A file that begins with all that stays."""

    def __init__(self, tagged: Tagged) -> None:
        self._content = bytearray(HEADER + tagged.objects)
        self._offsets = list(tagged.offsets)

    @property
    def count(self) -> int:
        """How many objects it has, with the one that none has."""
        return len(self._offsets)

    def put(self, number: int, content: bytes) -> None:
        """Write an object; with the number after the last, a further one."""
        if number == len(self._offsets):
            self._offsets.append(0)
        self._offsets[number] = len(self._content)
        self._content += b"%d 0 obj\n%s\nendobj\n" % (number, content)

    def finished(self, info: bytes) -> bytes:
        """Return the file with what tells where each object is."""
        self.put(self.count, info)
        at, count = len(self._content), self.count
        table = b"".join([b"%010d 00000 n \n" % offset for offset in self._offsets[1:]])
        self._content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        self._content += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            count,
            count - 1,
            at,
        )
        return bytes(self._content)
