"""The form on which an imported draft is mended: rows of fields that take any words, right or wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from campaign.models.vocabulary import ActionKind, DeadlineRule, DemandKind, Gender, Office, Role
from campaign.services.importing.organisations import NEW
from campaign.services.importing.reviewed import Part, Row, Rows
from campaign.services.importing.understanding import codes_in, salutations_in
from campaign.web.desk.forms.addressees import ROLES
from campaign.web.desk.forms.authorities import OFFICES
from campaign.web.desk.forms.basics import KINDS as ACTION_KINDS
from campaign.web.desk.forms.basics import RULES
from campaign.web.desk.forms.choices import country_choices, time_zone_choices, words_of
from campaign.web.desk.forms.demands import KINDS as DEMAND_KINDS
from campaign.web.desk.forms.persons import GENDERS
from campaign.web.filters import language_name

ONE_A_LINE = _("One a line.")
CODE = _("Two letters, such as RU.")
CHOICE = re.compile(r"(?:new|(?:directory|address):[\w-]{1,200})?")
IN_A_LANGUAGE = re.compile(r"salutation_([a-z]{2,3})$")
MOST_LANGUAGES = 12


class BasicsRow(Form):  # type: ignore[misc]
    """What there is once."""

    title = StringField(_("Title"))
    kind = SelectField(_("Kind"), choices=words_of(ActionKind, ACTION_KINDS), validate_choice=False)
    case_code = StringField(_("Case code"))
    document_index = StringField(_("Index of the document"))
    issue_date = StringField(_("Issued on"), description=_("Such as 2026-05-31."))
    deadline_date = StringField(_("Last day, as printed"), description=_("Such as 2026-05-31."))
    deadline_rule = SelectField(
        _("Which means"), choices=words_of(DeadlineRule, RULES, _("nothing chosen")), validate_choice=False
    )
    deadline_wording = StringField(_("In the words of the sheet"))
    after_deadline = TextAreaField(_("What to do once the last day is over"))
    country = SelectField(_("Country whose authorities are written to"), validate_choice=False)
    time_zone = SelectField(_("Time zone of the last day"), validate_choice=False)
    languages = StringField(_("Languages to write in, best first; “own” for the supporter's own"))
    text_language = StringField(_("Language of this text (code)"))
    copies_to_missions = BooleanField(_("Copies go to the embassy in the supporter's country"))
    report_to = TextAreaField(
        _("Where to report"), description=_("Kept with an organisation that is new; one of the list keeps its own.")
    )
    facts = TextAreaField(_("What happened"))
    background = TextAreaField(_("Background"))


class _Row(Form):  # type: ignore[misc]
    id = HiddenField()
    lines = HiddenField()
    sure = HiddenField(default="yes")


class OrganisationRow(_Row):
    """Who published it."""

    name = StringField(_("Name as printed"))
    use = SelectField(_("In your list"), validate_choice=False)
    contact = StringField(_("Whom supporters ask, if it is new"), description=_("An address, a page or a sentence."))


class PersonRow(_Row):
    """A person at risk."""

    name = StringField(_("Name"))
    gender = SelectField(_("Gender"), choices=words_of(Gender, GENDERS, _("not said")), validate_choice=False)
    role = StringField(_("Who they are"))


class DemandRow(_Row):
    """A demand, or a part of one."""

    level = HiddenField(default="0")
    kind = SelectField(_("What it does"), choices=words_of(DemandKind, DEMAND_KINDS), validate_choice=False)
    text = TextAreaField(_("What letters ask for"))
    source = TextAreaField(_("In the words of the sheet"))


class AddresseeRow(_Row):
    """Somebody to write to."""

    role = SelectField(_("Role"), choices=words_of(Role, ROLES), validate_choice=False)
    honorific = StringField(_("Before the name"))
    name = StringField(_("Name"))
    office = StringField(_("Office"))
    organisation = StringField(_("Ministry or body"))
    address = TextAreaField(_("Address"), description=_("One line of the envelope a line, without name and country."))
    country = StringField(_("Country that post goes to"), description=CODE)
    state = StringField(_("State whose office it is"), description=CODE)
    office_kind = SelectField(
        _("Kind of office, for the form of address"),
        choices=words_of(Office, OFFICES, _("not chosen")),
        validate_choice=False,
    )
    faxes = TextAreaField(_("Fax numbers"), description=ONE_A_LINE)
    phones = TextAreaField(_("Telephone numbers"), description=ONE_A_LINE)
    emails = TextAreaField(_("E-mail addresses"), description=ONE_A_LINE)
    handles = TextAreaField(_("Names in social networks"), description=ONE_A_LINE)
    find = StringField(_("Find somebody else in the directory"), description=_("By name, office or organisation."))
    choice = HiddenField()


def review_form(organisations: Sequence[tuple[str, str]], languages: Iterable[str]) -> type[Form]:
    """Return the form, with these organisations by slug and name, and salutations in these languages."""
    addressee = type("Addressee", (AddresseeRow,), {})
    for code in languages:
        label = _("Salutation on the sheet: %(name)s", name=language_name(code))
        setattr(addressee, f"salutation_{code}", StringField(label))
    known = [SelectChoice("", _("nothing chosen")), SelectChoice(NEW, _("It is new: enter it"))]
    known += [SelectChoice(slug, name) for slug, name in organisations]
    organisation = type(
        "Organisation",
        (OrganisationRow,),
        {"use": SelectField(_("In your list"), choices=known, validate_choice=False)},
    )

    class ReviewForm(Form):  # type: ignore[misc]
        basics = FormField(BasicsRow)
        organisations = FieldList(FormField(organisation))
        people = FieldList(FormField(PersonRow))
        demands = FieldList(FormField(DemandRow))
        addressees = FieldList(FormField(addressee))

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.basics.form.country.choices = country_choices()
            self.basics.form.time_zone.choices = time_zone_choices()

    return ReviewForm


def form_data(rows: Rows) -> dict[str, Any]:
    """Return rows as the form begins with them."""
    return {Part.BASICS.value: rows[Part.BASICS][0], **{part.value: rows[part] for part in Part if part != Part.BASICS}}


def typed_rows(form: Form, basics: Row) -> Rows:
    """Return the rows that a posted form holds; a basic field that it does not hold stays as it is in `basics`."""
    typed = form.data
    rows = {part.value: [_plain(row) for row in typed[part]] for part in Part if part != Part.BASICS}
    for row in rows[Part.ADDRESSEES]:
        row["choice"] = row["choice"] if CHOICE.fullmatch(row["choice"]) else ""
    there = {name: value for name, value in typed[Part.BASICS].items() if value is not None}
    return {Part.BASICS.value: [{**basics, **_plain(there)}], **rows}


def languages_of(rows: Rows, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the languages that salutations can be in: the appeal's, those to write in, and those that there are."""
    known = Locale("en").languages
    basics = rows[Part.BASICS][0]
    found = [basics["text_language"].strip(), *codes_in(basics["languages"])]
    found += [code for row in rows[Part.ADDRESSEES] for code in salutations_in(row)]
    found += [match[1] for name in names if (match := IN_A_LANGUAGE.search(name))]
    return tuple(dict.fromkeys(code for code in found if code in known and code.isalpha()))[:MOST_LANGUAGES]


def fields_by_name(form: Form) -> Mapping[tuple[str, int, str], Field]:
    """Return every field by its part, the place of its row from 0, and its name."""
    fields = {(Part.BASICS.value, 0, field.short_name): field for field in form.basics.form}
    for part in Part:
        if part != Part.BASICS:
            for place, row in enumerate(form[part.value]):
                fields |= {(part.value, place, field.short_name): field for field in row.form}
    return fields


def _plain(row: Mapping[str, Any]) -> Row:
    """Return a row as it can be kept: no field without a value, no character that a database refuses."""
    return {
        name: value if isinstance(value, bool) else str(value or "").replace("\x00", "").replace("\r\n", "\n")
        for name, value in row.items()
    }
