"""The demands as rows: a sub-item is a row set in below its demand."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice

from campaign.errors import BadEntry
from campaign.models.vocabulary import DemandKind
from campaign.services.editing.entries import DemandEntry
from campaign.web.desk.forms.choices import Choices, filled, words_of
from campaign.web.desk.forms.rows import first_words, known_id, rows_form
from campaign.web.filters import language_name

KINDS = {"ask": _("asks for it"), "concern": _("expresses a concern"), "reminder": _("recalls a duty")}


def demands_form(choices: Choices) -> type[Form]:
    """Return the form for an action with these languages and addressees."""

    class Row(Form):  # type: ignore[misc]
        id = HiddenField()
        level = HiddenField(default="0")
        kind = SelectField(_("What it does"), choices=words_of(DemandKind, KINDS), default="ask")
        only_to = SelectMultipleField(
            _("Only to"), choices=[SelectChoice(str(number), name) for number, name in choices.addressees]
        )

    for code in choices.languages:
        setattr(Row, f"text_{code}", TextAreaField(language_name(code)))
    return rows_form(Row)


def demand_rows(entries: tuple[DemandEntry, ...], level: int = 0) -> list[dict[str, Any]]:
    """Return demands as the rows of the form."""
    rows = []
    for entry in entries:
        texts = {f"text_{language}": text for language, text in entry.texts.items()}
        only_to = [str(number) for number in entry.only_to]
        rows.append({"id": entry.id or "", "level": str(level), "kind": entry.kind.value, "only_to": only_to, **texts})
        rows += demand_rows(entry.items, level=1)
    return rows


def demand_entries(rows: list[dict[str, Any]], choices: Choices) -> tuple[DemandEntry, ...]:
    """Return the demands that the rows hold; raises BadEntry for one without any words."""
    entries: list[DemandEntry] = []
    for place, row in enumerate(rows, start=1):
        texts = {code: text for code in choices.languages if (text := filled(row.get(f"text_{code}")))}
        if not texts:
            raise BadEntry("Row %(place)s says nothing: write what is asked, or take the row out.", place=place)
        entry = DemandEntry(
            id=known_id(row),
            kind=DemandKind(row["kind"]),
            texts=texts,
            only_to=tuple(sorted(int(number) for number in row["only_to"] or ())),
        )
        if row["level"] == "1" and entries:
            above = entries.pop()
            entry = DemandEntry(above.id, above.kind, above.texts, above.only_to, (*above.items, entry))
        entries.append(entry)
    return tuple(entries)


def empty_demand() -> dict[str, Any]:
    """Return a row for a new demand."""
    return {"id": "", "level": "0", "kind": "ask", "only_to": []}


def demand_words(row: dict[str, Any], _choices: Choices) -> str:
    """Return the words by which a demand is known while its row is folded."""
    return first_words(row, "text")
