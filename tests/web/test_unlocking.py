"""Passkeys on the pages: added, used in each of three ways, named, removed; with a device made of software."""

import html
import json
import re
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from campaign.app import create_app
from campaign.db import Database
from campaign.models import Coordinator, Event, Passkey, PasskeyChallenge, SignedIn
from campaign.models.vocabulary import CoordinatorRole
from campaign.settings import Settings, load_settings
from campaign.web.database import EXTENSION
from tests.authenticator import PRESENT, Authenticator
from tests.coordinators import PASSWORD, code_at
from tests.web.desk import client_of, key_of, post, token_of

EDITOR, VIEWER = CoordinatorRole.EDITOR, CoordinatorRole.VIEWER
EMAIL = "editor@desk.example"
ADDRESS = "http://localhost"


@pytest.fixture
def settings(demonstration: Database, tmp_path) -> Settings:
    """Settings of a site that can have passkeys."""
    return load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_SITE_ADDRESS": ADDRESS})


@pytest.fixture
def editor(app: Flask, demonstration: Database) -> FlaskClient:
    """An editor who just signed in."""
    return client_of(app, demonstration, EDITOR)


@pytest.fixture
def device(editor: FlaskClient) -> Authenticator:
    """A device with a passkey of the editor."""
    device = Authenticator()
    assert add(editor, device).status_code == 303
    return device


@pytest.fixture
def other(app: Flask) -> FlaskClient:
    """A browser on which nobody is signed in."""
    return app.test_client()


def add(client: FlaskClient, device: Authenticator, name: str = "Telephone"):
    options = post(client, "/desk/account/passkeys/options", name=name).text
    return post(client, "/desk/account/passkeys", name=name, answer=device.make(options))


def give_password(client: FlaskClient) -> None:
    assert client.post("/desk/sign-in", data={"email": EMAIL, "password": PASSWORD}).status_code == 303


def use(client: FlaskClient, device: Authenticator, step: str, **more: str):
    """A passkey used as the script does it: for what was asked for, in the same browser."""
    options = client.post(f"/desk/{step}/passkey/options", data=more).text
    return client.post(f"/desk/{step}/passkey", data={"answer": device.use(options), **more})


def is_in(client: FlaskClient) -> bool:
    return client.get("/desk/").status_code == 200


def recorded(database: Database) -> list[dict]:
    with database.reading() as session:
        return [msgspec.json.decode(event.after or "{}") for event in session.scalars(select(Event))]


# Adding, naming, removing


def test_passkeys_are_added_seen_named_removed_and_each_is_recorded(
    editor: FlaskClient, demonstration: Database
) -> None:
    before = len(recorded(demonstration))
    for name in ("Telephone <b>", "Key ring"):
        add(editor, Authenticator(), name)
    with demonstration.reading() as session:
        first, second = session.scalars(select(Passkey.id).order_by(Passkey.id))
    page = editor.get("/desk/account").text
    assert "<h3>Telephone &lt;b&gt;</h3>" in page
    assert page.count("Not used yet") == 2

    post(editor, f"/desk/account/passkeys/{first}/name", name="Blue telephone")
    post(editor, f"/desk/account/passkeys/{second}/remove")

    page = editor.get("/desk/account").text
    assert "<h3>Blue telephone</h3>" in page
    assert "Key ring" not in page
    assert [(entry["done"], entry["passkeys"]) for entry in recorded(demonstration)[before:]] == [
        ("passkey added", ["Telephone <b>"]),
        ("passkey added", ["Telephone <b>", "Key ring"]),
        ("passkey renamed", ["Blue telephone", "Key ring"]),
        ("passkey removed", ["Blue telephone"]),
    ]


def test_a_name_is_asked_for_before_a_device_makes_a_passkey(editor: FlaskClient) -> None:
    answer = post(editor, "/desk/account/passkeys/options", name=" ")

    assert (answer.status_code, "Give the passkey a name" in answer.json["problem"]) == (422, True)


def test_a_passkey_that_cannot_be_kept_is_told_on_the_page(editor: FlaskClient, demonstration: Database) -> None:
    refused = add(editor, Authenticator(origin="https://evil.example"), "Telephone")

    assert (refused.status_code, "cannot be used here" in refused.text) == (422, True)
    assert 'value="Telephone"' in refused.text
    assert "passkey added" not in {entry.get("done") for entry in recorded(demonstration)}


def test_an_answer_cannot_be_sent_twice(editor: FlaskClient) -> None:
    device = Authenticator()
    made = device.make(post(editor, "/desk/account/passkeys/options", name="X").text)
    refused = post(editor, "/desk/account/passkeys", name="", answer=made)

    again = post(editor, "/desk/account/passkeys", name="X", answer=made)

    assert [refused.status_code, again.status_code] == [422, 422]
    assert "sent twice" in again.text


def test_a_name_that_cannot_be_is_told_on_the_account_page(editor: FlaskClient, device: Authenticator) -> None:
    answer = post(editor, "/desk/account/passkeys/1/name", name="x" * 81)

    assert (answer.status_code, "Shorten the name" in answer.text) == (422, True)


def test_nobody_touches_the_passkeys_of_another(
    app: Flask, editor: FlaskClient, device: Authenticator, demonstration: Database
) -> None:
    viewer = client_of(app, demonstration, VIEWER)

    answers = [
        post(viewer, "/desk/account/passkeys/1/name", name="Mine").status_code,
        post(viewer, "/desk/account/passkeys/1/remove").status_code,
    ]

    assert answers == [404, 404]
    assert "Telephone" in editor.get("/desk/account").text
    assert "Telephone" not in viewer.get("/desk/account").text


def test_who_came_by_a_link_sets_up_a_password_and_an_app_first(editor: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        session.execute(update(Coordinator).values(totp_secret=None))

    assert editor.get("/desk/account/passkeys/new").location == "/desk/account/set-up"
    assert "Add a passkey" not in editor.get("/desk/account").text


# In the place of a code


def test_after_the_password_a_passkey_lets_in(other: FlaskClient, editor: FlaskClient, device: Authenticator) -> None:
    give_password(other)
    waiting = token_of(other)
    assert "Use a passkey" in other.get("/desk/code").text

    answer = use(other, device, "code", next="/desk/account")

    assert answer.location == "/desk/account"
    assert is_in(other)
    assert token_of(other) not in ("", waiting)
    assert "Last used" in other.get("/desk/account").text


def test_a_code_goes_on_working_and_who_has_no_passkey_is_offered_none(other: FlaskClient, editor: FlaskClient) -> None:
    give_password(other)
    page = other.get("/desk/code").text
    answer = other.post("/desk/code", data={"code": code_at(datetime.now(UTC))})

    assert "Use a passkey" not in page
    assert answer.status_code == 303
    assert is_in(other)


def test_without_the_password_there_is_nothing_to_sign(
    other: FlaskClient, editor: FlaskClient, device: Authenticator
) -> None:
    asked = other.post("/desk/code/passkey/options")
    answer = other.post("/desk/code/passkey", data={"answer": "{}"})

    assert [asked.location, answer.location] == ["/desk/sign-in", "/desk/sign-in"]


def test_an_answer_from_one_browser_lets_nobody_in_on_another(
    app: Flask, other: FlaskClient, editor: FlaskClient, device: Authenticator
) -> None:
    third = app.test_client()
    for client in (other, third):
        give_password(client)
    options = [client.post("/desk/code/passkey/options").text for client in (other, third)]
    assert json.loads(options[0])["challenge"] != json.loads(options[1])["challenge"]

    answer = third.post("/desk/code/passkey", data={"answer": device.use(options[0])})

    assert (answer.status_code, is_in(third)) == (422, False)


def test_an_answer_for_one_purpose_does_not_do_for_another(
    other: FlaskClient, editor: FlaskClient, device: Authenticator
) -> None:
    signed = device.use(other.post("/desk/sign-in/passkey/options").text)
    give_password(other)

    answer = other.post("/desk/code/passkey", data={"answer": signed})

    assert (answer.status_code, is_in(other)) == (422, False)


def test_a_refused_answer_uses_its_challenge_up(other: FlaskClient, editor: FlaskClient, device: Authenticator) -> None:
    give_password(other)
    options = other.post("/desk/code/passkey/options").text
    refused = other.post("/desk/code/passkey", data={"answer": Authenticator().use(options)})

    answer = other.post("/desk/code/passkey", data={"answer": device.use(options)})

    assert [refused.status_code, answer.status_code] == [422, 422]
    assert "sent twice" in answer.text
    assert "Use a passkey" in answer.text


def test_five_minutes_later_a_challenge_no_longer_holds(
    other: FlaskClient, editor: FlaskClient, device: Authenticator, demonstration: Database
) -> None:
    give_password(other)
    options = other.post("/desk/code/passkey/options").text
    with demonstration.transaction() as session:
        session.execute(update(PasskeyChallenge).values(expires_at=datetime.now(UTC)))

    answer = other.post("/desk/code/passkey", data={"answer": device.use(options)})

    assert (answer.status_code, "took too long" in answer.text) == (422, True)


def test_codes_and_passkeys_are_counted_together_and_before_they_are_looked_at(
    other: FlaskClient, editor: FlaskClient, device: Authenticator
) -> None:
    give_password(other)
    wrong = [other.post("/desk/code", data={"code": "0"}).status_code for _ in range(2)]
    wrong += [use(other, Authenticator(), "code").status_code for _ in range(3)]

    answer = use(other, device, "code")
    alone = use(other, device, "sign-in")

    assert wrong == [422] * 5
    assert [answer.status_code, alone.status_code] == [429, 429]
    assert not is_in(other)


@pytest.mark.parametrize("step", ["code", "sign-in", "again"])
def test_a_passkey_that_may_have_been_copied_is_refused_told_and_recorded(
    app: Flask, editor: FlaskClient, device: Authenticator, demonstration: Database, step: str
) -> None:
    client = editor if step == "again" else app.test_client()
    if step == "code":
        give_password(client)
    device.count = 0

    answer = use(client, device, step, **({"desk_key": key_of(client)} if step == "again" else {}))

    assert answer.status_code == 422
    assert "“Telephone” counts less than it did before" in answer.text
    assert step == "again" or not is_in(client)
    with demonstration.reading() as session:
        event = session.scalars(select(Event).order_by(Event.number.desc()).limit(1)).one()
    assert (event.subject, event.who) == (EMAIL, EMAIL)
    assert json.loads(event.after or "")["refused"] == "Telephone"


# In the place of everything


def test_a_passkey_alone_signs_in(other: FlaskClient, editor: FlaskClient, device: Authenticator) -> None:
    page = other.get("/desk/sign-in").text
    planted = "planted"
    other.set_cookie("desk", planted)
    answer = use(other, device, "sign-in", next="/desk/account")

    assert "Sign in with a passkey" in page
    assert answer.location == "/desk/account"
    assert is_in(other)
    assert other.get("/desk/account/passkeys/new").status_code == 200  # a full sign-in, so a fresh one


def test_what_a_browser_is_asked_for_names_nobody(
    other: FlaskClient, editor: FlaskClient, device: Authenticator
) -> None:
    options = other.post("/desk/sign-in/passkey/options", data={"email": EMAIL}).json

    assert options["allowCredentials"] == []
    assert options["userVerification"] == "required"
    assert token_of(other)
    assert not is_in(other)


def test_a_strange_a_disabled_and_a_wrong_passkey_sound_the_same(
    app: Flask, editor: FlaskClient, device: Authenticator, demonstration: Database
) -> None:
    gone, careless = Authenticator(), Authenticator()
    viewer = client_of(app, demonstration, VIEWER)
    add(viewer, gone)
    add(editor, careless)
    careless.flags = PRESENT
    with demonstration.transaction() as session:
        session.execute(
            update(Coordinator).where(Coordinator.email == "viewer@desk.example").values(disabled_at=datetime.now(UTC))
        )

    clients = [app.test_client() for _ in range(3)]
    answers = [use(*each, "sign-in") for each in zip(clients, (Authenticator(), gone, careless), strict=True)]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert len({answer.text for answer in answers}) == 1
    assert not [client for client in clients if is_in(client)]


def test_one_part_of_the_network_cannot_ask_without_end(other: FlaskClient) -> None:
    asked = [other.post("/desk/sign-in/passkey/options").status_code for _ in range(11)]

    assert asked == [200] * 10 + [429]


def test_another_site_can_ask_for_nothing(other: FlaskClient) -> None:
    answer = other.post("/desk/sign-in/passkey", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


def test_who_is_signed_in_already_goes_on(editor: FlaskClient, device: Authenticator) -> None:
    asked = editor.post("/desk/sign-in/passkey/options", data={"next": "/desk/account"})
    answer = editor.post("/desk/sign-in/passkey", data={"next": "https://evil.example"})

    assert [asked.location, answer.location] == ["/desk/account", "/desk/"]


# Once more, before something grave


def test_a_passkey_does_for_a_fresh_sign_in(
    editor: FlaskClient, device: Authenticator, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        session.execute(update(SignedIn).values(fresh_at=datetime.now(UTC) - timedelta(minutes=11)))
    again = editor.get("/desk/account/passkeys/new").location
    page = html.unescape(editor.get(again).text)
    assert re.search(r'name="next"[^>]*value="/desk/account/passkeys/new"', page)

    answer = use(editor, device, "again", next="/desk/account/passkeys/new", desk_key=key_of(editor))

    assert answer.location == "/desk/account/passkeys/new"
    assert editor.get(answer.location).status_code == 200


def test_the_passkey_of_another_is_no_fresh_sign_in(
    app: Flask, editor: FlaskClient, device: Authenticator, demonstration: Database
) -> None:
    viewer = client_of(app, demonstration, VIEWER, fresh=False)

    answer = use(viewer, device, "again", desk_key=key_of(viewer))

    assert answer.status_code == 422
    assert viewer.get("/desk/account/passkeys/new").location.startswith("/desk/again")


# Where they cannot be used


def test_where_passkeys_cannot_be_used_the_account_says_why_and_nothing_is_offered(
    demonstration: Database, tmp_path
) -> None:
    app = create_app(load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path)}))
    client = client_of(app, demonstration, EDITOR)

    account = client.get("/desk/account").text
    new = client.get("/desk/account/passkeys/new")

    assert "has a number for its address: http://127.0.0.1:8000" in account
    assert "Add a passkey" not in account
    assert (new.status_code, "Passkeys need a name" in new.text) == (409, True)
    assert "passkey" not in app.test_client().get("/desk/sign-in").text.split("<main", 1)[1]
    app.extensions[EXTENSION].close()


def test_the_site_is_the_one_of_the_settings_whatever_a_browser_says(other: FlaskClient) -> None:
    answer = other.post("/desk/sign-in/passkey/options", headers={"Host": "evil.example"})

    assert answer.json["rpId"] == "localhost"
