"""Word documents: paragraphs in order, with the bullets and numbers that Word draws, and tables row by row."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from campaign.errors import CannotImport

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LARGEST_PART = 20_000_000  # bytes of XML, unpacked
BROKEN = "This .docx file is broken: open it in a word processor, save it again, and import that."
TOO_LARGE = "This .docx file unpacks to far more than an appeal holds: copy its text and paste it instead."
HEADING_STYLE = re.compile(
    r"(?:Heading|Titre|berschrift|Überschrift|Ttulo|Título|Titolo|Заголовок|Title) ?(?P<level>[1-3])?"
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def docx_text(content: bytes) -> str:
    """Return the text of a Word document; raises CannotImport for other archives, bombs and broken files."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise CannotImport("This archive is no .docx document: import the document itself, or paste the text.")
            document = _part(archive, "word/document.xml")
            numbering = _part(archive, "word/numbering.xml") if "word/numbering.xml" in archive.namelist() else None
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ElementTree.ParseError) as error:
        raise CannotImport(BROKEN) from error
    body = document.find(f"{W}body")
    return _Writer(_formats(numbering)).text(body) if body is not None else ""


def _part(archive: ZipFile, name: str) -> ElementTree.Element:
    """Read a part, never more of it than fits; a document type, where bombs of entities hide, is refused."""
    with archive.open(name) as file:
        xml = file.read(LARGEST_PART + 1)
    if len(xml) > LARGEST_PART:
        raise CannotImport(TOO_LARGE)
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml[:200]:
        raise CannotImport(BROKEN)
    return ElementTree.fromstring(xml)  # noqa: S314  (no document type, and a size we know)


def _formats(numbering: ElementTree.Element | None) -> dict[tuple[str, str], str]:
    """Return how each level of each list is marked: “bullet”, “decimal”, “lowerRoman”."""
    if numbering is None:
        return {}
    abstract = {
        (each.get(f"{W}abstractNumId", ""), level.get(f"{W}ilvl", "0")): _value(level.find(f"{W}numFmt"))
        for each in numbering.iter(f"{W}abstractNum")
        for level in each.iter(f"{W}lvl")
    }
    found = {}
    for each in numbering.iter(f"{W}num"):
        key = _value(each.find(f"{W}abstractNumId"))
        found.update({(each.get(f"{W}numId", ""), level): form for (of, level), form in abstract.items() if of == key})
    return found


def _value(element: ElementTree.Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


class _Writer:
    """Writes paragraphs one after another and counts the numbered ones."""

    def __init__(self, formats: dict[tuple[str, str], str]) -> None:
        self._formats = formats
        self._counts: dict[tuple[str, str], int] = {}
        self._in_list = False

    def text(self, body: ElementTree.Element) -> str:
        """Return the text of a body."""
        lines: list[str] = []
        for element in body:
            if element.tag == f"{W}p":
                self._paragraph(element, lines)
            elif element.tag == f"{W}tbl":
                self._table(element, lines)
            elif element.tag == f"{W}sdt":
                lines += (
                    [*self.text(content).split("\n")] if (content := element.find(f"{W}sdtContent")) is not None else []
                )
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def _paragraph(self, paragraph: ElementTree.Element, lines: list[str]) -> None:
        text = _words(paragraph)
        mark = self._mark(paragraph) if text.strip() else ""
        if text.strip() and not mark:
            text = _heading_mark(paragraph) + text
        if not (mark and self._in_list):
            lines.append("")
        self._in_list = bool(mark)
        lines += (mark + text).split("\n")

    def _mark(self, paragraph: ElementTree.Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        listed = properties.find(f"{W}numPr") if properties is not None else None
        style = _value(properties.find(f"{W}pStyle")) if properties is not None else ""
        if listed is None:
            return "• " if re.match(r"list ?bullet", style, re.IGNORECASE) else ""
        number, level = _value(listed.find(f"{W}numId")), _value(listed.find(f"{W}ilvl")) or "0"
        if number == "0":
            return ""
        form = self._formats.get((number, level), "bullet")
        if form in {"bullet", "none", ""}:
            return "    " * int(level) + ("• " if level == "0" else "– ")
        key = (number, level)
        self._counts[key] = self._counts.get(key, 0) + 1
        for other in [each for each in self._counts if each[0] == number and each[1] > level]:
            del self._counts[other]
        return "    " * int(level) + _numeral(self._counts[key], form) + " "

    def _table(self, table: ElementTree.Element, lines: list[str]) -> None:
        lines.append("")
        for row in table.iter(f"{W}tr"):
            cells = [[_words(each) for each in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")]
            filled = [[text for text in cell if text.strip()] for cell in cells]
            if all(len(cell) <= 1 for cell in filled):
                lines.append("  ".join(cell[0] for cell in filled if cell))
            else:  # cells of several lines are read one after another
                for cell in filled:
                    lines += [*"\n".join(cell).split("\n"), ""]
        lines.append("")


def _heading_mark(paragraph: ElementTree.Element) -> str:
    """Return the marks of Markdown for a heading, as its style names it: “Heading 2”, “Titre 1”, “Title”."""
    properties = paragraph.find(f"{W}pPr")
    style = _value(properties.find(f"{W}pStyle")) if properties is not None else ""
    found = HEADING_STYLE.fullmatch(style)
    return "#" * int(found["level"] or 1) + " " if found else ""


def _numeral(count: int, form: str) -> str:
    if "Roman" in form and count <= len(ROMAN):
        return f"{ROMAN[count - 1]}."
    if "Letter" in form and count <= 26:
        return f"{chr(ord('a') + count - 1)})"
    return f"{count}."


def _words(paragraph: ElementTree.Element) -> str:
    """Return the words of a paragraph as they stand; what was deleted, and the double of a text box, is left out."""
    pieces: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        for child in element:
            if child.tag in {f"{W}del", f"{MC}Fallback", f"{W}footnoteReference", f"{W}instrText"}:
                continue
            if child.tag == f"{W}t":
                pieces.append(child.text or "")
            elif child.tag == f"{W}tab":
                pieces.append("\t")
            elif child.tag in {f"{W}br", f"{W}cr"}:
                pieces.append("\n")
            elif child.tag == f"{W}noBreakHyphen":
                pieces.append("-")
            else:
                if child.tag == f"{W}p":
                    pieces.append("\n")
                walk(child)

    walk(paragraph)
    return "".join(pieces)
