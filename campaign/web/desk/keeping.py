"""Keeping what is typed and not saved: every few seconds by a script, discarding it, and undoing what was saved."""

from datetime import UTC, datetime

from flask import Blueprint, jsonify, redirect, request, url_for

from campaign.errors import AddresseeNeeded, BadEntry, CampaignError, IllegalMove
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.editing.entries import Content, Section, fingerprint
from campaign.services.editing.keeping import drop_kept
from campaign.services.editing.reading import content_of
from campaign.services.editing.saves import Save, last_saves
from campaign.services.editing.saving import get_action
from campaign.services.lifecycle import take_action
from campaign.services.loading import edited_parts, ready_parts
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, signed_in
from campaign.web.database import database
from campaign.web.desk.editing import ADDRESS, CONFLICT, WRONG, merged_page, page
from campaign.web.desk.forms.sections import rows_of
from campaign.web.desk.saving import desk_of, keep, save_recorded
from campaign.web.desk.sheet import Sheet, choices_of, new_tab, opened, posted
from campaign.web.filters import said

keeping = Blueprint("keeping", __name__, url_prefix="/desk/actions/<slug>/edit")


@keeping.post(f"{ADDRESS}/keep")
@needs(CoordinatorRole.EDITOR)
def kept(slug: str, name: str) -> Answer:
    """What is typed so far is kept; the script is told whether another tab kept something meanwhile."""
    with database().transaction() as session:
        action = get_action(session, slug, *edited_parts())
        sheet, choices = posted(session, action, Section(name), request.form)
        elsewhere = keep(session, action, sheet, choices, datetime.now(UTC))
    return jsonify(elsewhere=elsewhere)


@keeping.post(f"{ADDRESS}/discard")
@needs(CoordinatorRole.EDITOR)
def discarded(slug: str, name: str) -> Answer:
    """What was left unsaved is forgotten."""
    number = request.form.get("kept", "")
    with database().transaction() as session:
        action = get_action(session, slug, *edited_parts())
        if number.isdecimal() and len(number) <= 9:
            drop_kept(session, desk_of(action, Section(name)), int(number))
    return redirect(url_for("editing.section", slug=slug, name=name), SEE_OTHER)


@keeping.post(f"{ADDRESS}/undo")
@needs(CoordinatorRole.EDITOR)
def undone(slug: str, name: str) -> Answer:
    """The section says again what it said before one's last save; or a form asks, where others changed it since."""
    part, now, save = Section(name), datetime.now(UTC), None
    try:
        with database().transaction() as session:
            action = take_action(session, slug)
            save = last_saves(session, slug, signed_in().email, now).get(part)
            if save is None or str(save.number) != request.form.get("event"):
                return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)  # undone, or saved again, meanwhile
            if content_of(action, part) != save.after:
                sheet = _before(part, save, base=save.after)
                return merged_page(session, action, sheet, choices_of(session, action, sheet)), CONFLICT
            save_recorded(session, action, part, save.before, fingerprint(save.after), now)
    except (AddresseeNeeded, BadEntry, IllegalMove) as error:
        return _not_undone(slug, part, save, error), WRONG
    return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)


def _not_undone(slug: str, part: Section, save: Save | None, error: CampaignError) -> str:
    """Return the form as it would be after undoing, with what stands in its way."""
    with database().reading() as session:
        action = get_action(session, slug, *ready_parts())
        there = content_of(action, part)
        sheet = _before(part, save, base=there) if save is not None else opened(action, part)
        return page(session, action, sheet, problem=said(error.sentence))


def _before(part: Section, save: Save, base: Content) -> Sheet:
    """Return a sheet that would put back what a section said before a save."""
    return Sheet(part, rows_of(part, save.before), base, fingerprint(base), new_tab())
