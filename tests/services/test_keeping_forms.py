"""Kept forms: nobody else's, no other tab's, gone after 30 days; and what the log knows of saves."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadEntry
from campaign.models import Action, KeptForm
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.accounts.pruning import prune
from campaign.services.editing.entries import DemandEntry, Section, TextEntry, fingerprint
from campaign.services.editing.keeping import Desk, drop_kept, drop_tab, find_kept, keep_form, kept_forms
from campaign.services.editing.reading import content_of
from campaign.services.editing.saves import last_saves, saved_since
from campaign.services.editing.saving import save
from campaign.services.events import Log
from campaign.services.key_file import KeyFile
from tests.coordinators import a_coordinator
from tests.factories import NOW, an_action, an_authority

MINUTE = timedelta(minutes=1)
ANA, IVO = "ana@desk.example", "ivo@desk.example"


def desks(session: Session) -> tuple[Desk, Desk]:
    """The texts of one action on the desks of two coordinators."""
    action = an_action()
    session.add(action)
    ana, ivo = a_coordinator(session, ANA), a_coordinator(session, IVO)
    session.flush()
    return tuple(Desk(coordinator.id, action.id, Section.TEXTS) for coordinator in (ana, ivo))


def keep(session: Session, desk: Desk, tab: str, rows: str, minutes: int = 0) -> bool:
    return keep_form(session, desk, tab=tab, base=None, rows=rows, now=NOW + minutes * MINUTE)


def test_each_tab_keeps_by_itself_and_is_told_of_the_other(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        desk, _ = desks(session)

        told = [
            keep(session, desk, "one", "[1]"),
            keep(session, desk, "one", "[2]", 1),
            keep(session, desk, "two", "[3]", 2),
            keep(session, desk, "one", "[4]", 3),
        ]

        assert told == [False, False, False, True]
        assert [(kept.tab, kept.rows) for kept in kept_forms(session, desk)] == [("one", "[4]"), ("two", "[3]")]


def test_nobody_else_reads_or_discards_what_somebody_typed(database: Database) -> None:
    with database.transaction() as session:
        mine, theirs = desks(session)
        keep(session, mine, "one", "[1]")
        (kept,) = kept_forms(session, mine)

        drop_kept(session, theirs, kept.id)
        drop_tab(session, theirs, "one")

        assert kept_forms(session, theirs) == []
        assert find_kept(session, theirs, kept.id) is None
        assert find_kept(session, Desk(mine.coordinator_id, mine.action_id, Section.DEMANDS), kept.id) is None
        assert find_kept(session, mine, kept.id) is kept


def test_what_nobody_went_on_with_is_forgotten_after_thirty_days(database: Database) -> None:
    with database.transaction() as session:
        desk, _ = desks(session)
        keep(session, desk, "old", "[1]")
        keep(session, desk, "new", "[2]", 1)

        prune(session, NOW + timedelta(days=30))

        assert session.scalars(select(KeptForm.tab)).all() == ["new"]


def test_an_action_that_is_deleted_takes_kept_forms_along(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        desk, _ = desks(session)
        keep(session, desk, "one", "[1]")
        session.expire_all()

        session.delete(session.scalars(select(Action)).one())
        session.flush()

        assert session.scalars(select(KeptForm)).all() == []


def saved(session: Session, folder: Path, action: Action, who: str, title: str, minutes: int) -> None:
    before = content_of(action, Section.TEXTS)
    save(session, action, Section.TEXTS, {"en": TextEntry(title)}, fingerprint(before))
    Log(session, KeyFile(folder / "audit.key"), who, NOW + minutes * MINUTE).record(
        EventKind.EDITED,
        subject_kind=SubjectKind.ACTION,
        subject=action.slug,
        before={"texts": msgspec.to_builtins(before)},
        after={"texts": msgspec.to_builtins(content_of(action, Section.TEXTS))},
    )


def test_the_log_knows_who_saved_since_and_what_can_be_undone(empty_database: Database, tmp_path: Path) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        desks(session)
        action = session.scalars(select(Action)).one()
        opened = content_of(action, Section.TEXTS)
        saved(session, tmp_path, action, ANA, "First", 1)
        first = content_of(action, Section.TEXTS)
        saved(session, tmp_path, action, IVO, "Second", 2)
        saved(session, tmp_path, action, "gone@desk.example", "Third", 3)

        since_opened = saved_since(session, action.slug, Section.TEXTS, fingerprint(opened))
        since_first = saved_since(session, action.slug, Section.TEXTS, fingerprint(first))
        unknown = saved_since(session, action.slug, Section.TEXTS, "0" * 16)
        elsewhere = saved_since(session, action.slug, Section.DEMANDS, "0" * 16)
        undoable = last_saves(session, action.slug, IVO, NOW + 9 * MINUTE)

        assert since_opened.names == ("gone@desk.example", "A editor")
        assert since_first.names == ("gone@desk.example", "A editor")
        assert (unknown.names, unknown.at) == (("gone@desk.example",), NOW + 3 * MINUTE)
        assert (elsewhere.names, elsewhere.at) == ((), None)
        assert list(undoable) == [Section.TEXTS]
        assert (undoable[Section.TEXTS].before, undoable[Section.TEXTS].after["en"].title) == (first, "Second")
        assert last_saves(session, action.slug, IVO, NOW + timedelta(days=1, minutes=3)) == {}


def test_a_demand_whose_addressees_are_gone_is_not_sent_to_everybody(database: Database) -> None:
    with database.transaction() as session:
        session.add(an_action())
        session.flush()
        action = session.scalars(select(Action)).one()
        demand: DemandEntry = content_of(action, Section.DEMANDS)[0]
        narrowed = msgspec.structs.replace(demand, only_to=(999,))

        with pytest.raises(BadEntry, match="taken out"):
            save(session, action, Section.DEMANDS, (narrowed,), fingerprint(content_of(action, Section.DEMANDS)))


def test_another_authority_in_a_row_is_another_addressee(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([an_action(), an_authority("judge")])
        session.flush()
        action = session.scalars(select(Action)).one()
        (minister,) = content_of(action, Section.ADDRESSEES)
        judge = msgspec.structs.replace(minister, authority="judge")

        save(session, action, Section.ADDRESSEES, (judge,), fingerprint((minister,)))

        assert [each.authority for each in content_of(action, Section.ADDRESSEES)] == ["judge"]
