"""A letter as the text of an e-mail: no postal block and no date, which an e-mail has already; numbered demands."""

import textwrap
from collections.abc import Iterator

from campaign.merging.bidi import alone, kept_together
from campaign.merging.letter import Item, MergedLetter, Paragraph

SPECIMEN = "SPECIMEN"  # one word for every language, so that whoever finds one knows it at once
NOT_TO_BE_SENT = f"{SPECIMEN}: made in a rehearsal, not to be sent."
HELD = "\ue000"  # for a space where no line may end; nobody's words may hold it (campaign/merging/supporter.py)
WIDTH = 72  # columns: short enough to be quoted twice below the 78 that RFC 5322 asks for


def email_text(letter: MergedLetter, width: int | None = WIDTH) -> str:
    """Return a letter as plain text, paragraphs parted by empty lines and wrapped at a width; with none, not wrapped.

    The name stands below the close, with the sender's address, which shows that the letter is genuine. The first and
    the last line of a specimen say that it is one.
    """
    text = _letter_text(letter, width)
    return f"{NOT_TO_BE_SENT}\n\n{text}\n{NOT_TO_BE_SENT}\n" if letter.specimen else text


def _letter_text(letter: MergedLetter, width: int | None) -> str:
    blocks = [
        *([letter.copy_note] if letter.copy_note else []),
        letter.salutation,
        *(alone(_words(paragraph)) for paragraph in letter.before_demands),
        _words(letter.introduction),
    ]
    end = "\n".join((letter.closing, "", *_signed(letter)))
    parts = [_wrapped(block, width) for block in blocks]
    if letter.demands:
        parts.append("\n".join(_listed(letter.demands, width)))
    parts += [_wrapped(_words(paragraph), width) for paragraph in letter.after_demands]
    return "\n\n".join((*parts, end)) + "\n"


def _signed(letter: MergedLetter) -> tuple[str, ...]:
    return (letter.name, *letter.sender[1:])


def _listed(items: tuple[Item, ...], width: int | None, indent: str = "") -> Iterator[str]:
    for item in items:
        mark = f"{indent}{item.sign} "
        yield _wrapped(_words(item.text), width, mark)
        yield from _listed(item.items, width, " " * len(mark))


def _wrapped(text: str, width: int | None, mark: str = "") -> str:
    if width is None:
        return mark + text
    filled = textwrap.fill(
        kept_together(text, HELD),
        width,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled.replace(HELD, " ")


def _words(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph)
