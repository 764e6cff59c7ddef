"""The coordinators: an administrator lists, invites, changes roles and disables."""

from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for

from campaign.errors import BadContact, BadCoordinator, CampaignError, LastAdministrator
from campaign.models.vocabulary import AccountChange, CoordinatorRole
from campaign.services.accounts.links import invite
from campaign.services.accounts.people import change_role, disable, get_coordinator, list_coordinators
from campaign.services.accounts.recording import recorded
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.checking import WRONG
from campaign.web.accounts.forms import ROLES, InviteForm
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs
from campaign.web.accounts.recording import log_of
from campaign.web.addresses import full_address
from campaign.web.database import database
from campaign.web.filters import said

CONFLICT = 409
ROLE_WORDS = {role.value for role in CoordinatorRole}

people = Blueprint("people", __name__, url_prefix="/desk/people")


@people.get("")
@needs(CoordinatorRole.ADMINISTRATOR, fresh=True)
def overview() -> Answer:
    """All coordinators, and the form to invite one."""
    return _page(InviteForm())


@people.post("")
@needs(CoordinatorRole.ADMINISTRATOR, fresh=True)
def invited() -> Answer:
    """The link for the one who was invited, shown this once."""
    form = InviteForm(request.form)
    role = _role_in_form()
    now, email = datetime.now(UTC), form.email.data or ""
    try:
        with database().transaction() as session, recorded(log_of(session, now), email, AccountChange.INVITED):
            token = invite(session, email, form.name.data or "", role, now)
    except (BadContact, BadCoordinator) as error:
        return _page(form, problem=error), WRONG
    return _page(InviteForm(), link=full_address(url_for("links.invitation", token=token)))


@people.post(f"/<int(max={LARGEST_ID}):which>/role")
@needs(CoordinatorRole.ADMINISTRATOR, fresh=True)
def role_changed(which: int) -> Answer:
    """Another role for somebody."""
    role = _role_in_form()
    try:
        with database().transaction() as session:
            coordinator = get_coordinator(session, which)
            with recorded(log_of(session, datetime.now(UTC)), coordinator.email, AccountChange.GIVEN_A_ROLE):
                change_role(session, coordinator, role)
    except LastAdministrator as error:
        return _page(InviteForm(), problem=error), CONFLICT
    return redirect(url_for("people.overview"), SEE_OTHER)


@people.post(f"/<int(max={LARGEST_ID}):which>/disable")
@needs(CoordinatorRole.ADMINISTRATOR, fresh=True)
def disabled(which: int) -> Answer:
    """Somebody is let in no more."""
    try:
        now = datetime.now(UTC)
        with database().transaction() as session:
            coordinator = get_coordinator(session, which)
            with recorded(log_of(session, now), coordinator.email, AccountChange.DISABLED):
                disable(session, coordinator, now)
    except LastAdministrator as error:
        return _page(InviteForm(), problem=error), CONFLICT
    return redirect(url_for("people.overview"), SEE_OTHER)


def _role_in_form() -> CoordinatorRole:
    word = request.form.get("role", "")
    if word not in ROLE_WORDS:
        abort(400)
    return CoordinatorRole(word)


def _page(form: InviteForm, link: str = "", problem: CampaignError | None = None) -> str:
    with database().reading() as session:
        coordinators = list_coordinators(session)
    return render_template(
        "accounts/people.html",
        form=form,
        coordinators=coordinators,
        roles=ROLES,
        link=link,
        problem=said(problem.sentence) if problem else "",
    )
