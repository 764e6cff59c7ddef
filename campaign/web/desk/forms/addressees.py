"""The addressees as rows, each an authority of the directory in its role."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from campaign.errors import BadEntry
from campaign.models.vocabulary import Role
from campaign.services.editing.entries import AddresseeEntry, AddresseeWords
from campaign.web.desk.forms.choices import Choices, countries_in, filled, words_of
from campaign.web.desk.forms.rows import known_id, rows_form
from campaign.web.filters import language_name

ROLES = {
    "target": _("can act itself"),
    "oversight": _("oversees those who can act"),
    "channel": _("passes the message on, as an ambassador does"),
    "copy": _("gets a copy"),
}


def addressees_form(choices: Choices) -> type[Form]:
    """Return the form for an action with these languages, the authorities at hand, and words to find others by."""

    class Row(Form):  # type: ignore[misc]
        id = HiddenField()
        authority = SelectField(
            _("Authority"),
            choices=[
                SelectChoice("", _("Choose an authority")),
                *(SelectChoice(*each) for each in choices.authorities),
            ],
        )
        role = SelectField(_("Role"), choices=words_of(Role, ROLES), default="target")
        do_not_write_reason = StringField(_("Do not write to this one, because"))
        do_not_write_from = StringField(_("… only from these countries"))

    for code in choices.languages:
        setattr(
            Row, f"salutation_{code}", StringField(_("Salutation on the sheet: %(name)s", name=language_name(code)))
        )
        setattr(Row, f"closing_{code}", StringField(_("Close on the sheet: %(name)s", name=language_name(code))))
    form = rows_form(Row)
    form.find = StringField(_("Find authorities for the lists below"), default=choices.words)
    form.found = HiddenField(default=choices.words)
    return form


def addressee_rows(entries: tuple[AddresseeEntry, ...]) -> list[dict[str, Any]]:
    """Return addressees as the rows of the form."""
    return [
        {
            "id": entry.id or "",
            "authority": entry.authority,
            "role": entry.role.value,
            "do_not_write_reason": entry.do_not_write_reason or "",
            "do_not_write_from": ", ".join(entry.do_not_write_from),
            **{f"salutation_{code}": words.salutation or "" for code, words in entry.words.items()},
            **{f"closing_{code}": words.closing or "" for code, words in entry.words.items()},
        }
        for entry in entries
    ]


def addressee_entries(rows: list[dict[str, Any]], choices: Choices) -> tuple[AddresseeEntry, ...]:
    """Return the addressees that the rows hold; raises BadEntry for a row without an authority, or for one twice."""
    chosen = [row["authority"] for row in rows]
    for place, slug in enumerate(chosen, start=1):
        if not slug:
            raise BadEntry("Row %(place)s names nobody: choose an authority, or take the row out.", place=place)
        if slug in chosen[: place - 1]:
            raise BadEntry("Row %(place)s names an authority that is there already: take it out.", place=place)
    return tuple(
        AddresseeEntry(
            id=known_id(row),
            authority=row["authority"],
            role=Role(row["role"]),
            do_not_write_reason=filled(row["do_not_write_reason"]),
            do_not_write_from=countries_in(row["do_not_write_from"]),
            words={
                code: words
                for code in choices.languages
                if (words := AddresseeWords(filled(row.get(f"salutation_{code}")), filled(row.get(f"closing_{code}"))))
                != AddresseeWords()
            },
        )
        for row in rows
    )


def empty_addressee() -> dict[str, Any]:
    """Return a row for a new addressee."""
    return {"id": "", "authority": "", "role": "target"}


def addressee_words(row: dict[str, Any], choices: Choices) -> str:
    """Return the words by which a addressee is known while its row is folded."""
    return dict(choices.authorities).get(row["authority"], "")
