"""E-mail drafts and links: the right words to the right people, and nothing that anybody could slip in."""

import email
import email.parser
import email.policy
import mailbox
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import hypothesis
import pytest
from hypothesis import strategies as st

from campaign.errors import CannotRender
from campaign.merging.letter import plain
from campaign.rendering.document import Document
from campaign.rendering.draft import draft
from campaign.rendering.email_text import email_text
from campaign.rendering.mail_links import LONGEST_URL, compose_links, length_with_text, mailto
from campaign.rendering.message import Message, header_text, message_of
from tests.factories import asked
from tests.rendering.test_pdf import letter

TO = ("office@justice.example",)
ALLOWED = ["X-Unsent", "To", "Cc", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]

TEXT = """\
Dear Minister,

I am writing to you out of deep concern for Ilir Doe, a journalist.

What happened.

As a nurse, I worry.

I respectfully urge you to:

1. keep to the law, to all of it and to everything that goes with it,
   whatever it may cost:
   a) article 1; and
   b) article 2; and
2. release him.

Thank you for your attention to this matter. I should be grateful for a
reply informing me of the steps that you are taking.

Yours sincerely,

Ana Souza
Rua das Flores 7
1200-192 Lisboa
Portugal
"""


def to_office(**changes):
    demands = (
        asked(
            "keep to the law, to all of it and to everything that goes with it, whatever it may cost",
            asked("article 1"),
            asked("article 2"),
        ),
        asked("release him"),
    )
    made = letter(demands=demands, supporter={"own_words": "As a nurse, I worry."})
    return replace(made, emails=TO, **changes)


def header_names(content: bytes) -> list[str]:
    """The headers as they stand in the file, read without any library."""
    head = content.split(b"\r\n\r\n")[0].decode("ascii")
    return [line.split(":")[0] for line in head.split("\r\n") if not line.startswith((" ", "\t"))]


def test_the_text_is_a_letter_without_its_postal_block() -> None:
    assert email_text(to_office()) == TEXT


def test_a_text_without_a_width_has_a_line_for_each_paragraph() -> None:
    lines = email_text(to_office(), None).splitlines()

    assert "1. keep to the law, to all of it and to everything that goes with it, whatever it may cost:" in lines
    assert " ".join(email_text(to_office(), None).split()) == " ".join(TEXT.split())


def test_items_are_lettered_as_on_paper_however_many_there_are() -> None:
    many = asked("all", *(asked(f"article {number}") for number in range(1, 29)))

    text = email_text(letter(demands=(many,)))

    assert "   a) article 1;" in text
    assert "   z) article 26;\n   aa) article 27; and\n   ab) article 28." in text


def test_a_word_longer_than_a_line_stays_whole() -> None:
    address = "https://example.org/" + "a" * 90

    assert address in email_text(replace(to_office(), before_demands=(plain(f"See {address} for it."),)))


def test_a_copy_says_whose_it_is() -> None:
    text = email_text(to_office(copy_note="For information: copy of my letter of today."))

    assert text.startswith("For information: copy of my letter of today.\n\nDear Minister,")


def test_a_draft_holds_what_is_needed_and_nothing_else() -> None:
    content = draft(message_of(to_office(), ("embassy@state.example",))).content

    read = email.message_from_bytes(content, policy=email.policy.default)
    assert content.startswith(
        b"X-Unsent: 1\r\nTo: office@justice.example\r\nCc: embassy@state.example\r\nSubject: Ilir Doe"
    )
    assert header_names(content) == ["X-Unsent", "To", "Cc", "Subject", *ALLOWED[5:], "MIME-Version"]
    assert read.get_content() == TEXT.replace("\n", "\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 78


def test_a_draft_carries_the_letter_when_asked_to_and_is_the_same_every_time() -> None:
    attached = {"letter.pdf": Document(b"%PDF-1.7 \r\n\0\xff", "application/pdf", (1,))}

    first, second = (draft(message_of(to_office()), attached).content for _ in range(2))

    (part,) = email.message_from_bytes(first, policy=email.policy.default).iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("letter.pdf", "application/pdf")
    assert part.get_content() == b"%PDF-1.7 \r\n\0\xff"
    assert first == second
    assert header_names(first)[:3] == ["X-Unsent", "To", "Subject"]


def test_several_addresses_with_odd_signs_come_through() -> None:
    odd = ("a+b@office.example", '"x, y"@office.example', "info@xn--bcher-kva.example", "o'neil@office.example")

    content = draft(message_of(replace(to_office(), emails=odd), ("c&d@office.example", odd[0]))).content

    read = email.message_from_bytes(content, policy=email.policy.default)
    assert tuple(address.addr_spec for address in read["To"].addresses) == odd
    assert [address.addr_spec for address in read["Cc"].addresses] == ["c&d@office.example"]  # nobody gets it twice


def test_a_draft_to_nobody_is_refused() -> None:
    with pytest.raises(CannotRender, match="no e-mail address"):
        draft(message_of(replace(to_office(), emails=())))


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?a=0d=0aBcc:_e@x.org?=",
        "Ilir =?utf-8?b?DQpCY2M6IGVAeC5vcmc=?= Doe",
        "a\r\nBcc: e@x.org",
        "a\nBcc: e@x.org",
        "a\u2028Bcc: e@x.org",
        "a\u0085Bcc: e@x.org",
        "a\x0bBcc: e@x.org\x00",
        "\ud800",
        "=" * 900 + "?" * 900,
        "Игорь Каляпин " * 40,
        "\u2068Ilir\u2069",
    ],
)
def test_a_known_trick_in_a_subject_adds_no_header(subject: str) -> None:
    nothing_slips_in(subject, "Text.")


def nothing_slips_in(subject: str, text: str) -> None:
    """A draft has our headers only, whoever reads it: its own bytes, Python's two parsers, and a mailbox."""
    message = Message(TO, ("c@x.example",), header_text(subject), text, text)

    content = draft(message).content

    wanted = ["X-Unsent", "To", "Cc", *(["Subject"] if message.subject else [])]
    names = header_names(content)
    assert names[: len(wanted)] == wanted
    assert sorted(names[len(wanted) :]) == sorted(ALLOWED[4:])
    strict = email.message_from_bytes(content, policy=email.policy.default)
    loose = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(content)
    boxed = mailbox.MaildirMessage(content)
    for read in (strict, loose, boxed):
        assert read.keys() == names
        assert "Bcc" not in read
        assert read["To"] == TO[0]
    assert strict.get_content().splitlines() == (text + "\n").replace("\r\n", "\n").splitlines() or "\r" in text


hostile = st.one_of(
    st.text(),
    st.text(st.sampled_from("=?utf-8qQbB_:;, \r\n\t\0\x0b\x85\u2028\u2029<>@\"'()[]\\Bc=0d0a")),
    st.tuples(
        st.text(), st.sampled_from(["\r\nBcc: e@x.org", "=?utf-8?q?=0d=0aBcc:_e@x.org?=", "\n\n", "=?"]), st.text()
    ).map("".join),
)


@hypothesis.settings(max_examples=500)
@hypothesis.given(hostile)
def test_nothing_slips_into_the_headers_of_a_draft(words: str) -> None:
    nothing_slips_in(words, "Text.")


@pytest.mark.long
@hypothesis.settings(max_examples=10_000)
@hypothesis.given(hostile)
def test_10000_hostile_texts_slip_nothing_in(words: str) -> None:
    nothing_slips_in(words, "Text.")


@hypothesis.given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")))
def test_any_text_comes_through_as_it_is(text: str) -> None:
    content = draft(Message(TO, (), "Subject", text + "\n", text)).content

    assert email.message_from_bytes(content, policy=email.policy.default).get_content() == (text + "\n").replace(
        "\n", "\r\n"
    )


def test_a_short_letter_fits_into_a_link_whole() -> None:
    message = message_of(to_office(), ("embassy@state.example",))

    link = mailto(message)

    parts = urlsplit(link.url)
    fields = dict(field.split("=", 1) for field in parts.query.split("&"))
    assert link.with_text
    assert (parts.scheme, parts.path) == ("mailto", "office@justice.example")
    assert unquote(fields["cc"]) == "embassy@state.example"
    assert unquote(fields["subject"]) == "Ilir Doe"
    assert unquote(fields["body"]) == message.long_lines.replace("\n", "\r\n")
    assert len(link.url) == length_with_text(message) <= LONGEST_URL


def test_a_long_letter_leaves_its_text_to_be_pasted() -> None:
    message = message_of(to_office(before_demands=(plain("Каляпин " * 40),)))

    link = mailto(message)

    assert length_with_text(message) > LONGEST_URL
    assert (link.with_text, link.url) == (False, "mailto:office@justice.example?subject=Ilir%20Doe")


def test_a_link_is_cut_off_at_exactly_its_limit() -> None:
    message = message_of(to_office())
    room = LONGEST_URL - length_with_text(message)

    fits = replace(message, long_lines=message.long_lines + "x" * room)
    too_long = replace(message, long_lines=message.long_lines + "x" * (room + 1))

    assert (len(mailto(fits).url), mailto(fits).with_text) == (LONGEST_URL, True)
    assert not mailto(too_long).with_text


def test_signs_that_mean_something_in_a_link_are_encoded() -> None:
    message = Message(("a+b&c?d@x.example", '"p @q"@x.example'), (), "50% & more? #1 + ü", "a\n b", "a\n b")

    url = mailto(message).url

    assert url == (
        "mailto:a%2Bb%26c%3Fd@x.example,%22p%20%40q%22@x.example"
        "?subject=50%25%20%26%20more%3F%20%231%20%2B%20%C3%BC&body=a%0D%0A%20b"
    )


@hypothesis.given(st.text(), st.text())
def test_no_words_can_add_a_field_to_a_link(subject: str, text: str) -> None:
    message = Message(
        TO, (), header_text(subject), text.encode("utf-8", "ignore").decode(), text.encode("utf-8", "ignore").decode()
    )

    assert re.fullmatch(r"mailto:office@justice\.example\?subject=[^&#?]*(&body=[^&#?]*)?", mailto(message).url)


def test_pages_for_writing_learn_to_whom_and_about_what_but_not_the_text() -> None:
    message = message_of(to_office(), ("embassy@state.example",))

    links = compose_links(message)

    for provider, host, subject in (
        ("Gmail", "mail.google.com", "su"),
        ("Outlook", "outlook.live.com", "subject"),
        ("Yahoo", "compose.mail.yahoo.com", "subject"),
    ):
        parts = urlsplit(links[provider])
        fields = parse_qs(parts.query)
        assert (parts.scheme, parts.hostname) == ("https", host)
        assert fields["to"] == ["office@justice.example"]
        assert fields["cc"] == ["embassy@state.example"]
        assert fields[subject] == ["Ilir Doe"]
        assert "nurse" not in links[provider]


def test_a_draft_lies_about_nothing_on_disk(tmp_path: Path) -> None:
    """`file` and `formail`-like readers split at the first empty line: what stands before it is all there is."""
    (tmp_path / "letter.eml").write_bytes(draft(message_of(to_office())).content)

    head, _, body = (tmp_path / "letter.eml").read_bytes().partition(b"\r\n\r\n")

    assert len(head.split(b"\r\n")) == 6
    assert body.startswith(b"Dear Minister,\r\n")
