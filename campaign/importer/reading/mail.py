"""E-mails: subject and body as text; readable attachments follow on pages of their own."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from campaign.importer.reading.html import page_text
from campaign.importer.reading.plain_text import decoded

PREFIXES = re.compile(r"^(?:\s*(?:re|fwd?|wg|tr|rv|aw|i|enc|fw)\s*:|\s*\[[^\]]{1,40}\])+\s*", re.IGNORECASE)
MOST_PARTS = 40


def mail_text(content: bytes) -> str:
    """Return what a mail says: its subject, then its body, plain rather than HTML."""
    message = message_from_bytes(content, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return decoded(content, None)
    subject = PREFIXES.sub("", _header(message, "subject"))
    body = message.get_body(("plain", "html"))
    said = _said(body) if body is not None else ""
    if not said.strip():
        said = "\n".join(
            _said(part) for part in list(message.walk())[:MOST_PARTS] if part.get_content_maintype() == "text"
        )
    head = [f"Subject: {subject}" if subject else "", f"Date: {day}" if (day := _day(message)) else ""]
    return "\n".join([*filter(None, head), "", said]).strip("\n")


def attachments_of(content: bytes) -> list[tuple[str, bytes]]:
    """Return the attachments of a mail, each with its name."""
    message = message_from_bytes(content, policy=policy.default)
    found = []
    for part in list(message.walk())[:MOST_PARTS]:
        name = part.get_filename()
        payload = part.get_payload(decode=True)
        if name and isinstance(payload, bytes) and part.get_content_maintype() in {"application", "text"}:
            found.append((name, payload))
    return found


def _day(message: EmailMessage) -> str:
    """Return the day on which a mail was sent, where its writer was; empty if it does not say."""
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return re.sub(r"\s+", " ", str(message[name] or "")).strip()
    except (ValueError, TypeError, IndexError, AttributeError):  # a header that the library cannot parse
        return ""


def _said(part: MIMEPart | EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    text = decoded(payload, part.get_content_charset())
    if part.get_content_subtype() == "html":
        return page_text(text)
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<=\S) \r?\n(?!>|-- ?\r?\n)", " ", text)
    return text.replace("\r\n", "\n")
