"""The form in which a supporter writes: what they type stays as they typed it, whatever is wrong with it."""

import base64
import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField, Field, Form, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import FileField, HiddenField
from wtforms.fields.choices import SelectChoice

from campaign.errors import BadSignature, BadSupporter, Sentence
from campaign.merging.countries import COUNTRIES, country_name
from campaign.merging.signature import Signature, SignatureKind
from campaign.merging.supporter import Identity, Supporter, read_supporter
from campaign.models.vocabulary import Channel, OwnMinister
from campaign.rendering.order import Fax, Order, Post
from campaign.rendering.papers import (
    ENVELOPES,
    LABEL_SHEETS,
    PAPERS,
    Paper,
    envelope_for,
    labels_for,
    paper_for,
    window_paper_for,
)
from campaign.rendering.pictures import own_picture
from campaign.rendering.scan import Resolution
from campaign.rendering.tiff import Coding
from campaign.services.actions import ActionNow
from campaign.services.checks import OWN_FIELDS
from campaign.services.dialling import FaxLine
from campaign.services.languages import offered_languages, proposed_language
from campaign.web.filters import language_name, said

USUAL_PAPER, USUAL_WINDOW = "usual", "window"
MOST_LABELS = max(sheet.count for sheet in LABEL_SHEETS.values())
OWN_MINISTERS = {
    OwnMinister.FOREIGN_MINISTER: _("Also a letter to the foreign minister of my country"),
    OwnMinister.PRIME_MINISTER: _("Also a letter to the prime minister of my country"),
    OwnMinister.HEAD_OF_STATE: _("Also a letter to the head of state of my country"),
}
PLAIN_PAPER, FOR_WINDOWS = _("You write the address on the envelope"), _("For envelopes with a window")


class LetterForm(Form):  # type: ignore[misc]  # WTForms has no types of its own
    """Who the supporter is, to whom they write, their own words, and how they sign."""

    revision = HiddenField()
    name = StringField(_("Your full name"))
    address = TextAreaField(_("Your postal address"))
    country = SelectField(_("Your country"))
    place = StringField(_("Where you write from"))
    identity = RadioField(
        _("How much the letter tells of you"),
        choices=[
            SelectChoice(Identity.FULL.value, _("My name and my address")),
            SelectChoice(Identity.NO_ADDRESS.value, _("My name, without my address")),
            SelectChoice(Identity.INITIALS.value, _("My initials and my town")),
        ],
    )
    to = SelectMultipleField(_("To whom"), coerce=int)
    copies = BooleanField(_("Also a copy to the embassy in my country"))
    own_minister = BooleanField()
    language = SelectField(_("Language of the letter"))
    who_i_am = StringField(_("Who you are"))
    my_link = StringField(_("What links you to the country or the case"))
    own_words = TextAreaField(_("Your own words"))
    signature = RadioField(
        _("How you sign"),
        choices=[
            SelectChoice(SignatureKind.INK.value, _("By hand: leave room above my name")),
            SelectChoice(SignatureKind.TYPED.value, _("With my typed name")),
            SelectChoice(SignatureKind.DRAWN.value, _("Draw it here")),
            SelectChoice(SignatureKind.PICTURE.value, _("With a picture of my signature")),
        ],
    )
    drawing = HiddenField()
    upload = FileField(_("Picture of your signature"))
    picture = HiddenField()  # the upload, once it is clean: a file itself cannot travel from form to form
    paper = SelectField(
        _("Paper"),
        choices=[
            SelectChoice(USUAL_PAPER, _("Plain, as usual in my country"), optgroup=PLAIN_PAPER),
            SelectChoice("a4", _("Plain A4"), optgroup=PLAIN_PAPER),
            SelectChoice("letter", _("Plain US Letter"), optgroup=PLAIN_PAPER),
            SelectChoice(USUAL_WINDOW, _("The window that is usual in my country"), optgroup=FOR_WINDOWS),
            SelectChoice("din-b", _("DIN B (Germany, Austria)"), optgroup=FOR_WINDOWS),
            SelectChoice("din-a", _("DIN A (Germany)"), optgroup=FOR_WINDOWS),
            SelectChoice("swiss-left", _("Swiss left"), optgroup=FOR_WINDOWS),
            SelectChoice("swiss-right", _("Swiss right"), optgroup=FOR_WINDOWS),
            SelectChoice("french", _("French"), optgroup=FOR_WINDOWS),
            SelectChoice("us-10", _("US #10"), optgroup=FOR_WINDOWS),
            SelectChoice("uk-dl", _("UK DL"), optgroup=FOR_WINDOWS),
        ],
    )

    def __init__(self, found: ActionNow, typed: Any = None) -> None:
        action = found.published
        super().__init__(
            typed,
            data={
                "signature": SignatureKind.INK.value,
                "paper": USUAL_PAPER,
                "copies": True,
                "own_minister": True,
                "identity": Identity.FULL.value,
                "language": proposed_language(action, str(get_locale())),
            },
        )
        self.country.choices = [SelectChoice("", _("Choose your country")), *_countries()]
        self.to.choices = [SelectChoice(each.position) for each in action.addressees]
        self.language.choices = [SelectChoice(code, language_name(code)) for code in offered_languages(action)]
        if action.own_minister:
            self.own_minister.label.text = OWN_MINISTERS[action.own_minister]
        self.supporter: Supporter | None = None
        self._refused_picture: Sentence | None = None
        if not typed:
            self.start_anew(found)

    def start_anew(self, found: ActionNow) -> None:
        """Write for the action as it is now, to all of its addressees; what the supporter said of themselves stays.

        An own minister is asked for again too: the form from before may not have had that choice.
        """
        self.revision.data = found.stamp
        self.own_minister.data = True
        self.to.data = [each.position for each in found.published.addressees]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; what is wrong with the supporter's own words is said as the command line says it."""
        good: bool = super().validate(extra_validators)
        try:
            self.supporter = read_supporter(self.answers())
        except BadSupporter as refusal:
            good = False
            for field, problem in refusal.problems.items():
                self["address" if field == "address_lines" else field].errors = [said(problem)]
            if "country" in refusal.problems:
                self.country.errors = [_("Choose your country from the list.")]
            if "address_lines" in refusal.problems and not (self.address.data or "").strip():
                self.address.errors = [_("Give your postal address, the street first.")]
        if self._refused_picture is not None:
            good = False
            self.signature.errors = [said(self._refused_picture)]
        if not self.to.data and not self.to.errors:
            good = False
            self.to.errors = [_("Choose at least one addressee.")]
        if self.paper.data == USUAL_WINDOW and self.country.data and not window_paper_for(self.country.data):
            good = False
            self.paper.errors = [_("We know of no window that is usual in your country. Choose one from the list.")]
        return good

    def answers(self) -> dict[str, Any]:
        """Return what the supporter says of themselves, as typed, for read_supporter."""
        return {
            "name": self.name.data,
            "address_lines": [line for line in (self.address.data or "").splitlines() if line.strip()],
            "country": self.country.data,
            "place": self.place.data,
            **self.own(),
            "identity": self.identity.data,
            "signature": self._signature(),
        }

    def own(self) -> dict[str, str]:
        """Return what the supporter adds to the letter, as typed."""
        return {field: self[field].data or "" for field in OWN_FIELDS}

    def keep_picture(self, png: bytes) -> None:
        """Carry a cleaned picture along."""
        self.picture.data = base64.b64encode(png).decode()
        self.picture.raw_data = [self.picture.data]

    def refuse_picture(self, why: Sentence) -> None:
        """Say at the signature what is wrong with the picture that was uploaded, once the form is checked."""
        self._refused_picture = why

    @property
    def has_refused_picture(self) -> bool:
        """Whether a picture was given that cannot be used."""
        return self._refused_picture is not None

    @property
    def sheet(self) -> Paper:
        """The paper to print on."""
        if self.paper.data in PAPERS:
            return PAPERS[self.paper.data]
        window = window_paper_for(self.country.data) if self.paper.data == USUAL_WINDOW else None
        return window or paper_for(self.country.data)

    def field_with(self, words: str) -> Field:
        """Return the field in which a character or words were typed; the own words if they are in none, or are none."""
        fields = [self.own_words, self.who_i_am, self.my_link, self.name, self.address, self.place]
        said = words.casefold()
        return next((field for field in fields if said and said in (field.data or "").casefold()), self.own_words)

    def _signature(self) -> Signature | str | dict[str, str]:
        """Return what the form holds for the chosen way to sign, for read_supporter."""
        if self.signature.data == SignatureKind.DRAWN:
            return {"strokes": self.drawing.data or ""}
        if self.signature.data == SignatureKind.PICTURE and self._refused_picture is None:
            try:
                return Signature(SignatureKind.PICTURE, picture=own_picture(self.picture.data or ""))
            except BadSignature as refusal:
                self.refuse_picture(refusal.sentence)
        return str(self.signature.data) if self._refused_picture is None else SignatureKind.INK.value

    def typed(self) -> list[tuple[str, str]]:
        """Return the names and values that a hidden copy of the form must carry, as they were typed."""
        return [
            (field.name, value)
            for field in self
            for value in (field.raw_data if field.raw_data is not None else [field.data])
            if isinstance(value, str)
        ]


class SendingForm(Form):  # type: ignore[misc]
    """What one can choose for a fax or an e-mail; it says nothing of the supporter."""

    cover = BooleanField(_("Add a cover sheet: one page more"))
    resolution = SelectField(
        _("Quality"),
        default=Resolution.FINE.value,
        choices=[
            SelectChoice(Resolution.FINE.value, _("Fine: easier to read")),
            SelectChoice(Resolution.STANDARD.value, _("Standard: faster")),
        ],
    )
    coding = SelectField(
        _("Coding"),
        default=Coding.G4.value,
        choices=[
            SelectChoice(Coding.G4.value, _("Group 4: most programs")),
            SelectChoice(Coding.G3.value, _("Group 3: old programs")),
        ],
    )
    attach = BooleanField(_("Attach the letter as a PDF as well"))
    number = SelectField(_("Number"))
    pattern = StringField(_("Address pattern of your fax service"))

    def __init__(self, typed: Any = None, lines: Sequence[FaxLine] = (), pattern: str = "") -> None:
        super().__init__(typed, data={"pattern": pattern})
        self.number.choices = [SelectChoice(line.e164, line.shown) for line in lines]

    def order(self, channel: Channel, paper: Paper) -> Order:
        """Return what to make; a quality or coding that is not offered is a bad request."""
        if not (self.resolution.validate(self) and self.coding.validate(self)):
            raise BadRequest
        fax = Fax(Resolution(self.resolution.data), Coding(self.coding.data), bool(self.cover.data))
        return Order(channel, paper, fax, attach=bool(self.attach.data))


class PostForm(Form):  # type: ignore[misc]
    """What letters are posted in; it says nothing of the supporter."""

    envelope = SelectField(
        _("Size of your envelopes"),
        choices=[
            SelectChoice("dl", _("DL: A4 folded twice")),
            SelectChoice("c5", _("C5: A4 folded once")),
            SelectChoice("c6", _("C6: A4 folded twice, crosswise")),
            SelectChoice("us-10", _("US #10: US Letter folded twice")),
        ],
    )
    labels = SelectField(
        _("Sheet of labels"),
        choices=[
            SelectChoice("a4-3x8", _("A4: 24 labels")),
            SelectChoice("us-5160", _("US Letter: 30 labels (5160)")),
        ],
    )
    first = SelectField(
        _("First free label"), choices=[SelectChoice(str(place)) for place in range(1, 1 + MOST_LABELS)]
    )

    def __init__(self, country: str, typed: Any = None) -> None:
        usual = {"envelope": envelope_for(country).name, "labels": labels_for(country).name, "first": "1"}
        super().__init__(typed, data=usual)

    def order(self, channel: Channel, paper: Paper) -> Order:
        """Return what to make; a size or sheet that is not offered is a bad request."""
        if not all(field.validate(self) for field in self):
            raise BadRequest
        post = Post(ENVELOPES[self.envelope.data], LABEL_SHEETS[self.labels.data], int(self.first.data))
        return Order(channel, paper, post=post)


SENDING_FIELDS = frozenset({"cover", "resolution", "coding", "attach", "number", "pattern"})
SENDING_FIELDS |= {"envelope", "labels", "first"}


def _countries() -> list[SelectChoice]:
    language = str(get_locale())
    names = [(country_name(code, language), code) for code in COUNTRIES]
    names.sort(key=lambda pair: unicodedata.normalize("NFD", pair[0]).casefold())
    return [SelectChoice(code, name) for name, code in names]
