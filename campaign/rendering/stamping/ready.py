"""A layout that is ready to be stamped: all that can be written beforehand, and a supporter's lines put into it."""

from collections.abc import Sequence

from campaign.errors import Sentence
from campaign.rendering.stamping.layouts import SAME_PX, Layout, Place
from campaign.rendering.stamping.shaping import Line
from campaign.rendering.stamping.signatures import Mark
from campaign.rendering.stamping.stamped import Stamped

TOO_LONG = Sentence("A line of the sender is too long for its place.")
Looks = tuple[tuple[float, float], ...]


class Ready:
    """A layout, with all that can be written beforehand."""

    def __init__(self, layout: Layout, direction: str) -> None:
        self._layout, self._direction = layout, direction
        self._before = [turned(page.height_pt) for page in layout.pages]
        self._set = [(place, _tail(place), _matrix(place, place.left_px)) for place in layout.places]

    def stamp(self, lines: Sequence[Line], mark: Mark | None) -> Stamped | Sentence:
        """Return a letter with these lines, in the order of the layout's places, and this signature."""
        texts: list[list[bytes]] = [[] for _ in self._before]
        for line, (place, tail, matrix) in zip(lines, self._set, strict=True):
            if line.width_px > place.width_px:
                return TOO_LONG
            if place.at_right:
                matrix = b"1 0 0 -1 %s" % number(place.left_px + place.width_px - line.width_px) + tail
            texts[place.page].append(matrix)
            texts[place.page].append(line.operators)
        signed = self._layout.signature
        if mark and signed:
            self._lift_name(texts, lines[-1], signed.height_px - mark.height_px)
        drawn = [before + b"BT\n" + b"".join(text) + b"ET\n" for before, text in zip(self._before, texts, strict=True)]
        if mark and signed:
            drawn[signed.page] += mark.placed(signed.left_of(mark, self._direction), signed.top_px)
        return Stamped(self._layout.forms, tuple(drawn), mark, None)

    def _lift_name(self, texts: list[list[bytes]], name: Line, up_px: float) -> None:
        place = self._layout.places[-1]
        left = place.left_px + place.width_px - name.width_px if place.at_right else place.left_px
        texts[place.page][-2] = b"1 0 0 -1 %s %s Tm\n" % (number(left), number(place.baseline_px - up_px))


def turned(height_pt: float) -> bytes:
    """Return what lets places count in pixels from the top left corner, as in the layout."""
    return b"1 0 0 -1 0 %s cm .75 0 0 .75 0 0 cm\n" % number(height_pt)


def _matrix(place: Place, left_px: float) -> bytes:
    return b"1 0 0 -1 %s" % number(left_px) + _tail(place)


def _tail(place: Place) -> bytes:
    return b" %s Tm\n" % number(place.baseline_px)


def number(value: float) -> bytes:
    """Return a number as PDFs have it."""
    return f"{value:f}".encode()


def looks_of(lines: Sequence[Line]) -> Looks:
    """Return how high lines are: letters whose lines are alike in it share a layout."""
    return tuple([line.look for line in lines])


def have_room(lines: Sequence[Line], places: Sequence[Place]) -> bool:
    """Whether each line has room in its place."""
    return all(line.width_px <= place.width_px for line, place in zip(lines, places, strict=True))


def is_measured_alike(lines: Sequence[Line], places: Sequence[Place]) -> bool:
    """Whether WeasyPrint found the lines as wide as they were shaped; if not, one of the two is mistaken."""
    return all(abs(line.width_px - place.text_width_px) < SAME_PX for line, place in zip(lines, places, strict=True))
