"""How a letter that was laid out blank becomes a file to fill in: with places in its pages, and tags for them."""

import re
from dataclasses import replace
from typing import Any

import pydyf

from campaign.rendering.layout import TAGGED, complaints_are_errors
from campaign.rendering.stamping.forms import REFERENCE, Found
from campaign.rendering.stamping.heads import contents_of, taken_out
from campaign.rendering.stamping.layouts import Outline, Place
from campaign.rendering.stamping.tagged import CLIP, FIGURE, HEADER, Sheet, Tagged
from campaign.rendering.tagging import elements_of, finish_tags

PLACE = re.compile(rb"%place (\d+)\n")
# One glyph stands for several texts there, and WeasyPrint takes the text of the first: which one that is differs from
# one letter to the next, down to the words that all have in common.
SEVERAL_TEXTS = {"Noto Naskh Arabic", "Noto Sans Arabic", "Noto Serif Devanagari", "Noto Sans Devanagari"}
SPANS = 3  # of an unseen line
LINES = ("/P", "/TD")  # what unseen lines are tagged as


def tagged_of(
    outline: Outline, direction: str, looks: tuple[tuple[float, float], ...], heads: tuple[Place, ...] = ()
) -> Tagged | None:
    """Return what was laid out blank as a file to fill in; none if tags or texts would not come out the same.

    With the places of lines at the heads of pages, those are taken out as well.
    """
    laid_out, kept = outline.laid_out, list[Any]()

    def finish(_: Any, pdf: Any) -> None:
        finish_tags(pdf, [laid_out.language] * len(laid_out.pages), laid_out.parts)
        for number, (content, _) in enumerate(zip(contents_of(pdf), heads, strict=False)):
            taken_out(content, number, direction, [b"%%place %d" % (len(outline.places) + number)])
        kept.append(pdf)

    with complaints_are_errors():
        laid_out.document.write_pdf(finisher=finish, **TAGGED)
    tagged = _Maker(kept[0]).tagged(outline, direction, looks)
    return tagged and replace(tagged, heads=heads)


class _Maker:
    """Makes places in a pydyf.PDF: in the contents of its pages, and where tags hung on what is unseen."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._objects = {each.reference: each for each in pdf.objects if each.number}
        pdf.catalog.pop("Names", None)  # of anchors, which only the layout needed
        self._pages = [self._objects[reference] for reference in pdf.page_references]
        self._resources = self._objects[self._pages[0]["Resources"]]
        self._elements = [element for element, _ in elements_of(self._at(pdf.catalog["StructTreeRoot"]), self._objects)]

    def tagged(self, outline: Outline, direction: str, looks: tuple[tuple[float, float], ...]) -> Tagged | None:
        if any(each.get("FontFamily") and each["FontFamily"].string in SEVERAL_TEXTS for each in self._dictionaries()):
            return None
        lines = [element for element in self._elements if self._is_line(element)]
        if len(lines) != len(outline.places) or not all(map(self._make_place, range(len(lines)), lines)):
            return None
        figure, mark = None, None
        if outline.signature:
            figure, mark = self._make_figure()
            if figure is None:
                return None
        return self._written(outline, direction, looks, figure, mark)

    def _is_line(self, element: Any) -> bool:
        """Whether it has an unseen line alone: a span in it holds the spans of two marks and the text."""
        kids = element["K"]
        if element["S"] not in LINES or len(kids) != 1 or not isinstance(kids[0], bytes):
            return False
        inner = self._at(kids[0])
        return inner["S"] == "/Span" and len(inner["K"]) == SPANS and all(isinstance(kid, bytes) for kid in inner["K"])

    def _make_place(self, number: int, paragraph: Any) -> bool:
        """Hang a line's own tag on its paragraph, and make a place in the marked content that belongs to it."""
        below = [element for element, _ in elements_of(paragraph, self._objects)]
        marked = [element for element in below if any(isinstance(kid, int) for kid in element["K"])]
        if len(marked) != 1:
            return False
        (line,) = marked
        paragraph["K"] = pydyf.Array([line.reference])
        line["P"] = paragraph.reference
        content, at = self._marked_content(line)
        if content[at + 1 : at + 3] != [b"BDC", b"EMC"]:
            return False
        content.insert(at + 2, b"%%place %d" % number)
        return True

    def _make_figure(self) -> tuple[Any, Any]:
        """Make places for the signature: what is drawn, and the rectangle that it is cut to."""
        figure = [element for element in self._elements if element["S"] == "/Figure"][-1]
        content, at = self._marked_content(figure)
        if content[at - 3 : at - 1] != [b"W", b"n"]:
            return None, None
        content[at + 2 : content.index(b"EMC", at)] = [b"%%place %d" % FIGURE]
        content[at - 4] = b"%%place %d" % CLIP
        mark = pydyf.Dictionary()  # stands in for it
        self._pdf.add_object(mark)
        self._resources["XObject"]["S"] = mark.reference
        for name in ("A", "Alt"):
            figure.pop(name, None)
        return figure, mark

    def _marked_content(self, element: Any) -> tuple[list[Any], int]:
        """Return the content of an element's page, and where in it the element's mark is."""
        content = self._at(self._at(element["Pg"])["Contents"]).stream
        (mark,) = element["K"]
        return content, next(
            at for at, operator in enumerate(content) if isinstance(operator, dict) and operator.get("MCID") == mark
        )

    def _dictionaries(self) -> list[Any]:
        return [each for each in self._objects.values() if isinstance(each, dict)]

    def _written(self, outline: Outline, direction: str, looks: Any, figure: Any, mark: Any) -> Tagged:
        contents = [self._at(page["Contents"]) for page in self._pages]
        for content in contents:
            content.compress = False
        fonts = self._at(self._resources["Font"])
        found = Found(
            {each.number: each for each in self._objects.values()} | ({} if mark is None else {mark.number: mark})
        )
        found.place_of(self._pdf.catalog.number)
        numbers = {
            each.number: found.place_of(each.number) + 1
            for each in (*contents, fonts, figure, mark)
            if each is not None
        }
        objects, offsets = bytearray(), [0]
        for number, (head, stream) in enumerate(found.objects, 1):
            ours = number in numbers.values()
            offsets.append(0 if ours else len(HEADER) + len(objects))
            if not ours:
                objects += b"%d 0 obj\n%s%s\nendobj\n" % (number, _counted_from_1(head), stream)

        def beginning(each: Any) -> tuple[int, bytes]:
            number = numbers[each.number]
            return number, _counted_from_1(found.objects[number - 1][0]).removesuffix(b">>")

        return Tagged(
            bytes(objects),
            tuple(offsets),
            self._pdf.info.data,
            tuple(_sheet(numbers[each.number], found.objects[numbers[each.number] - 1][1]) for each in contents),
            beginning(fonts),
            (0, b"") if figure is None else beginning(figure),
            0 if mark is None else numbers[mark.number],
            tuple(replace(place, text_width_px=0) for place in outline.places),  # it tells something of a line
            outline.signature,
            direction,
            looks,
        )

    def _at(self, reference: bytes) -> Any:
        return self._objects[reference]


def _counted_from_1(head: bytes) -> bytes:
    return REFERENCE.sub(lambda found: b"%d 0 R" % (int(found[1]) + 1), head)


def _sheet(number: int, stream: bytes) -> Sheet:
    content = stream.removeprefix(b"\nstream\n").removesuffix(b"endstream")
    parts = PLACE.split(content)
    return Sheet(number, tuple(parts[::2]), tuple(map(int, parts[1::2])))
