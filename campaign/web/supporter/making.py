"""From a filled-in form to documents: who gets what, made by the renderer, handed out under a plain name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Response, current_app, request

from campaign.errors import BadSignature
from campaign.merging.letter import MergedLetter
from campaign.merging.signature import SignatureKind
from campaign.models.published import PublishedAddressee
from campaign.models.vocabulary import Channel
from campaign.rendering.children import Children
from campaign.rendering.document import Document, marked_name
from campaign.rendering.glance import Glance
from campaign.rendering.order import Order
from campaign.services.channels import cc_of, with_way
from campaign.services.letters import write_letters
from campaign.services.outgoing import refuse_outgoing
from campaign.web.limits import count_request
from campaign.web.supporter.asking import asked_for, one_of, refuse_old_forms
from campaign.web.supporter.forms import LetterForm, SendingForm
from campaign.web.supporter.places import Place
from campaign.web.uploads import uploaded

RENDERER = "campaign-renderer"


@dataclass(frozen=True)
class Asked:
    """One letter, to whom it goes, and the order for its document."""

    addressee: PublishedAddressee
    letter: MergedLetter
    order: Order


def letter_asked_for(place: Place, filled: LetterForm, channel: Channel, which: str) -> Asked:
    """Return one letter, by number, as `copy` or as `own`, for a channel; raises NoWay if its addressee has none."""
    supporter, choice = asked_for(place, filled)
    one = with_way(one_of(place, choice, which), channel)
    addressee = one.addressees[0]
    letters = write_letters(place.found, choice, supporter, filled.language.data)
    letter = letters[choice.addressees.index(addressee)]
    order = SendingForm(request.form).order(channel, filled.sheet)
    if channel is Channel.EMAIL:
        order = replace(order, cc=cc_of(place.found.published, choice, addressee))
    return Asked(addressee, letter, order)


def take_picture(filled: LetterForm) -> None:
    """Clean the picture that was uploaded, if the form is to be signed with it: what is left travels on in the form."""
    upload = uploaded(filled.upload.name)
    if not upload or filled.signature.data != SignatureKind.PICTURE:
        return
    count_request()
    renderer: Children = current_app.extensions[RENDERER]
    try:
        filled.keep_picture(renderer.clean(upload))
    except BadSignature as refusal:
        filled.refuse_picture(refusal.sentence)


def made(place: Place, filled: LetterForm, letters: Sequence[MergedLetter], orders: Sequence[Order]) -> list[Document]:
    """Return a document for each order; raises ActionClosed or Updated if that happened while they were made."""
    renderer: Children = current_app.extensions[RENDERER]
    documents = renderer.make(letters, orders)
    refuse_old_forms(place.anew(), filled)
    for document, order in zip(documents, orders, strict=True):
        refuse_outgoing(place.found.published, letters, "", document, order.cc)
    return list(documents)


def glance_of(place: Place, filled: LetterForm, letter: MergedLetter, *, sample: bool) -> Glance:
    """Return a letter as it would be printed, drawn; refuses what `made` refuses."""
    renderer: Children = current_app.extensions[RENDERER]
    glance = renderer.glance(letter, filled.sheet, sample=sample)
    refuse_old_forms(place.anew(), filled)
    refuse_outgoing(place.found.published, [letter], "", glance.document)
    return glance


def handed_out(place: Place, content: bytes, media_type: str, name: str) -> Response:
    """Return a file to keep, under a plain name, which says so of a specimen."""
    answer = Response(content, mimetype=media_type)
    name = marked_name(name, specimen=place.found.rehearsal)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
