"""Envelopes to print on: the addressee where sorting machines look, the sender at the top left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from campaign.errors import DoesNotFit
from campaign.merging.letter import MergedLetter
from campaign.rendering.blocks import Block, Fit, Type, address_of, fits
from campaign.rendering.document import Document
from campaign.rendering.fonts import ON_PAPER, refuse_missing_characters
from campaign.rendering.layout import LaidOut, joint_pdf, lay_out
from campaign.rendering.papers import ENVELOPES, Envelope
from campaign.rendering.templates import letter_templates

ADDRESS_TYPES = (Type(12, 1.3), Type(11, 1.25), Type(10, 1.18))  # posts read 10 to 12 pt best
SENDER_TYPES = (Type(9, 1.2), Type(8, 1.18), Type(7, 1.18))


def envelopes_pdf(letters: Sequence[MergedLetter], envelope: Envelope) -> Document:
    """Return an envelope for each letter, as one tagged PDF of the envelope's size.

    A sender who shows no postal address is left out. Raises DoesNotFit for an address that is too long, and
    CannotRender for a character that no font has.
    """
    laid_out = [lay_out_envelope(letter, envelope) for letter in letters]
    return Document(joint_pdf(laid_out), "application/pdf", tuple(len(document.pages) for document in laid_out))


def lay_out_envelope(letter: MergedLetter, envelope: Envelope, blank: Sequence[Markup] = ()) -> LaidOut:
    """Return the envelope of a letter laid out; with `blank`, that takes the places of the sender's own lines.

    Raises DoesNotFit and CannotRender as `envelopes_pdf` does.
    """
    refuse_missing_characters((*letter.return_address, *letter.addressee, *letter.address), ON_PAPER)
    address = _address_fit(letter, envelope)
    if address is None:
        raise DoesNotFit(
            "The address of %(addressee)s does not fit on an envelope of the size %(envelope)s. "
            "Sizes that can hold it: %(envelopes)s. You can also write it by hand.",
            addressee=letter.addressee[0],
            envelope=envelope.title,
            envelopes=_titles(each for each in ENVELOPES.values() if _address_fit(letter, each)),
        )
    sender = _sender_fit(letter, envelope)
    if sender is None and letter.return_address:
        raise DoesNotFit(
            "Your own address does not fit on an envelope of the size %(envelope)s. "
            "Sizes that can hold it: %(envelopes)s. You can also write it by hand.",
            envelope=envelope.title,
            envelopes=_titles(each for each in ENVELOPES.values() if _sender_fit(letter, each)),
        )
    if sender and blank:
        sender = replace(sender, block=replace(sender.block, lines=tuple(blank)))
    template = letter_templates().get_template("envelope/envelope.html")
    html = template.render(letter=letter, sheet=envelope.sheet, address=address, sender=sender)
    return lay_out(html, "envelope/envelope.css", envelope.sheet, "blocks/blocks.css")


def _address_fit(letter: MergedLetter, envelope: Envelope) -> Fit | None:
    return fits([address_of(letter)], envelope.address, ADDRESS_TYPES)[0]


def _sender_fit(letter: MergedLetter, envelope: Envelope) -> Fit | None:
    if not letter.return_address:
        return None
    block = Block(letter.return_address, letter.language, letter.direction, letter.han)
    return fits([[block]], envelope.sender, SENDER_TYPES)[0]


def _titles(envelopes: Iterable[Envelope]) -> str:
    return ", ".join(each.title for each in envelopes) or "–"
