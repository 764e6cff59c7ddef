"""Checking a password and a code: each try is counted before it is looked at, and stays counted."""

from datetime import datetime

from flask import request

from campaign.errors import CampaignError, TooOften, WrongSignIn
from campaign.models import Coordinator
from campaign.services.accounts.passwords import password_fits
from campaign.services.accounts.people import may_sign_in
from campaign.services.accounts.pruning import prune
from campaign.services.accounts.tries import count_code_try, count_password_try
from campaign.web.database import database
from campaign.web.limits import network_of

WRONG, TOO_MANY = 422, 429


def check_password(email: str, password: str, now: datetime) -> Coordinator:
    """Return whose password it is. Raises TooOften, or WrongSignIn with the same words whatever is wrong."""
    with database().transaction() as session:
        prune(session, now)
        count_password_try(session, email, network_of(request.remote_addr or ""), now)
    with database().reading() as session:
        found = may_sign_in(session, email)
    # No transaction is open here: a password takes a moment to check, and nobody else should wait for it.
    if not password_fits(found.password_hash if found else None, password) or found is None:
        raise WrongSignIn("The address or the password is not right.")
    if not found.is_enrolled:
        raise WrongSignIn("Your sign-in is not set up yet. Open your invitation again, or ask for a new one.")
    return found


def count_code(coordinator_id: int, now: datetime) -> None:
    """Count a try of a second factor; raises TooOften."""
    with database().transaction() as session:
        count_code_try(session, coordinator_id, now)


def status_of(error: CampaignError) -> int:
    """Return the status of an answer that says what is wrong."""
    return TOO_MANY if isinstance(error, TooOften) else WRONG
