"""What is asked for: letters in a channel, with what each channel lets one choose."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from campaign.merging.letter import MergedLetter
from campaign.models.vocabulary import Channel
from campaign.rendering.document import Document, marked_name
from campaign.rendering.draft import draft
from campaign.rendering.envelopes import envelopes_pdf
from campaign.rendering.fax import fax_pdf, fax_tiff
from campaign.rendering.gateway import gateway_draft
from campaign.rendering.labels import labels_pdf
from campaign.rendering.message import message_of
from campaign.rendering.papers import ENVELOPES, LABEL_SHEETS, Envelope, LabelSheet, Paper
from campaign.rendering.pdf import print_pdf
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding

ATTACHED = "letter.pdf"


@dataclass(frozen=True)
class Fax:
    """How a fax is made: its resolution and coding, whether with a cover sheet."""

    resolution: Resolution = Resolution.FINE
    coding: Coding = Coding.G4
    cover: bool = False


@dataclass(frozen=True)
class Post:
    """What a letter is posted in: the size of its envelope; a sheet of labels and the first free one on it."""

    envelope: Envelope = ENVELOPES["dl"]
    labels: LabelSheet = LABEL_SHEETS["a4-3x8"]
    first: int = 1


@dataclass(frozen=True)
class Order:
    """A channel, the sheet, and what the channel lets one choose."""

    channel: Channel
    paper: Paper
    fax: Fax = field(default_factory=Fax)
    attach: bool = False  # the printed letter, to an e-mail
    cc: tuple[str, ...] = ()  # addresses that get a copy of an e-mail
    post: Post = field(default_factory=Post)
    gateway: str = ""  # a fax service's address for the number: the fax becomes an e-mail draft to it


def make(letters: Sequence[MergedLetter], order: Order) -> Document:
    """Return letters as one document; a fax image and an e-mail hold one letter.

    Raises CannotRender for what cannot be shown or would not arrive.
    """
    if order.channel is Channel.PRINT:
        return print_pdf(letters, order.paper)
    if order.channel is Channel.ENVELOPE:
        return envelopes_pdf(letters, order.post.envelope)
    if order.channel is Channel.LABELS:
        return labels_pdf(letters, order.post.labels, order.post.first)
    if order.channel is Channel.FAX and not order.gateway:
        return fax_pdf(letters, order.paper, cover=order.fax.cover)
    (letter,) = letters
    if order.channel is Channel.EMAIL:
        attachments = (
            {marked_name(ATTACHED, specimen=letter.specimen): print_pdf([letter], order.paper)} if order.attach else {}
        )
        return draft(message_of(letter, order.cc), attachments)
    fax = (
        fax_pdf([letter], order.paper, cover=order.fax.cover)
        if order.channel is Channel.FAX
        else fax_tiff(letter, order.paper, order.fax.resolution, order.fax.coding, cover=order.fax.cover)
    )
    return as_sent(letter, fax, order)


def as_sent(letter: MergedLetter, fax: Document, order: Order) -> Document:
    """Return a fax as it is, or as an e-mail to the fax service that the order names."""
    return gateway_draft(letter, fax, order.gateway) if order.gateway else fax


def make_each(letters: Sequence[MergedLetter], orders: Sequence[Order]) -> tuple[Document, ...]:
    """Return one document for each order, of the same letters."""
    return tuple(make(letters, order) for order in orders)
