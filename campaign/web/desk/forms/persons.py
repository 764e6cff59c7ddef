"""The persons at risk as rows."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Form, HiddenField, SelectField, StringField

from campaign.models.vocabulary import Gender, PublicationLevel
from campaign.services.editing.entries import PersonEntry, PersonWords
from campaign.web.desk.forms.choices import Choices, filled, words_of
from campaign.web.desk.forms.rows import first_words, known_id, rows_form
from campaign.web.filters import language_name

GENDERS = {"f": _("female"), "m": _("male"), "x": _("other")}
LEVELS = {
    "public": _("on pages and in letters"),
    "letter_only": _("in letters only"),
    "internal": _("nowhere: keep it here"),
}


def persons_form(choices: Choices) -> type[Form]:
    """Return the form for an action with these languages."""

    class Row(Form):  # type: ignore[misc]
        id = HiddenField()
        gender = SelectField(_("Gender, if known"), choices=words_of(Gender, GENDERS, _("not known")), default="")
        pronouns = StringField(_("Pronouns, if known"))
        is_group = BooleanField(_("A group of people"))
        seen_by = SelectField(_("Who may see the name"), choices=words_of(PublicationLevel, LEVELS), default="public")

    for code in choices.languages:
        setattr(Row, f"name_{code}", StringField(_("Full name: %(name)s", name=language_name(code))))
        setattr(Row, f"role_{code}", StringField(_("Who they are: %(name)s", name=language_name(code))))
    return rows_form(Row)


def person_rows(entries: tuple[PersonEntry, ...]) -> list[dict[str, Any]]:
    """Return persons as the rows of the form."""
    return [
        {
            "id": entry.id or "",
            "gender": entry.gender.value if entry.gender else "",
            "pronouns": entry.pronouns or "",
            "is_group": entry.is_group,
            "seen_by": entry.level.value,
            **{f"name_{code}": words.name or "" for code, words in entry.words.items()},
            **{f"role_{code}": words.role or "" for code, words in entry.words.items()},
        }
        for entry in entries
    ]


def person_entries(rows: list[dict[str, Any]], choices: Choices) -> tuple[PersonEntry, ...]:
    """Return the persons that the rows hold; one without a name stays unnamed."""
    return tuple(
        PersonEntry(
            id=known_id(row),
            gender=Gender(row["gender"]) if row["gender"] else None,
            pronouns=filled(row["pronouns"]),
            is_group=bool(row["is_group"]),
            level=PublicationLevel(row["seen_by"]),
            words={
                code: words
                for code in choices.languages
                if (words := PersonWords(filled(row.get(f"name_{code}")), filled(row.get(f"role_{code}"))))
                != PersonWords()
            },
        )
        for row in rows
    )


def empty_person() -> dict[str, Any]:
    """Return a row for a new person."""
    return {"id": "", "gender": "", "seen_by": "public"}


def person_words(row: dict[str, Any], _choices: Choices) -> str:
    """Return the words by which a person is known while its row is folded."""
    return str(first_words(row, "name", "role") or _("not named"))
