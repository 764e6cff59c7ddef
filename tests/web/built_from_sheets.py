"""Actions built from the demonstration's sheets as somebody at the desk does it: page by page, with what is on them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from campaign.models.deadline import day_in
from campaign.services.demonstration import CONSENT_NOTE
from campaign.services.editing.saving import plain_slug
from tests.conftest import LOADED_AT
from tests.web.posted_form import Fields, PageForm, forms_on

Sheet = Mapping[str, Any]
Row = dict[str, str]


@dataclass(frozen=True)
class Person:
    """Somebody at the desk."""

    client: FlaskClient

    def form(self, address: str, to: str = "") -> PageForm:
        """The form of a page that goes to an address; without one, to the page's own."""
        return _form_on(self.client.get(address), address, to or address)

    def send(self, address: str, fields: Fields, button: str = "save") -> TestResponse:
        """What becomes of a form that is sent with a button."""
        return self.client.post(address, data={**fields, "do": button})

    def with_rows(self, address: str, rows: Sequence[Row]) -> PageForm:
        """The form of a page with these rows typed; the button adds those that are not there."""
        form = self.form(address)
        for place, row in enumerate(rows):
            typed = {f"rows-{place}-{name}": value for name, value in row.items()}
            if not form.has(*typed):
                form = self.pressed(address, form, "add")
            form = replace(form, fields=form.filled(typed))
        return form

    def pressed(self, address: str, form: PageForm, button: str) -> PageForm:
        """The form after one of its buttons that save nothing."""
        return _form_on(self.send(address, form.fields, button), address, address)

    def saved(self, address: str, fields: Fields) -> str:
        """The address that a form leads to once it is saved."""
        answer = self.send(address, fields)
        assert answer.status_code == 303, answer.text
        return answer.location


def enter_organisations(editor: Person, organisations: Sequence[Sheet]) -> None:
    """The organisations, with every name that they have."""
    new = "/desk/organisations/new"
    for each in organisations:
        rows = [{"kind": "name", "language": code, "text": text} for code, text in each["name"].items()]
        for kind in ("acronym", "alias", "domain"):
            rows += [{"kind": kind, "language": "", "text": text} for text in each.get(kind, ())]
        form = editor.with_rows(new, rows)
        editor.saved(new, form.filled({"contact": each["contact"]}))


def build(editor: Person, sheet: Sheet, organisations: Sequence[Sheet]) -> str:
    """Build the action of a sheet, and return where it is at the desk."""
    language, text = next(iter(sheet["texts"].items()))
    values = {name: sheet[name] for name in ("country", "time_zone")}
    new = editor.form("/desk/actions/new")
    at = editor.saved("/desk/actions/new", new.filled({**values, "title": text["title"], "language": language}))
    names = {each["slug"]: plain_slug(each["name"]["en"], otherwise="") for each in organisations}
    basics = editor.form(f"{at}/edit/basics")
    editor.saved(f"{at}/edit/basics", basics.filled(_basics(sheet, names)))
    texts = [{"language": code, **text} for code, text in sheet["texts"].items()]
    persons = [{"gender": each["gender"], **_in_languages(each["texts"])} for each in sheet["persons"]]
    for name, rows in (("texts", texts), ("persons", persons), ("addressees", _addressees(sheet))):
        editor.saved(f"{at}/edit/{name}", editor.with_rows(f"{at}/edit/{name}", rows).fields)
    _enter_demands(editor, f"{at}/edit/demands", sheet)
    return at


def ask(editor: Person, at: str) -> TestResponse:
    """What becomes of asking a second person."""
    return editor.send(f"{at}/ask", editor.form(at, f"{at}/ask").fields)


def approve(publisher: Person, at: str) -> None:
    """The second person looks at the action, presses the button there, and says yes on the page that asks once more."""
    seen = next(form.fields for form in forms_on(publisher.client.get(at).text) if form.action == f"{at}/approve")
    sure = publisher.client.get(f"{at}/approve", query_string=seen)
    publisher.saved(f"{at}/approve", _form_on(sure, f"{at}/approve", f"{at}/approve").fields)


def _basics(sheet: Sheet, organisations: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": sheet.get("kind", "action"),
        "case_code": sheet.get("case_code", ""),
        "document_index": sheet.get("document_index", ""),
        "issue_date": str(sheet.get("issue_date", "")),
        "languages": ", ".join(sheet["languages"]),
        "copies_to_missions": sheet.get("copies_to_missions", False),
        "organisations": [organisations[slug] for slug in sheet["organisations"]],
        "consent": "could_not_be_had",
        "consent_note": CONSENT_NOTE,
        "consent_on": str(datetime.now(UTC).date()),
        **_deadline(sheet),
    }


def _deadline(sheet: Sheet) -> Row:
    entry = sheet.get("deadline")
    if entry is None:
        return {}
    days = entry.get("days_after_loading")
    day = day_in(sheet["time_zone"], LOADED_AT) + timedelta(days) if days else entry["printed"]
    rule = "until" if days else entry["rule"]
    return {"deadline_date": str(day), "deadline_rule": rule, "deadline_wording": entry["wording"]}


def _addressees(sheet: Sheet) -> list[Row]:
    return [
        {
            "authority": each["authority"],
            "role": each["role"],
            **{f"salutation_{code}": words for code, words in each.get("salutation", {}).items()},
        }
        for each in sheet.get("addressees", ())
    ]


def _enter_demands(editor: Person, address: str, sheet: Sheet) -> None:
    """The demands, those that are part of another one set in below it."""
    rows = list(_demands(sheet.get("demands", ())))
    form = editor.with_rows(address, [row for row, _ in rows])
    for place, (_, is_part) in enumerate(rows):
        if is_part:
            form = editor.pressed(address, form, f"indent-{place}")
    editor.saved(address, form.fields)


def _demands(entries: Sequence[Sheet], *, are_parts: bool = False) -> Iterator[tuple[Row, bool]]:
    for each in entries:
        yield (
            {"kind": each.get("kind", "ask"), **{f"text_{code}": text for code, text in each["text"].items()}},
            are_parts,
        )
        yield from _demands(each.get("items", ()), are_parts=True)


def _in_languages(texts: Mapping[str, Mapping[str, str]]) -> Row:
    return {f"{name}_{code}": words for code, text in texts.items() for name, words in text.items()}


def _form_on(page: TestResponse, address: str, to: str) -> PageForm:
    assert page.status_code == 200, page.text
    (found,) = (form for form in forms_on(page.text) if form.method == "post" and (form.action or address) == to)
    return found
