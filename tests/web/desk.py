"""The desk as a person uses it: somebody signed in on a client, and the forms that pages hold."""

import re
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from campaign.db import Database
from campaign.models import Coordinator, SignedIn
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.sessions import begin_session
from tests.coordinators import a_coordinator

KEY = re.compile(r'name="desk_key" value="([0-9a-f]{64})"')
COOKIE = "desk"


def client_of(app: Flask, database: Database, role: CoordinatorRole, *, fresh: bool = True) -> FlaskClient:
    """A client on which somebody of a role is signed in, just now or eleven minutes ago."""
    now, email = datetime.now(UTC), f"{role}@desk.example"
    with database.transaction() as session:
        found = session.scalar(select(Coordinator).filter_by(email=email)) or a_coordinator(session, email, role)
        token = begin_session(session, found.id, "a test", now)
        if not fresh:
            session.execute(update(SignedIn).values(fresh_at=now - timedelta(minutes=11)))
    client = app.test_client()
    client.set_cookie(COOKIE, token)
    return client


def token_of(client: FlaskClient, name: str = COOKIE) -> str:
    """The token that the client's cookie holds, empty if there is none."""
    cookie = client.get_cookie(name)
    return cookie.value if cookie else ""


def key_of(client: FlaskClient) -> str:
    """The key that forms carry in this session."""
    found = KEY.search(client.get("/desk/").text)
    assert found
    return found[1]


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Post a form as the page would: with its key."""
    return client.post(path, data={"desk_key": key_of(client), **fields})
