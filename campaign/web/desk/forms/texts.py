"""The texts as rows, one for each language, so that what is missing in one is seen beside the other."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, StringField, TextAreaField

from campaign.errors import BadEntry
from campaign.services.editing.entries import TextEntry
from campaign.web.desk.forms.choices import Choices, filled, languages_in
from campaign.web.desk.forms.rows import first_words, rows_form
from campaign.web.filters import language_name

PARTS = ("summary", "facts", "background", "after_deadline")


def texts_form(_choices: Choices) -> type[Form]:
    """Return the form."""

    class Row(Form):  # type: ignore[misc]
        language = StringField(_("Language (code)"))
        title = StringField(_("Title"))
        summary = TextAreaField(_("The danger, in a sentence"))
        facts = TextAreaField(_("What happened, as letters tell it"))
        background = TextAreaField(_("Background, for the page alone"))
        after_deadline = TextAreaField(_("After the last day: whom to ask"))

    return rows_form(Row)


def text_rows(entries: dict[str, TextEntry]) -> list[dict[str, Any]]:
    """Return texts as the rows of the form."""
    return [
        {"language": code, "title": entry.title, **{part: getattr(entry, part) or "" for part in PARTS}}
        for code, entry in entries.items()
    ]


def text_entries(rows: list[dict[str, Any]], _choices: Choices) -> dict[str, TextEntry]:
    """Return the texts that the rows hold; raises BadEntry for a row without a language or title, or for one twice."""
    entries: dict[str, TextEntry] = {}
    for place, row in enumerate(rows, start=1):
        codes = languages_in(row["language"])
        if len(codes) != 1:
            raise BadEntry("Row %(place)s needs one language, such as en.", place=place)
        if codes[0] in entries:
            raise BadEntry("Row %(place)s is in a language that is there already.", place=place)
        title = filled(row["title"])
        if title is None:
            raise BadEntry("Row %(place)s needs a title.", place=place)
        entries[codes[0]] = TextEntry(title, *(filled(row[part]) for part in PARTS))
    return entries


def empty_text() -> dict[str, Any]:
    """Return a row for another language."""
    return {"language": "", "title": ""}


def text_words(row: dict[str, Any], _choices: Choices) -> str:
    """Return the words by which a text is known while its row is folded."""
    return ": ".join(filter(None, (language_name(row["language"] or ""), first_words(row, "title", "summary"))))
