"""The first page of the desk."""

from flask import Blueprint, render_template

from campaign.models.vocabulary import CoordinatorRole
from campaign.web.accounts.guard import needs

desk = Blueprint("desk", __name__, url_prefix="/desk")


@desk.get("/")
@needs(CoordinatorRole.VIEWER)
def board() -> str:
    """Where a coordinator begins."""
    return render_template("desk/board.html")
