"""The pages that help to send a fax or an e-mail; nothing is ever sent from here."""

from dataclasses import replace

from flask import Blueprint, current_app, render_template, request
from flask_babel import gettext as _

from campaign.errors import BadContact
from campaign.models.vocabulary import Channel
from campaign.rendering.fax import LINE_SPEEDS, minutes_on_the_line
from campaign.rendering.gateway import gateway_address
from campaign.rendering.mail_links import compose_links, mailto
from campaign.rendering.message import message_of
from campaign.rendering.scan import Resolution
from campaign.services.dialling import fax_lines, sendfax_command
from campaign.services.filenames import file_name
from campaign.web.filters import said
from campaign.web.supporter.asking import WRONG_WORDS, with_form
from campaign.web.supporter.cards import card_of
from campaign.web.supporter.forms import LetterForm, SendingForm
from campaign.web.supporter.making import Asked, handed_out, letter_asked_for, made
from campaign.web.supporter.places import Answer, Place

FAX_PATTERN = "FAX_PATTERN"  # the setting, in the application's configuration
sending = Blueprint("sending", __name__, url_prefix="/actions/<slug>/sending")


@sending.post("/email/<which>")
@with_form
def email(place: Place, filled: LetterForm, which: str) -> Answer:
    """How to send the letter by e-mail: a link, a draft, or the words to copy."""
    asked = letter_asked_for(place, filled, Channel.EMAIL, which)
    message = message_of(asked.letter, asked.order.cc)
    return render_template(
        "supporter/email.html",
        place=place,
        action=place.action,
        form=filled,
        sending=SendingForm(request.form),
        card=card_of(place, asked.addressee, filled.country.data),
        message=message,
        direction=asked.letter.direction,
        mailto=mailto(message),
        compose=compose_links(message),
    )


@sending.post("/fax/<which>")
@with_form
def fax(place: Place, filled: LetterForm, which: str) -> Answer:
    """How to send the letter by fax: numbers, minutes, files, and a draft to a fax service."""
    asked = letter_asked_for(place, filled, Channel.FAX, which)
    return _fax_page(place, filled, asked, _sending_form(filled, asked))


@sending.post("/fax-service/<which>")
@with_form
def fax_service(place: Place, filled: LetterForm, which: str) -> Answer:
    """The fax as an e-mail draft to the supporter's own fax service; or the page again, with what is wrong."""
    asked = letter_asked_for(place, filled, Channel.FAX, which)
    choices = _sending_form(filled, asked)
    address = _service_address(choices)
    if address is None:
        return _fax_page(place, filled, asked, choices), WRONG_WORDS
    (file,) = made(place, filled, [asked.letter], [replace(asked.order, gateway=address)])
    name = file_name(asked.addressee, Channel.FAX, which, by_service=True)
    return handed_out(place, file.content, file.media_type, name)


def _service_address(choices: SendingForm) -> str | None:
    """Return the address that the fax service makes of the number; none, with a word at the field, if there is none."""
    if choices.number.data not in [choice.value for choice in choices.number.choices]:
        choices.number.errors = [_("Choose one of the numbers.")]
        return None
    try:
        return gateway_address((choices.pattern.data or "").strip(), choices.number.data)
    except BadContact as refusal:
        choices.pattern.errors = [said(refusal.sentence)]
        return None


def _fax_page(place: Place, filled: LetterForm, asked: Asked, choices: SendingForm) -> str:
    (image,) = made(place, filled, [asked.letter], [replace(asked.order, channel=Channel.FAX_TIFF)])
    card = card_of(place, asked.addressee, filled.country.data)
    file = file_name(asked.addressee, Channel.FAX_TIFF, card.which)
    return render_template(
        "supporter/fax.html",
        place=place,
        action=place.action,
        form=filled,
        sending=choices,
        card=card,
        pages=image.pages[0],
        minutes=[minutes_on_the_line(image, speed) for speed in LINE_SPEEDS],
        commands=[sendfax_command(line, file, Resolution.FINE) for line in card.lines],
    )


def _sending_form(filled: LetterForm, asked: Asked) -> SendingForm:
    lines = fax_lines(asked.addressee, filled.country.data)
    return SendingForm(request.form, lines, current_app.config[FAX_PATTERN])
