"""The form of a successor: who they are in each language of the office, and from which day."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField, StringField

from campaign.errors import BadEntry
from campaign.models import Authority
from campaign.models.vocabulary import Gender
from campaign.services.authorities.succeeding import PERSONAL, Holder, HolderWords
from campaign.web.desk.forms.authorities import DAY_HINT, GENDERS, day_typed
from campaign.web.desk.forms.choices import filled, words_of
from campaign.web.filters import language_name


def successor_form(authority: Authority) -> type[Form]:
    """Return the form for an office with words in these languages."""

    class SuccessorForm(Form):  # type: ignore[misc]
        day = StringField(_("Takes the office on"), description=DAY_HINT)
        gender = SelectField(_("The successor is"), choices=words_of(Gender, GENDERS, _("not known")))

    for code in sorted(authority.texts):
        name = language_name(code)
        setattr(SuccessorForm, f"name_{code}", StringField(_("Name: %(language)s", language=name)))
        setattr(SuccessorForm, f"honorific_{code}", StringField(_("Honorific: %(language)s", language=name)))
        setattr(SuccessorForm, f"salutation_{code}", StringField(_("Salutation: %(language)s", language=name)))
    SuccessorForm.source = StringField(_("Where you know it from"), description=_("Who published it, and when."))
    return SuccessorForm


def successor_entry(form: Form, authority: Authority) -> tuple[date, Holder]:
    """Return what the form holds; raises BadEntry, with the field's name as `at`, for a day that is none."""
    try:
        day = day_typed(form.day.data)
    except BadEntry as error:
        raise BadEntry(error.sentence.message, **error.sentence.values, at="day") from error
    if day is None:
        raise BadEntry("Say from which day.", at="day")
    texts: dict[str, Any] = {
        code: HolderWords(**{name: filled(form[f"{name}_{code}"].data) for name in PERSONAL})
        for code in sorted(authority.texts)
    }
    return day, Holder(Gender(form.gender.data) if form.gender.data else None, texts)
