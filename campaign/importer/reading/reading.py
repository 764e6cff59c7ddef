"""Any file into text, in this process: what the limited child runs."""

from campaign.errors import CannotImport
from campaign.importer.reading.docx import docx_text
from campaign.importer.reading.html import html_text
from campaign.importer.reading.kinds import Kind, kind_of
from campaign.importer.reading.mail import attachments_of, mail_text
from campaign.importer.reading.pdf import pdf_text
from campaign.importer.reading.plain_text import text_of
from campaign.importer.reading.source import LARGEST_FILE, LONGEST_TEXT, Source

READERS = {Kind.TEXT: text_of, Kind.HTML: html_text, Kind.PDF: pdf_text, Kind.DOCX: docx_text, Kind.EMAIL: mail_text}
SHORT_MAIL = 400  # characters: a mail that says less only brings its attachment
EMPTY = "This file is empty: choose the one that holds the appeal."


def refuse_too_large(size: int) -> None:
    """Raise CannotImport for a file that is larger than an appeal can be."""
    if size > LARGEST_FILE:
        raise CannotImport(
            "This file is larger than %(megabytes)d MB: save the appeal without its pictures, or paste its text.",
            megabytes=LARGEST_FILE // 10**6,
        )


def read_here(content: bytes, name: str) -> Source:
    """Return the text of a file; raises CannotImport with one sentence for what cannot be read."""
    refuse_too_large(len(content))
    if not content.strip():
        raise CannotImport(EMPTY)
    kind = kind_of(content, name)
    text = READERS[kind](content)
    if kind is Kind.EMAIL and len(text) < SHORT_MAIL:
        text = "\n\n\f".join([text, *_attached(content)])
    if len(text) > LONGEST_TEXT:
        raise CannotImport(
            "This text has more than %(most)d characters, more than an appeal: cut out the appeal, and import that.",
            most=LONGEST_TEXT,
        )
    if not text.strip():
        raise CannotImport("No text was found in this file: paste the text of the appeal instead.")
    return Source(text, kind.value)


def _attached(content: bytes) -> list[str]:
    """Return the texts of attachments that can be read; the others are left out."""
    texts = []
    for name, attached in attachments_of(content)[:5]:
        try:
            kind = kind_of(attached, name)
            texts.append(READERS[kind](attached) if kind is not Kind.EMAIL else "")
        except CannotImport:
            continue
    return [text for text in texts if text.strip()]
