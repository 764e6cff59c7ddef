"""The files that supporters take away, each made when it is asked for and forgotten."""

from flask import Blueprint, render_template, request

from campaign.errors import CannotRender
from campaign.models.vocabulary import Channel
from campaign.rendering.document import marked_name
from campaign.rendering.order import Order
from campaign.rendering.package import zipped
from campaign.services.channels import cc_of, with_way
from campaign.services.filenames import ALL_ENVELOPES, ALL_LETTERS, EVERYTHING, HOW_TO, LABELS, file_name
from campaign.services.letters import COPY, write_letters
from campaign.web.supporter.asking import WRONG_WORDS, asked_for, with_form
from campaign.web.supporter.cards import cards_of, result_page
from campaign.web.supporter.forms import LetterForm, PostForm
from campaign.web.supporter.making import handed_out, letter_asked_for, made
from campaign.web.supporter.places import Answer, Place

FILES_BY_WAY = {
    Channel.PRINT: (Channel.PRINT,),
    Channel.FAX: (Channel.FAX, Channel.FAX_TIFF),
    Channel.EMAIL: (Channel.EMAIL,),
}
documents = Blueprint("documents", __name__, url_prefix="/actions/<slug>")


@documents.post("/<any('print', 'fax', 'fax-tiff', 'email'):channel>/<which>")
@with_form
def document(place: Place, filled: LetterForm, channel: str, which: str) -> Answer:
    """One letter in a channel, by its addressee's number, or as `copy` or `own`."""
    asked = letter_asked_for(place, filled, Channel(channel), which)
    (file,) = made(place, filled, [asked.letter], [asked.order])
    name = file_name(asked.addressee, asked.order.channel, which)
    return handed_out(place, file.content, file.media_type, name)


@documents.post("/print/all")
@with_form
def print_all(place: Place, filled: LetterForm) -> Answer:
    """All letters that can go by post, in one PDF; the copy for the mission is asked for by itself."""
    supporter, choice = asked_for(place, filled)
    letters = write_letters(place.found, choice, supporter, filled.language.data)
    by_post = with_way(choice, Channel.PRINT).addressees
    wanted = [
        letter
        for addressee, letter in zip(choice.addressees, letters, strict=True)
        if addressee in by_post and place.which(addressee) != COPY
    ]
    (file,) = made(place, filled, wanted, [Order(Channel.PRINT, filled.sheet)])
    return handed_out(place, file.content, file.media_type, ALL_LETTERS)


@documents.post("/<any('envelope', 'labels'):holder>/all")
@with_form
def posted_in(place: Place, filled: LetterForm, holder: str) -> Answer:
    """Envelopes or labels for all who can be written to by post, the mission too; or the result, with the reason."""
    supporter, choice = asked_for(place, filled)
    letters = write_letters(place.found, choice, supporter, filled.language.data)
    by_post = with_way(choice, Channel.PRINT).addressees
    wanted = [letter for addressee, letter in zip(choice.addressees, letters, strict=True) if addressee in by_post]
    post = PostForm(filled.country.data, request.form)
    try:
        (file,) = made(place, filled, wanted, [post.order(Channel(holder), filled.sheet)])
    except CannotRender as refusal:
        return result_page(place, filled, choice, letters, post, refusal.sentence), WRONG_WORDS
    name = LABELS if holder == Channel.LABELS else ALL_ENVELOPES
    return handed_out(place, file.content, file.media_type, name)


@documents.post("/everything")
@with_form
def everything(place: Place, filled: LetterForm) -> Answer:
    """Letters, faxes and e-mail drafts to everyone who was chosen, with a page on how to send them, in one ZIP."""
    supporter, choice = asked_for(place, filled)
    letters = write_letters(place.found, choice, supporter, filled.language.data)
    files: dict[str, bytes] = {}
    cards = cards_of(place, choice, filled.country.data)
    for addressee, card, letter in zip(choice.addressees, cards, letters, strict=True):
        orders = [
            Order(channel, filled.sheet, cc=cc_of(place.found.published, choice, addressee))
            for way in addressee.authority.ways
            for channel in FILES_BY_WAY[way]
            if not (channel is Channel.EMAIL and card.reads_along)
        ]
        for order, file in zip(orders, made(place, filled, [letter], orders), strict=True):
            files[file_name(addressee, order.channel, place.which(addressee))] = file.content
    how_to = render_template("supporter/how-to.txt", place=place, action=place.action, cards=cards, form=filled)
    named = {HOW_TO: how_to.replace("\n", "\r\n").encode("utf-8-sig"), **files}
    content = zipped({marked_name(name, specimen=place.found.rehearsal): file for name, file in named.items()})
    return handed_out(place, content, "application/zip", EVERYTHING)
