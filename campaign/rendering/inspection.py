"""Every word that a finished file holds: what is read on it, and what it says of itself."""

import email
import io
import re
from collections.abc import Iterator
from email import policy

import pypdfium2
from PIL import Image

from campaign.rendering.document import Document

XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def words_in(document: Document) -> Iterator[str]:
    """Yield the texts of a file: pages, titles and other metadata, headers, tags, names of what is attached."""
    yield from READERS[document.media_type](document.content)


def _in_pdf(content: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        yield from pdf.get_metadata_dict().values()
        for number in range(pdf.count_attachments()):
            yield pdf.get_attachment(number).get_name()
        for page in pdf:
            text = page.get_textpage()
            yield text.get_text_bounded()
            text.close()
            page.close()
    for found in XMP.finditer(content):
        yield TAG.sub(" ", found[0].decode("utf-8", "replace"))


def _in_tiff(content: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(content)) as image:
        for value in image.tag_v2.values():  # type: ignore[attr-defined]  # only TIFF images have it
            if isinstance(value, str | bytes):
                yield value if isinstance(value, str) else value.decode("latin-1")


def _in_message(content: bytes) -> Iterator[str]:
    message = email.message_from_bytes(content, policy=policy.default)
    yield from (f"{name}: {value}" for name, value in message.items())
    for part in message.walk():
        if name := part.get_filename():
            yield name
        if part.get_content_type() in READERS and part is not message:
            inner = part.get_payload(decode=True)
            yield from READERS[part.get_content_type()](inner if isinstance(inner, bytes) else b"")
        elif part.get_content_maintype() == "text":
            yield part.get_content()


READERS = {"application/pdf": _in_pdf, "image/tiff": _in_tiff, "message/rfc822": _in_message}
