"""The form of an authority: its office, its words in each language, its addresses and contacts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from campaign.errors import BadEntry
from campaign.models.vocabulary import Channel, ContactKind, Gender, MissionKind, Office
from campaign.services.authorities.entries import (
    AddressEntry,
    AuthorityEntry,
    ContactEntry,
    DatedEntry,
    MissionEntry,
    TextEntry,
)
from campaign.web.desk.forms.choices import countries_in, country_choices, filled, languages_in, words_of
from campaign.web.desk.forms.rows import MOST_ROWS, known_id

OFFICES = {
    "head_of_state": _("head of state"),
    "monarch": _("monarch"),
    "prime_minister": _("prime minister"),
    "foreign_minister": _("foreign minister"),
    "minister": _("minister"),
    "prosecutor_general": _("prosecutor general"),
    "attorney_general": _("attorney general"),
    "chair": _("chair of a committee"),
    "ambassador": _("ambassador"),
    "high_commissioner": _("high commissioner"),
    "governor": _("governor"),
    "judge": _("judge"),
    "general": _("general"),
    "director": _("director"),
    "other": _("another office"),
}
GENDERS = {"f": _("a woman"), "m": _("a man"), "x": _("neither")}
CONTACTS = {
    "fax": _("fax"),
    "email": _("e-mail"),
    "phone": _("telephone"),
    "handle": _("name in a social network"),
    "telegram": _("telegram (history only)"),
}
MISSIONS = {
    "embassy": _("embassy"),
    "high_commission": _("high commission"),
    "permanent_mission": _("permanent mission to the United Nations"),
    "consulate_general": _("consulate general"),
    "interests_section": _("interests section"),
    "nunciature": _("nunciature"),
    "delegation": _("delegation"),
}
REFUSABLE = {"print": _("post"), "fax": _("fax"), "email": _("e-mail")}
DAY_HINT = _("Such as 2026-05-31")
LISTS = ("texts", "addresses", "contacts")
TEXT_FIELDS = ("title", "name", "honorific", "organisation", "salutation", "closing")
DATES = ("verified_on", "bounced_on", "valid_from", "valid_to")


class TextRow(Form):  # type: ignore[misc]
    """An authority in one language."""

    language = StringField(_("Language (code)"))
    title = StringField(_("Office, in words"), description=_("Such as “Prosecutor General”."))
    name = StringField(_("Name"), description=_("As on an envelope; empty if only the office is known."))
    honorific = StringField(_("Honorific"), description=_("Such as “His Excellency”; never guessed."))
    organisation = StringField(_("Ministry, court or mission"))
    salutation = StringField(_("Salutation"), description=_("Such as “Your Excellency,”; empty: the usual one."))
    closing = StringField(_("Close"))


class DatedRow(Form):  # type: ignore[misc]
    """Where something comes from, and how long it holds."""

    source = StringField(_("Source"), description=_("Who published it, and when; empty: the source given at the end."))
    verified_on = StringField(_("Seen to be right on"), description=DAY_HINT)
    verified_source = StringField(_("… where"))
    bounced_on = StringField(_("Something did not arrive on"))
    valid_from = StringField(_("Holds from"))
    valid_to = StringField(_("Holds until, the day included"))


class AddressRow(DatedRow):
    """A postal address."""

    id = HiddenField()
    language = StringField(_("Language of the lines (code)"), default="en")
    lines = TextAreaField(
        _("Address"),
        description=_("Up to six lines, without name, office and country."),
    )
    country = SelectField(_("Country that the post goes to"))


class ContactRow(DatedRow):
    """A contact."""

    id = HiddenField()
    kind = SelectField(_("Kind"), choices=words_of(ContactKind, CONTACTS), default="fax")
    raw = StringField(
        _("As published"), description=_("Several numbers at once are parted: “+7 495 606 5173 / 630 2408”.")
    )
    e164 = StringField(
        _("As it is dialled"), description=_("With + and the country's code; empty: read from the above.")
    )
    note = StringField(_("Note"))


class AuthorityForm(Form):  # type: ignore[misc]
    """An authority."""

    state = SelectField(_("State that it represents"))
    office = SelectField(_("Kind of office"), choices=words_of(Office, OFFICES, _("not known")))
    gender = SelectField(_("The office-holder is"), choices=words_of(Gender, GENDERS, _("not known")))
    languages = StringField(_("Languages that it reads, best first (codes)"))
    refuses = SelectMultipleField(_("Does not want"))
    texts = FieldList(FormField(TextRow))
    addresses = FieldList(FormField(AddressRow))
    contacts = FieldList(FormField(ContactRow))
    mission_kind = SelectField(_("Kind of mission"), choices=words_of(MissionKind, MISSIONS, _("it is no mission")))
    sending_state = SelectField(_("Whose mission it is"))
    host_state = SelectField(_("Where it stands"))
    un_body = StringField(
        _("Body of the United Nations"), description=_("Of a permanent mission, such as “UN Geneva”.")
    )
    headed_by_charge = BooleanField(_("A chargé d'affaires heads it, while there is no ambassador"))
    accredited_to = StringField(_("Also sent to these states (codes)"))
    source = StringField(
        _("Where what you enter or change comes from"),
        description=_("Who published it, and when. It stays in the history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = country_choices()
        self.refuses.choices = [SelectChoice(value, words) for value, words in REFUSABLE.items()]
        for field in (self.state, self.sending_state, self.host_state):
            field.choices = countries
        self.state.choices = [SelectChoice("", _("no state's")), *countries[1:]]
        for row in self.addresses:
            row.form.country.choices = countries


def authority_data(entry: AuthorityEntry) -> dict[str, Any]:
    """Return an authority as the form begins with it."""
    mission = entry.mission
    return {
        "state": entry.state or "",
        "office": entry.office or "",
        "gender": entry.gender or "",
        "languages": ", ".join(entry.languages),
        "refuses": list(entry.refuses),
        "texts": [{"language": code, **_typed(text)} for code, text in entry.texts.items()],
        "addresses": [{**_typed(each), "lines": "\n".join(each.lines)} for each in entry.addresses],
        "contacts": [_typed(each) for each in entry.contacts],
        "mission_kind": mission.kind if mission else "",
        "sending_state": mission.sending_state if mission else "",
        "host_state": mission.host_state if mission else "",
        "un_body": (mission.un_body or "") if mission else "",
        "headed_by_charge": mission.headed_by_charge if mission else False,
        "accredited_to": ", ".join(mission.accredited_to) if mission else "",
    }


def without_empty_rows(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is typed without the rows in which nothing is."""
    kept = dict(data)
    for name in LISTS:
        said = {"texts": TEXT_FIELDS, "addresses": ("lines",), "contacts": ("raw", "e164", "note")}[name]
        kept[name] = [row for row in data[name] if row.get("id") or any(filled(row[field]) for field in said)]
    return kept


def rearranged(data: Mapping[str, Any], do: str) -> dict[str, Any]:
    """Return what is typed after a button: `add-contacts`, or `remove-contacts-2`, places counted from 0."""
    verb, _dash, rest = do.partition("-")
    name, _dash, place = rest.partition("-")
    changed = dict(data)
    if name not in LISTS:
        return changed
    rows = list(data[name])
    if verb == "add" and len(rows) < MOST_ROWS:
        rows.append({"country": data["state"]} if name == "addresses" else {})
    elif verb == "remove" and place.isdecimal() and len(place) <= 2 and int(place) < len(rows):
        del rows[int(place)]
    return {**changed, name: rows}


def authority_entry(data: Mapping[str, Any]) -> AuthorityEntry:
    """Return what is typed; raises BadEntry, with the field's name as `at`, for a day or a code that is none."""
    source = filled(data["source"]) or ""
    return AuthorityEntry(
        state=data["state"] or None,
        office=Office(data["office"]) if data["office"] else None,
        gender=Gender(data["gender"]) if data["gender"] else None,
        languages=_at("languages", languages_in, data["languages"]),
        refuses=tuple(channel for channel in Channel if channel in (data["refuses"] or ())),
        texts=_texts(data["texts"]),
        addresses=tuple(_address(row, f"addresses-{place}", source) for place, row in enumerate(data["addresses"])),
        contacts=tuple(_contact(row, f"contacts-{place}", source) for place, row in enumerate(data["contacts"])),
        mission=_mission(data),
    )


def _texts(rows: list[dict[str, Any]]) -> dict[str, TextEntry]:
    texts: dict[str, TextEntry] = {}
    for place, row in enumerate(rows):
        at = f"texts-{place}-language"
        codes = _at(at, languages_in, row["language"])
        if len(codes) != 1:
            raise BadEntry("Say in which language this is: one code, such as en or ru.", at=at)
        if codes[0] in texts:
            raise BadEntry("This language is there already.", at=at)
        said = {name: filled(row[name]) for name in TEXT_FIELDS}
        texts[codes[0]] = TextEntry(**{**said, "title": said["title"] or ""})  # type: ignore[arg-type]
    return dict(sorted(texts.items()))


def _address(row: Mapping[str, Any], at: str, source: str) -> AddressEntry:
    codes = _at(f"{at}-language", languages_in, row["language"])
    if len(codes) != 1:
        raise BadEntry("Say in which language the lines are: one code, such as en or ru.", at=f"{at}-language")
    lines = tuple(filter(None, ((line or "").strip() for line in (row["lines"] or "").splitlines())))
    return AddressEntry(language=codes[0], lines=lines, country=row["country"] or "", **_dated(row, at, source))


def _contact(row: Mapping[str, Any], at: str, source: str) -> ContactEntry:
    return ContactEntry(
        kind=ContactKind(row["kind"]),
        raw=" ".join((row["raw"] or "").split()),
        e164=filled(row["e164"]),
        note=filled(row["note"]),
        **_dated(row, at, source),
    )


def _dated(row: Mapping[str, Any], at: str, source: str) -> dict[str, Any]:
    days = {name: _at(f"{at}-{name}", day_typed, row[name]) for name in DATES}
    given = {"source": filled(row["source"]) or source, "verified_source": filled(row["verified_source"])}
    return {"id": known_id(row), **given, **days}  # type: ignore[arg-type]


def _mission(data: Mapping[str, Any]) -> MissionEntry | None:
    if not data["mission_kind"]:
        return None
    return MissionEntry(
        kind=MissionKind(data["mission_kind"]),
        sending_state=data["sending_state"] or data["state"] or "",
        host_state=data["host_state"] or "",
        un_body=filled(data["un_body"]),
        headed_by_charge=bool(data["headed_by_charge"]),
        accredited_to=tuple(sorted(_at("accredited_to", countries_in, data["accredited_to"]))),
    )


def day_typed(text: str | None) -> date | None:
    """Return a day that was typed as 2026-05-31; none if nothing was. Raises BadEntry for what is none."""
    typed = filled(text)
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadEntry("“%(text)s” is no day: write it as 2026-05-31.", text=typed) from None


def _at(name: str, read: Any, text: str | None) -> Any:
    try:
        return read(text)
    except BadEntry as error:
        raise BadEntry(error.sentence.message, **error.sentence.values, at=name) from error


def _typed(entry: TextEntry | DatedEntry) -> dict[str, Any]:
    """Return what an entry holds as it is typed."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    return {name: "" if value is None else value for name, value in plain.items()}
