"""What kind a file is of, by its first bytes before its name."""

import re
from enum import StrEnum

from campaign.errors import CannotImport


class Kind(StrEnum):
    """A kind of file that the importer reads."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EMAIL = "email"


PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
OLD_WORD = b"\xd0\xcf\x11\xe0"
HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|article|p\b|h1)",
    re.IGNORECASE | re.DOTALL,
)
MAIL_HEADER = re.compile(
    rb"^(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to|reply-to|x-[\w-]+|dkim-signature|list-[\w-]+)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
LOOKED_AT = 4096  # bytes


def kind_of(content: bytes, name: str) -> Kind:
    """Return the kind of a file; raises CannotImport, with a sentence, for kinds that are not read."""
    start, name = content[:LOOKED_AT], name.casefold()
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    if content.startswith(OLD_WORD):
        raise CannotImport("This is a file of an old Word: save it as .docx or PDF, and import that.")
    if content.startswith(b"{\\rtf"):
        raise CannotImport("This is an RTF file: save it as .docx or PDF, and import that.")
    if content.startswith(PICTURES):
        raise CannotImport("This is a picture, and the importer reads no text in pictures: paste the text instead.")
    if _is_binary(start):
        raise CannotImport("This is no text, HTML, PDF, DOCX or e-mail: import one of these, or paste the text.")
    if name.endswith((".html", ".htm", ".xhtml")) or HTML_START.match(start):
        return Kind.HTML
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    if name.endswith(".eml") or len(MAIL_HEADER.findall(head)) >= 3:
        return Kind.EMAIL
    return Kind.TEXT


def _is_binary(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = start.count(0)
    if zeros > len(start) * 0.3 and any(start[0:200:2]) != any(start[1:200:2]):
        return False  # UTF-16 without its mark, mostly Latin letters
    return zeros > 0 or len(CONTROL.findall(start)) > len(start) * 0.02
