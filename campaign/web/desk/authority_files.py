"""The directory as a file at the desk: taken away, handed in and checked, imported at once, and taken back."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from campaign.errors import BadTable, CampaignError, ConflictingEdit, IllegalMove, NotFound, TooBusy
from campaign.models.vocabulary import CoordinatorRole
from campaign.rendering.children import Children
from campaign.services.authority_files.columns import SHEET
from campaign.services.authority_files.exporting import export_authorities
from campaign.services.authority_files.exporting import template as empty_file
from campaign.services.authority_files.importing import confirm_import, find_import, keep_plan, list_imports
from campaign.services.authority_files.left_out import left_out_rows
from campaign.services.authority_files.planning import plan_import
from campaign.services.authority_files.undoing import undo_import
from campaign.services.events import Log
from campaign.services.paging import page_number, part_of
from campaign.services.tables.cells import UPLOAD
from campaign.services.tables.reading import SECONDS, read_table
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.filters import said
from campaign.web.supporter.making import RENDERER
from campaign.web.uploads import LARGEST_POST_WITH_PICTURE, takes_large_posts

WRONG, CONFLICT = 422, 409
FIELD = "file"
LONGEST_SOURCE = 500  # characters
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
WHICH = f"<int(max={LARGEST_ID}):which>"
authority_files = Blueprint("authority_files", __name__, url_prefix="/desk/authorities")


@authority_files.get("/export/<any(csv, xlsx):kind>")
@needs(CoordinatorRole.EDITOR)
def export(kind: str) -> Answer:
    """All authorities and missions, as a file."""
    with database().reading() as session:
        content = export_authorities(session, kind)
    return _file(content, kind, f"authorities-{datetime.now(UTC):%Y-%m-%d}")


@authority_files.get("/template/<any(csv, xlsx):kind>")
@needs(CoordinatorRole.EDITOR)
def template(kind: str) -> Answer:
    """A file with the columns, and no rows."""
    return _file(empty_file(kind), kind, "authorities-template")


@authority_files.get("/import")
@needs(CoordinatorRole.EDITOR)
def overview() -> Answer:
    """The form to hand in a file, files to take away, and the imports that were done."""
    return _overview()


@authority_files.post("/import")
@takes_large_posts(LARGEST_POST_WITH_PICTURE)
@needs(CoordinatorRole.EDITOR)
def checked() -> Answer:
    """A file is read and checked; nothing of it is done yet."""
    now, source = datetime.now(UTC), request.form.get("source", "").strip()[:LONGEST_SOURCE]
    file = request.files.get(FIELD)
    content = file.read(UPLOAD.file_bytes + 1) if file else b""
    if not content:
        return _overview(BadTable("Choose a file."), source), WRONG
    renderer: Children = current_app.extensions[RENDERER]
    try:
        table = renderer.read(SECONDS, read_table, content, SHEET)
        with database().reading() as session:
            plan = plan_import(session, table, source, now.date())
    except (BadTable, TooBusy) as error:
        return _overview(error, source), WRONG
    with database().transaction() as session:
        number = keep_plan(plan, (file.filename if file else "") or "–", log_of(session, now)).id
    return redirect(url_for("authority_files.one", which=number), SEE_OTHER)


@authority_files.get(f"/import/{WHICH}")
@needs(CoordinatorRole.EDITOR)
def one(which: int) -> Answer:
    """What a file would change and what is wrong with it; or what was done, with the way back."""
    return _page(which)


@authority_files.get(f"/import/{WHICH}/left-out/<any(csv, xlsx):kind>")
@needs(CoordinatorRole.EDITOR)
def left_out(which: int, kind: str) -> Answer:
    """The rows of a file that are wrong, with the reasons, to be mended and handed in again."""
    with database().reading() as session:
        _, plan = find_import(session, which)
    if not plan.left_out:
        raise NotFound("There is no row that was left out.")
    return _file(left_out_rows(plan, kind, said), kind, f"left-out-{which}")


@authority_files.post(f"/import/{WHICH}/confirm")
@needs(CoordinatorRole.EDITOR)
def confirmed(which: int) -> Answer:
    """All rows that are ready are imported, in one go."""
    return _done(which, confirm_import)


@authority_files.post(f"/import/{WHICH}/undo")
@needs(CoordinatorRole.EDITOR)
def undone(which: int) -> Answer:
    """All of an import is taken back, in one go."""
    return _done(which, undo_import)


def _done(which: int, step: Callable[[int, Log], int]) -> Answer:
    now = datetime.now(UTC)
    try:
        with database().transaction() as session:
            step(which, log_of(session, now))
    except (ConflictingEdit, IllegalMove) as error:
        return _page(which, error), CONFLICT
    return redirect(url_for("authority_files.one", which=which), SEE_OTHER)


def _overview(problem: CampaignError | None = None, source: str = "") -> str:
    with database().reading() as session:
        return render_template(
            "desk/authority-files.html",
            imports=list_imports(session),
            problem=said(problem.sentence) if problem else "",
            source=source,
            megabytes=UPLOAD.file_bytes // 10**6,
        )


def _page(which: int, problem: CampaignError | None = None) -> str:
    with database().reading() as session:
        kept, plan = find_import(session, which)
        return render_template(
            "desk/authority-import.html",
            kept=kept,
            plan=plan,
            rows=part_of(plan.rows, page_number(request.args.get("page", ""))),
            faults=part_of(plan.faults, page_number(request.args.get("wrong", ""))),
            problem=said(problem.sentence) if problem else "",
        )


def _file(content: bytes, kind: str, name: str) -> Response:
    disposition = f'attachment; filename="{name}.{kind}"'
    return Response(content, content_type=TYPES[kind], headers={"Content-Disposition": disposition})
