"""The letters of an action side by side, to be read before it is published."""

from datetime import UTC, datetime

from flask import Blueprint, render_template

from campaign.models.vocabulary import CoordinatorRole
from campaign.services.editing.saving import get_action
from campaign.services.loading import whole_action
from campaign.services.proofs import proofs
from campaign.web.accounts.guard import Answer, needs
from campaign.web.database import database

proofing = Blueprint("proofing", __name__, url_prefix="/desk/actions/<slug>")


@proofing.get("/proof")
@needs(CoordinatorRole.VIEWER)
def proof(slug: str) -> Answer:
    """Every letter in every language."""
    with database().reading() as session:
        rows = proofs(get_action(session, slug, *whole_action()), datetime.now(UTC))
    return render_template("desk/proof.html", slug=slug, rows=rows)
