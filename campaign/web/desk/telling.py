"""What a form tells of a merge, in words: who changed what meanwhile, and what is to be chosen where both did."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form

from campaign.services.editing.entries import Section
from campaign.services.editing.merging import Merged, Note, Told
from campaign.services.editing.saves import Savers
from campaign.web.desk.forms.sections import fields_of
from campaign.web.desk.sheet import ASKED, MINE, THEIRS, Sheet


@dataclass(frozen=True)
class Question:
    """A field that two people changed: their version in words, and whether it is chosen."""

    theirs: str
    is_chosen: bool


@dataclass(frozen=True)
class Telling:
    """Who changed a section meanwhile, what of it is in the form now, and whether there is anything to choose."""

    savers: Savers
    sentences: tuple[str, ...]
    to_choose: bool
    rows: frozenset[int]  # the places of those that anything is told of


def telling_of(merged: Merged, form: Form, part: Section, savers: Savers) -> Telling:
    """Return what is to be told of a merge."""
    sentences = tuple(_sentence(note, form, part) for note in merged.notes)
    rows = frozenset(note.place for note in merged.notes if note.place is not None)
    return Telling(savers, sentences, bool(merged.clashes), rows)


def questions(sheet: Sheet, form: Form) -> dict[str, Question]:
    """Return what is still to be chosen, by the names of fields in the form."""
    return dict(_questions(sheet, form))


def _questions(sheet: Sheet, form: Form) -> Iterator[tuple[str, Question]]:
    for place, row in enumerate(sheet.rows):
        fields, base = fields_of(sheet.part, form, place), sheet.base_row(row)
        for name, choice in row.get(ASKED, {}).items():
            if name in fields and choice in (MINE, THEIRS):
                yield fields[name].name, Question(in_words(fields[name], base.get(name)), choice == THEIRS)


def _sentence(note: Note, form: Form, part: Section) -> str:
    field = fields_of(part, form, note.place or 0)[note.field].label.text if note.field else ""
    return sentence_of(note, field, is_one_row=part is Section.BASICS)


def sentence_of(note: Note, field: str, *, is_one_row: bool) -> str:
    """Return what a note says of a field by its label, with the row that it stands in if there can be several."""
    row = (note.place or 0) + 1
    words: str
    if note.told is Told.TAKEN and is_one_row:
        words = _("%(field)s: changed.", field=field)
    elif note.told is Told.TAKEN:
        words = _("Row %(row)s, %(field)s: changed.", row=row, field=field)
    elif note.told is Told.ADDED:
        words = _("Row %(row)s: added.", row=row)
    elif note.told is Told.REMOVED:
        words = _("“%(words)s” was taken out.", words=note.words)
    elif note.told is Told.STAYED:
        words = _("Row %(row)s was taken out, but you changed it: it stays unless you take it out.", row=row)
    elif note.told is Told.RETURNED:
        words = _("Row %(row)s was changed after you took it out: it is back unless you take it out again.", row=row)
    elif note.told is Told.ORDER:
        words = _("Rows were moved.")
    else:
        words = _("You both moved rows: they stand as you put them.")
    return words


def in_words(field: Field, value: Any) -> str:
    """Return a value as the form would say it."""
    words: str
    if isinstance(value, bool):
        words = _("yes") if value else _("no")
    elif not value:
        words = _("nothing")
    elif hasattr(field, "iter_choices"):
        labels = {str(choice.value): str(choice.label) for choice in field.iter_choices()}
        values = value if isinstance(value, list | tuple) else [value]
        words = ", ".join(labels.get(str(each), str(each)) for each in values)
    else:
        words = str(value)
    return words
