"""What the directory's history and differences call the fields of an authority, and how their values read there."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from campaign.merging.countries import country_name, is_country
from campaign.services.authorities.history import Step
from campaign.web.desk.forms.authorities import CONTACTS, GENDERS, MISSIONS, OFFICES, REFUSABLE
from campaign.web.filters import language_name

FIELDS = {
    "state": _("State that it represents"),
    "office": _("Kind of office"),
    "gender": _("The office-holder is"),
    "languages": _("Languages that it reads"),
    "refuses": _("Does not want"),
    "title": _("Office, in words"),
    "name": _("Name"),
    "honorific": _("Honorific"),
    "organisation": _("Ministry, court or mission"),
    "salutation": _("Salutation"),
    "closing": _("Close"),
    "language": _("Language"),
    "lines": _("Address"),
    "country": _("Country that the post goes to"),
    "kind": _("Kind"),
    "raw": _("As published"),
    "e164": _("As it is dialled"),
    "proposed": _("Proposed"),
    "doubt": _("Doubt"),
    "note": _("Note"),
    "source": _("Source"),
    "verified_on": _("Seen to be right on"),
    "verified_source": _("… where"),
    "bounced_on": _("Something did not arrive on"),
    "valid_from": _("Holds from"),
    "valid_to": _("Holds until"),
    "sending_state": _("Whose mission it is"),
    "host_state": _("Where it stands"),
    "un_body": _("Body of the United Nations"),
    "headed_by_charge": _("Headed by a chargé d'affaires"),
    "accredited_to": _("Also sent to"),
    "merged": _("Merged into it"),
    "merged_into": _("Merged into"),
    "parted_from": _("Parted from"),
    "takes_office_on": _("Takes the office on"),
    "successor": _("Successor"),
    "verdict": _("Decided"),
    "received_on": _("Received"),
    "said": _("Said to be wrong"),
    "import": _("By import number"),
    "undone_import": _("Taken back: import number"),
}
WORDS = OFFICES | GENDERS | MISSIONS | CONTACTS | REFUSABLE
COUNTRIES = ("state", "country", "sending_state", "host_state", "accredited_to")


def step_label(step: Step) -> str:
    """Return what a change is about: `Name (Russian)`, `+7 495 606 36 02: Seen to be right on`."""
    *whole, name = step.path.split(".")
    label = str(FIELDS.get(name, name))
    if whole[:1] == ["texts"]:
        label = gettext("%(field)s (%(language)s)", field=label, language=language_name(whole[1]))
    return f"{step.about}: {label}" if step.about else label


def step_value(step: Step, value: str) -> str:
    """Return a value as it reads: countries and kinds by their names."""
    name = step.path.rpartition(".")[2]
    if name in COUNTRIES:
        codes = value.split(", ")
        return ", ".join(country_name(code, "en") if is_country(code) else code for code in codes)
    return str(WORDS[value]) if name in ("office", "gender", "kind", "refuses") and value in WORDS else value
