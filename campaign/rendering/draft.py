"""The e-mail channel: a draft (.eml) that a mail program opens ready to be sent. Nothing is ever sent from here."""

import email
import email.charset
import email.policy
import hashlib
from collections.abc import Iterator, Mapping
from email.charset import Charset
from email.header import Header
from email.message import EmailMessage

from campaign.errors import CannotRender
from campaign.rendering.document import Document
from campaign.rendering.message import Message

MEDIA_TYPE = "message/rfc822"
POLICY = email.policy.SMTP.clone(utf8=False, cte_type="7bit", max_line_length=78)
SHORT = 60  # characters of a subject that stand on one line
BASE64 = Charset("utf-8")
BASE64.header_encoding = email.charset.BASE64
# Outlook and Thunderbird open a file that begins with X-Unsent in a window for writing.
OURS = {"X-Unsent", "To", "Cc", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


def draft(message: Message, attachments: Mapping[str, Document] | None = None) -> Document:
    """Return an e-mail as a draft: no sender, date or identity in it, lines ended by CR LF, the same bytes every time.

    `attachments` are documents by their (ASCII) names. Raises CannotRender if a header would not come out as it should.
    """
    body = EmailMessage(policy=POLICY)
    body.set_content(message.text, charset="utf-8", cte="quoted-printable")
    for name, document in (attachments or {}).items():
        main, _, sub = document.media_type.partition("/")
        body.add_attachment(document.content, maintype=main, subtype=sub, filename=name)
    for number, part in enumerate(body.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{hashlib.sha256(message.text.encode()).hexdigest()[:32]}")
    content = _head(message) + body.as_bytes()
    _refuse_other_headers(content, message)
    return Document(content, MEDIA_TYPE, ())


def _head(message: Message) -> bytes:
    """Return the headers that say to whom and about what, written line by line: Python's own writer can be tricked."""
    if not message.to and not message.withheld_to:
        raise CannotRender("There is no e-mail address to write to: choose another channel.")
    lines = ["X-Unsent: 1"]
    if message.to:
        lines.append("To: " + ",\r\n ".join(message.to))
    if message.cc:
        lines.append("Cc: " + ",\r\n ".join(message.cc))
    if message.subject:
        lines.append("Subject: " + _encoded(message.subject))
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _encoded(subject: str) -> str:
    """Return a subject as it is where that is short ASCII, else as encoded words (RFC 2047), a line each."""
    if subject.isascii() and len(subject) <= SHORT:
        return subject
    return Header(subject, charset=BASE64, header_name="Subject", maxlinelen=76).encode(linesep="\r\n")


def _refuse_other_headers(content: bytes, message: Message) -> None:
    """Read the draft again, as a mail program would, and compare what it finds with what was meant."""
    head, _, _ = content.partition(b"\r\n\r\n")
    found = list(_names(head))
    read = email.message_from_bytes(content, policy=email.policy.default)
    meant = {"To": ", ".join(message.to), "Cc": ", ".join(message.cc), "Subject": message.subject}
    good = (
        found[0] == "X-Unsent"
        and len(found) == len(set(found))
        and set(found) <= OURS
        and all(str(read[name] or "") == value for name, value in meant.items())
        and b"\0" not in content
        and content.isascii()
        and content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n")
    )
    if not good:
        raise CannotRender("The e-mail could not be written as it should be: choose another channel.")


def _names(head: bytes) -> Iterator[str]:
    """Name the headers as they stand line by line, whatever a forgiving parser would make of them."""
    for line in head.split(b"\r\n"):
        if not line.startswith((b" ", b"\t")):
            yield line.partition(b":")[0].decode("ascii", "replace")
