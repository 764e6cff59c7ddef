"""A coordinator's passkeys: adding, naming, removing; each is recorded."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for

from campaign.errors import BadPasskey, CampaignError, WrongSignIn
from campaign.models.vocabulary import AccountChange, CeremonyKind, CoordinatorRole
from campaign.services.accounts.challenges import new_challenge
from campaign.services.accounts.keyring import checked_name, remove_passkey, rename_passkey
from campaign.services.accounts.passkeys import add_passkey, adding_options
from campaign.services.accounts.people import get_coordinator
from campaign.services.accounts.recording import recorded
from campaign.web.accounts import cookie
from campaign.web.accounts.account import LARGEST_ID, account_page
from campaign.web.accounts.ceremonies import options_answer, problem_answer, site, taken
from campaign.web.accounts.checking import WRONG
from campaign.web.accounts.forms import PasskeyForm
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.filters import said

passkeys = Blueprint("passkeys", __name__, url_prefix="/desk/account/passkeys")


@passkeys.before_request
def set_up_first() -> Answer | None:
    """A passkey stands beside a password and an app, never in their place: without scripts those still let in."""
    return None if signed_in().is_enrolled else redirect(url_for("account.set_up"), SEE_OTHER)


@passkeys.get("/new")
@needs(CoordinatorRole.VIEWER, fresh=True)
def new() -> Answer:
    """The form for the name of a new passkey."""
    return _page(PasskeyForm())


@passkeys.post("/options")
@needs(CoordinatorRole.VIEWER, fresh=True)
def options() -> Answer:
    """What the browser needs to make a passkey."""
    now, party = datetime.now(UTC), site()
    try:
        checked_name(request.form.get("name", ""))  # now, while no device holds a passkey that would be refused
    except BadPasskey as error:
        return problem_answer(error)
    with database().transaction() as session:
        challenge = new_challenge(session, cookie.token(), CeremonyKind.ADDING, now)
        coordinator = get_coordinator(session, signed_in().coordinator_id)
        return options_answer(adding_options(session, party, coordinator, challenge))


@passkeys.post("")
@needs(CoordinatorRole.VIEWER, fresh=True)
def added() -> Answer:
    """A new passkey."""
    form, now, here, party = PasskeyForm(request.form), datetime.now(UTC), signed_in(), site()
    name = form.name.data or ""
    try:
        answer, challenge = taken(CeremonyKind.ADDING, now)
        with (
            database().transaction() as session,
            recorded(log_of(session, now), here.email, AccountChange.PASSKEY_ADDED),
        ):
            coordinator = get_coordinator(session, here.coordinator_id)
            add_passkey(session, party, coordinator, name=name, answer=answer, challenge=challenge, now=now)
    except (BadPasskey, WrongSignIn) as error:
        return _page(form, error), WRONG
    return redirect(url_for("account.overview"), SEE_OTHER)


@passkeys.post(f"/<int(max={LARGEST_ID}):which>/name")
@needs(CoordinatorRole.VIEWER, fresh=True)
def renamed(which: int) -> Answer:
    """Another name for a passkey."""
    now, here = datetime.now(UTC), signed_in()
    try:
        with (
            database().transaction() as session,
            recorded(log_of(session, now), here.email, AccountChange.PASSKEY_RENAMED),
        ):
            rename_passkey(session, here.coordinator_id, which, request.form.get("name", ""))
    except BadPasskey as error:
        return account_page(problem=said(error.sentence)), WRONG
    return redirect(url_for("account.overview"), SEE_OTHER)


@passkeys.post(f"/<int(max={LARGEST_ID}):which>/remove")
@needs(CoordinatorRole.VIEWER, fresh=True)
def removed(which: int) -> Answer:
    """A passkey that lets nobody in any more."""
    now, here = datetime.now(UTC), signed_in()
    try:
        with (
            database().transaction() as session,
            recorded(log_of(session, now), here.email, AccountChange.PASSKEY_REMOVED),
        ):
            remove_passkey(session, here.coordinator_id, which)
    except BadPasskey as error:
        return account_page(problem=said(error.sentence)), WRONG
    return redirect(url_for("account.overview"), SEE_OTHER)


def _page(form: PasskeyForm, problem: CampaignError | None = None) -> str:
    return render_template(
        "accounts/passkey.html",
        form=form,
        origin=site().origin,
        problem=said(problem.sentence) if problem else "",
    )
