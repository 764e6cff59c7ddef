"""What finished files say, read once more before they leave."""

import io
from dataclasses import replace
from email.message import EmailMessage

import pikepdf
import pytest

from campaign.errors import NamedOrganisation
from campaign.merging.letter import Span
from campaign.models.vocabulary import Channel, NameEmphasis
from campaign.rendering.document import Document
from campaign.rendering.inspection import words_in
from campaign.rendering.order import Order, make
from campaign.rendering.papers import PAPERS
from campaign.services.outgoing import refuse_outgoing
from tests.factories import published
from tests.rendering.test_pdf import letter

CHANNELS = list(Channel)


def made(channel: Channel, **changes) -> Document:
    return make(
        [replace(letter(), emails=("office@justice.example",), **changes)], Order(channel, PAPERS["a4"], attach=True)
    )


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_clean_file_passes(channel: Channel) -> None:
    refuse_outgoing(published(), [letter()], "1-minister.pdf", made(channel))


@pytest.mark.parametrize("channel", [Channel.PRINT, Channel.FAX, Channel.EMAIL])
def test_a_name_that_got_past_the_merge_is_found_in_the_file(channel: Channel) -> None:
    with pytest.raises(NamedOrganisation):
        refuse_outgoing(published(), [letter()], "", made(channel, closing="Yours, for Example Rights Watchers"))


@pytest.mark.parametrize("place", ["docinfo", "metadata"])
def test_a_name_in_what_a_pdf_says_of_itself_is_found(place: str) -> None:
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(Channel.PRINT).content)) as pdf:
        if place == "docinfo":
            pdf.docinfo["/Author"] = "ERW"
        else:
            with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata["dc:description"] = "for Example Rights Watchers"
        pdf.save(content)

    with pytest.raises(NamedOrganisation):
        refuse_outgoing(published(), [letter()], "", Document(content.getvalue(), "application/pdf", (1,)))


@pytest.mark.parametrize("name", ["ua-7-26.pdf", "erw-rights-watchers.pdf"])
def test_a_name_in_the_files_own_name_is_found(name: str) -> None:
    with pytest.raises(NamedOrganisation):
        refuse_outgoing(published(), [letter()], name, made(Channel.PRINT))


def test_a_name_in_a_header_or_an_attachments_name_is_found() -> None:
    message = EmailMessage()
    message["Subject"] = "Ilir Doe"
    message.set_content("A letter.")
    message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="Rights Watchers.bin")

    with pytest.raises(NamedOrganisation):
        refuse_outgoing(published(), [letter()], "", Document(bytes(message), "message/rfc822", (1,)))


@pytest.mark.parametrize("channel", [Channel.ENVELOPE, Channel.LABELS])
def test_a_name_on_an_envelope_or_a_label_is_found_unless_it_is_the_addressees_own(channel: Channel) -> None:
    named = {"addressee": ("Jane Roe", "Example Rights Watchers")}
    clean = letter()
    by_one_line = replace(clean, addressee=("Jane Roe", "Head of the Department for Rights Watchers" * 2, "Ministry"))

    with pytest.raises(NamedOrganisation):
        refuse_outgoing(published(), [clean], "", made(channel, **named))
    refuse_outgoing(published(), [replace(clean, **named)], "", made(channel, **named))
    refuse_outgoing(published(), [by_one_line], "", made(channel, addressee=by_one_line.addressee))


@pytest.mark.parametrize("channel", [Channel.ENVELOPE, Channel.PRINT])
def test_a_name_in_the_senders_address_is_found_on_an_envelope_and_above_a_window(channel: Channel) -> None:
    letters = [replace(letter(), return_address=("Ana Souza", "c/o Example Rights Watchers", "Portugal"))]

    with pytest.raises(NamedOrganisation):
        refuse_outgoing(published(), letters, "", make(letters, Order(channel, PAPERS["din-b"])))


def test_offices_beside_one_another_on_a_sheet_of_labels_make_no_name() -> None:
    letters = [
        replace(letter(), addressee=(name, "Minister")) for name in ("Office of Example Rights", "Watchers Unit")
    ]

    refuse_outgoing(published(), letters, "labels.pdf", make(letters, Order(Channel.LABELS, PAPERS["a4"])))


def test_an_office_may_be_called_like_an_organisation() -> None:
    named = {"addressee": ("Department for Rights Watchers", "Example Rights Watchers Street 1")}
    like_it = replace(letter(), **named)

    for channel in (Channel.PRINT, Channel.FAX):
        refuse_outgoing(published(), [like_it], "", made(channel, **named))


def test_an_office_called_like_one_may_stand_over_several_lines() -> None:
    named = {
        "addressee": ("General Directorate of Administrative Correspondence of the Unified-Rights-Watchers Office",)
    }

    refuse_outgoing(published(), [replace(letter(), **named)], "", made(Channel.PRINT, **named))


def test_an_office_that_gets_a_copy_may_have_an_address_like_one() -> None:
    cc = ("office@rights.example",)
    order = Order(Channel.EMAIL, PAPERS["a4"], cc=cc)
    draft = make([replace(letter(), emails=("office@justice.example",))], order)

    refuse_outgoing(published(), [letter()], "", draft, cc)


def test_a_persons_name_in_capitals_is_no_acronym() -> None:
    (person,) = published().persons
    texts = tuple(replace(text, name="Erw Doe") for text in person.texts)
    action = published(persons=(replace(person, texts=texts),), name_emphasis=NameEmphasis.CAPITALS)
    paragraph = (Span("I am concerned for ERW DOE."),)

    refuse_outgoing(action, [letter()], "", made(Channel.PRINT, before_demands=(paragraph,)))


def test_a_pdf_is_read_with_its_words_and_its_title() -> None:
    words = " ".join(words_in(made(Channel.PRINT)))

    assert "Ilir Doe" in words
    assert "Letter" in words
