"""What WeasyPrint leaves open in the tags of a PDF: languages of parts, numbering of lists, and what is no content."""

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

NUMBERING = ("/Decimal", "/LowerAlpha")  # of lists, and of the lists in them, as letters/body.css has it


def finish_tags(pdf: Any, letters: Sequence[str], parts: Sequence[str]) -> None:
    """Complete the tags of a pydyf.PDF before it is written (ISO 14289-1, 7.1, 7.2 and 7.6).

    `letters` has the language of each page's letter. `parts` has the languages of the sections, in their order: a part
    in another language stands in a section of its own.
    """
    objects = {each.reference: each for each in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    elements = list(elements_of(root, objects))
    language_of = dict(zip(pdf.page_references, letters, strict=True))
    for element, _ in elements:
        if element["S"] == "/Art":
            element["Lang"] = pydyf.String(language_of[element["Pg"]])
    sections = [element for element, _ in elements if element["S"] == "/Sect"]
    for section, language in zip(sections, parts, strict=True):
        section["Lang"] = pydyf.String(language)
    for element, lists in elements:
        if element["S"] == "/L":
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": NUMBERING[min(lists, 1)]})
    _margins_are_no_content(pdf, objects, root, {id(element) for element, _ in elements})


def elements_of(element: Any, objects: dict[bytes, Any], lists: int = 0) -> Iterator[tuple[Any, int]]:
    """All elements below one, in reading order, each with how many lists it is in."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            below = objects[kid]
            yield below, lists
            yield from elements_of(below, objects, lists + (below["S"] == "/L"))


def _margins_are_no_content(pdf: Any, objects: dict[bytes, Any], root: Any, in_tree: set[int]) -> None:
    """Make artifacts of what stands in the margins; WeasyPrint gives it tags that hang on nothing."""
    numbers = objects[root["ParentTree"]]["Nums"]
    for page, of_page in zip(pdf.page_references, numbers[1::2], strict=False):
        loose = {mark for mark, element in enumerate(of_page) if id(objects[element]) not in in_tree}
        for mark in loose:
            of_page[mark] = "null"
        _make_artifacts(objects[objects[page]["Contents"]].stream, loose)


def _make_artifacts(operators: list[Any], marks: set[int]) -> None:
    for place, operator in enumerate(operators):
        if isinstance(operator, dict) and operator.get("MCID") in marks:
            operators[place - 1 : place + 2] = ["/Artifact", b"BMC", b""]
