"""Entering contacts, settling doubts, noting what is refused."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from campaign.db import Database
from campaign.errors import BadContact, NotFound
from campaign.models import Authority, Contact
from campaign.models.vocabulary import Channel, ContactKind, Doubt, EventKind, SubjectKind
from campaign.services.directory import add_contacts, confirm_number, find_authority, refuse_channels
from campaign.services.events import changed_fields, history
from campaign.services.freezing import freeze_authority
from tests.factories import a_log, an_authority

DAY = date(2026, 5, 4)


def entered(session: Session, **changes) -> Authority:
    session.add_all([an_authority(**changes), an_authority("noise")])
    session.flush()
    return find_authority(session, "minister")


def test_two_numbers_in_one_line_become_one_that_is_certain_and_one_to_confirm(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        authority = entered(session, contacts=[])
        log = a_log(session, tmp_path)
        add_contacts(authority, ContactKind.FAX, "Faxes: +355 4 222 2222 / 33", source="a sheet", day=DAY, log=log)
        session.flush()
        frozen = freeze_authority(authority, DAY)
        _, doubtful = authority.contacts

        assert frozen.faxes == ("+35542222222",)
        assert (doubtful.raw, doubtful.proposed, doubtful.doubt) == ("33", "+35542222233", Doubt.END_OF_A_NUMBER)

        confirm_number(authority, doubtful.id, None, log=log)
        assert freeze_authority(authority, DAY).faxes == ("+35542222222", "+35542222233")
        assert (doubtful.raw, doubtful.proposed, doubtful.doubt) == ("33", None, None)


def test_a_number_without_its_country_is_read_as_one_of_where_the_post_goes(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority = entered(session, contacts=[])
        log = a_log(session, tmp_path)

        (contact,) = add_contacts(authority, ContactKind.FAX, "042 222 222", source="a sheet", day=DAY, log=log)

        assert (contact.e164, contact.proposed) == (None, "+35542222222")


def test_a_person_may_know_better_than_what_was_proposed(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority = entered(session, contacts=[])
        log = a_log(session, tmp_path)
        (contact,) = add_contacts(authority, ContactKind.FAX, "12", source="a sheet", day=DAY, log=log)
        session.flush()

        with pytest.raises(BadContact, match="say which number"):
            confirm_number(authority, contact.id, None, log=log)
        confirm_number(authority, contact.id, "+355 4 222 2222", log=log)

        assert contact.e164 == "+35542222222"


def test_what_cannot_be_used_is_refused(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority = entered(session)
        log = a_log(session, tmp_path)
        for kind, text, source, said in (
            (ContactKind.EMAIL, "a@x.org, b@y.org", "a sheet", "each by itself"),
            (ContactKind.FAX, "none", "a sheet", "no number"),
            (ContactKind.FAX, "+355 4 222 2222", " ", "where the contact comes from"),
            (ContactKind.FAX, "+355 42 25 93 88", "a sheet", "already"),
        ):
            with pytest.raises(BadContact, match=said):
                add_contacts(authority, kind, text, source=source, day=DAY, log=log)
        with pytest.raises(NotFound, match="no fax or telephone number 999"):
            confirm_number(authority, 999, None, log=log)
        with pytest.raises(NotFound, match="no authority “nobody”"):
            find_authority(session, "nobody")

        assert len(authority.contacts) == 1


def test_an_address_is_entered_once_it_can_be_written_to(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority = entered(session)
        log = a_log(session, tmp_path)
        add_contacts(authority, ContactKind.EMAIL, " office@bücher.example ", source="a sheet", day=DAY, log=log)

        assert freeze_authority(authority, DAY).emails == ("office@xn--bcher-kva.example",)


def test_an_old_entry_that_is_no_address_is_left_out_of_letters(database: Database) -> None:
    broken = Contact(kind=ContactKind.EMAIL, raw="[email protected]", source="long ago")
    with database.transaction() as session:
        authority = entered(session, contacts=[broken])

        assert freeze_authority(authority, DAY).ways == (Channel.PRINT,)


def test_what_an_office_refuses_is_no_way_to_it(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority = entered(session)
        log = a_log(session, tmp_path)
        assert freeze_authority(authority, DAY).ways == (Channel.PRINT, Channel.FAX)

        refuse_channels(authority, [Channel.FAX, Channel.FAX], log=log)
    with database.reading() as session:
        frozen = freeze_authority(find_authority(session, "minister"), DAY)

        assert frozen.refuses == (Channel.FAX,)
        assert frozen.ways == (Channel.PRINT,)


def test_every_change_is_recorded_with_what_was_there_before_and_after(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority = entered(session, contacts=[])
        log = a_log(session, tmp_path)
        certain, doubtful = add_contacts(
            authority, ContactKind.FAX, "+355 4 222 2222 / 33", source="x", day=DAY, log=log
        )
        confirm_number(authority, doubtful.id, None, log=log)
        refuse_channels(authority, [Channel.FAX], log=log)

        *_, refused = events = history(session, limit=9)[::-1]
        changes = [{c.name: (c.before, c.after) for c in changed_fields(event)} for event in events]

    assert {(e.who, e.at, e.what, e.subject_kind, e.subject) for e in events} == {
        ("ana@desk.example", log.now, EventKind.CONTACT_CHANGED, SubjectKind.AUTHORITY, "minister")
    }
    assert [event.before is None for event in events] == [True, True, False, False]
    assert [change.get("id") for change in changes] == [(None, str(certain.id)), (None, str(doubtful.id)), None, None]
    assert changes[2] == {
        "doubt": ('"end_of_a_number"', "null"),
        "e164": ("null", '"+35542222233"'),
        "proposed": ('"+35542222233"', "null"),
    }
    assert (refused.before, refused.after) == ('{"refuses":[]}', '{"refuses":["fax"]}')
