"""The directory at the desk: list, one authority, form; what is typed is kept, conflicts are told, all is recorded."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Authority, Contact
from campaign.models.vocabulary import ContactKind, CoordinatorRole, Doubt
from campaign.services.authorities.saving import get_authority
from tests.web.desk import client_of, key_of, post

AT = "/desk/authorities"
PRESIDENT = f"{AT}/ru-president"


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    return client_of(app, demonstration, CoordinatorRole.EDITOR)


def form_of(client: FlaskClient, path: str) -> dict[str, list[str]]:
    """What the form of a page would send, unchanged."""
    return fields_of(client.get(path).text)


def fields_of(page: str) -> dict[str, list[str]]:
    form = page.split("novalidate", 1)[1]
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if given.get("type") not in ("checkbox", "radio") or re.search(r"\schecked", tag):
            fields.setdefault(given["name"], []).append(html.unescape(given.get("value", "")))
    for name, words in re.findall(r'<textarea[^>]*? name="([\w-]+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL):
        fields[name] = [html.unescape(words)]
    for name, options in re.findall(r'<select[^>]*? name="([\w-]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option selected value="([^"]*)"', options)
        fields[name] = chosen or [re.findall(r'<option value="([^"]*)"', options)[0]]
    return fields


def send(client: FlaskClient, path: str, fields: dict[str, list[str]], **changes: str):
    data = {**fields, **{name: [value] for name, value in changes.items()}}
    return client.post(path, data={"do": "save", **data, "desk_key": key_of(client)})


NEW = {
    "state": ["AL"],
    "texts-0-language": ["en"],
    "texts-0-title": ["Minister of Justice"],
    "texts-0-name": ["Jane Roe"],
    "addresses-0-id": [""],
    "addresses-0-language": ["en"],
    "addresses-0-lines": ["1 Long Street\r\n1001 Town"],
    "addresses-0-country": ["AL"],
    "contacts-0-id": [""],
    "contacts-0-kind": ["fax"],
    "contacts-0-raw": ["+355 4 225 9388 / 89"],
    "source": ["the ministry's page, May 2026"],
}


def test_one_is_entered_found_and_shown_with_its_history(editor: FlaskClient) -> None:
    answer = send(editor, f"{AT}/new", {**form_of(editor, f"{AT}/new"), **NEW})

    assert (answer.status_code, answer.location) == (303, f"{AT}/minister-of-justice-jane-roe")
    page = editor.get(answer.location).text
    for words in ("Jane Roe", "1 Long Street", "+35542259388", "It is not certain how this is dialled", "Entered"):
        assert words in page
    assert "source: the ministry" in page
    assert "Minister of Justice" in editor.get(f"{AT}?q=+355+4+225+9388").text
    assert "No authority fits" in editor.get(f"{AT}?q=nobody").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"texts-0-language": "xx"}, "“xx” is no language"),
        ({"contacts-0-raw": "nobody"}, "There is no number in “nobody”"),
        ({"addresses-0-valid_from": "May"}, "“May” is no day"),
        ({"accredited_to": "UK", "mission_kind": "embassy"}, "“UK” is no country"),
        ({"source": ""}, "Say where it comes from"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    editor: FlaskClient, changes: dict[str, str], words: str
) -> None:
    answer = send(editor, f"{AT}/new", {**form_of(editor, f"{AT}/new"), **NEW}, **changes)

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert page.count(words) == 2  # at the top, with a link to the field, and at the field
    assert 'aria-invalid="true"' in page
    typed = {**NEW, **{name: [value] for name, value in changes.items()}}
    there = fields_of(answer.text)
    assert {name: there[name] for name in typed} == typed


def test_rows_are_added_and_taken_out_and_empty_ones_are_not_saved(editor: FlaskClient) -> None:
    fields = form_of(editor, f"{PRESIDENT}/edit")
    count = sum(name.endswith("-raw") for name in fields)

    added = fields_of(send(editor, f"{PRESIDENT}/edit", fields, do="add-contacts").text)
    assert f"contacts-{count}-raw" in added
    assert send(editor, f"{PRESIDENT}/edit", added).status_code == 303
    assert form_of(editor, f"{PRESIDENT}/edit").keys() == fields.keys()

    without = fields_of(send(editor, f"{PRESIDENT}/edit", fields, do="remove-contacts-0").text)
    assert without["contacts-0-raw"] == fields["contacts-1-raw"]
    assert send(editor, f"{PRESIDENT}/edit", fields, do="remove-nothing-9").status_code == 200


def test_the_form_unchanged_changes_nothing(editor: FlaskClient, demonstration: Database) -> None:
    with demonstration.reading() as session:
        slugs = list(session.scalars(select(Authority.slug)))
    for slug in slugs:
        fields = form_of(editor, f"{AT}/{slug}/edit")
        assert send(editor, f"{AT}/{slug}/edit", fields).status_code == 303, slug
        assert "The log says nothing of it" in editor.get(f"{AT}/{slug}").text


def test_what_two_change_at_once_is_merged_field_by_field(editor: FlaskClient, demonstration: Database) -> None:
    edit = f"{PRESIDENT}/edit"
    mine = form_of(editor, edit)
    theirs = {"texts-0-salutation": "Sir,", "texts-0-organisation": "Kremlin", "gender": "x", "source": "a page"}
    assert send(editor, edit, mine, **theirs).status_code == 303

    answer = send(editor, edit, mine, **{"texts-0-salutation": "Madam,", "texts-0-closing": "Yours,", "source": "me"})
    page = html.unescape(answer.text)
    again = fields_of(answer.text)

    assert answer.status_code == 409
    assert "Somebody else changed this authority" in page
    assert "In words: Row 1, Ministry, court or mission: changed." in page
    assert re.search(
        r"You both changed this: Salutation</legend>.*?<p class=\"words\" dir=\"auto\">Sir,</p>", page, re.S
    )
    assert again["pick-texts-0-salutation"] == ["mine"]
    assert (again["texts-0-salutation"], again["texts-0-organisation"]) == (["Madam,"], ["Kremlin"])
    assert (again["texts-0-closing"], again["gender"], again["source"]) == (["Yours,"], ["x"], ["me"])
    more = send(editor, edit, again, do="add-contacts", **{"pick-texts-0-salutation": "theirs"})
    assert re.search(r'id="pick-texts-0-salutation-theirs"\s+checked', more.text)
    assert send(editor, edit, {**fields_of(more.text), "pick-texts-0-salutation": ["theirs"]}).status_code == 303
    with demonstration.reading() as session:
        text = get_authority(session, "ru-president").texts["en"]
        assert (text.salutation, text.closing, text.organisation) == ("Sir,", "Yours,", "Kremlin")


def test_rows_that_two_change_at_once_are_all_kept(editor: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        authority = get_authority(session, "ru-president")
        authority.contacts = [
            Contact(kind=ContactKind.EMAIL, raw=f"{name}@kremlin.example", source="test") for name in ("a", "b", "c")
        ]
    edit = f"{PRESIDENT}/edit"
    mine = form_of(editor, edit)
    less = {name: value for name, value in mine.items() if not name.startswith(("contacts-0", "contacts-1"))}
    new = {"contacts-9-kind": ["email"], "contacts-9-raw": ["new@kremlin.example"], "source": ["a page"]}
    assert send(editor, edit, {**less, **new}).status_code == 303

    answer = send(editor, edit, mine, **{"contacts-1-note": "in the evening", "source": "me"})
    page = html.unescape(answer.text)

    assert answer.status_code == 409
    assert "Numbers and e-mail addresses: “a@kremlin.example” was taken out." in page
    assert "Row 1 was taken out, but you changed it: it stays unless you take it out." in page
    assert "Row 3: added." in page
    assert send(editor, edit, fields_of(answer.text)).status_code == 303
    with demonstration.reading() as session:
        there = {each.raw: each.note for each in get_authority(session, "ru-president").contacts}
    assert there == {
        "b@kremlin.example": "in the evening",
        "c@kremlin.example": None,
        "new@kremlin.example": None,
    }


def test_a_save_of_what_others_saved_alike_asks_nothing(editor: FlaskClient, demonstration: Database) -> None:
    edit = f"{PRESIDENT}/edit"
    mine = form_of(editor, edit)
    said = {"gender": "x", "source": "a page"}
    assert send(editor, edit, mine, **said).status_code == 303

    assert send(editor, edit, mine, **said, **{"texts-0-closing": "Yours,"}).status_code == 303
    tampered = send(editor, edit, mine, base="nonsense", **{"texts-0-closing": "Mine,"})

    assert tampered.status_code == 409
    assert fields_of(tampered.text)["pick-texts-0-closing"] == ["mine"]
    assert fields_of(tampered.text)["pick-gender"] == ["mine"]
    with demonstration.reading() as session:
        authority = get_authority(session, "ru-president")
        assert (authority.gender, authority.texts["en"].closing) == ("x", "Yours,")


def test_contacts_are_verified_confirmed_and_noted_as_bounced(editor: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        authority = get_authority(session, "ru-president")
        doubtful = Contact(
            kind=ContactKind.FAX, raw="24 08", proposed="+74956302408", doubt=Doubt.END_OF_A_NUMBER, source="test"
        )
        authority.contacts.append(doubtful)
        session.flush()
        which = f"contact-{doubtful.id}"

    assert "Say where you saw it" in post(editor, f"{PRESIDENT}/verified", which=which).text
    assert post(editor, f"{PRESIDENT}/verified", which=which, source="a call").status_code == 303
    assert ": a call" in editor.get(PRESIDENT).text
    path = f"{PRESIDENT}/contacts/{doubtful.id}/confirm"
    assert "cannot be dialled" in post(editor, path, number="nothing").text
    assert post(editor, path, number="+74956302408").status_code == 303
    assert "It is not certain" not in editor.get(PRESIDENT).text
    assert post(editor, f"{PRESIDENT}/bounced", which="contact-999").status_code == 422
    assert post(editor, f"{PRESIDENT}/bounced", which=which).status_code == 303
    assert "did not arrive: not used." in editor.get(PRESIDENT).text


def test_a_viewer_reads_and_changes_nothing(app: Flask, demonstration: Database) -> None:
    viewer = client_of(app, demonstration, CoordinatorRole.VIEWER)

    page = viewer.get(PRESIDENT).text

    assert "How it is reached" in page
    assert not {"/edit", "/verified", "/bounced"} & set(re.findall(r"ru-president(/\w+)", page))
    assert viewer.get(f"{AT}/nothing").status_code == 404


def test_what_is_posted_after_a_session_ended_is_handed_back(editor: FlaskClient) -> None:
    fields = form_of(editor, f"{PRESIDENT}/edit")

    answer = editor.post(
        f"{PRESIDENT}/edit", data={**fields, "texts-0-salutation": "Sir,", "do": "save", "desk_key": "0" * 64}
    )

    assert answer.status_code == 403
    assert fields_of(answer.text)["texts-0-salutation"] == ["Sir,"]
