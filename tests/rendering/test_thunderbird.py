"""E-mail drafts, opened by the mail program that many supporters use."""

from dataclasses import replace
from pathlib import Path

import pytest

from campaign.merging.merge import merge
from campaign.rendering.draft import draft
from campaign.rendering.message import Message, message_of
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from tests.factories import NOW, a_supporter, asked, published
from tests.rendering.thunderbird import Composed, NoComposeWindow, NoThunderbird, opened

TO = ("a+b@office.example", "second@office.example")
CC = ("embassy@office.example", "ombudsman@office.example")
SUBJECT = "Ilir Doë – „Игорь“ – منى: release him, and let everyone who was arrested with him on the same day go home"


def draft_of_a_letter() -> tuple[Message, bytes]:
    """A message, and its draft with the printed letter attached."""
    action = published(demands=(asked("keep", asked("article 1 – „as it is“")), asked("release Ilir Doë " * 8)))
    merged = merge(action, action.addressees[0], a_supporter(), NOW, language="en")
    letter = replace(merged, emails=TO, subject=SUBJECT)
    message = message_of(letter, CC)
    return message, draft(message, {"letter.pdf": print_pdf([letter], PAPERS["a4"])}).content


def opened_or_skipped(content: bytes, folder: Path, seconds: float) -> Composed:
    try:
        return opened(content, folder, seconds)
    except NoThunderbird as reason:
        pytest.skip(f"THUNDERBIRD WAS NOT TESTED: {reason}")


def lines_of(text: str) -> list[str]:
    """The lines without white space at their ends, and without empty ones at the text's end."""
    return [line.rstrip() for line in text.rstrip().split("\n")]


@pytest.mark.long
def test_thunderbird_opens_a_draft_ready_to_be_sent(tmp_path: Path) -> None:
    message, content = draft_of_a_letter()

    shown = opened_or_skipped(content, tmp_path, seconds=30)

    assert lines_of(shown.text) == lines_of(message.text)
    assert replace(shown, text="") == Composed(TO, CC, SUBJECT, "", ("letter.pdf",))


@pytest.mark.long
def test_thunderbird_only_shows_a_message_that_is_not_marked_as_unsent(tmp_path: Path) -> None:
    _, content = draft_of_a_letter()
    received = content.removeprefix(b"X-Unsent: 1\r\n")
    assert received != content

    with pytest.raises(NoComposeWindow, match="mail:messageWindow"):
        opened_or_skipped(received, tmp_path, seconds=8)
