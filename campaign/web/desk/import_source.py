"""The published appeal that an action was made from, with the doubts that nobody settled."""

from flask import Blueprint, render_template

from campaign.errors import NotFound
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.editing.saving import get_action
from campaign.services.importing.keeping import source_of
from campaign.services.importing.reviewed import from_json
from campaign.web.accounts.guard import Answer, needs
from campaign.web.database import database
from campaign.web.desk.import_page import source_lines

import_source = Blueprint("import_source", __name__, url_prefix="/desk/actions/<slug>")


@import_source.get("/source")
@needs(CoordinatorRole.VIEWER)
def source(slug: str) -> Answer:
    """The source, line by line."""
    with database().reading() as session:
        kept = source_of(session, get_action(session, slug))
        if kept is None:
            raise NotFound("“%(slug)s” was not made from a published appeal.", slug=slug)
        draft = from_json(kept.reviewed)
        doubts = [each for _, each in draft.standing_doubts() if not each.is_settled]
        lines = list(source_lines(kept.source, draft))
        return render_template("desk/source.html", slug=slug, kept=kept, lines=lines, doubts=doubts)
