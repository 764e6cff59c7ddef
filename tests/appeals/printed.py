"""The words of an appeal's source, for comparing: no importer, only what a reader of the page would see."""

import email
import email.policy
import re
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = re.compile(r"^(address|article|blockquote|br|div|footer|h\d|hr|li|main|ol|p|table|td|tr|ul)$")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in {"script", "style"}
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def _part(self, tag: str) -> None:
        if BLOCKS.match(tag):
            self.words.append(" ")


def printed(source: Path) -> str:
    """Return the words of an appeal in the order of its source, with single spaces between them."""
    text = source.read_text("utf-8")
    if source.suffix == ".html":
        reader = _Words()
        reader.feed(text)
        text = "".join(reader.words)
    elif source.suffix == ".eml":
        message = email.message_from_string(text, policy=email.policy.default)
        body = message.get_body(("plain",))
        written = body.get_content() if body else ""
        text = f"{message['Subject']} {re.sub(r'(?m)^> ?', '', written)}"
    return squeezed(text)


def squeezed(text: str) -> str:
    """Return text with single spaces between its words."""
    return " ".join(text.split())


def mended(text: str, repairs: dict[str, str]) -> str:
    """Return squeezed text with what is printed wrongly set right, as a draft's `repairs` say."""
    for wrong, right in repairs.items():
        text = text.replace(wrong, right)
    return squeezed(text)
