"""From imported drafts to draft actions, on every appeal of the corpus and on both engines."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadEntry
from campaign.importer.importing import read_appeal
from campaign.importer.opening import Imported
from campaign.importer.reading.reading import read_here
from campaign.models import Action, Change, Contact, ImportedDraft
from campaign.models.vocabulary import ContactKind, EventKind
from campaign.services.authorities.history import history_of
from campaign.services.authorities.listing import find_authorities
from campaign.services.authorities.merging import merge
from campaign.services.authorities.saving import get_authority
from campaign.services.importing.entering import Printed, authority_for
from campaign.services.importing.keeping import save_import, take_in
from campaign.services.importing.making import make_action
from campaign.services.importing.matching import matches_of
from campaign.services.importing.organisations import full_name
from campaign.services.importing.reading_in import reviewed_draft
from campaign.services.importing.rearranging import rearranged
from campaign.services.importing.reviewed import Part, ReviewedDraft, from_json
from campaign.services.importing.together import has_news, merged_rows
from campaign.services.importing.understanding import problems_of
from campaign.services.verifying import verify
from tests.appeals.corpus import Appeal, appeals
from tests.factories import KEY, NOW, a_log, an_action, an_authority
from tests.web.imports import SHEET

SOME_OR_ALL = [
    pytest.param(appeal, id=appeal.name, marks=() if number % 6 == 0 else pytest.mark.long)
    for number, appeal in enumerate(appeals("tuning"))
]


def read(text: str) -> Imported:
    return Imported(text, read_appeal(text), ())


def kept_with(session: Session, text: str, **basics: str) -> ImportedDraft:
    """Take a text in, and fill in what only a person can say."""
    kept = take_in(session, read(text), (), "ana@desk.example", NOW)
    draft = from_json(kept.reviewed)
    rows = {part: [dict(row) for row in rows] for part, rows in draft.rows.items()}
    rows[Part.BASICS][0].update(basics)
    rows[Part.BASICS][0]["country"] = rows[Part.BASICS][0]["country"] or "AL"
    for row in rows[Part.ORGANISATIONS]:
        row.update(use="new", contact="office@liberty.example")
    for row in rows[Part.ADDRESSEES]:
        row.update(choice="new", country=row["country"] or "AL", office=row["office"] or "The office")
        row["address"] = "\n".join(fitting(row["address"].splitlines()))
    save_import(kept, msgspec.structs.replace(draft, rows=rows), "ana@desk.example", NOW)
    return kept


def fitting(lines: Sequence[str]) -> list[str]:
    """The lines of an address, as a person makes them fit on an envelope."""
    return [line[:60].strip() for line in lines[:6]]


@pytest.mark.parametrize("appeal", SOME_OR_ALL)
def test_every_appeal_of_the_corpus_becomes_an_action_with_all_that_was_read(
    database: Database, tmp_path: Path, appeal: Appeal
) -> None:
    text = read_here(appeal.content, appeal.file_name).text
    draft = read_appeal(text)
    with database.transaction() as session:
        action = make_action(kept_with(session, text, title=draft.title or "A title"), a_log(session, tmp_path))

        language = draft.text_language
        assert [person.texts[language].name for person in action.persons] == [person.name for person in draft.people]
        assert [demand.texts[language].original for demand in action.demands] == [
            demand.source.strip() for demand in draft.demands
        ]
        assert [len(demand.items) for demand in action.demands] == [len(demand.items) for demand in draft.demands]
        assert [list(each.authority.addresses[0].lines) for each in action.addressees if each.authority.addresses] == [
            fitting(each.address_lines) for each in draft.addressees if each.address_lines
        ]
        assert [each.role for each in action.addressees] == [each.role for each in draft.addressees]
        for addressee, read_one in zip(action.addressees, draft.addressees, strict=True):
            mails = [each.raw for each in addressee.authority.contacts if each.kind is ContactKind.EMAIL]
            faxes = {each.e164 for each in addressee.authority.contacts if each.kind is ContactKind.FAX}
            assert mails == list(read_one.emails)
            assert faxes >= {number.e164 for number in read_one.faxes if number.e164}
        assert str(action.last_valid_day) == str(draft.last_valid_day)
        assert action.texts[language].facts == (draft.facts or None)


def test_the_way_to_an_action_is_the_same_on_every_engine(empty_database: Database, tmp_path: Path) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        session.add_all(
            [
                an_authority("by-name", contacts=[]),
                an_authority("by-mail", texts={}, contacts=[_mail("Minister@Justice.example")]),
                an_authority("another", state="RU", texts={}, contacts=[]),
            ]
        )
        kept = kept_with(session, SHEET)
    with empty_database.transaction() as session:
        kept = session.get_one(ImportedDraft, kept.id)
        first, _ = matches_of(session, from_json(kept.reviewed)).values()
        make_action(kept, a_log(session, tmp_path))

    with empty_database.reading() as session:
        assert {match.authority.slug: match.by for match in first} == {
            "by-name": ("office", "name"),
            "by-mail": ("contact",),
        }
        assert session.scalars(select(Action.slug)).all() == ["journalist-held-without-charge"]
        assert verify(session, KEY) == ()


def test_a_new_address_is_a_change_of_every_action_that_is_written_to_there(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        session.add(an_action(state="live"))
        kept = kept_with(session, SHEET)
        draft = from_json(kept.reviewed)
        rows = [{**row, "choice": "address:minister" if not place else "new"} for place, row in _addressees(draft)]
        changed = msgspec.structs.replace(draft, rows={**draft.rows, Part.ADDRESSEES.value: rows})
        save_import(kept, changed, "ana@desk.example", NOW)
        make_action(kept, a_log(session, tmp_path))

        changes = session.execute(select(Change.who, Action.slug).join(Action, Action.id == Change.action_id)).all()
    assert ("ana@desk.example", "an-action") in [tuple(change) for change in changes]


def test_no_second_action_is_made_of_one_import(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        kept = kept_with(session, SHEET)
        make_action(kept, a_log(session, tmp_path))

        with pytest.raises(BadEntry, match="has become an action"):
            make_action(kept, a_log(session, tmp_path))


def test_a_country_with_one_time_zone_brings_it_along_and_any_other_none() -> None:
    zones = [reviewed_draft(read(text)).basics["time_zone"] for text in (SHEET, SHEET.replace("Albania", "Russia"))]

    assert zones == ["Europe/Tirane", "UTC"]


def test_an_index_alone_is_no_case_code() -> None:
    basics = reviewed_draft(read(SHEET.replace("UA 61/16", ""))).basics

    assert (basics["case_code"], basics["document_index"]) == ("", "EUR 54/0161/2016")


@pytest.mark.parametrize(
    ("printed", "name", "acronym"),
    [
        ("Letters for Liberty (LfL)", "Letters for Liberty", "LfL"),
        ("Letters for Liberty", "Letters for Liberty", ""),
        ("Letters (for the liberty of all)", "Letters (for the liberty of all)", ""),
    ],
)
def test_an_acronym_in_brackets_is_a_name_of_its_own(printed: str, name: str, acronym: str) -> None:
    assert full_name(printed) == (name, acronym)


def test_rows_that_are_new_on_both_sides_are_both_there() -> None:
    draft = reviewed_draft(read(SHEET))
    mine, theirs = (
        {**draft.rows, Part.PEOPLE.value: [*draft.rows[Part.PEOPLE], {"id": number, "name": name}]}
        for number, name in (("", "Mira"), ("99", "Besa"))
    )

    merged = merged_rows(draft.rows, mine, theirs)

    assert sorted(row["name"] for row in merged[Part.PEOPLE].rows) == ["Besa", "Ilir Doe", "Mira"]
    assert has_news(merged)


def test_a_number_is_never_given_to_a_second_row(database: Database) -> None:
    with database.transaction() as session:
        kept = kept_with(session, SHEET)
        for do in ("people:add", "people:drop-1", "people:add"):
            save_import(kept, rearranged(from_json(kept.reviewed), do)[0], "ana@desk.example", NOW)
        draft = from_json(kept.reviewed)

    assert draft.dropped is not None
    assert draft.rows[Part.PEOPLE][1]["id"] != draft.dropped.rows[0]["id"]


def test_what_is_said_is_dated_by_the_sheet_and_not_by_the_day_of_import(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        action = make_action(kept_with(session, SHEET), a_log(session, tmp_path))
        contacts = [contact for each in action.addressees for contact in each.authority.contacts]

    assert {contact.valid_from for contact in contacts} == {date(2016, 5, 2)}
    assert {contact.verified_on for contact in contacts} == {None}


def test_what_was_merged_is_never_offered_and_no_longer_chosen(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        minister, again = an_authority(), an_authority("again")
        session.add_all([minister, again])
        session.flush()
        merge(minister, again, a_log(session, tmp_path))
        draft = from_json(kept_with(session, SHEET).reviewed)
        offered, _ = matches_of(session, draft).values()
        rows = [{**row, "choice": "new" if place else "directory:again"} for place, row in _addressees(draft)]
        chosen = msgspec.structs.replace(draft, rows={**draft.rows, Part.ADDRESSEES.value: rows})
        (problem,) = problems_of(chosen, matches_of(session, chosen))

        assert [match.authority.slug for match in offered] == ["minister"]
        assert (problem.where.field, "merged into another" in str(problem.sentence)) == ("choice", True)
        with pytest.raises(BadEntry, match="“again” is one with “minister” now"):
            authority_for(rows[0], Printed("en", NOW.date(), "a sheet"), a_log(session, tmp_path))


def test_what_a_sheet_enters_is_in_the_directory_with_its_history_and_its_source(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        make_action(kept_with(session, SHEET), a_log(session, tmp_path))
        entered = get_authority(session, "al-minister-of-justice")
        keys = {each.key.partition(" ")[0] for each in entered.keys}
        (entry,) = history_of(session, [entered.slug])
        found = find_authorities(session, words="roe 9388", country="AL", page=1, day=NOW.date(), language="en")

    source = "Letters for Liberty (LfL), UA 61/16, 2016-05-02"
    told = {step.path: step.after for step in entry.steps}
    assert (entry.what, entry.source) == (EventKind.CREATED, source)
    assert (told["texts.en.name"], told["state"]) == ("Jane Roe", "AL")
    assert {words for path, words in told.items() if path.endswith(".valid_from")} == {"2016-05-02"}
    assert {words for path, words in told.items() if path.endswith(".raw")} >= {"minister@justice.example"}
    assert [each.slug for each in found.rows] == ["al-minister-of-justice"]
    assert keys == {"name", "office", "number", "email"}


def test_of_several_numbers_only_those_are_entered_that_are_not_there(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        minister = an_authority()
        session.add(minister)
        session.flush()
        row = from_json(kept_with(session, SHEET).reviewed).rows[Part.ADDRESSEES][0]
        row = {**row, "choice": "address:minister", "emails": "", "faxes": "+355 4 225 9388 / +355 4 225 9399"}
        authority_for(row, Printed("en", NOW.date(), "a sheet"), a_log(session, tmp_path))

        assert [contact.e164 for contact in minister.contacts] == ["+35542259388", "+35542259399"]
        assert [entry.source for entry in history_of(session, ["minister"])] == ["a sheet"]


@pytest.mark.parametrize("address", ["1\n2\n3\n4\n5\n6\n7", "A street whose name is far too long " * 2])
def test_an_address_that_the_directory_would_refuse_is_told_at_its_field(database: Database, address: str) -> None:
    with database.transaction() as session:
        draft = from_json(kept_with(session, SHEET).reviewed)
        draft.rows[Part.ADDRESSEES][1]["address"] = address
        (problem,) = problems_of(draft, {})

    assert (problem.where.part, problem.where.field) == (Part.ADDRESSEES, "address")


def _addressees(draft: ReviewedDraft):
    return enumerate(draft.rows[Part.ADDRESSEES])


def _mail(raw: str) -> Contact:
    return Contact(kind=ContactKind.EMAIL, raw=raw, source="test")
