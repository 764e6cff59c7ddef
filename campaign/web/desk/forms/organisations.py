"""The form of an organisation: whom supporters ask, and every name that it is known by."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, Form, FormField, SelectField, StringField

from campaign.errors import BadEntry
from campaign.models.vocabulary import NameKind
from campaign.services.organisations import NameEntry, OrganisationEntry
from campaign.web.desk.forms.choices import filled, languages_in, words_of

KINDS = {
    "name": _("full name"),
    "acronym": _("acronym"),
    "alias": _("another name that it is known by"),
    "domain": _("its address in the web, such as example.org"),
}


class NameRow(Form):  # type: ignore[misc]
    """One name."""

    kind = SelectField(_("Kind"), choices=words_of(NameKind, KINDS), default="name")
    language = StringField(_("Language (code); empty: the same in all"))
    text = StringField(_("Name"))


class OrganisationForm(Form):  # type: ignore[misc]
    """What is known of an organisation."""

    contact = StringField(
        _("Whom supporters ask"), description=_("An address, a page or a sentence; pages show it as it stands.")
    )
    report_address = StringField(_("Where reports go"))
    rows = FieldList(FormField(NameRow))


def organisation_data(entry: OrganisationEntry) -> dict[str, Any]:
    """Return an organisation as the form begins with it."""
    rows = [{"kind": name.kind.value, "language": name.language or "", "text": name.text} for name in entry.names]
    return {"contact": entry.contact, "report_address": entry.report_address or "", "rows": rows}


def organisation_entry(form: OrganisationForm) -> OrganisationEntry:
    """Return what the form holds; raises BadEntry for a language that is none, or several in one row."""
    names = []
    for place, row in enumerate(form.rows.data, start=1):
        languages = languages_in(row["language"])
        if len(languages) > 1:
            raise BadEntry("Row %(place)s names several languages: give each its own row.", place=place)
        text = " ".join((row["text"] or "").split())
        names.append(NameEntry(NameKind(row["kind"]), languages[0] if languages else None, text))
    return OrganisationEntry(filled(form.contact.data) or "", filled(form.report_address.data), tuple(names))


def empty_name() -> dict[str, Any]:
    """Return a row for another name."""
    return {"kind": "alias", "language": "", "text": ""}
