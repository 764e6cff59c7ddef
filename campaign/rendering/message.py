"""What an e-mail is made of, before it becomes a draft or a link: to whom, about what, saying what."""

import unicodedata
from dataclasses import dataclass, replace

from campaign.merging.letter import MergedLetter
from campaign.rendering.email_text import NOT_TO_BE_SENT, SPECIMEN, email_text

ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # they part directions in running text; a subject is a line


@dataclass(frozen=True)
class Message:
    """An e-mail to one addressee; copies go to others. A specimen goes to nobody, and says for whom it would be."""

    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str  # wrapped, as a draft holds it
    long_lines: str  # not wrapped, for programs that wrap it themselves
    withheld_to: tuple[str, ...] = ()  # of a specimen: to be shown, and never to stand in a header or a link
    withheld_cc: tuple[str, ...] = ()


def message_of(letter: MergedLetter, cc: tuple[str, ...] = ()) -> Message:
    """Return a letter as an e-mail; nobody who is written to gets a copy as well."""
    copies = tuple(address for address in dict.fromkeys(cc) if address not in letter.emails)
    message = Message(letter.emails, copies, header_text(letter.subject), email_text(letter), email_text(letter, None))
    return as_specimen(message) if letter.specimen else message


def fax_message_of(letter: MergedLetter, address: str) -> Message:
    """Return the e-mail that carries a fax to a fax service: without text, which services send as a page."""
    message = Message((address,), (), header_text(letter.subject), "", "")
    if letter.specimen:
        return replace(as_specimen(message), text=f"{NOT_TO_BE_SENT}\n", long_lines=f"{NOT_TO_BE_SENT}\n")
    return message


def as_specimen(message: Message) -> Message:
    """Return a message that nobody can send by mistake: to nobody, and with a subject that says what it is."""
    return replace(
        message,
        to=(),
        cc=(),
        subject=f"{SPECIMEN}: {message.subject}".strip(),
        withheld_to=message.to,
        withheld_cc=message.cc,
    )


def header_text(text: str) -> str:
    """Return text that can stand in a header and nothing else: one line, and no encoded word hidden in it.

    Python 3.11 before 3.11.10 writes `=?…?=` out as it would be read, line breaks and all (CVE-2024-6923).
    """
    spaced = "".join(" " if _breaks(character) else character for character in text.translate(ISOLATES))
    return " ".join(spaced.replace("=?", "= ?").replace("?=", "? =").split())


def _breaks(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
