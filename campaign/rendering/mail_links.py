"""Links that open an e-mail ready to be sent: in the mail program (mailto, RFC 6068) or on a provider's page."""

from dataclasses import dataclass
from urllib.parse import quote

from campaign.rendering.message import Message

LONGEST_URL = 1600  # bytes; above, some program or other cuts the text off: Gmail's handler at 1,620, Windows at 2,046

COMPOSE_PAGES = {  # the provider's page, and what it calls to, cc and subject
    "Gmail": ("https://mail.google.com/mail/?view=cm&fs=1&", ("to", "cc", "su")),
    "Outlook": ("https://outlook.live.com/mail/0/deeplink/compose?", ("to", "cc", "subject")),
    "Yahoo": ("https://compose.mail.yahoo.com/?", ("to", "cc", "subject")),
}


@dataclass(frozen=True)
class MailLink:
    """A link, and whether the letter's text is in it or has to be pasted."""

    url: str
    with_text: bool


def mailto(message: Message) -> MailLink:
    """Return a mailto link with the whole text or, where that would be too long, with none of it."""
    return _fitting(_without_text(message), message)


def length_with_text(message: Message) -> int:
    """Return how many bytes a mailto link with the whole text takes; up to LONGEST_URL it is used."""
    return len(_with_text(_without_text(message), message))


def compose_links(message: Message) -> dict[str, str]:
    """Return, by provider, a link to its page for writing: to whom and about what, never the text.

    Whoever opens one tells the provider what it holds, and the browser's history keeps it.
    """
    values = (",".join(message.to), ",".join(message.cc), message.subject)
    return {
        provider: page
        + "&".join(f"{name}={quote(value, safe='')}" for name, value in zip(names, values, strict=True) if value)
        for provider, (page, names) in COMPOSE_PAGES.items()
    }


def _fitting(url: str, message: Message) -> MailLink:
    whole = _with_text(url, message)
    return MailLink(whole, True) if len(whole) <= LONGEST_URL else MailLink(url, False)


def _without_text(message: Message) -> str:
    to, cc = (",".join(map(_address, addresses)) for addresses in (message.to, message.cc))
    return f"mailto:{to}?{f'cc={cc}&' if cc else ''}subject={quote(message.subject, safe='')}"


def _with_text(url: str, message: Message) -> str:
    lines = message.long_lines.replace("\n", "\r\n")
    return f"{url}&body={quote(lines, safe='')}"


def _address(address: str) -> str:
    """Encode an address, whose local part may hold any sign if it is quoted."""
    local, _, domain = address.rpartition("@")
    return f"{quote(local, safe='')}@{quote(domain, safe='')}"
