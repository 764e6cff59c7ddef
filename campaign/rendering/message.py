"""What an e-mail is made of, before it becomes a draft or a link: to whom, about what, saying what."""

import unicodedata
from dataclasses import dataclass

from campaign.merging.letter import MergedLetter
from campaign.rendering.email_text import email_text

ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # they part directions in running text; a subject is a line


@dataclass(frozen=True)
class Message:
    """An e-mail to one addressee; copies go to others."""

    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str  # wrapped, as a draft holds it
    long_lines: str  # not wrapped, for programs that wrap it themselves


def message_of(letter: MergedLetter, cc: tuple[str, ...] = ()) -> Message:
    """Return a letter as an e-mail; nobody who is written to gets a copy as well."""
    copies = tuple(address for address in dict.fromkeys(cc) if address not in letter.emails)
    return Message(letter.emails, copies, header_text(letter.subject), email_text(letter), email_text(letter, None))


def header_text(text: str) -> str:
    """Return text that can stand in a header and nothing else: one line, and no encoded word hidden in it.

    Python 3.11 before 3.11.10 writes `=?…?=` out as it would be read, line breaks and all (CVE-2024-6923).
    """
    spaced = "".join(" " if _breaks(character) else character for character in text.translate(ISOLATES))
    return " ".join(spaced.replace("=?", "= ?").replace("?=", "? =").split())


def _breaks(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
