"""Signing in with a passkey: instead of a code, instead of everything, and once more before something grave."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from campaign.errors import NoPasskeys, TooOften, WrongSignIn
from campaign.models.vocabulary import CeremonyKind, CoordinatorRole
from campaign.services.accounts.challenges import new_challenge
from campaign.services.accounts.passkeys import find_owner, using_options
from campaign.services.accounts.pruning import prune
from campaign.services.accounts.sessions import begin_session, end_by_token, find_waiting, freshen_session
from campaign.services.accounts.tokens import new_token
from campaign.services.accounts.tries import count_challenge
from campaign.web.accounts import cookie
from campaign.web.accounts.ceremonies import options_answer, passkey_used, problem_answer, site, taken
from campaign.web.accounts.checking import count_code
from campaign.web.accounts.entering import once_more
from campaign.web.accounts.forms import AgainForm, CodeForm, SignInForm
from campaign.web.accounts.guard import SEE_OTHER, Answer, anyone, needs, own_page, presence, signed_in
from campaign.web.database import database
from campaign.web.filters import said
from campaign.web.limits import network_of

CONFLICT = 409

unlocking = Blueprint("unlocking", __name__, url_prefix="/desk")


@unlocking.app_errorhandler(NoPasskeys)
def no_passkeys(error: NoPasskeys) -> Answer:
    """Where passkeys cannot be used, why."""
    return render_template(
        "desk/refused.html", title=_("Passkeys cannot be used here"), text=said(error.sentence)
    ), CONFLICT


@unlocking.post("/code/passkey/options")
@anyone
def second_step_options() -> Answer:
    """What the browser needs to use a passkey of whoever gave their password."""
    now = datetime.now(UTC)
    with database().transaction() as session:
        waiting = find_waiting(session, cookie.token(), now)
        if waiting is None:
            return redirect(url_for("entering.sign_in"), SEE_OTHER)
        challenge = new_challenge(session, cookie.token(), CeremonyKind.SECOND_STEP, now)
        return options_answer(using_options(session, site(), challenge, waiting.id))


@unlocking.post("/code/passkey")
@anyone
def second_step() -> Answer:
    """In, if the passkey is theirs."""
    form, now = CodeForm(request.form), datetime.now(UTC)
    with database().reading() as session:
        waiting = find_waiting(session, cookie.token(), now)
    if waiting is None:
        return redirect(url_for("entering.sign_in", next=form.next.data), SEE_OTHER)
    try:
        count_code(waiting.id, now)
        return _enter(waiting.id, *taken(CeremonyKind.SECOND_STEP, now), now, form.next.data)
    except (WrongSignIn, TooOften) as error:
        return once_more("accounts/code.html", form, error, waiting.id)


@unlocking.post("/sign-in/passkey/options")
@anyone
def only_step_options() -> Answer:
    """What the browser needs to use any passkey that it has for this site, and a cookie to bind that to."""
    party, now, token = site(), datetime.now(UTC), new_token()
    if presence() is not None:
        return redirect(own_page(request.form.get("next")), SEE_OTHER)
    try:
        with database().transaction() as session:
            prune(session, now)
            count_challenge(session, network_of(request.remote_addr or ""), now)
            end_by_token(session, cookie.token())
            options = using_options(session, party, new_challenge(session, token, CeremonyKind.ONLY_STEP, now))
    except TooOften as error:
        return problem_answer(error)
    return cookie.give(options_answer(options), token)


@unlocking.post("/sign-in/passkey")
@anyone
def only_step() -> Answer:
    """In, if the passkey is somebody's: it has asked who uses it, so it is two factors in one."""
    form, now = SignInForm(request.form), datetime.now(UTC)
    if presence() is not None:
        return redirect(own_page(form.next.data), SEE_OTHER)
    try:
        answer, challenge = taken(CeremonyKind.ONLY_STEP, now)
        with database().reading() as session:
            owner = find_owner(session, answer)
        count_code(owner.id, now)
        return _enter(owner.id, answer, challenge, now, form.next.data)
    except (WrongSignIn, TooOften) as error:
        return once_more("accounts/sign-in.html", form, error)


@unlocking.post("/again/passkey/options")
@needs(CoordinatorRole.VIEWER)
def again_options() -> Answer:
    """What the browser needs to use a passkey of whoever is signed in."""
    now = datetime.now(UTC)
    with database().transaction() as session:
        challenge = new_challenge(session, cookie.token(), CeremonyKind.AGAIN, now)
        return options_answer(using_options(session, site(), challenge, signed_in().coordinator_id))


@unlocking.post("/again/passkey")
@needs(CoordinatorRole.VIEWER)
def given_again() -> Answer:
    """On, for ten minutes, if the passkey is theirs."""
    form, now, here = AgainForm(request.form), datetime.now(UTC), signed_in()
    try:
        count_code(here.coordinator_id, now)
        answer, challenge = taken(CeremonyKind.AGAIN, now)
        with passkey_used(here.coordinator_id, answer, challenge, now) as session:
            freshen_session(session, here.session_id, now)
    except (WrongSignIn, TooOften) as error:
        return once_more("accounts/again.html", form, error, here.coordinator_id)
    return redirect(own_page(form.next.data), SEE_OTHER)


def _enter(coordinator_id: int, answer: str, challenge: bytes, now: datetime, goal: str | None) -> Answer:
    """In, with a token that nobody had before."""
    with passkey_used(coordinator_id, answer, challenge, now) as session:
        end_by_token(session, cookie.token())
        token = begin_session(session, coordinator_id, cookie.device(), now)
    return cookie.give(redirect(own_page(goal), SEE_OTHER), token)
