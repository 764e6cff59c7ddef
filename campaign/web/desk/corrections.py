"""What wants a look in the directory: what the public says is wrong, and what nobody verified for a year."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from campaign.errors import BadEntry, CampaignError, ConflictingEdit
from campaign.models import Correction
from campaign.models.vocabulary import CoordinatorRole, CorrectionVerdict
from campaign.services.authorities.correcting import (
    can_be_replaced,
    get_correction,
    replace,
    settle,
    stop_using,
    take_correction,
    waiting_corrections,
)
from campaign.services.authorities.listing import best_text
from campaign.services.authorities.saving import take_authority
from campaign.services.authorities.succeeding import expected_successions, known_as
from campaign.services.authorities.worklist import to_verify
from campaign.services.events import Log
from campaign.services.paging import page_number
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.filters import said

WRONG, CONFLICT = 422, 409
PARTS = {
    "post": _("the postal address"),
    "fax": _("a fax number"),
    "email": _("an e-mail address"),
    "holder": _("the name or the office-holder"),
    "other": _("something else"),
}
directory = Blueprint("directory", __name__, url_prefix="/desk/directory")


@directory.get("")
@needs(CoordinatorRole.VIEWER)
def due() -> Answer:
    """Corrections that wait, then what to verify: first what live actions use."""
    language = str(get_locale())
    with database().reading() as session:
        corrections = [(each, best_text(each.authority, language)) for each in waiting_corrections(session)]
        expected = [
            (each, best_text(authority, language)[1], authority.slug)
            for each, authority in expected_successions(session)
        ]
        part = to_verify(session, datetime.now(UTC).date(), page_number(request.args.get("page", "")), language)
    return render_template(
        "desk/directory.html",
        corrections=corrections,
        expected=expected,
        part=part,
        parts=PARTS,
        known_as=known_as,
        language=language,
        today=datetime.now(UTC).date(),
    )


@directory.get(f"/corrections/<int(max={LARGEST_ID}):which>")
@needs(CoordinatorRole.EDITOR)
def correction(which: int) -> Answer:
    """One correction beside what the directory says."""
    return _page(which)


@directory.post(f"/corrections/<int(max={LARGEST_ID}):which>")
@needs(CoordinatorRole.EDITOR)
def decided(which: int) -> Answer:
    """It is accepted, accepted in other words, or refused."""
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            found = take_correction(session, which)
            slug = take_authority(session, found.authority.slug).slug
            _decide(found, request.form.get("do", ""), log_of(session, now))
    except BadEntry as error:
        return _page(which, error), WRONG
    except ConflictingEdit as error:
        return _page(which, error), CONFLICT
    refused = request.form.get("do") == "refuse"
    return redirect(url_for("directory.due") if refused else url_for("authorities.one", slug=slug), SEE_OTHER)


def _decide(found: Correction, do: str, log: Log) -> None:
    if do == "replace":
        replace(found, request.form.get("text", ""), request.form.get("source", ""), log)
    elif do == "stop":
        stop_using(found, log)
    elif do in ("done", "refuse"):
        settle(found, CorrectionVerdict.ACCEPTED if do == "done" else CorrectionVerdict.REFUSED, log)
    else:
        raise BadRequest


def _page(which: int, error: CampaignError | None = None) -> str:
    with database().reading() as session:
        return _shown(session, which, error)


def _shown(session: Session, which: int, error: CampaignError | None) -> str:
    found = get_correction(session, which)
    return render_template(
        "desk/correction.html",
        correction=found,
        part=PARTS[found.part],
        authority=found.authority,
        name=best_text(found.authority, str(get_locale())),
        replaceable=can_be_replaced(found),
        text=request.form.get("text", found.proposed or ""),
        source=request.form.get("source", found.seen_at or ""),
        problem=said(error.sentence) if error else "",
    )
