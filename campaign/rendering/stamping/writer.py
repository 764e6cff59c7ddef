"""A PDF written as it comes: pages go to the file at once, so that memory does not grow with them."""

from collections.abc import Mapping
from typing import BinaryIO

from campaign.rendering.stamping.faces import FONT_OBJECTS, Face, font_objects
from campaign.rendering.stamping.forms import Form, Forms
from campaign.rendering.stamping.offsets import Offsets
from campaign.rendering.stamping.signatures import Mark
from campaign.rendering.stamping.stamped import Stamped
from campaign.rendering.stamping.tree import PageTree

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
MARKS_KEPT = 200  # it is the letters of one supporter, one after another, that share a signature

PageNumber = tuple[int, int]  # its own and that of the node that it belongs to


class Writer:
    """Writes letters into one file: each layout once, each page as it comes, fonts and the table of objects last."""

    def __init__(self, file: BinaryIO, title: str) -> None:
        self._file, self._at = file, len(HEADER)
        self._offsets = Offsets()
        self._forms: dict[bytes, int] = {}
        self._marks: dict[bytes, int] = {}
        file.write(HEADER)
        self._catalog, self._info, self._fonts = (self._reserved() for _ in range(3))
        self._tree = PageTree(self._reserved)
        self._title = title

    @property
    def pages(self) -> int:
        """How many pages were written."""
        return self._tree.count

    def letter(self, stamped: Stamped) -> None:
        """Write the pages of a letter: what is drawn on each, upon its form."""
        forms = stamped.forms
        first = self._forms.get(forms.key) or self._write_forms(forms)
        if not stamped.in_full:  # no other letter is on the layout of one that is laid out by itself
            self._forms[forms.key] = first
        mark = self._upon(stamped.mark)
        for page, drawn in zip(forms.pages, stamped.drawn, strict=True):
            upon = b"/B %d 0 R%s" % (first + page.place, mark)
            self._page(self._new_page(), page.width_pt, page.height_pt, upon, b"/B Do\n" + drawn)

    def sheet(self, width_pt: float, height_pt: float, drawn: bytes, mark: Mark | None = None) -> None:
        """Write a page that lies upon no form."""
        self._page(self._new_page(), width_pt, height_pt, self._upon(mark), drawn)

    def first_pages(self, count: int) -> list[PageNumber]:
        """Keep places for pages that are known only later, before any other."""
        return [self._new_page() for _ in range(count)]

    def fill(self, kept: PageNumber, page: Form, forms: Forms) -> None:
        """Write a page at a place that was kept for it."""
        first = self._write_forms(forms)
        self._page(kept, page.width_pt, page.height_pt, b"/B %d 0 R" % (first + page.place), b"/B Do\n")

    def _new_page(self) -> PageNumber:
        number = self._reserved(2)
        return number, self._tree.parent(number, self._put)

    def _page(self, page: PageNumber, width_pt: float, height_pt: float, upon: bytes, content: bytes) -> None:
        number, parent = page
        head = (
            b"%d 0 obj\n<</Type/Page/Parent %d 0 R/MediaBox[0 0 %f %f]"
            b"/Resources<</Font %d 0 R/XObject<<%s>>>>/Contents %d 0 R>>\nendobj\n"
        ) % (number, parent, width_pt, height_pt, self._fonts, upon, number + 1)
        body = b"%d 0 obj\n<</Length %d>>\nstream\n%sendstream\nendobj\n" % (number + 1, len(content), content)
        self._offsets.place(number, self._at)
        self._offsets.place(number + 1, self._at + len(head))
        self._at += self._file.write(head + body)

    def finish(self, faces: Mapping[str, Face]) -> None:
        """Write what can only be known at the end; then the file is whole."""
        resources = []
        for face in faces.values():
            first = self._reserved(FONT_OBJECTS)
            resources.append(b"/%s %d 0 R" % (face.name.encode(), first))
            for number, content in enumerate(font_objects(face, first), first):
                self._put(number, content)
        self._put(self._fonts, b"<<%s>>" % b"".join(resources))
        root = self._tree.finish(self._put)
        self._put(self._catalog, b"<</Type/Catalog/Pages %d 0 R>>" % root)
        self._put(self._info, b"<</Title(%s)>>" % self._title.encode("ascii"))
        self._write_table()

    def _write_forms(self, forms: Forms) -> int:
        first = self._reserved(len(forms.objects))
        for number, content in enumerate(forms.numbered(first), first):
            self._put(number, content)
        return first

    def _upon(self, mark: Mark | None) -> bytes:
        return b"/S %d 0 R" % self._mark(mark) if mark else b""

    def _mark(self, mark: Mark) -> int:
        number = self._marks.get(mark.content)
        if number is None:
            if len(self._marks) >= MARKS_KEPT:
                self._marks.clear()
            number = self._marks[mark.content] = self._reserved()
            self._put(number, mark.content)
        return number

    def _reserved(self, count: int = 1) -> int:
        return self._offsets.reserve(count)

    def _put(self, number: int, content: bytes) -> None:
        self._offsets.place(number, self._at)
        self._at += self._file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def _write_table(self) -> None:
        count = self._offsets.count
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for some in self._offsets.pieces():
            self._file.write(b"".join([b"%010d 00000 n \n" % offset for offset in some]))
        self._file.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, self._catalog, self._info, self._at)
        )
