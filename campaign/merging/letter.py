"""A merged letter: all of a letter's final words, frozen, before layout. Print, fax and e-mail start from it alike."""

from dataclasses import dataclass

from campaign.merging.phrasebook import FaxWords
from campaign.merging.signature import Signature


@dataclass(frozen=True)
class Span:
    """A stretch of text; `strong` where a name is to stand out."""

    text: str
    strong: bool = False


Paragraph = tuple[Span, ...]


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text in which empty lines part them."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def plain(text: str) -> Paragraph:
    """Return a text as a paragraph in which nothing stands out."""
    return (Span(text),)


@dataclass(frozen=True)
class Item:
    """One demand with its punctuation, the number or letter that it stands under, and its sub-items."""

    sign: str
    text: Paragraph
    items: tuple["Item", ...] = ()


@dataclass(frozen=True)
class MergedLetter:
    """One supporter's letter to one addressee, in the order in which it is read."""

    language: str
    direction: str
    han: str  # whose forms Chinese characters take: `zh-Hans`, `zh-Hant`, `ja` or `ko`
    sender: tuple[str, ...]
    return_address: tuple[str, ...]  # of an envelope; empty where the sender shows no postal address
    addressee: tuple[str, ...]
    address: tuple[str, ...]  # empty where post cannot be sent
    country_language: str | None  # of the address's last line, the country; none where that is not named
    faxes: tuple[str, ...]
    emails: tuple[str, ...]
    date: str
    place_and_date: str
    subject: str
    copy_note: str | None
    salutation: str
    before_demands: tuple[Paragraph, ...]
    introduction: Paragraph
    demands: tuple[Item, ...]  # empty where the introduction says the only demand itself
    after_demands: tuple[Paragraph, ...]
    closing: str
    signature: Signature
    signature_in_words: str  # for whoever hears the letter instead of seeing it
    name: str
    fax_words: FaxWords
    specimen: bool  # made in a rehearsal: every channel marks it, and none addresses it to anybody
    in_own_words: bool = False  # something in it was written by the sender alone

    def every_text(self) -> tuple[str, ...]:
        """Return every text of the letter, for checks that read it all."""
        return (*self.addressee, *self.address, *self.own_texts())

    def own_texts(self) -> tuple[str, ...]:
        """Return all that the sender says, name and address included: everything but the addressee's block."""
        paragraphs = (*self.before_demands, self.introduction, *_paragraphs(self.demands), *self.after_demands)
        words = ("".join(span.text for span in paragraph) for paragraph in paragraphs)
        head = (*self.sender, self.place_and_date, self.subject, self.copy_note or "", self.salutation)
        return (*head, *words, self.closing, self.name)


def _paragraphs(items: tuple[Item, ...]) -> tuple[Paragraph, ...]:
    return tuple(paragraph for item in items for paragraph in (item.text, *_paragraphs(item.items)))
