"""Whoever writes to whomever on whatever paper: a document in which nothing is lost, or a sentence on why not."""

import random
import re
from dataclasses import replace

import pypdfium2
import pytest

from bench.scripts import SAMPLES, letter_in
from bench.signatures import each_kind
from campaign.errors import DoesNotFit
from campaign.merging.bidi import isolated
from campaign.merging.han import han_forms
from campaign.merging.letter import MergedLetter, plain
from campaign.models.vocabulary import Channel
from campaign.rendering.order import Order, Post, make
from campaign.rendering.papers import ENVELOPES, LABEL_SHEETS, PAPERS
from tests.rendering.looking import even, ink_area, ink_of, inked_twice, inside, lines_on_each_page, printable
from tests.rendering.test_windows import refuse_ink_elsewhere

SIGNATURES = list(each_kind().values())
LATIN = ["Ana", "Nguyễn", "Thị", "Ánh", "Åström", "Straße", "7", "12b", "São", "Łódź", "Committee", "of", "Federation"]
HARD = [
    "M" * 60,
    "Wolfeschlegelsteinhausenbergerdorff",
    "W" * 25,
    "d’Arc-O’Brien",
    "ʻŌ",
    "Q",
    "Ǻ",
    "Žũ̃ŷ",
    "ﬁ",
    "&",
    "<b>",
]
SCRIPTS = [LATIN, LATIN + HARD] + [[*each.name.split(), *each.street.split(), *each.town.split()] for each in SAMPLES]
LIKELY = [1 if each.language[:2] in ("zh", "ja", "ko") else 4 for each in SAMPLES]  # whose fonts take a second to read
TOUCHING_MM2 = 0.15  # where a window leaves least room, the tail of a “g” may reach the accent of an “Á” below it
DRAWN_OTHERWISE = re.compile("[\u0300-\u036f\u0590-\u08ff\u0900-\u097f\ufb00-\ufb06]")  # than they are written


def words(chance: random.Random, vocabulary: list[str], longest: int, direction: str) -> str:
    """A few words of at most so many characters, as the merge sets them into a letter of a direction."""
    text = " ".join(chance.choices(vocabulary, k=chance.choice([1, 2, 2, 3, 4, 8])))
    return isolated(text[:longest].strip(), direction)


def some_letter(chance: random.Random) -> MergedLetter:
    """A letter in some language from somebody to somebody, each in some script, of some length, signed in some way."""
    made = letter_in(chance.choices(SAMPLES, LIKELY)[0].language, signature=chance.choice(SIGNATURES))
    ours, theirs = chance.choice(SCRIPTS), chance.choice(SCRIPTS)
    sender = tuple(words(chance, ours, 60, made.direction) for _ in range(chance.randint(2, 7)))
    text = isolated(" ".join(chance.choices(ours, k=chance.choice([5, 60, 200, 500]))), made.direction)
    return replace(
        made,
        han=han_forms(made.language, text, "PT"),
        sender=sender,
        return_address=chance.choice([sender, ()]),
        addressee=tuple(words(chance, theirs, 80, made.direction) for _ in range(chance.randint(1, 3))),
        address=tuple(words(chance, theirs, 60, made.direction) for _ in range(chance.randint(2, 5))),
        before_demands=(*made.before_demands * chance.randint(1, 4), plain(text)),
        name=sender[0],
    )


def some_order(chance: random.Random) -> Order:
    """A letter on some paper, mostly; else an envelope or labels."""
    channel = chance.choices([Channel.PRINT, Channel.FAX, Channel.ENVELOPE, Channel.LABELS], weights=[9, 1, 2, 2])[0]
    post = Post(
        chance.choice(list(ENVELOPES.values())), chance.choice(list(LABEL_SHEETS.values())), chance.randint(1, 24)
    )
    return Order(channel, chance.choice(list(PAPERS.values())), post=post)


def what_must_be_there(made: MergedLetter, channel: Channel) -> list[str]:
    """Every word that the document must say, in any order, but for those whose letters are drawn in another one."""
    texts = [*made.addressee]
    if channel is not Channel.FAX:
        texts += made.address
    if channel in (Channel.PRINT, Channel.ENVELOPE):
        texts += made.return_address
    if channel in (Channel.PRINT, Channel.FAX):
        texts += [*made.sender, *("".join(span.text for span in each) for each in made.before_demands), made.closing]
    words = {word for text in texts for word in even(text).split()}
    return sorted(word for word in words if not DRAWN_OTHERWISE.search(word))


def look_at(made: MergedLetter, order: Order) -> None:
    """Make a document and look for what is lost, drawn over something else, outside, or alone on a page."""
    content = make([made], order).content
    pages = list(pypdfium2.PdfDocument(content))
    if made.direction == "ltr":
        text = "".join(even(page.get_textpage().get_text_range()).replace(" ", "") for page in pages)
        assert [word for word in what_must_be_there(made, order.channel) if word not in text] == []
    assert inked_twice(content, TOUCHING_MM2) == []
    for ink in ink_of(content):
        assert inside(ink_area(ink), printable(ink))
    if len(pages) > 1:
        assert lines_on_each_page(content)[-1] >= 4  # what stands above the close, the close, the name, and “2 / 2”
    if order.channel is Channel.PRINT and order.paper.window:
        refuse_ink_elsewhere(content, order.paper, TOUCHING_MM2)


@pytest.mark.parametrize(
    ("first", "count"),
    [(0, 100), *(pytest.param(start, 200, marks=pytest.mark.long) for start in range(100, 2000, 200))],
)
def test_any_letter_is_a_whole_document_or_a_sentence(first: int, count: int) -> None:
    refused = 0
    for number in range(first, first + count):
        chance = random.Random(number)  # noqa: S311  (no secret)
        made, order = some_letter(chance), some_order(chance)
        try:
            look_at(made, order)
        except DoesNotFit as refusal:
            assert str(refusal).count(":") == 1
            assert str(refusal).endswith(".")
            refused += 1
        except AssertionError as wrong:
            raise AssertionError(
                f"number {number}, {made.language}, {order.channel}, {order.paper.name}: {wrong}"
            ) from wrong
    assert refused < count / 2
