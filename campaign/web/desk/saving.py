"""Saving and keeping a section for whoever is signed in: the steps that several pages of the desk share."""

from datetime import datetime

import msgspec
from sqlalchemy.orm import Session

from campaign.models import Action
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.editing.entries import Content, Section, content_to_json
from campaign.services.editing.keeping import Desk, drop_kept, drop_tab, find_kept, keep_form
from campaign.services.editing.reading import content_of
from campaign.services.editing.saving import save
from campaign.services.lifecycle import note_change
from campaign.web.accounts.guard import signed_in
from campaign.web.accounts.recording import log_of
from campaign.web.desk.forms.choices import Choices
from campaign.web.desk.sheet import Sheet, name_of, says_nothing_new


def save_recorded(session: Session, action: Action, part: Section, content: Content, seen: str, now: datetime) -> None:
    """Save a section over what was `seen`, note who changed it, and record it; raises ConflictingEdit."""
    before = content_of(action, part)
    if not save(session, action, part, content, seen):
        return
    note_change(session, action, signed_in().email, now)
    after = content_of(action, part)
    log_of(session, now).record(
        EventKind.EDITED,
        subject_kind=SubjectKind.ACTION,
        subject=action.slug,
        before={part.value: msgspec.to_builtins(before)},
        after={part.value: msgspec.to_builtins(after)},
    )


def desk_of(action: Action, part: Section) -> Desk:
    """Return where whoever is signed in keeps the forms of a section."""
    return Desk(signed_in().coordinator_id, action.id, part)


def keep(session: Session, action: Action, sheet: Sheet, choices: Choices, now: datetime) -> bool:
    """Keep what is typed, unless all of it is there already; return whether another tab kept something meanwhile."""
    if says_nothing_new(sheet, action, choices):
        forget(session, action, sheet)
        return False
    base = content_to_json(sheet.base).decode() if sheet.base is not None else None
    rows = msgspec.json.encode(sheet.rows).decode()
    elsewhere = keep_form(session, desk_of(action, sheet.part), tab=sheet.tab, base=base, rows=rows, now=now)
    _forget_earlier(session, action, sheet)
    return elsewhere


def forget(session: Session, action: Action, sheet: Sheet) -> None:
    """Forget what was kept of a sheet, because it is saved."""
    drop_tab(session, desk_of(action, sheet.part), sheet.tab)
    _forget_earlier(session, action, sheet)


def _forget_earlier(session: Session, action: Action, sheet: Sheet) -> None:
    """Forget the kept form that a sheet goes on with, unless its own tab is open still and kept more."""
    number = sheet.went_on.partition("@")[0]
    if not (number.isdecimal() and len(number) <= 9):
        return
    desk = desk_of(action, sheet.part)
    earlier = find_kept(session, desk, int(number))
    if earlier is not None and name_of(earlier) == sheet.went_on:
        drop_kept(session, desk, earlier.id)
