"""The directory as a file: exported, edited in a spreadsheet, checked, imported, and taken back."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadTable, ConflictingEdit, IllegalMove, NotFound
from campaign.models import (
    Accreditation,
    Action,
    Addressee,
    Authority,
    AuthorityText,
    AuthorityVersion,
    Contact,
    DirectoryImport,
    Mission,
    PostalAddress,
)
from campaign.models.vocabulary import Channel, ContactKind, Doubt, EventKind, Gender, MissionKind, Office
from campaign.services.authorities.merging import merge
from campaign.services.authority_files.columns import TEXT_FIELDS, columns_for, entry_columns
from campaign.services.authority_files.exporting import CSV, XLSX, export_authorities, template
from campaign.services.authority_files.importing import confirm_import, find_import, keep_plan, list_imports
from campaign.services.authority_files.left_out import left_out_rows
from campaign.services.authority_files.planning import Plan, plan_import
from campaign.services.authority_files.records import records_of
from campaign.services.authority_files.undoing import undo_import
from campaign.services.events import history
from campaign.services.tables.cells import Odd, Table
from campaign.services.tables.reading import read_table
from campaign.services.verifying import verify
from tests.factories import KEY, NOW, a_log, a_mission, an_action, an_authority

TODAY = NOW.date()
NOT_A_FIELD = {"id", "authority_id", "search"}  # but what rows are known by


def planned(session: Session, *rows: Iterable[object], source: str = "a list") -> Plan:
    """What a table would change."""
    return plan_import(session, Table(tuple(tuple(row) for row in rows)), source, TODAY)


def told(plan: Plan) -> list[tuple[int, str, str]]:
    """What is wrong, by row and column."""
    return [(fault.row, fault.column, str(fault.reason)) for fault in plan.faults]


def done(session: Session, folder: Path, plan: Plan) -> int:
    """The plan, confirmed; the number of the import."""
    log = a_log(session, folder)
    number = keep_plan(plan, "file.csv", log).id
    confirm_import(number, log)
    return number


def everything(session: Session) -> dict[str, dict[str, str]]:
    """All that the directory holds."""
    return {slug: dict(record) for slug, (_, record) in records_of(session).items()}


def a_full_mission() -> Mission:
    """A mission in which every field of the model holds something."""
    dates = {
        f"{name}": date(2020 + place, 1, 2) for place, name in enumerate(("verified_on", "bounced_on", "valid_from"))
    }
    dated = {**dates, "valid_to": date(2030, 1, 1), "source": "its own page, May 2026"}
    texts = {
        code: AuthorityText(language=code, **{name: f"{name} {code}" for name in TEXT_FIELDS}) for code in ("en", "ru")
    }
    authority = Authority(
        slug="mission",
        state="AL",
        office=Office.AMBASSADOR,
        gender=Gender.FEMALE,
        languages=("ru", "en"),
        refuses=(Channel.FAX,),
        texts=texts,
        addresses=[PostalAddress(language="en", lines=("1 Long Street", "1001 Town"), country="CH", **dated)],
        contacts=[
            Contact(
                kind=ContactKind.FAX, raw="33", proposed="+35542222233", doubt=Doubt.END_OF_A_NUMBER, note="n", **dated
            ),
            Contact(kind=ContactKind.PHONE, raw="+355 4 225 9388", e164="+35542259388", note="day", **dated),
            Contact(kind=ContactKind.EMAIL, raw="office@state.example", **dated),
            Contact(kind=ContactKind.HANDLE, raw="@office", **dated),
            Contact(kind=ContactKind.TELEGRAM, raw="OFFICE", **dated),
        ],
    )
    return Mission(
        authority=authority,
        kind=MissionKind.PERMANENT_MISSION,
        sending_state="AL",
        host_state="CH",
        un_body="UN Geneva",
        headed_by_charge=True,
        accreditations=[Accreditation(state="LI"), Accreditation(state="AT")],
    )


def test_every_field_of_the_model_has_its_column() -> None:
    def fields(model: type, before: str = "", behind: str = "", *main: str) -> set[str]:
        names = {column.key for column in model.__table__.columns} - NOT_A_FIELD - set(main)
        return {f"{before}{name}{behind}" for name in names}

    of_model = {
        *fields(Authority),
        *fields(AuthorityText, "", "_en", "language"),
        *fields(Mission, "mission_", "", "kind"),
        *fields(PostalAddress, "address_1_", "", "lines"),
        *fields(Contact, "fax_1_", "", "kind", "raw"),
    }
    names = {column.name for column in columns_for(("title_en", "address_1", "fax_1"))}

    assert names - of_model == {"mission", "mission_accredited_to", "address_1", "fax_1", "source", "as_exported"}
    assert of_model - names == set()


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_what_is_exported_and_read_back_changes_nothing(database: Database, kind: str) -> None:
    with database.transaction() as session:
        session.add_all([a_full_mission(), an_authority()])
    with database.reading() as session:
        content = export_authorities(session, kind)
        plan = plan_import(session, read_table(content, "authorities"), "", TODAY)

    assert (plan.rows, plan.unchanged, told(plan)) == ((), 2, [])


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_an_export_enters_the_same_into_an_empty_directory(database: Database, tmp_path: Path, kind: str) -> None:
    with database.transaction() as session:
        session.add_all([a_full_mission(), an_authority()])
        session.flush()
        before = everything(session)
        table = read_table(export_authorities(session, kind), "authorities")
        session.delete(session.scalars(select(Mission)).one())
        for authority in session.scalars(select(Authority)):
            session.delete(authority)
        session.flush()
        place = table.rows[0].index("as_exported")
        rows = [tuple(cell for at, cell in enumerate(row) if at != place) for row in table.rows]
        plan = plan_import(session, Table(tuple(rows)), "", TODAY)
        done(session, tmp_path, plan)
        after = everything(session)

    def told_by(records: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        return {slug: {k: v for k, v in each.items() if not k.endswith("_id")} for slug, each in records.items()}

    assert plan.faults == ()
    assert told_by(after) == told_by(before)


def test_only_cells_that_differ_change_anything_and_columns_that_are_missing_leave_what_is_there(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        session.add_all([an_authority(), an_authority("noise")])
        session.flush()
        plan = planned(
            session, ("slug", "name_en", "fax_1", "x_mine"), ("minister", "Mary Roe", "+355 4 222 2222", "!")
        )
        done(session, tmp_path, plan)
        now = everything(session)

    (row,) = plan.rows
    assert row.differences == {
        "name_en": ("Jane Roe", "Mary Roe"),
        "fax_1": ("+355 4 225 9388", "+355 4 222 2222"),
        "fax_1_e164": ("+35542259388", "+35542222222"),
        "fax_1_source": ("test", "a list"),
    }
    assert (now["minister"]["fax_1_id"], now["minister"]["title_en"]) == ("1", "Minister of Justice")
    assert now["noise"]["name_en"] == "Jane Roe"


def test_an_empty_cell_empties_its_field_and_without_its_first_cell_an_entry_is_taken_out(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        session.add(an_authority())
        session.flush()
        plan = planned(session, ("slug", "gender", "name_en", "fax_1"), ("minister", None, "", " "))
        done(session, tmp_path, plan)
        now = everything(session)["minister"]

    assert [name for name in now if name.startswith(("gender", "name", "fax"))] == []
    assert now["address_1"] == "1 Long Street\n1001 Town"


def test_a_row_without_a_slug_is_a_new_authority_and_gets_a_name(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        session.add(an_authority("minister-of-justice"))
        session.flush()
        rows = [("", "AL", "Minister of Justice", "Ana", "1 Road\nTirana", "+355 4 222 2222", "a@state.example")]
        rows += [("chosen", "AL", "Judge", "Ben", "", "042 222 222", "")]
        plan = planned(session, ("slug", "state", "title_en", "name_en", "address_1", "fax_1", "email_1"), *rows)
        done(session, tmp_path, plan)
        now = everything(session)

    assert told(plan) == []
    new = now["minister-of-justice-ana"]
    assert (new["fax_1_e164"], new["address_1_country"], new["address_1_language"]) == ("+35542222222", "AL", "en")
    assert (new["email_1_source"], new["fax_1_source"], new["address_1_source"]) == ("a list",) * 3
    assert (now["chosen"]["fax_1_proposed"], now["chosen"]["fax_1_doubt"]) == ("+35542222222", "no_country_code")


def test_every_bad_cell_is_told_with_its_row_its_column_and_what_to_do(database: Database) -> None:
    headings = ("slug", "state", "title_en", "fax_1", "email_1", "fax_1_verified_on", "fax_1_e164", "office", "source")
    bad = [
        (("", "XY", "A", *[None] * 6), ("state", "no country")),
        (("", "AL", "", *[None] * 6), ("title_en", "what the office is called")),
        (("", "AL", "C", "3.3E+10", *[None] * 5), ("fax_1", "with + and the country's code")),
        (("", "AL", "D", 33140205060, *[None] * 5), ("fax_1", "with + and the country's code")),
        (("", "AL", "E", "33140205060", *[None] * 5), ("fax_1", "with + and the country's code")),
        (("", "AL", "F", "none", *[None] * 5), ("fax_1", "no number")),
        (("", "AL", "G", "+355 4 222 2222 / 33", *[None] * 5), ("fax_1", "a column of its own")),
        (("", "AL", "H", None, "[email protected]", *[None] * 4), ("email_1", "the address itself")),
        (("", "AL", "I", "+355 4 222 2222", None, "05/06/2026", *[None] * 3), ("fax_1_verified_on", "can be two days")),
        (("", "AL", "J", "+355 4 222 2222", None, "32.01.2026", *[None] * 3), ("fax_1_verified_on", "is no day")),
        (("", "AL", "K", "+355 4 222 2222", None, 46000, *[None] * 3), ("fax_1_verified_on", "write the day")),
        (("", "AL", "L", "+355 4 222 2222", None, date(2026, 9, 9), *[None] * 3), ("fax_1_verified_on", "to come")),
        (("", "AL", "M", "+355 4 222 2222", None, None, "12", *[None] * 2), ("fax_1_e164", "cannot be dialled")),
        (("", "AL", "N", None, None, None, None, "king", None), ("office", "none of: head_of_state")),
        (("", 1, "O", *[None] * 6), ("state", "as text")),
        (("Not A Slug", "AL", "P", *[None] * 6), ("slug", "small letters")),
        (("export", "AL", "Q", *[None] * 6), ("slug", "a page of that name")),
        (("", "AL", "R", None, None, "2026-01-01", *[None] * 3), ("fax_1", "other columns of it are not")),
    ]
    with database.reading() as session:
        plan = planned(session, headings, *(row for row, _ in bad), source="a list")

    assert plan.rows == ()
    for (_, (column, words)), (_, where, reason) in zip(bad, told(plan), strict=True):
        assert (where, words in reason) == (column, True), reason
    assert [fault.row for fault in plan.faults] == list(range(2, 2 + len(bad)))


def test_what_is_new_needs_a_source(database: Database) -> None:
    with database.reading() as session:
        plan = planned(session, ("title_en", "state", "fax_1"), ("A", "AL", "+355 4 222 2222"), source="")

    assert [(column, "who published it" in why) for _, column, why in told(plan)] == [("fax_1_source", True)]


def test_doubles_in_the_file_and_of_the_directory_are_told(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([an_authority(), an_authority("other", texts={"en": AuthorityText(language="en", title="X")})])
        session.flush()
        headings = ("slug", "state", "title_en", "name_en")
        rows = [("other", "AL", "Y", ""), ("other", "AL", "Z", ""), ("", "AL", "minister of JUSTICE", "Jane  Róe")]
        rows += [("", "AL", "New", "One"), ("", "AL", "new", "one"), ("", "RU", "new", "one")]
        plan = planned(session, headings, *rows)

    assert [(row, column) for row, column, _ in told(plan)] == [(2, "slug"), (3, "slug"), (4, "slug"), (6, "slug")]
    assert "“minister”" in told(plan)[2][2]
    assert "Row 5 is the same" in told(plan)[3][2]
    assert [row.slug for row in plan.rows] == ["new-one", "new-one-2"]


def test_a_row_that_was_exported_before_somebody_changed_the_authority_is_told(database: Database) -> None:
    with database.transaction() as session:
        session.add(an_authority())
    with database.reading() as session:
        heads, row = read_table(export_authorities(session, CSV), "authorities").rows
    with database.transaction() as session:
        session.scalars(select(Authority)).one().texts["en"].honorific = "Ms"
        session.flush()
        plan = planned(session, heads, row)
        gone = planned(session, heads, ("nobody", *row[1:]))

    assert [(column, "since it was exported" in why) for _, column, why in told(plan)] == [("as_exported", True)]
    assert [(column, "any more" in why) for _, column, why in told(gone)] == [("slug", True)]


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (("slug", "fax1", "colour"), "not known: “fax1”, “colour”"),
        (("slug", "state", "State"), "twice: state"),
        (("x_mine", "source"), "must hold the names"),
        (("title_xx", "state"), "not known: “title_xx”"),
        (("fax_31", "state"), "not known: “fax_31”"),
    ],
)
def test_columns_that_are_unknown_are_named_before_any_row_is_read(database: Database, headings, words: str) -> None:
    with database.reading() as session, pytest.raises(BadTable, match=words):
        planned(session, headings, ("a", "b", "c"))


def test_a_row_longer_than_the_headings_and_a_file_without_rows_are_told(database: Database) -> None:
    with database.reading() as session:
        plan = planned(session, ("state", "title_en"), ("AL", "A", "B"))
        with pytest.raises(BadTable, match="no row below"):
            planned(session, ("state", "title_en"), (None, None))

    assert "more cells than there are headings" in told(plan)[0][2]


def test_an_import_is_done_whole_and_logged_and_undone_whole(empty_database: Database, tmp_path: Path) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        session.add_all([a_full_mission(), an_authority()])
    with empty_database.transaction() as session:
        before = everything(session)
        headings = ("slug", "title_en", "fax_1", "address_1", "mission", "state", "mission_host_state", "refuses")
        rows = [
            ("mission", "Envoy", "", "", "", "AL", "CH", ""),
            ("", "Envoy too", "+355 4 222 2222", "1 Road", "embassy", "AL", "FR", ""),
        ]
        plan = planned(session, headings, *rows)
        number = done(session, tmp_path, plan)
        imported = everything(session)
    with empty_database.transaction() as session:
        undo_import(number, a_log(session, tmp_path))
    with empty_database.reading() as session:
        after = everything(session)
        log = history(session, limit=9)
        broken = verify(session, KEY)
        (listed,) = list_imports(session)

    assert plan.faults == ()
    assert imported["envoy-too"]["mission_host_state"] == "FR"
    assert [name for name in imported["mission"] if name.startswith(("fax", "address", "mission", "refuses"))] == []
    assert after == before
    assert [(entry.subject, entry.what) for entry in log] == [
        ("envoy-too", EventKind.EDITED),
        ("mission", EventKind.EDITED),
        ("envoy-too", EventKind.CREATED),
        ("mission", EventKind.EDITED),
    ]
    assert broken == ()
    assert (listed.rows, listed.undone_by) == (2, "ana@desk.example")


def test_an_undo_is_refused_whole_once_somebody_changed_one_of_the_authorities(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        session.add_all([an_authority(), an_authority("other")])
        session.flush()
        rows = [("minister", "Judge"), ("other", "Judge")]
        number = done(session, tmp_path, planned(session, ("slug", "title_en"), *rows))
        session.scalars(select(Authority).filter_by(slug="other")).one().gender = Gender.MALE
    with database.transaction() as session, pytest.raises(ConflictingEdit, match="somebody changed other since"):
        undo_import(number, a_log(session, tmp_path))
    with database.reading() as session:
        assert everything(session)["minister"]["title_en"] == "Judge"


def test_what_an_action_writes_to_by_now_is_not_taken_out(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        number = done(session, tmp_path, planned(session, ("state", "title_en"), ("AL", "Judge")))
        judge = session.scalars(select(Authority)).one()
        session.add(an_action(addressees=[Addressee(position=1, authority=judge)]))
    used = r"write, or wrote, to what it entered: judge \(an-action\)"
    with pytest.raises(ConflictingEdit, match=used), database.transaction() as session:
        undo_import(number, a_log(session, tmp_path))


def test_what_was_published_once_is_not_taken_out(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        number = done(session, tmp_path, planned(session, ("state", "title_en"), ("AL", "Judge")))
        judge = session.scalars(select(Authority)).one()
        judge.versions.append(AuthorityVersion(number=1, made_at=NOW, document="{}", sha256="0" * 64))
    used = "write, or wrote, to what it entered: judge"
    with pytest.raises(ConflictingEdit, match=used), database.transaction() as session:
        undo_import(number, a_log(session, tmp_path))


def test_a_confirmation_is_refused_whole_if_the_directory_is_another_by_then(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        session.add_all([an_authority(), an_authority("other")])
        session.flush()
        kept = keep_plan(
            planned(session, ("slug", "title_en"), ("minister", "A"), ("other", "B"), ("new", "C")),
            "f.csv",
            a_log(session, tmp_path),
        )
        number = kept.id
        session.scalars(select(Authority).filter_by(slug="other")).one().gender = Gender.MALE
    with pytest.raises(ConflictingEdit, match="changed since the file was checked"), database.transaction() as session:
        confirm_import(number, a_log(session, tmp_path))
    with database.reading() as session:
        assert everything(session)["minister"]["title_en"] == "Minister of Justice"


def test_an_import_is_done_once_and_undone_once(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        log = a_log(session, tmp_path)
        number = done(session, tmp_path, planned(session, ("state", "title_en"), ("AL", "Judge")))
        with pytest.raises(IllegalMove, match="done already"):
            confirm_import(number, log)
        undo_import(number, log)
        with pytest.raises(IllegalMove, match="nothing to take back"):
            undo_import(number, log)
        with pytest.raises(NotFound, match="no import 99"):
            undo_import(99, log)


def test_what_nobody_confirms_is_forgotten(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        log = a_log(session, tmp_path)
        plan = planned(session, ("state", "title_en"), ("AL", "Judge"))
        first = keep_plan(plan, "one.csv", log).id
        second = keep_plan(plan, "two.csv", log).id

        assert session.scalars(select(DirectoryImport.file_name)).all() == ["two.csv"]
        assert find_import(session, second)[1] == plan
        assert first == second or session.get(DirectoryImport, first) is None


def test_an_action_that_uses_what_is_changed_waits_for_a_second_person(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        session.add_all([an_action(), an_authority("unused")])
        session.flush()
        done(session, tmp_path, planned(session, ("slug", "title_en"), ("minister", "A"), ("unused", "B")))

        action = session.scalars(select(Action)).one()
        assert [change.who for change in action.changes] == ["ana@desk.example"]


def test_the_template_is_read_as_a_file_without_rows(database: Database) -> None:
    for kind in (CSV, XLSX):
        table = read_table(template(kind), "authorities")
        with database.reading() as session, pytest.raises(BadTable, match="no row below"):
            plan_import(session, table, "", TODAY)
        assert {"slug", "title_en", "address_1", "fax_1", "email_1", "source"} <= set(table.rows[0])


def test_a_fax_has_the_columns_of_a_number_and_an_address_those_of_a_place() -> None:
    assert [column.name for column in entry_columns("fax", 2)][:5] == [
        "fax_2",
        "fax_2_e164",
        "fax_2_proposed",
        "fax_2_doubt",
        "fax_2_note",
    ]
    assert {"address_1_language", "address_1_country"} <= {column.name for column in entry_columns("address", 1)}


def test_a_mission_is_checked_as_one(database: Database) -> None:
    headings = (
        "title_en",
        "mission",
        "mission_sending_state",
        "mission_host_state",
        "mission_un_body",
        "mission_accredited_to",
    )
    rows = [
        ("A", "embassy", "", "FR", "", ""),
        ("B", "embassy", "AL", "", "", ""),
        ("C", "permanent mission", "AL", "CH", "", ""),
        ("D", "embassy", "AL", "BE", "", "LU, BE"),
        ("E", "", "AL", "BE", "", ""),
        ("F", "Embassy", "al", "be", "", "lu nl"),
    ]
    with database.transaction() as session:
        session.add(a_mission("FR"))
        session.flush()
        plan = planned(session, headings, *rows)

    assert [(row, column) for row, column, _ in told(plan)] == [
        (2, "mission_sending_state"),
        (3, "mission_host_state"),
        (4, "mission_un_body"),
        (5, "mission_accredited_to"),
        (6, "mission"),
    ]
    (ready,) = plan.rows
    assert (ready.after["state"], ready.after["mission_accredited_to"]) == ("AL", "LU, NL")


def test_a_large_import_asks_no_more_questions_than_a_small_one(database: Database, tmp_path: Path) -> None:
    asked: Counter[str] = Counter()

    def questions(begin: int, end: int) -> int:
        with database.transaction() as session:
            headings = ("state", "title_en", "address_1", "fax_1", "email_1")
            rows = [("AL", f"Judge {n}", f"{n} Road", f"+355 4 22{n:05}", f"{n}@x.example") for n in range(begin, end)]
            plan = planned(session, headings, *rows)
            number = keep_plan(plan, "file.csv", a_log(session, tmp_path)).id
            session.flush()
            asked.clear()
            event.listen(session.connection(), "before_cursor_execute", count)
            confirm_import(number, a_log(session, tmp_path))
            return sum(number for words, number in asked.items() if words.startswith("SELECT"))

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked[statement] += 1

    few, many = questions(0, 2), questions(2, 22)

    assert 0 < many == few


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_the_rows_that_are_wrong_come_back_as_a_file_with_the_same_mistakes(database: Database, kind: str) -> None:
    headings = ("slug", "x_mine", "state", "title_en", "name_en", "fax_1", "fax_1_valid_from", "source")
    rows = [
        ("good", "a", "AL", "Judge", "Ana", None, None, "a call"),
        ("=cmd", "=1+1", "XX", "+Judge\nof all", "'Ana", "+355 4 222 2222", date(2026, 1, 2), None),
        ("spoiled", 7, "AL", date(2026, 1, 2), "Ana", 35542222222.0, None, "a call"),
        ("run", Odd.FORMULA, "AL", "Judge", Odd.FORMULA, None, None, Odd.ERROR),
        ("wide", None, "AL", "Judge", "Ana", None, None, "a call", "too much"),
        ("twice", None, "AL", "Judge", None, None, None, None),
        ("twice", None, "AL", "Judge", None, None, None, None),
    ]
    with database.transaction() as session:
        plan = planned(session, headings, *rows)
        content = left_out_rows(msgspec.json.decode(msgspec.json.encode(plan), type=Plan), kind, str)
        table = read_table(content, "authorities")
        again = plan_import(session, table, "a list", TODAY)
        third = read_table(left_out_rows(again, kind, str), "authorities")

    assert table.rows[0] == ("x_row", "x_reason", *headings)
    assert [row[0] for row in table.rows[1:]] == ["3", "4", "5", "6", "7", "8"]
    by_number = {place: int(row[0]) for place, row in enumerate(table.rows[1:], start=2)}
    assert [(by_number[row], column) for row, column, _ in told(again)] == [each[:2] for each in told(plan)]
    assert {(5, "name_en"), (5, "source")} <= {each[:2] for each in told(plan)}
    assert table.rows[1][2:] == ("=cmd", "=1+1", "XX", "+Judge\nof all", "'Ana", "+355 4 222 2222", "2026-01-02")
    assert table.rows[2][5:8] == (Odd.ERROR, "Ana", Odd.ERROR)
    assert str(table.rows[1][1]).startswith("state: “XX” is no country")
    assert third.rows[0] == table.rows[0]
    assert again.rows == ()
    if kind == CSV:
        assert b"\n=" not in content
        assert b",=" not in content


def test_a_check_that_was_kept_before_still_opens(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        kept = keep_plan(planned(session, ("slug", "state"), ("one", "XX")), "file.csv", a_log(session, tmp_path))
        older = msgspec.json.decode(kept.plan, type=dict[str, object])
        kept.plan = msgspec.json.encode({k: v for k, v in older.items() if k not in ("headings", "left_out")}).decode()
        session.flush()
        _, plan = find_import(session, kept.id)

    assert (plan.bad_rows, plan.left_out) == (1, ())


@pytest.fixture
def merged_pair(database: Database, tmp_path: Path) -> Database:
    """Two authorities, of which “other” was merged into “kept”."""
    with database.transaction() as session:
        kept = an_authority("kept")
        other = an_authority("other", texts={"en": AuthorityText(language="en", name="J. Roe", title="Minister")})
        session.add_all([kept, other])
        session.flush()
        merge(kept, other, a_log(session, tmp_path))
    return database


def test_what_was_merged_is_not_exported_and_a_row_of_it_leads_to_the_kept_one(merged_pair: Database) -> None:
    with merged_pair.reading() as session:
        exported = export_authorities(session, CSV).decode()
        plan = planned(session, ("slug", "state", "title_en", "name_en"), ("other", "AL", "Judge", "J. Roe"))
        again = planned(session, ("state", "title_en", "name_en"), ("AL", "Minister", "J. Roe"))

    assert ("kept" in exported, "other" in exported) == (True, False)
    assert [(row, column) for row, column, _ in told(plan)] == [(2, "slug")]
    assert "merged into “kept”" in told(plan)[0][2]
    assert "The directory has it as “kept”" in told(again)[0][2]


def test_what_is_merged_after_the_check_or_the_import_is_neither_imported_nor_undone(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        kept, other = an_authority("kept"), an_authority("other")
        session.add_all([kept, other])
        session.flush()
        log = a_log(session, tmp_path)
        number = done(session, tmp_path, planned(session, ("slug", "gender"), ("other", "m")))
        waiting = keep_plan(planned(session, ("slug", "gender"), ("other", "x")), "file.csv", log).id
        merge(kept, other, log)
    with database.transaction() as session:
        with pytest.raises(ConflictingEdit, match="changed since the file was checked .other."):
            confirm_import(waiting, a_log(session, tmp_path))
        with pytest.raises(ConflictingEdit, match="somebody changed other since"):
            undo_import(number, a_log(session, tmp_path))
