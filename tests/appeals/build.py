"""Appeals whose files cannot be written by hand: DOCX from marked-up text, PDF from HTML, old encodings."""

import re
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LISTED = re.compile(r"(\*|\d+\.) (?=\S)")
BULLETS, NUMBERS = 1, 2  # the lists of numbering.xml


def docx_of(markup: str) -> bytes:
    """Return a DOCX of text in which `# ` and `## ` begin headings and `* ` and `1. ` the points of a list.

    Blank lines part the paragraphs. A block is a list only if each of its lines is a point; a bullet after a number is
    a point under it. List marks are Word's own, so that they are not in the text.
    """
    body = "".join(_block(block.split("\n")) for block in re.split(r"\n\s*\n", markup.strip()))
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{OFFICE}.numbering+xml"/></Types>'
        ),
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("numbering", "numbering.xml"),
        "word/numbering.xml": f'<w:numbering xmlns:w="{NAMESPACE}">{_numbering()}</w:numbering>',
        "word/document.xml": f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>',
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), HEADER + part)
    return file.getvalue()


def pdf_of(html: str) -> bytes:
    """Return a PDF with the text of an HTML page, laid out as its style sheet says (columns, boxes, page heads)."""
    from weasyprint import HTML  # takes long to load; most tests need no PDF

    return bytes(HTML(string=html).write_pdf())


def _block(lines: list[str]) -> str:
    heading = re.match(r"(##?) ", lines[0])
    if heading and len(lines) == 1:
        return _paragraph([lines[0][heading.end() :]], f'<w:pStyle w:val="Heading{len(heading[1])}"/>')
    if all(LISTED.match(line) for line in lines):
        return "".join(_point(line, after_number=_numbered(lines[0])) for line in lines)
    return _paragraph(lines)


def _numbered(line: str) -> bool:
    return line[0].isdigit()


def _point(line: str, after_number: bool) -> str:
    level = int(after_number and not _numbered(line))
    number = NUMBERS if _numbered(line) else BULLETS
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return _paragraph([LISTED.sub("", line, count=1)], listed)


def _paragraph(lines: list[str], properties: str = "") -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r>{runs}</w:r></w:p>"


def _numbering() -> str:
    """Two levels of bullets and two of numbers, each with its list; schemas want all levels' lists at the end."""
    levels = {BULLETS: ("bullet", "•"), NUMBERS: ("decimal", "%1.")}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>' for level in (0, 1)
        )
        + "</w:abstractNum>"
        for key, (form, text) in levels.items()
    )
    return abstract + "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in levels)


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )
