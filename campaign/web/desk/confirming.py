"""What cannot be undone is asked once more, in words: publishing, stopping, laying into the archive."""

from flask import Blueprint, render_template, request

from campaign.models.states import StopReason
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.editing.saving import get_action
from campaign.web.accounts.guard import Answer, needs
from campaign.web.database import database

confirming = Blueprint("confirming", __name__, url_prefix="/desk/actions/<slug>")


@confirming.get("/approve")
@needs(CoordinatorRole.PUBLISHER, fresh=True)
def approve(slug: str) -> Answer:
    """What publishing does."""
    return _page(slug, "approve", seen=request.args.get("seen", ""))


@confirming.get("/stop")
@needs(CoordinatorRole.PUBLISHER, fresh=True)
def stop(slug: str) -> Answer:
    """What stopping does, at once."""
    return _page(slug, "stop", chosen=request.args.get("reason", ""), reasons=list(StopReason))


@confirming.get("/archive")
@needs(CoordinatorRole.PUBLISHER)
def archive(slug: str) -> Answer:
    """What laying an action into the archive does, and what became of it."""
    return _page(slug, "archive")


def _page(slug: str, step: str, **values: object) -> str:
    with database().reading() as session:
        action = get_action(session, slug)
        title = next((text.title for text in action.texts.values()), slug)
        return render_template("desk/sure.html", slug=slug, title=title, step=step, **values)
