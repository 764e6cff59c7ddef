"""Imports as a coordinator has them at the desk: read in this process, and the form of a page as it would post."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from campaign.db import Database
from campaign.importer.importing import read_appeal
from campaign.importer.opening import Imported
from campaign.services.importing.keeping import take_in
from campaign.services.importing.organisations import all_organisations

SHEET = """Letters for Liberty (LfL)

URGENT ACTION

UA 61/16   Index: EUR 54/0161/2016   Albania   2 May 2016

JOURNALIST HELD WITHOUT CHARGE

Ilir Doe (m), a journalist, was arrested in Tirana on 28 April 2016. He has not seen a lawyer.

Please write immediately in English, Albanian or your own language:
- Calling on the authorities to release Ilir Doe immediately;
- Urging them to let him see a lawyer; and to let his family visit him.
- Asking them to investigate the threats against him.

PLEASE SEND APPEALS BEFORE 13 JUNE 2016 TO:

Minister of Justice
Jane Roe
Ministry of Justice
1 Short Street
1001 Tirana
Albania
Fax: +355 4 225 9388
Email: minister@justice.example
Salutation: Dear Minister

Prosecutor General
Agim Poe
2 Long Street
1001 Tirana
Albania
Fax: +355 4 222 2222
Salutation: Dear Prosecutor General

Please check with us if sending appeals after the above date.
"""


def an_import(database: Database, text: str = SHEET) -> int:
    """Take a text in as the desk does, and return its number."""
    now = datetime.now(UTC)
    with database.transaction() as session:
        imported = Imported(text, read_appeal(text), ())
        return take_in(session, imported, all_organisations(session), "ana@desk.example", now).id


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._inside, self._select, self._text, self._words = False, "", "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "form":
            self._inside = found.get("id") == "fields"
        if not self._inside or not found.get("name", "x"):
            return
        name, value = found.get("name") or "", found.get("value") or ""
        if tag == "input" and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            self.fields.append((name, value))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self.fields.append((self._select, value))
        elif tag == "textarea":
            self._text, self._words = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text:
            self.fields.append((self._text, re.sub(r"^\r?\n", "", self._words)))
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self._words += data


def form_in(page: str) -> "MultiDict[str, str]":
    """Return what the form of a review would post, as a browser would."""
    reader = _Fields()
    reader.feed(page)
    return MultiDict(reader.fields)


def press(client: FlaskClient, number: int, do: str, form: "MultiDict[str, str] | None" = None, **typed: str):
    """Press a button of a review after typing into fields; names are written with _ for -."""
    path = f"/desk/import/{number}"
    fields = form_in(client.get(path).text) if form is None else form.copy()
    for name, words in typed.items():
        fields[name.replace("__", "-")] = words
    fields["do"] = do
    answer: TestResponse = client.post(path, data=fields)
    return answer


def cards_of(page: str, part: str) -> int:
    """Return how many cards a part has on a page."""
    return len(re.findall(rf'id="{part}-\d+"', page))
