"""The list of actions and the page of each, asked for without a browser."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign.app import create_app
from campaign.db import Database
from campaign.models import Action
from campaign.models.states import ActionState
from campaign.services.publishing import publish
from campaign.settings import Settings, load_settings
from campaign.web.headers import HEADERS
from tests.conftest import LOADED_AT


def test_the_list_shows_open_and_closed_actions_and_no_drafts(client: FlaskClient) -> None:
    page = client.get("/").text

    opened, closed = page.split("Closed actions")
    assert "Igor Kalyapin attacked in Grozny" in opened
    assert "Judicial harassment" in opened
    assert "The last day was 27 January 2015" in closed
    assert "defamed on state television" not in page


def test_an_action_shows_what_happened_what_is_asked_and_to_whom(client: FlaskClient) -> None:
    page = client.get("/actions/kalyapin-judicial-harassment").text

    assert "A past case, shown as a demonstration" in page
    assert "article 12.2, by which the State protects everyone" in page
    assert page.index("Dmitri Medvedev") < page.index("Alexandra Romanov")
    assert "RUS002 / 0112 / OBS 009" in page
    assert "Belgium" in page


def test_a_closed_action_says_so_and_whom_to_ask(client: FlaskClient) -> None:
    page = client.get("/actions/kalyapin-attacked-and-threatened").text

    assert "This action is closed" in page
    assert "ask your section of Amnesty International" in page
    assert "Russian, English, your own language" in page


def test_a_stop_holds_at_the_next_look(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-in-grozny")).one()
        action.move(ActionState.STOPPED)

    answer = client.get("/actions/kalyapin-attacked-in-grozny")

    assert "No more letters, please" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


def test_an_unlisted_action_is_open_to_those_who_know_it_and_to_no_search_engine(
    client: FlaskClient, demonstration: Database
) -> None:
    path = "/actions/kalyapin-attacked-in-grozny"
    listed = client.get(path).text
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug=path.rsplit("/", 1)[-1])).one()
        action.unlisted = True
        publish(session, action, LOADED_AT)

    assert "noindex" not in listed
    assert '<meta name="robots" content="noindex">' in client.get(path).text
    assert "attacked in Grozny" not in client.get("/").text


def test_where_late_letters_are_allowed_the_page_says_so(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-and-threatened")).one()
        action.late_letters_allowed = True
        publish(session, action, LOADED_AT)

    page = client.get("/actions/kalyapin-attacked-and-threatened").text

    assert "The last day was 27 January 2015; late letters are still of help" in page


@pytest.mark.parametrize("path", ["/actions/kalyapin-defamation-2014", "/actions/nothing", "/nothing", "/actions/"])
def test_what_is_not_there_or_not_public_is_a_page_that_helps(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "See all actions" in answer.text


def test_every_answer_of_every_route_has_all_headers_and_no_cookie(client: FlaskClient) -> None:
    values: dict[str, object] = {
        "slug": "kalyapin-attacked-in-grozny",
        "name": "texts",
        "year": 2026,
        "month": 5,
        "number": 1,
        "one": "ru-president",
        "other": "nobody",
        "channel": "print",
        "holder": "labels",
        "kind": "csv",
        "filename": "pages.css",
        "token": "nothing",
    }
    routes = list(client.application.url_map.iter_rules())
    asked = [
        (method, rule.build(values | {"which": 1 if rule.rule.startswith("/desk") else "all"}))
        for rule in routes
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    assert len(asked) >= 7

    for method, built in [
        *asked,
        ("GET", (None, "/nothing")),
        ("GET", (None, "/actions/nothing")),
        ("GET", (None, "/feeds/nothing")),
        ("PUT", (None, "/")),
    ]:
        with client.open(built[1], method=method) as answer:
            headers = dict(answer.headers)
        assert {name: headers[name] for name in HEADERS} == HEADERS, built
        for_nobody_else = method == "POST" or built[1].startswith(("/desk", "/preview"))
        kept = "private, no-cache" if built[1].startswith("/feeds/") else "no-cache"
        assert headers["Cache-Control"] == ("no-store" if for_nobody_else else kept)
        assert "Set-Cookie" not in headers


def test_without_an_action_the_list_says_so(database: Database, tmp_path) -> None:
    app = create_app(load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path)}))

    assert "No action is open today" in app.test_client().get("/").text


def test_markup_in_an_action_is_only_text(client: FlaskClient, demonstration: Database) -> None:
    hostile = '<script>alert("x")</script>'
    with demonstration.transaction() as session:
        action = session.scalars(select(Action).filter_by(slug="kalyapin-attacked-in-grozny")).one()
        action.texts["en"].title = hostile
        publish(session, action, LOADED_AT)

    page = client.get("/actions/kalyapin-attacked-in-grozny").text

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_database_that_is_away_is_a_plain_503(settings: Settings, tmp_path) -> None:
    app = create_app(settings)
    (tmp_path / "campaign.sqlite").write_bytes(b"")

    answer = app.test_client().get("/")

    assert answer.status_code == 503
    assert "try again in a minute" in answer.text
