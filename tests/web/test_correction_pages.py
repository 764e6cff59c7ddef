"""“This contact is wrong”: said by anyone without a name, decided about at the desk."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Contact, Correction
from campaign.models.vocabulary import CoordinatorRole
from campaign.web.limits import CORRECTION_LIMIT
from tests.web.desk import client_of, post

FORM = "/actions/kalyapin-judicial-harassment/wrong-contact"
DUE = "/desk/directory"
OF_THE_PRESIDENT = "+ 7 495 606 5173"


def option(client: FlaskClient, words: str) -> str:
    page = html.unescape(client.get(FORM).text)
    found = re.search(rf'<option value="(\w+)"\s*>{re.escape(words)}', page)
    assert found, words
    return found[1]


def say(client: FlaskClient, **typed: str):
    values = {"which": option(client, f"Fax: {OF_THE_PRESIDENT}"), "words": "A private line."}
    return client.post(FORM, data={**values, **typed})


def test_what_is_wrong_is_said_and_accepted_with_a_better_number(
    client: FlaskClient, app: Flask, demonstration: Database
) -> None:
    said = say(client, proposed="+7 495 606 0000", seen_at="kremlin.example")

    assert "A coordinator will look at it" in said.text
    editor = client_of(app, demonstration, CoordinatorRole.EDITOR)
    assert "1 correction from the public waits" in " ".join(editor.get("/desk/").text.split())
    found = re.search(rf"{DUE}/corrections/\d+", editor.get(DUE).text)
    assert found
    page = editor.get(found[0]).text
    assert 'value="+7 495 606 0000"' in page
    assert "A private line." in page
    wrong = post(editor, found[0], do="replace", text="nobody", source="a call")
    assert (wrong.status_code, "There is no number in “nobody”" in wrong.text) == (422, True)
    assert 'value="nobody"' in wrong.text
    done = post(editor, found[0], do="replace", text="+7 495 606 0000", source="a call")
    assert done.location == "/desk/authorities/ru-president"
    assert "+74956060000" in editor.get(done.location).text
    assert "waits for a second person" not in editor.get(done.location).text
    assert "supporters still write with what was published before" in editor.get(done.location).text
    assert post(editor, found[0], do="stop").status_code == 409
    assert "Accepted:" in " ".join(editor.get(found[0]).text.split())


@pytest.mark.parametrize(("do", "bounced", "to"), [("stop", 1, "/desk/authorities/ru-president"), ("refuse", 0, DUE)])
def test_a_correction_is_accepted_or_refused(
    client: FlaskClient, app: Flask, demonstration: Database, do: str, bounced: int, to: str
) -> None:
    say(client)
    editor = client_of(app, demonstration, CoordinatorRole.EDITOR)
    found = re.search(rf"{DUE}/corrections/\d+", editor.get(DUE).text)
    assert found

    assert post(editor, found[0], do="nothing").status_code == 400
    assert post(editor, found[0], do=do).location == to

    with demonstration.reading() as session:
        assert len(session.scalars(select(Contact).where(Contact.bounced_on.is_not(None))).all()) == bounced


@pytest.mark.parametrize(
    ("typed", "words"), [({"which": "x"}, "Choose what is wrong."), ({"words": " "}, "in a few words")]
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, demonstration: Database, typed: dict[str, str], words: str
) -> None:
    answer = say(client, **{"proposed": "+7 495 606 0000", **typed})

    assert answer.status_code == 422
    assert words in answer.text
    assert "+7 495 606 0000</textarea>" in answer.text
    with demonstration.reading() as session:
        assert session.scalar(select(Correction)) is None


def test_too_many_from_one_part_of_the_network_are_refused_with_what_was_typed(
    client: FlaskClient, demonstration: Database
) -> None:
    most = int(CORRECTION_LIMIT.split()[0])
    answers = [say(client, proposed=str(number)) for number in range(most + 1)]

    assert [each.status_code for each in answers] == [200] * most + [429]
    assert "try again in an hour" in answers[-1].text
    assert "A private line.</textarea>" in answers[-1].text


def test_pages_lead_to_the_form_and_previews_and_hidden_actions_have_none(client: FlaskClient) -> None:
    assert FORM in client.get("/actions/kalyapin-judicial-harassment").text
    assert client.get("/actions/kalyapin-defamation-2014/wrong-contact").status_code == 404
    assert client.post("/actions/nothing/wrong-contact").status_code == 404
    assert "Set-Cookie" not in client.get(FORM).headers


def test_a_viewer_sees_that_something_waits_and_not_what_was_written(
    client: FlaskClient, app: Flask, demonstration: Database
) -> None:
    say(client)
    viewer = client_of(app, demonstration, CoordinatorRole.VIEWER)

    page = viewer.get(DUE).text

    assert OF_THE_PRESIDENT in page
    assert "corrections/" not in page
    assert "private line" not in page
