"""A coordinator's own account: where they are signed in, their codes, password, second factor and calendar."""

from datetime import UTC, datetime

from flask import Blueprint, current_app, redirect, render_template, request, url_for

from campaign.errors import AlteredLog, BadEntry, WrongSignIn
from campaign.models.vocabulary import AccountChange, CoordinatorRole
from campaign.services.accounts.factors import enrol_totp, recovery_codes_left, renew_recovery_codes
from campaign.services.accounts.feed_addresses import feed_of
from campaign.services.accounts.keyring import list_passkeys
from campaign.services.accounts.people import choose_password, get_coordinator
from campaign.services.accounts.recording import changes_of, recorded
from campaign.services.accounts.sessions import end_session, end_sessions, list_sessions
from campaign.services.reminding.distances import read_distances
from campaign.web.accounts.ceremonies import why_none
from campaign.web.accounts.checking import WRONG
from campaign.web.accounts.enrolling import app_page, codes_page, hash_of, password_page
from campaign.web.accounts.forms import ROLES, AppForm, PasswordForm, RemindersForm
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.filters import said

SENDS_MAIL = "SENDS_MAIL"  # whether a mail server is set, in the application's configuration
LARGEST_ID = 2**31 - 1  # what a database takes as a number of a row

account = Blueprint("account", __name__, url_prefix="/desk/account")


@account.get("")
@needs(CoordinatorRole.VIEWER)
def overview() -> Answer:
    """The account at a glance."""
    return account_page()


def account_page(*, feed_address: str = "", problem: str = "", form: RemindersForm | None = None) -> str:
    """Return the account of whoever is signed in, with what was wrong if something was.

    The address for calendars is shown right after it was made, and never again.
    """
    here = signed_in()
    with database().reading() as session:
        sessions = list_sessions(session, here.coordinator_id, datetime.now(UTC))
        codes_left = recovery_codes_left(session, here.coordinator_id)
        feed = feed_of(session, here.coordinator_id)
        passkeys = list_passkeys(session, here.coordinator_id)
        days = get_coordinator(session, here.coordinator_id).reminder_days
        try:
            changes = changes_of(session, here.email)
        except AlteredLog as error:  # their sessions and codes are needed all the more
            changes, problem = (), problem or said(error.sentence)
    return render_template(
        "accounts/account.html",
        sessions=sessions,
        codes_left=codes_left,
        feed=feed,
        feed_address=feed_address,
        role=ROLES[here.role],
        here=here,
        passkeys=passkeys,
        changes=changes,
        no_passkeys=why_none(),
        problem=problem,
        form=form or RemindersForm(data={"days": ", ".join(map(str, days))}),
        sends_mail=current_app.config[SENDS_MAIL],
    )


@account.post("/reminders")
@needs(CoordinatorRole.VIEWER)
def reminders_chosen() -> Answer:
    """How long before last days they want mail."""
    form = RemindersForm(request.form)
    try:
        days = read_distances(form.days.data or "")
    except BadEntry as error:
        form.days.errors = [said(error.sentence)]
        return account_page(form=form), WRONG
    with database().transaction() as session:
        get_coordinator(session, signed_in().coordinator_id).reminder_days = days
    return redirect(url_for("account.overview", _anchor="reminders"), SEE_OTHER)


@account.post(f"/sessions/<int(max={LARGEST_ID}):which>/end")
@needs(CoordinatorRole.VIEWER)
def session_ended(which: int) -> Answer:
    """Signed out on one device."""
    with database().transaction() as session:
        end_session(session, signed_in().coordinator_id, which)
    return redirect(url_for("account.overview"), SEE_OTHER)


@account.post("/sessions/end")
@needs(CoordinatorRole.VIEWER)
def others_ended() -> Answer:
    """Signed out on all devices but this one."""
    here = signed_in()
    with database().transaction() as session:
        end_sessions(session, here.coordinator_id, but=here.session_id)
    return redirect(url_for("account.overview"), SEE_OTHER)


@account.post("/recovery-codes")
@needs(CoordinatorRole.VIEWER, fresh=True)
def recovery_codes() -> Answer:
    """New recovery codes, for somebody who has a second factor."""
    here = signed_in()
    if not here.is_enrolled:
        return redirect(url_for("account.set_up"), SEE_OTHER)
    with (
        database().transaction() as session,
        recorded(log_of(session, datetime.now(UTC)), here.email, AccountChange.CODES_RENEWED),
    ):
        codes = renew_recovery_codes(session, get_coordinator(session, here.coordinator_id))
    return codes_page(codes)


@account.get("/set-up")
@needs(CoordinatorRole.VIEWER, fresh=True)
def set_up() -> Answer:
    """The form for a new password, the first half of setting up."""
    return password_page(PasswordForm(), signed_in().email)


@account.post("/set-up")
@needs(CoordinatorRole.VIEWER, fresh=True)
def password_chosen() -> Answer:
    """On to the second factor; everybody else who knew the password before is signed out."""
    form, here = PasswordForm(request.form), signed_in()
    if (password_hash := hash_of(form)) is None:
        return password_page(form, here.email), WRONG
    with (
        database().transaction() as session,
        recorded(log_of(session, datetime.now(UTC)), here.email, AccountChange.PASSWORD_CHOSEN),
    ):
        choose_password(session, get_coordinator(session, here.coordinator_id), password_hash, here.session_id)
    return app_page(here.email, url_for("account.app_set_up"))


@account.post("/set-up/code")
@needs(CoordinatorRole.VIEWER, fresh=True)
def app_set_up() -> Answer:
    """The new second factor, and recovery codes for it."""
    form, now, here = AppForm(request.form), datetime.now(UTC), signed_in()
    try:
        with database().transaction() as session, recorded(log_of(session, now), here.email, AccountChange.APP_SET_UP):
            coordinator = get_coordinator(session, here.coordinator_id)
            codes = enrol_totp(session, coordinator, form.secret.data or "", form.code.data or "", now)
    except WrongSignIn as error:
        return app_page(here.email, url_for("account.app_set_up"), form.secret.data or "", error)
    return codes_page(codes)
