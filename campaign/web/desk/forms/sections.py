"""Each section of an action as rows, as a form, and as entries; a section that is one form is a single row."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel import Locale
from wtforms import Field, Form

from campaign.errors import BadEntry
from campaign.services.editing.entries import Content, Section
from campaign.web.desk.forms import addressees, basics, demands, persons, texts
from campaign.web.desk.forms.choices import Choices

Row = dict[str, Any]
IN_A_LANGUAGE = re.compile(r"(?:text|name|role|salutation|closing)_([a-z]{2,3})$")


@dataclass(frozen=True)
class Rows:
    """How a section of rows becomes a form, and a form its entries."""

    form: Callable[[Choices], type[Form]]
    rows: Callable[[Any], list[Row]]
    entries: Callable[[list[Row], Choices], Content]
    empty: Callable[[], Row]
    words: Callable[[Row, Choices], str]  # by which a folded row is known


SECTIONS = {
    Section.TEXTS: Rows(texts.texts_form, texts.text_rows, texts.text_entries, texts.empty_text, texts.text_words),
    Section.PERSONS: Rows(
        persons.persons_form, persons.person_rows, persons.person_entries, persons.empty_person, persons.person_words
    ),
    Section.DEMANDS: Rows(
        demands.demands_form, demands.demand_rows, demands.demand_entries, demands.empty_demand, demands.demand_words
    ),
    Section.ADDRESSEES: Rows(
        addressees.addressees_form,
        addressees.addressee_rows,
        addressees.addressee_entries,
        addressees.empty_addressee,
        addressees.addressee_words,
    ),
}


def rows_of(part: Section, content: Any) -> list[Row]:
    """Return what a section says as rows."""
    return [basics.basics_data(content)] if part is Section.BASICS else SECTIONS[part].rows(content)


def form_of(part: Section, choices: Choices, rows: Sequence[Mapping[str, Any]]) -> Form:
    """Return the form that holds these rows; what they hold beyond its fields is left out."""
    if part is Section.BASICS:
        return basics.BasicsForm(choices, data=rows[0])
    form = SECTIONS[part].form(choices)
    (empty,) = form(data={"rows": [{}]}).rows
    known = set(empty.form._fields)
    return form(data={"rows": [{name: row[name] for name in row if name in known} for row in rows]})


def typed_form(part: Section, choices: Choices, posted: Any, there: Any) -> Form:
    """Return the form as it was posted; a field of the basics that it does not hold stays as it is `there`."""
    if part is Section.BASICS:
        return basics.BasicsForm(choices, posted, data=basics.basics_data(there))
    return SECTIONS[part].form(choices)(posted)


def rows_in(part: Section, form: Form) -> list[Row]:
    """Return the rows that a form holds."""
    return [dict(form.data)] if part is Section.BASICS else [dict(row) for row in form.rows.data]


def fields_of(part: Section, form: Form, place: int) -> dict[str, Field]:
    """Return the fields of one row of a form by their names."""
    inner = form if part is Section.BASICS else form.rows[place].form
    return {field.short_name: field for field in inner}


def settled(part: Section, row: Row) -> Row:
    """Return a row with one value for what can be said in two fields."""
    return basics.with_followed(row) if part is Section.BASICS else row


def words_of_rows(part: Section, form: Form, choices: Choices) -> list[str]:
    """Return the words by which the rows of a form are known while they are folded; none for a single form."""
    return [] if part is Section.BASICS else [SECTIONS[part].words(row, choices) for row in form.rows.data]


def content_in(part: Section, form: Form, choices: Choices) -> Content:
    """Return what a form says; raises BadEntry for what cannot stand, or for a choice that is no longer there."""
    if not form.validate():
        raise BadEntry("Something that was chosen here is no longer there: look through the lists, and choose again.")
    if isinstance(form, basics.BasicsForm):
        return basics.basics_entry(form)
    return SECTIONS[part].entries(form.rows.data, choices)


def with_languages(choices: Choices, names: Iterable[str]) -> Choices:
    """Return choices with the languages that field names speak of: a form opened with them keeps them."""
    known = Locale("en").languages
    found = {match[1] for name in names if (match := IN_A_LANGUAGE.search(name)) and match[1] in known}
    return replace(choices, languages=tuple(sorted({*choices.languages, *found})))
