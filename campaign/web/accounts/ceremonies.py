"""What browsers are asked to do with passkeys, and what they bring back: handed out and taken in one step each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Response, current_app, jsonify, request
from sqlalchemy.orm import Session

from campaign.errors import CampaignError, CopiedPasskey, NoPasskeys
from campaign.models.vocabulary import CeremonyKind
from campaign.services.accounts.challenges import take_challenge
from campaign.services.accounts.keyring import list_passkeys
from campaign.services.accounts.passkeys import check_passkey
from campaign.services.accounts.people import get_coordinator
from campaign.services.accounts.recording import record_refused_passkey
from campaign.services.accounts.relying_party import RelyingParty, relying_party
from campaign.web.accounts import cookie
from campaign.web.accounts.checking import status_of
from campaign.web.accounts.recording import log_by
from campaign.web.database import database
from campaign.web.filters import said

ADDRESS = "ADDRESS"  # of the site by its settings, in the application's configuration
ANSWER = "answer"  # the field of a form that brings what the browser made, in JSON


def site() -> RelyingParty:
    """Return the site as passkeys know it; raises NoPasskeys."""
    return relying_party(current_app.config[ADDRESS], current_app.config["SITE_NAME"])


def why_none() -> str:
    """Return why passkeys cannot be used here, in the language of the page; empty if they can."""
    try:
        site()
    except NoPasskeys as error:
        return said(error.sentence)
    return ""


def passkey_at(coordinator_id: int | None) -> str:
    """Return the origin at which a coordinator may use a passkey of theirs, or anybody where none is named.

    Empty where passkeys cannot be used, and for somebody who has none.
    """
    if why_none():
        return ""
    if coordinator_id is not None:
        with database().reading() as session:
            if not list_passkeys(session, coordinator_id):
                return ""
    return site().origin


def options_answer(options: str) -> Response:
    """Return what a browser needs to make or use a passkey."""
    return Response(options, mimetype="application/json")


def problem_answer(error: CampaignError) -> Response:
    """Return what is wrong, for the script to show."""
    answer = jsonify(problem=said(error.sentence))
    answer.status_code = status_of(error)
    return answer


def taken(kind: CeremonyKind, now: datetime) -> tuple[str, bytes]:
    """Return what the browser brought and what it was to sign, which is used up now; raises WrongSignIn."""
    with database().transaction() as session:
        challenge = take_challenge(session, cookie.token(), kind, now)
    return request.form.get(ANSWER, ""), challenge


@contextmanager
def passkey_used(coordinator_id: int, answer: str, challenge: bytes, now: datetime) -> Iterator[Session]:
    """Yield a transaction in which a passkey of the coordinator was used; raises WrongSignIn.

    A passkey that may have been copied is recorded, though all else is taken back.
    """
    try:
        with database().transaction() as session:
            check_passkey(session, site(), coordinator_id, answer=answer, challenge=challenge, now=now)
            yield session
    except CopiedPasskey as error:
        _record_copy(coordinator_id, error, now)
        raise


def _record_copy(coordinator_id: int, error: CopiedPasskey, now: datetime) -> None:
    with database().transaction() as session:
        coordinator = get_coordinator(session, coordinator_id)
        record_refused_passkey(log_by(session, coordinator.email, now), coordinator, str(error.sentence.values["name"]))
