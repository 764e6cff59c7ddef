"""Signing in and keeping one's account, as a person does it in a browser."""

import html
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from campaign.app import create_app
from campaign.db import Database
from campaign.models import Coordinator, Event, SignedIn, SignInTry
from campaign.models.vocabulary import CoordinatorRole, LinkKind
from campaign.services.accounts.factors import renew_recovery_codes
from campaign.services.accounts.links import invite, make_link
from campaign.services.accounts.sessions import list_sessions
from campaign.settings import load_settings
from campaign.web.database import EXTENSION
from tests.coordinators import PASSWORD, a_coordinator, code_at
from tests.web.desk import client_of, key_of, post, token_of

EMAIL = "ines@desk.example"
NEW_PASSWORD = "a boat for every island"  # noqa: S105
RECOVERY_CODE = re.compile(r"<code>([0-9a-z-]{19})</code>")
SECRET_FIELD = re.compile(r'name="secret"[^>]*value="([A-Z2-7]{32})"')
VIEWER, EDITOR, ADMINISTRATOR = CoordinatorRole.VIEWER, CoordinatorRole.EDITOR, CoordinatorRole.ADMINISTRATOR


@pytest.fixture
def ines(demonstration: Database) -> Coordinator:
    """An editor with a password and a second factor."""
    with demonstration.transaction() as session:
        return a_coordinator(session, EMAIL)


def give_password(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **more: str):
    return client.post("/desk/sign-in", data={"email": email, "password": password, **more})


def give_code(client: FlaskClient, steps: int = 0, **more: str):
    return client.post("/desk/code", data={"code": code_at(datetime.now(UTC), steps), **more})


def sign_in(client: FlaskClient, steps: int = 0) -> None:
    give_password(client)
    assert give_code(client, steps).status_code == 303


def done_to(database: Database, email: str = EMAIL) -> list[str]:
    """What the log says was done to a coordinator, oldest first."""
    with database.reading() as session:
        found = session.scalars(select(Event.after).filter_by(subject=email).order_by(Event.number))
        return [json.loads(after or "{}")["done"] for after in found]


def is_in(client: FlaskClient) -> bool:
    return client.get("/desk/").status_code == 200


def test_from_an_invitation_to_signed_in_and_back_with_password_and_code(
    client: FlaskClient, demonstration: Database
) -> None:
    with demonstration.transaction() as session:
        path = f"/desk/invitation/{invite(session, EMAIL, 'Ines', EDITOR, datetime.now(UTC))}"
    assert EMAIL in client.get(path).text
    connect = client.post(path, data={"password": NEW_PASSWORD, "repeated": NEW_PASSWORD})
    assert "<svg" in connect.text
    (secret,) = SECRET_FIELD.findall(connect.text)
    assert "".join(re.findall(r"<code>(\w{4})</code>", connect.text)) == secret
    assert not is_in(client)

    wrong = client.post(f"{path}/code", data={"secret": secret, "code": "no"})
    now = datetime.now(UTC)
    codes = client.post(f"{path}/code", data={"secret": secret, "code": code_at(now, secret=secret)})

    assert (wrong.status_code, SECRET_FIELD.findall(wrong.text)) == (422, [secret])
    assert len(set(RECOVERY_CODE.findall(codes.text))) == 10
    assert is_in(client)
    assert [client.get(path).status_code, client.post(f"{path}/code").status_code] == [410, 410]
    assert done_to(demonstration) == ["invitation accepted"]
    post(client, "/desk/sign-out")
    assert not is_in(client)
    assert give_password(client, password=NEW_PASSWORD).location == "/desk/code?next=/desk/"
    assert client.post("/desk/code", data={"code": code_at(now, 1, secret)}).status_code == 303
    assert is_in(client)


@pytest.mark.parametrize(
    ("password", "repeated", "said"),
    [("short", "short", "at least 12 characters"), (NEW_PASSWORD, "another of them", "two different passwords")],
)
def test_a_password_that_cannot_be_is_told_beside_its_field_and_never_shown(
    client: FlaskClient, demonstration: Database, password: str, repeated: str, said: str
) -> None:
    with demonstration.transaction() as session:
        path = f"/desk/invitation/{invite(session, EMAIL, 'Ines', EDITOR, datetime.now(UTC))}"

    answer = client.post(path, data={"password": password, "repeated": repeated})

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{password}"' not in answer.text


def test_an_invitation_cannot_skip_its_password(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        path = f"/desk/invitation/{invite(session, EMAIL, 'Ines', EDITOR, datetime.now(UTC))}"
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105

    answer = client.post(f"{path}/code", data={"secret": secret, "code": code_at(datetime.now(UTC))})

    assert (answer.status_code, answer.location) == (303, path)
    assert not is_in(client)


def test_a_wrong_password_and_an_unknown_or_disabled_account_sound_the_same(
    client: FlaskClient, demonstration: Database, ines: Coordinator
) -> None:
    with demonstration.transaction() as session:
        a_coordinator(session, "gone@desk.example").disabled_at = datetime.now(UTC)

    answers = [
        give_password(client, password="wrong"),  # noqa: S106
        give_password(client, "x@desk.example"),
        give_password(client, "gone@desk.example"),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    pages = [re.sub(r'value="[^"]*"', "", answer.text) for answer in answers]
    assert pages[0] == pages[1] == pages[2]
    assert "The address or the password is not right." in pages[0]
    assert token_of(client) == ""


def test_the_password_alone_opens_nothing(client: FlaskClient, ines: Coordinator) -> None:
    give_password(client)

    assert not is_in(client)
    assert client.get("/desk/code").status_code == 200


def test_without_a_password_the_page_for_the_code_leads_back(client: FlaskClient, ines: Coordinator) -> None:
    assert client.get("/desk/code").location == "/desk/sign-in"
    assert give_code(client).location == "/desk/sign-in"


def test_a_code_that_was_used_does_not_work_again(client: FlaskClient, ines: Coordinator) -> None:
    now = datetime.now(UTC)
    give_password(client)
    assert client.post("/desk/code", data={"code": code_at(now)}).status_code == 303
    other = client.application.test_client()
    give_password(other)

    answer = other.post("/desk/code", data={"code": code_at(now)})

    assert answer.status_code == 422
    assert "was used before" in answer.text
    assert not is_in(other)


def test_a_recovery_code_lets_in_once(client: FlaskClient, demonstration: Database, ines: Coordinator) -> None:
    with demonstration.transaction() as session:
        code, *_ = renew_recovery_codes(session, session.get_one(Coordinator, ines.id))
    give_password(client)
    assert client.post("/desk/code", data={"code": code}).status_code == 303
    assert "You have 9 codes left" in client.get("/desk/account").text
    other = client.application.test_client()
    give_password(other)

    assert other.post("/desk/code", data={"code": code}).status_code == 422
    assert not is_in(other)


def test_the_eleventh_password_waits_even_if_it_is_right(client: FlaskClient, ines: Coordinator) -> None:
    wrong = [give_password(client, password="wrong").status_code for _ in range(10)]  # noqa: S106

    answer = give_password(client)

    assert wrong == [422] * 10
    assert answer.status_code == 429
    assert "wait five minutes" in answer.text


def test_the_sixth_code_waits_even_if_it_is_right_and_after_a_new_password(
    client: FlaskClient, ines: Coordinator
) -> None:
    give_password(client)
    wrong = [client.post("/desk/code", data={"code": "0"}).status_code for _ in range(5)]
    give_password(client)

    assert wrong == [422] * 5
    assert give_code(client).status_code == 429
    assert not is_in(client)


def test_tries_are_let_in_again_after_five_minutes(
    client: FlaskClient, demonstration: Database, ines: Coordinator
) -> None:
    for _ in range(10):
        give_password(client, password="wrong")  # noqa: S106
    with demonstration.transaction() as session:
        session.execute(update(SignInTry).values(at=datetime.now(UTC) - timedelta(minutes=5)))

    assert give_password(client).status_code == 303


def test_a_token_from_before_is_never_the_one_of_the_session(client: FlaskClient, ines: Coordinator) -> None:
    client.set_cookie("desk", "planted")
    give_password(client)
    waiting = token_of(client)
    give_code(client)
    signed_in = token_of(client)

    assert len({"planted", waiting, signed_in}) == 3
    for old in ("planted", waiting):
        other = client.application.test_client()
        other.set_cookie("desk", old)
        assert not is_in(other)
        assert other.get("/desk/code").status_code == 303
    assert is_in(client)


def test_after_signing_out_the_cookie_is_gone_and_a_copy_of_it_is_worthless(
    client: FlaskClient, ines: Coordinator
) -> None:
    sign_in(client)
    copy = client.application.test_client()
    copy.set_cookie("desk", token_of(client))
    assert is_in(copy)

    post(client, "/desk/sign-out")

    assert token_of(client) == ""
    assert not is_in(copy)


def test_a_session_can_be_ended_from_another_device(
    client: FlaskClient, demonstration: Database, ines: Coordinator
) -> None:
    sign_in(client)
    other = client.application.test_client()
    sign_in(other, steps=1)
    with demonstration.reading() as session:
        first = min(list_sessions(session, ines.id, datetime.now(UTC)), key=lambda each: each.id)

    post(other, f"/desk/account/sessions/{first.id}/end")

    assert not is_in(client)
    assert is_in(other)


def test_all_other_devices_are_signed_out_at_once(client: FlaskClient, demonstration: Database) -> None:
    here, there = (client_of(client.application, demonstration, VIEWER) for _ in range(2))

    post(here, "/desk/account/sessions/end")

    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_the_session_of_another(client: FlaskClient, demonstration: Database) -> None:
    viewer = client_of(client.application, demonstration, VIEWER)
    editor = client_of(client.application, demonstration, EDITOR)
    with demonstration.reading() as session:
        ids = session.scalars(select(SignedIn.id)).all()

    for which in ids:
        if is_in(viewer):
            post(viewer, f"/desk/account/sessions/{which}/end")

    assert (is_in(viewer), is_in(editor)) == (False, True)


def test_an_idle_or_an_old_session_leads_to_signing_in(client: FlaskClient, demonstration: Database) -> None:
    signed_in = client_of(client.application, demonstration, VIEWER)
    with demonstration.transaction() as session:
        session.execute(update(SignedIn).values(seen_at=datetime.now(UTC) - timedelta(minutes=30)))

    assert not is_in(signed_in)


def test_a_look_at_a_page_keeps_the_session_from_being_idle(client: FlaskClient, demonstration: Database) -> None:
    signed_in = client_of(client.application, demonstration, VIEWER)
    before = datetime.now(UTC) - timedelta(minutes=29)
    with demonstration.transaction() as session:
        session.execute(update(SignedIn).values(seen_at=before))

    assert is_in(signed_in)

    with demonstration.reading() as session:
        assert session.scalars(select(SignedIn.seen_at)).one() > before + timedelta(minutes=28)


def test_over_plain_http_the_cookie_is_for_this_site_and_no_script(client: FlaskClient, ines: Coordinator) -> None:
    cookie = give_password(client).headers["Set-Cookie"]

    assert re.fullmatch(r"desk=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict", cookie)


def test_behind_tls_the_cookie_is_bound_to_the_host(demonstration: Database, tmp_path, ines: Coordinator) -> None:
    app = create_app(load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_TRUSTED_PROXIES": "1"}))
    client = app.test_client()
    behind = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Host": "letters.example"}

    cookie = client.post(
        "/desk/sign-in", data={"email": EMAIL, "password": PASSWORD}, headers=behind, base_url="https://letters.example"
    ).headers["Set-Cookie"]

    assert re.fullmatch(r"__Host-desk=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Strict", cookie)
    plain = app.test_client()
    plain.set_cookie("desk", cookie.split("=")[1].split(";")[0])
    assert plain.get("/desk/code", headers=behind).status_code == 303
    app.extensions[EXTENSION].close()


def test_nothing_of_the_desk_is_kept_and_public_pages_know_no_cookie(
    client: FlaskClient, demonstration: Database
) -> None:
    signed_in = client_of(client.application, demonstration, ADMINISTRATOR)

    for path in ("/desk", "/desk/", "/desk/sign-in", "/desk/account", "/desk/people", "/desk/nothing", "/desk/link/x"):
        assert signed_in.get(path).headers["Cache-Control"] == "no-store"
    public = signed_in.get("/")
    assert "Set-Cookie" not in public.headers
    assert "Sign out" not in public.text
    assert public.text == client.get("/").text


@pytest.mark.parametrize("path", ["/desk/account", "/desk/account?x=1", "/desk/people"])
def test_after_signing_in_one_is_where_one_wanted_to_be(client: FlaskClient, ines: Coordinator, path: str) -> None:
    asked = client.get(path)
    page = client.get(asked.location).text
    goal = html.unescape(re.findall(r'name="next"[^>]*value="([^"]*)"', page)[0])
    give_password(client, next=goal)

    assert give_code(client, next=goal).location == path


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/desk/",
        "//evil.example/desk/account",
        "/\\evil.example/desk/account",
        "/desk/..//evil.example",
        "/desk/\\evil.example",
        "/desk/\t/evil.example",
        "javascript:alert(1)//desk/",
        "/actions/",
        "/desk/nothing",
        "desk/account",
        "",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(client: FlaskClient, ines: Coordinator, goal: str) -> None:
    assert give_password(client, next=goal).location == "/desk/code?next=/desk/"
    assert give_code(client, next=goal).location == "/desk/"
    assert client.get("/desk/sign-in", query_string={"next": goal}).location == "/desk/"


def test_a_post_from_another_site_cannot_sign_in(client: FlaskClient, ines: Coordinator) -> None:
    data = {"email": EMAIL, "password": PASSWORD}

    answer = client.post("/desk/sign-in", data=data, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert token_of(client) == ""


def test_the_key_of_one_session_does_not_fit_another(client: FlaskClient, demonstration: Database) -> None:
    here, there = (client_of(client.application, demonstration, VIEWER) for _ in range(2))

    answer = here.post("/desk/sign-out", data={"desk_key": key_of(there)})

    assert answer.status_code == 403
    assert is_in(here)


def test_a_link_is_used_by_its_button_and_not_by_opening_it(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        coordinator = a_coordinator(session, role=ADMINISTRATOR)
        coordinator.password_hash = coordinator.totp_secret = None
        path = f"/desk/link/{make_link(session, coordinator, LinkKind.SIGN_IN, datetime.now(UTC))}"
    for _ in range(2):
        assert "lets in A administrator, once" in client.get(path).text
    assert not is_in(client)

    answer = client.post(path)

    assert answer.location == "/desk/account"
    assert "Set up password and codes" in client.get("/desk/account").text
    assert client.get("/desk/people").status_code == 200
    assert [client.get(path).status_code, client.post(path).status_code] == [410, 410]


def test_who_came_by_a_link_sets_up_a_password_and_an_app(client: FlaskClient, demonstration: Database) -> None:
    with demonstration.transaction() as session:
        coordinator = a_coordinator(session, EMAIL)
        coordinator.password_hash = coordinator.totp_secret = None
        path = f"/desk/link/{make_link(session, coordinator, LinkKind.SIGN_IN, datetime.now(UTC))}"
    client.post(path)
    assert client.get("/desk/account/set-up").status_code == 200
    assert post(client, "/desk/account/set-up", password="x", repeated="x").status_code == 422  # noqa: S106

    connect = post(client, "/desk/account/set-up", password=NEW_PASSWORD, repeated=NEW_PASSWORD)
    (secret,) = SECRET_FIELD.findall(connect.text)
    wrong = post(client, "/desk/account/set-up/code", secret=secret, code="no")
    now = datetime.now(UTC)
    codes = post(client, "/desk/account/set-up/code", secret=secret, code=code_at(now, secret=secret))

    assert SECRET_FIELD.findall(wrong.text) == [secret]
    assert len(RECOVERY_CODE.findall(codes.text)) == 10
    other = client.application.test_client()
    give_password(other, password=NEW_PASSWORD)
    assert other.post("/desk/code", data={"code": code_at(now, 1, secret)}).status_code == 303
    post(client, "/desk/account/recovery-codes")
    assert done_to(demonstration) == ["signed in by a link", "password chosen", "app set up", "recovery codes renewed"]
    page = client.get("/desk/account").text
    assert page.index("New recovery codes were made") < page.index("A one-time link was used to sign in")


def test_a_password_without_a_second_factor_does_not_let_in(
    client: FlaskClient, demonstration: Database, ines: Coordinator
) -> None:
    with demonstration.transaction() as session:
        session.get_one(Coordinator, ines.id).totp_secret = None

    answer = give_password(client)

    assert (answer.status_code, "not set up yet" in answer.text) == (422, True)


def test_what_is_grave_goes_on_after_password_and_code(client: FlaskClient, demonstration: Database) -> None:
    signed_in = client_of(client.application, demonstration, ADMINISTRATOR, fresh=False)
    again = signed_in.get("/desk/people").location
    assert again == "/desk/again?next=/desk/people"
    now = datetime.now(UTC)

    wrong = post(signed_in, "/desk/again", password="wrong", code=code_at(now), next="/desk/people")  # noqa: S106
    right = post(signed_in, "/desk/again", password=PASSWORD, code=code_at(now), next="/desk/people")

    assert wrong.status_code == 422
    assert right.location == "/desk/people"
    assert signed_in.get("/desk/people").status_code == 200


def test_a_grave_post_leads_back_to_the_page_that_it_stood_on(client: FlaskClient, demonstration: Database) -> None:
    signed_in = client_of(client.application, demonstration, ADMINISTRATOR, fresh=False)

    answer = post(signed_in, "/desk/people/1/role", role="viewer")

    assert answer.location == "/desk/again?next=/desk/people"


def test_who_came_by_a_link_is_told_to_ask_for_a_new_one(client: FlaskClient, demonstration: Database) -> None:
    signed_in = client_of(client.application, demonstration, ADMINISTRATOR, fresh=False)
    with demonstration.transaction() as session:
        session.execute(update(Coordinator).values(totp_secret=None))

    assert "Ask for a new link" in signed_in.get("/desk/again").text


def test_an_administrator_invites_changes_roles_and_disables(client: FlaskClient, demonstration: Database) -> None:
    boss = client_of(client.application, demonstration, ADMINISTRATOR)
    editor = client_of(client.application, demonstration, EDITOR)
    with demonstration.reading() as session:
        which = session.scalars(select(Coordinator.id).filter_by(email="editor@desk.example")).one()

    page = post(boss, "/desk/people", email=EMAIL, name="Ines <b>", role="publisher").text
    (link,) = re.findall(r'value="http://localhost(/desk/invitation/[\w-]{43})"', page)
    assert client.get(link).status_code == 200
    assert "Ines &lt;b&gt;" in page
    assert link not in boss.get("/desk/people").text
    post(boss, f"/desk/people/{which}/role", role="administrator")
    assert editor.get("/desk/people").status_code == 200
    post(boss, f"/desk/people/{which}/disable")
    assert not is_in(editor)


def test_an_invitation_shows_the_address_of_the_settings(demonstration: Database, tmp_path) -> None:
    app = create_app(
        load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path), "CAMPAIGN_SITE_ADDRESS": "https://letters.example/"})
    )
    boss = client_of(app, demonstration, ADMINISTRATOR)

    page = post(boss, "/desk/people", email=EMAIL, name="Ines", role="viewer").text

    assert 'value="https://letters.example/desk/invitation/' in page
    app.extensions[EXTENSION].close()


def test_what_is_wrong_with_people_is_told_on_their_page(client: FlaskClient, demonstration: Database) -> None:
    boss = client_of(client.application, demonstration, ADMINISTRATOR)
    with demonstration.reading() as session:
        which = session.scalars(select(Coordinator.id)).one()

    answers = [
        post(boss, "/desk/people", email="nobody", name="Ines", role="viewer"),
        post(boss, f"/desk/people/{which}/role", role="viewer"),
        post(boss, f"/desk/people/{which}/disable"),
        post(boss, f"/desk/people/{which}/role", role="emperor"),
        post(boss, "/desk/people/99999999999999999999/disable"),
    ]

    assert [answer.status_code for answer in answers] == [422, 409, 409, 400, 404]
    assert "is no e-mail address" in answers[0].text
    assert 'value="nobody"' in answers[0].text
    assert "last administrator" in html.unescape(answers[1].text)


def test_no_token_address_or_password_is_written_to_a_log(
    client: FlaskClient, ines: Coordinator, caplog: pytest.LogCaptureFixture
) -> None:
    app, written = client.application, io.StringIO()
    app.add_url_rule("/desk/forgotten", "forgotten", lambda: "open")
    app.logger.handlers[0].setStream(written)  # type: ignore[attr-defined]
    give_password(client, password="wrong password")  # noqa: S106
    sign_in(client)
    client.get(f"/desk/forgotten?x={EMAIL}")

    logged = written.getvalue() + caplog.text
    assert "failed request" in logged
    assert not [word for word in (EMAIL, "wrong password", PASSWORD, token_of(client)) if word in logged]


def test_an_altered_log_keeps_nobody_from_their_account(
    client: FlaskClient, demonstration: Database, ines: Coordinator
) -> None:
    sign_in(client)
    post(client, "/desk/account/recovery-codes")
    with demonstration.transaction() as session:
        session.execute(text("DROP TRIGGER event_no_update"))
        session.execute(update(Event).where(Event.subject == EMAIL).values(after="nonsense"))

    answer = client.get("/desk/account")

    assert answer.status_code == 200
    assert "run `campaign audit verify`" in answer.text
    assert "Where you are signed in" in answer.text
