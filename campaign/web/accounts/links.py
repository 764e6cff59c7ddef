"""One-time links. Opening one changes nothing, because mail programs open links as well; a button does."""

from datetime import UTC, datetime

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from campaign.errors import SpentLink, WrongSignIn
from campaign.models.vocabulary import AccountChange, LinkKind
from campaign.services.accounts.factors import enrol_totp
from campaign.services.accounts.links import accept_invitation, find_link, use_link
from campaign.services.accounts.recording import recorded
from campaign.services.accounts.sessions import begin_session, end_by_token, end_sessions
from campaign.web.accounts import cookie
from campaign.web.accounts.checking import WRONG
from campaign.web.accounts.enrolling import app_page, codes_page, hash_of, password_page
from campaign.web.accounts.forms import AppForm, PasswordForm
from campaign.web.accounts.guard import SEE_OTHER, Answer, anyone
from campaign.web.accounts.recording import log_by
from campaign.web.database import database
from campaign.web.filters import said

GONE = 410

links = Blueprint("links", __name__, url_prefix="/desk")


@links.errorhandler(SpentLink)
def spent(error: SpentLink) -> Answer:
    """What a link says that cannot be used any more."""
    return render_template("accounts/spent.html", reason=said(error.sentence)), GONE


@links.get("/invitation/<token>")
@anyone
def invitation(token: str) -> Answer:
    """The form for a password."""
    return password_page(PasswordForm(), _email_of(token))


@links.post("/invitation/<token>")
@anyone
def invitation_password(token: str) -> Answer:
    """On to the second factor."""
    form, email = PasswordForm(request.form), _email_of(token)
    if (password_hash := hash_of(form)) is None:
        return password_page(form, email), WRONG
    with database().transaction() as session:
        accept_invitation(session, token, password_hash, datetime.now(UTC))
    return app_page(email, url_for("links.invitation_code", token=token))


@links.post("/invitation/<token>/code")
@anyone
def invitation_code(token: str) -> Answer:
    """In, with recovery codes; now the invitation is used up."""
    form, now, email = AppForm(request.form), datetime.now(UTC), _email_of(token)
    try:
        with database().transaction() as session:
            coordinator = find_link(session, token, LinkKind.INVITATION, now).coordinator
            if coordinator.password_hash is None:
                return redirect(url_for("links.invitation", token=token), SEE_OTHER)
            with recorded(log_by(session, email, now), email, AccountChange.INVITATION_ACCEPTED):
                use_link(session, token, LinkKind.INVITATION, now)  # taken back with all else if the code is wrong
                codes = enrol_totp(session, coordinator, form.secret.data or "", form.code.data or "", now)
                end_sessions(session, coordinator.id)
                end_by_token(session, cookie.token())
                begun = begin_session(session, coordinator.id, cookie.device(), now)
    except WrongSignIn as error:
        return app_page(email, url_for("links.invitation_code", token=token), form.secret.data or "", error)
    return cookie.give(make_response(codes_page(codes)), begun)


@links.get("/link/<token>")
@anyone
def link(token: str) -> Answer:
    """The page with the button."""
    with database().reading() as session:
        name = find_link(session, token, LinkKind.SIGN_IN, datetime.now(UTC)).coordinator.name
    return render_template("accounts/link.html", name=name)


@links.post("/link/<token>")
@anyone
def link_used(token: str) -> Answer:
    """In, and on to the account, where a password and a second factor can be set up."""
    now = datetime.now(UTC)
    email = _email_of(token, LinkKind.SIGN_IN)
    with (
        database().transaction() as session,
        recorded(log_by(session, email, now), email, AccountChange.CAME_BY_A_LINK),
    ):
        coordinator = use_link(session, token, LinkKind.SIGN_IN, now)
        end_by_token(session, cookie.token())
        begun = begin_session(session, coordinator.id, cookie.device(), now)
    return cookie.give(redirect(url_for("account.overview"), SEE_OTHER), begun)


def _email_of(token: str, kind: LinkKind = LinkKind.INVITATION) -> str:
    with database().reading() as session:
        return find_link(session, token, kind, datetime.now(UTC)).coordinator.email
