"""Signing in with a password and a code, signing out, and signing in once more before something grave."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for

from campaign.errors import CampaignError, TooOften, WrongSignIn
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.factors import check_code
from campaign.services.accounts.people import get_coordinator
from campaign.services.accounts.sessions import (
    begin_session,
    begin_waiting,
    end_by_token,
    find_waiting,
    freshen_session,
)
from campaign.web.accounts import cookie
from campaign.web.accounts.ceremonies import passkey_at
from campaign.web.accounts.checking import check_password, count_code, status_of
from campaign.web.accounts.forms import AgainForm, CodeForm, SignInForm
from campaign.web.accounts.guard import SEE_OTHER, Answer, anyone, needs, own_page, presence, signed_in
from campaign.web.database import database
from campaign.web.filters import said

entering = Blueprint("entering", __name__, url_prefix="/desk")


@entering.get("/sign-in")
@anyone
def sign_in() -> Answer:
    """The form for address and password."""
    if presence() is not None:
        return redirect(own_page(request.args.get("next")), SEE_OTHER)
    return _page("accounts/sign-in.html", SignInForm(request.args))


@entering.post("/sign-in")
@anyone
def password_given() -> Answer:
    """On to the code if the password is right. Nothing happens for somebody who is signed in already."""
    form, now = SignInForm(request.form), datetime.now(UTC)
    goal = own_page(form.next.data)
    if presence() is not None:
        return redirect(goal, SEE_OTHER)
    try:
        coordinator = check_password(form.email.data or "", form.password.data or "", now)
    except (WrongSignIn, TooOften) as error:
        return once_more("accounts/sign-in.html", form, error)
    with database().transaction() as session:
        end_by_token(session, cookie.token())
        token = begin_waiting(session, coordinator.id, cookie.device(), now)
    return cookie.give(redirect(url_for("entering.code", next=goal), SEE_OTHER), token)


@entering.get("/code")
@anyone
def code() -> Answer:
    """The form for the code."""
    with database().reading() as session:
        waiting = find_waiting(session, cookie.token(), datetime.now(UTC))
    if waiting is None:
        return redirect(url_for("entering.sign_in", next=request.args.get("next")), SEE_OTHER)
    return _page("accounts/code.html", CodeForm(request.args), waiting.id)


@entering.post("/code")
@anyone
def code_given() -> Answer:
    """In, if the code is right, with a token that nobody had before."""
    form, now, before = CodeForm(request.form), datetime.now(UTC), cookie.token()
    with database().reading() as session:
        waiting = find_waiting(session, before, now)
    if waiting is None:
        return redirect(url_for("entering.sign_in", next=form.next.data), SEE_OTHER)
    try:
        count_code(waiting.id, now)
        with database().transaction() as session:
            check_code(session, get_coordinator(session, waiting.id), form.code.data or "", now)
            end_by_token(session, before)
            token = begin_session(session, waiting.id, cookie.device(), now)
    except (WrongSignIn, TooOften) as error:
        return once_more("accounts/code.html", form, error, waiting.id)
    return cookie.give(redirect(own_page(form.next.data), SEE_OTHER), token)


@entering.post("/sign-out")
@needs(CoordinatorRole.VIEWER)
def sign_out() -> Answer:
    """Out, on this device."""
    with database().transaction() as session:
        end_by_token(session, cookie.token())
    return cookie.take_back(redirect(url_for("entering.sign_in"), SEE_OTHER))


@entering.get("/again")
@needs(CoordinatorRole.VIEWER)
def again() -> Answer:
    """The form for a password and a code, before something grave."""
    return _page("accounts/again.html", AgainForm(request.args), signed_in().coordinator_id)


@entering.post("/again")
@needs(CoordinatorRole.VIEWER)
def given_again() -> Answer:
    """On, for ten minutes, if both are right."""
    form, now, here = AgainForm(request.form), datetime.now(UTC), signed_in()
    try:
        check_password(here.email, form.password.data or "", now)
        count_code(here.coordinator_id, now)
        with database().transaction() as session:
            check_code(session, get_coordinator(session, here.coordinator_id), form.code.data or "", now)
            freshen_session(session, here.session_id, now)
    except (WrongSignIn, TooOften) as error:
        return once_more("accounts/again.html", form, error, here.coordinator_id)
    return redirect(own_page(form.next.data), SEE_OTHER)


def once_more(
    template: str, form: SignInForm | CodeForm | AgainForm, error: CampaignError, coordinator_id: int | None = None
) -> tuple[str, int]:
    """Return a page of signing in once more, with what was wrong."""
    return _page(template, form, coordinator_id, said(error.sentence)), status_of(error)


def _page(
    template: str, form: SignInForm | CodeForm | AgainForm, coordinator_id: int | None = None, problem: str = ""
) -> str:
    return render_template(template, form=form, problem=problem, passkey_at=passkey_at(coordinator_id))
