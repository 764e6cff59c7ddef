"""Importing a published appeal: taken in, reviewed beside its source, and made an action."""

from datetime import UTC, datetime

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from campaign.errors import BadEntry, CannotImport, IllegalMove
from campaign.importer.opening import Imported, import_file
from campaign.importer.reading.source import LARGEST_FILE
from campaign.models import ImportedDraft
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.importing.keeping import (
    discard_import,
    find_import,
    imports_under_review,
    save_import,
    take_in,
)
from campaign.services.importing.making import make_action
from campaign.services.importing.organisations import all_organisations
from campaign.services.importing.rearranging import rearranged
from campaign.services.importing.reviewed import from_json
from campaign.web.accounts.account import LARGEST_ID
from campaign.web.accounts.guard import SEE_OTHER, Answer, needs, or_else, signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.database import database
from campaign.web.desk.import_page import anchor_of, review_page
from campaign.web.desk.import_sheet import is_behind, opened, posted, up_to_date, with_theirs
from campaign.web.filters import said
from campaign.web.uploads import takes_large_posts

SAVE, KEEP, MAKE = "save", "keep", "make"  # the script keeps what is typed; the others are buttons
WRONG, CONFLICT, GONE = 422, 409, 410
LARGEST_POST = LARGEST_FILE + 2_000_000  # a file that is larger by a little is told in words of its own
PASTED = "pasted.txt"
UNTYPED = ("-id", "-lines", "-sure", "-level", "-kind", "-choice")  # fields that hold nobody's words
importing = Blueprint("importing", __name__, url_prefix="/desk/import")
ONE = f"/<int(max={LARGEST_ID}):number>"


@importing.get("")
@needs(CoordinatorRole.EDITOR)
def overview() -> Answer:
    """Where a published appeal is pasted or chosen, and those that wait for review."""
    return _start()


@importing.post("")
@needs(CoordinatorRole.EDITOR)
@or_else(lambda: typed_again())
@takes_large_posts(LARGEST_POST)
def taken() -> Answer:
    """An appeal is read, and kept for review; or the page again, with the text and what is wrong."""
    try:
        imported = _read()  # in a child, and before any transaction
    except CannotImport as error:
        return _start(said(error.sentence)), WRONG
    now = datetime.now(UTC)
    with database().transaction() as session:
        number = take_in(session, imported, all_organisations(session), signed_in().email, now).id
    return redirect(url_for("importing.review", number=number), SEE_OTHER)


def typed_again() -> Answer:
    """The page with the text that was pasted before its writer was signed out."""
    return _start(_("This page was too old to import from. The text is here: press Import again."))


@importing.get(ONE)
@needs(CoordinatorRole.EDITOR)
def review(number: int) -> Answer:
    """One import beside its source; the source of its action, once there is one."""
    with database().reading() as session:
        kept = find_import(session, number)
        if kept is None:
            return _gone()
        if kept.action is not None:
            return redirect(url_for("import_source.source", slug=kept.action.slug), SEE_OTHER)
        return review_page(session, kept, opened(kept))


@importing.post(ONE)
@needs(CoordinatorRole.EDITOR)
@or_else(lambda number: review_again(number))
@takes_large_posts(LARGEST_POST)
def reviewed(number: int) -> Answer:
    """What was typed is saved, then the button is followed; nothing is saved over what others saved meanwhile."""
    if "seen" not in request.form:
        raise BadRequest
    do, now = request.form.get("do", SAVE), datetime.now(UTC)
    with database().transaction() as session:
        kept = find_import(session, number, lock=True)
        if kept is None:
            return _gone()
        sheet = posted(kept, request.form)
        if kept.action is not None:
            problem = _("This import has become the action “%(slug)s” meanwhile.", slug=kept.action.slug)
            return review_page(session, kept, sheet, problem=problem), CONFLICT
        if is_behind(sheet, kept):
            newer, merged = with_theirs(sheet, kept)
            return review_page(session, kept, newer, merged=merged), CONFLICT
        draft, where = rearranged(up_to_date(sheet, kept).draft, do)
        draft = save_import(kept, draft, signed_in().email, now)
        now_kept = opened(kept)
    if do == KEEP:
        return jsonify(seen=now_kept.version, base=now_kept.packed_base)
    if do == MAKE:
        return _made(number, now)
    anchor = anchor_of(where, draft) if do != SAVE else None
    return redirect(url_for("importing.review", number=number, _anchor=anchor), SEE_OTHER)


def review_again(number: int) -> Answer:
    """The form with what was typed before its writer was signed out; nothing is saved."""
    with database().reading() as session:
        kept = find_import(session, number)
        if kept is None:
            return _gone()
        problem = _("This page was too old to save from. What you typed is here: look at it, then save it.")
        return review_page(session, kept, posted(kept, request.form), problem=problem)


@importing.post(f"{ONE}/discard")
@needs(CoordinatorRole.EDITOR)
def discarded(number: int) -> Answer:
    """An import is forgotten with its source; once there is an action, it stays."""
    with database().transaction() as session:
        kept = find_import(session, number, lock=True)
        try:
            if kept is not None:
                discard_import(session, kept)
        except IllegalMove as error:
            return _start(said(error.sentence)), CONFLICT
    return redirect(url_for("importing.overview"), SEE_OTHER)


def _made(number: int, now: datetime) -> Answer:
    """Make the action of what is saved; or the page again, with everything that stands in the way."""
    try:
        with database().transaction() as session:
            kept = find_import(session, number, lock=True)
            if kept is None:
                return _gone()
            slug = make_action(kept, log_of(session, now)).slug
    except BadEntry as error:
        problem = said(error.sentence)
    else:
        return redirect(url_for("actions.overview", slug=slug), SEE_OTHER)
    with database().reading() as session:
        kept = find_import(session, number)
        if kept is None:
            return _gone()
        return review_page(session, kept, opened(kept), problem=problem, with_problems=True), WRONG


def _read() -> Imported:
    """Return what was pasted or uploaded, read; raises CannotImport."""
    text, file = request.form.get("text", ""), request.files.get("file")
    has_file = file is not None and bool(file.filename)
    if has_file and text.strip():
        raise CannotImport("Import one at a time: the text below is still here; empty it to import a file.")
    if file is not None and has_file:
        return import_file(file.read(LARGEST_FILE + 1), file.filename or "")
    if not text.strip():
        raise CannotImport("Paste the text of an appeal, or choose a file.")
    return import_file(text.encode(errors="replace"), PASTED)


def _start(problem: str = "") -> str:
    with database().reading() as session:
        waiting, total = imports_under_review(session)
        rows = [(each, _title(each)) for each in waiting]
        text = request.form.get("text", "")
        return render_template("desk/import.html", rows=rows, total=total, problem=problem, text=text)


def _title(kept: ImportedDraft) -> str:
    basics = from_json(kept.reviewed).basics
    title: str = basics["title"] or basics["case_code"] or _("without a title")
    return title


def _gone() -> Answer:
    """Say that an import was discarded, and hand back whatever was typed."""
    names = [name for name in request.form if name not in ("desk_key", "base", "seen", "do")]
    typed = [words for name in names if (words := request.form[name]).strip() and not name.endswith(UNTYPED)]
    return render_template("desk/import-gone.html", typed=typed), GONE
