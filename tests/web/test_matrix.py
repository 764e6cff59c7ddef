"""Who may do what at the desk: every route, asked by everybody. A new route needs a line in the table here."""

import re

import pytest
from flask.testing import FlaskClient

from campaign.db import Database
from campaign.models.vocabulary import CoordinatorRole
from campaign.web.accounts.guard import Need, need_of
from tests.web.desk import client_of, key_of

ANYONE = Need(None)
VIEWER = Need(CoordinatorRole.VIEWER)
VIEWER_FRESH = Need(CoordinatorRole.VIEWER, fresh=True)
EDITOR = Need(CoordinatorRole.EDITOR)
PUBLISHER = Need(CoordinatorRole.PUBLISHER)
PUBLISHER_FRESH = Need(CoordinatorRole.PUBLISHER, fresh=True)
ADMINISTRATOR_FRESH = Need(CoordinatorRole.ADMINISTRATOR, fresh=True)

NEEDS = {
    "GET /desk/": VIEWER,
    "GET /desk/month/<year>/<month>": VIEWER,
    "GET /desk/keyboard": VIEWER,
    "GET /desk/organisations": EDITOR,
    "GET /desk/organisations/new": EDITOR,
    "POST /desk/organisations/new": EDITOR,
    "GET /desk/organisations/<slug>": EDITOR,
    "POST /desk/organisations/<slug>": EDITOR,
    "POST /desk/organisations/<slug>/remove": EDITOR,
    "GET /desk/import": EDITOR,
    "POST /desk/import": EDITOR,
    "GET /desk/import/<number>": EDITOR,
    "POST /desk/import/<number>": EDITOR,
    "POST /desk/import/<number>/discard": EDITOR,
    "GET /desk/actions/<slug>/source": VIEWER,
    "GET /desk/authorities": VIEWER,
    "GET /desk/authorities/new": EDITOR,
    "POST /desk/authorities/new": EDITOR,
    "GET /desk/authorities/<slug>": VIEWER,
    "GET /desk/authorities/<slug>/edit": EDITOR,
    "POST /desk/authorities/<slug>/edit": EDITOR,
    "POST /desk/authorities/<slug>/verified": EDITOR,
    "POST /desk/authorities/<slug>/bounced": EDITOR,
    "POST /desk/authorities/<slug>/contacts/<which>/confirm": EDITOR,
    "GET /desk/authorities/<slug>/successor": EDITOR,
    "POST /desk/authorities/<slug>/successor": EDITOR,
    "POST /desk/authorities/<slug>/successions/<which>/take-office": EDITOR,
    "POST /desk/authorities/<slug>/successions/<which>/take-back": EDITOR,
    "POST /desk/authorities/<slug>/offer": EDITOR,
    "POST /desk/authorities/<slug>/merges/<which>/undo": EDITOR,
    "GET /desk/authorities/<slug>/same": EDITOR,
    "GET /desk/directory/duplicates": VIEWER,
    "GET /desk/directory/duplicates/<one>/<other>": EDITOR,
    "POST /desk/directory/duplicates/<one>/<other>": EDITOR,
    "GET /desk/directory": VIEWER,
    "GET /desk/directory/corrections/<which>": EDITOR,
    "POST /desk/directory/corrections/<which>": EDITOR,
    "GET /desk/authorities/export/<kind>": EDITOR,
    "GET /desk/authorities/template/<kind>": EDITOR,
    "GET /desk/authorities/import": EDITOR,
    "POST /desk/authorities/import": EDITOR,
    "GET /desk/authorities/import/<which>": EDITOR,
    "GET /desk/authorities/import/<which>/left-out/<kind>": EDITOR,
    "POST /desk/authorities/import/<which>/confirm": EDITOR,
    "POST /desk/authorities/import/<which>/undo": EDITOR,
    "GET /desk/actions/new": EDITOR,
    "POST /desk/actions/new": EDITOR,
    "GET /desk/actions/by-number/<number>": VIEWER,
    "GET /desk/actions/<slug>": VIEWER,
    "GET /desk/actions/<slug>/proof": VIEWER,
    "POST /desk/actions/<slug>/ask": EDITOR,
    "POST /desk/actions/<slug>/send-back": EDITOR,
    "POST /desk/actions/<slug>/approve": PUBLISHER_FRESH,
    "POST /desk/actions/<slug>/stop": PUBLISHER_FRESH,
    "POST /desk/actions/<slug>/archive": PUBLISHER,
    "POST /desk/actions/<slug>/outcome": EDITOR,
    "POST /desk/actions/<slug>/extend": EDITOR,
    "POST /desk/actions/<slug>/follow-up": EDITOR,
    "POST /desk/actions/<slug>/clone": EDITOR,
    "GET /desk/actions/<slug>/previews": VIEWER,
    "POST /desk/actions/<slug>/previews": EDITOR,
    "POST /desk/actions/<slug>/previews/<which>/revoke": EDITOR,
    "GET /desk/actions/<slug>/edit/<name>": EDITOR,
    "POST /desk/actions/<slug>/edit/<name>": EDITOR,
    "POST /desk/actions/<slug>/edit/<name>/keep": EDITOR,
    "POST /desk/actions/<slug>/edit/<name>/discard": EDITOR,
    "POST /desk/actions/<slug>/edit/<name>/undo": EDITOR,
    "GET /desk/actions/<slug>/approve": PUBLISHER_FRESH,
    "GET /desk/actions/<slug>/stop": PUBLISHER_FRESH,
    "GET /desk/actions/<slug>/archive": PUBLISHER,
    "GET /desk/sign-in": ANYONE,
    "POST /desk/sign-in": ANYONE,
    "GET /desk/code": ANYONE,
    "POST /desk/code": ANYONE,
    "POST /desk/sign-out": VIEWER,
    "GET /desk/again": VIEWER,
    "POST /desk/again": VIEWER,
    "GET /desk/invitation/<token>": ANYONE,
    "POST /desk/invitation/<token>": ANYONE,
    "POST /desk/invitation/<token>/code": ANYONE,
    "GET /desk/link/<token>": ANYONE,
    "POST /desk/link/<token>": ANYONE,
    "GET /desk/account": VIEWER,
    "POST /desk/account/reminders": VIEWER,
    "POST /desk/account/sessions/<which>/end": VIEWER,
    "POST /desk/account/sessions/end": VIEWER,
    "POST /desk/account/recovery-codes": VIEWER_FRESH,
    "GET /desk/account/set-up": VIEWER_FRESH,
    "POST /desk/account/set-up": VIEWER_FRESH,
    "POST /desk/account/set-up/code": VIEWER_FRESH,
    "POST /desk/account/calendar": VIEWER_FRESH,
    "POST /desk/account/calendar/end": VIEWER,
    "GET /desk/account/passkeys/new": VIEWER_FRESH,
    "POST /desk/account/passkeys/options": VIEWER_FRESH,
    "POST /desk/account/passkeys": VIEWER_FRESH,
    "POST /desk/account/passkeys/<which>/name": VIEWER_FRESH,
    "POST /desk/account/passkeys/<which>/remove": VIEWER_FRESH,
    "POST /desk/sign-in/passkey/options": ANYONE,
    "POST /desk/sign-in/passkey": ANYONE,
    "POST /desk/code/passkey/options": ANYONE,
    "POST /desk/code/passkey": ANYONE,
    "POST /desk/again/passkey/options": VIEWER,
    "POST /desk/again/passkey": VIEWER,
    "GET /desk/people": ADMINISTRATOR_FRESH,
    "POST /desk/people": ADMINISTRATOR_FRESH,
    "POST /desk/people/<which>/role": ADMINISTRATOR_FRESH,
    "POST /desk/people/<which>/disable": ADMINISTRATOR_FRESH,
}
ROUTES = list(NEEDS)
VALUES = {"<token>": "nothing", "<which>": "2147483647", "<slug>": "kalyapin-defamation-2014", "<name>": "texts"}
VALUES |= {"<one>": "ru-president", "<other>": "nobody"}
VALUES |= {"<year>": "2026", "<month>": "5", "<number>": "1"}
VALUES |= {"<year>": "2026", "<month>": "5", "<number>": "1", "<kind>": "csv"}


def test_the_table_holds_every_route_of_the_desk_and_what_it_asks_for(client: FlaskClient) -> None:
    app = client.application
    recorded = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                recorded[f"{method} {_plain(rule.rule)}"] = need_of(app, rule.endpoint)

    assert recorded == NEEDS


def test_a_page_of_the_desk_that_does_not_say_whom_it_is_for_opens_for_nobody(client: FlaskClient) -> None:
    app = client.application
    app.add_url_rule("/desk/forgotten", "forgotten", lambda: "open")

    answer = client.get("/desk/forgotten")

    assert (answer.status_code, "open" in answer.text) == (500, False)


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_gets_in_without_signing_in(client: FlaskClient, route: str) -> None:
    answer = _ask(client, route)

    sent_to_sign_in = answer.status_code == 303 and answer.location.startswith("/desk/sign-in?next=/desk")
    assert sent_to_sign_in == (NEEDS[route] != ANYONE)


@pytest.mark.parametrize("role", CoordinatorRole)
@pytest.mark.parametrize("route", ROUTES)
def test_a_role_opens_what_is_its_own_and_nothing_more(
    client: FlaskClient, demonstration: Database, route: str, role: CoordinatorRole
) -> None:
    need = NEEDS[route]
    signed_in = client_of(client.application, demonstration, role)

    answer = _ask(signed_in, route, key=key_of(signed_in))

    assert (answer.status_code == 403) == (need.role is not None and not role.covers(need.role))
    assert answer.status_code != 500
    assert not (answer.location or "").startswith("/desk/again")


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_grave_asks_for_a_fresh_sign_in(client: FlaskClient, demonstration: Database, route: str) -> None:
    signed_in = client_of(client.application, demonstration, CoordinatorRole.ADMINISTRATOR, fresh=False)

    answer = _ask(signed_in, route, key=key_of(signed_in))

    sent_there = answer.status_code == 303 and answer.location.startswith("/desk/again?next=/desk/")
    assert sent_there == NEEDS[route].fresh


@pytest.mark.parametrize("route", [route for route, need in NEEDS.items() if need.role and route.startswith("POST")])
@pytest.mark.parametrize("key", [None, "", "0" * 64, "é"])
def test_a_post_without_the_key_of_its_session_is_refused(
    client: FlaskClient, demonstration: Database, route: str, key: str | None
) -> None:
    signed_in = client_of(client.application, demonstration, CoordinatorRole.ADMINISTRATOR)

    answer = _ask(signed_in, route, key=key)

    assert answer.status_code == 403
    assert "too old" in answer.text
    assert signed_in.get("/desk/").status_code == 200


def _ask(client: FlaskClient, route: str, key: str | None = None):
    method, _, path = route.partition(" ")
    for name, value in VALUES.items():
        path = path.replace(name, value)
    fields = {} if key is None else {"desk_key": key}
    return client.open(path, method=method, data=fields | {"role": "viewer"} if method == "POST" else None)


def _plain(rule: str) -> str:
    return re.sub(r"<[a-z]+(?:\([^>]*\))?:(\w+)>", r"<\1>", rule)
