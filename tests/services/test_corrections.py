"""What the public says is wrong: kept without a trace, decided about by a coordinator, forgotten in time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadEntry, ConflictingEdit, NotFound, TooOften
from campaign.models import Action, Addressee, Authority, Contact, Correction, PostalAddress
from campaign.models.states import ActionState
from campaign.models.vocabulary import ContactKind, CorrectionVerdict, Role, WrongPart
from campaign.services.authorities.correcting import (
    MOST_WAITING,
    Part,
    can_be_replaced,
    count_waiting,
    forget_corrections,
    parts_of,
    propose,
    replace,
    settle,
    stop_using,
    take_correction,
    waiting_corrections,
)
from campaign.services.authorities.history import history_of
from campaign.services.authorities.worklist import to_verify
from campaign.services.freezing import freeze_action, freeze_authority
from campaign.services.publishing import publish
from campaign.services.staleness import stale_addresses, stale_contacts
from tests.factories import NOW, a_log, a_mission, an_action, an_authority

DAY = NOW.date()
SAID = {"words": "A private line.", "proposed": "+355 4 225 9999", "seen_at": "the ministry's page", "day": DAY}


def a_live_action(session: Session, **changes) -> Action:
    action = an_action(state=ActionState.IN_REVIEW, **changes)
    session.add(action)
    publish(session, action, NOW)
    return action


def the_fax(session: Session, action: Action) -> Part:
    (parts,) = parts_of(session, freeze_action(action, 1, DAY), DAY, "en")
    return next(part for part in parts.parts if part.part is WrongPart.FAX)


def proposed(session: Session, **changes) -> Correction:
    """A correction of the fax number of the minister to whom a live action writes."""
    action = a_live_action(session)
    propose(session, the_fax(session, action), **{**SAID, **changes})
    (waiting,) = waiting_corrections(session)
    return take_correction(session, waiting.id)


def test_each_addressee_is_offered_with_what_letters_use_and_each_mission_once(database: Database) -> None:
    with database.transaction() as session:
        action = a_live_action(session, copies_to_missions=True)
        session.add(a_mission("PT"))
        session.flush()

        minister, embassy = parts_of(session, freeze_action(action, 1, DAY), DAY, "en")

    assert minister.name == "Jane Roe, Minister of Justice"
    assert [(each.part, each.said) for each in minister.parts] == [
        ("post", "1 Long Street\n1001 Town"),
        ("fax", "+355 4 225 9388"),
        ("holder", ""),
        ("other", ""),
    ]
    assert [(each.slug, each.part) for each in embassy.parts] == [("embassy-pt", "other")]


def test_the_same_said_again_is_counted_and_too_much_is_refused(database: Database) -> None:
    with database.transaction() as session:
        part = the_fax(session, a_live_action(session))
        propose(session, part, **SAID)
        propose(session, part, **{**SAID, "words": "It rings.", "day": DAY + timedelta(days=2)})
        (waiting,) = waiting_corrections(session)
        assert (waiting.times, waiting.words, waiting.received_on) == (2, "A private line.", DAY + timedelta(days=2))

        for number in range(MOST_WAITING - 1):
            propose(session, part, **{**SAID, "proposed": str(number)})
        with pytest.raises(TooOften, match="somebody will look at it"):
            propose(session, part, **{**SAID, "proposed": "one more"})
        assert count_waiting(session) == MOST_WAITING


def test_what_is_typed_loses_control_characters_and_needs_words(database: Database) -> None:
    with database.transaction() as session:
        part = the_fax(session, a_live_action(session))
        propose(session, part, words=" a\x00\u202eb\r\n\n\n\nc ", proposed="", seen_at=" ", day=DAY)
        (waiting,) = waiting_corrections(session)
        assert (waiting.words, waiting.proposed, waiting.seen_at) == ("ab\n\nc", None, None)

        with pytest.raises(BadEntry, match="what is wrong"):
            propose(session, part, **{**SAID, "words": "\x00 "})


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("+355 4 225 9999", CorrectionVerdict.ACCEPTED), ("+355 4 225 7777", CorrectionVerdict.CORRECTED)],
)
def test_the_right_number_takes_the_place_of_the_wrong_one(
    database: Database, tmp_path: Path, text: str, verdict: CorrectionVerdict
) -> None:
    with database.transaction() as session:
        correction = proposed(session)
        replace(correction, text, "a call", a_log(session, tmp_path))

        authority = correction.authority
        assert freeze_authority(authority, DAY).faxes == (text.replace(" ", ""),)
        assert (authority.contacts[0].bounced_on, authority.contacts[1].verified_on) == (DAY, DAY)
        assert (correction.verdict, correction.decided_by) == (verdict, "ana@desk.example")
        (entry,) = history_of(session, ["minister"])
        assert (entry.what, entry.source) == ("correction_decided", "a call")
        assert "private" not in str(entry)
        (action,) = session.scalars(select(Action))
        assert [change.who for change in action.changes] == ["ana@desk.example"]


def test_an_address_is_replaced_in_its_language(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        action = a_live_action(session)
        (parts,) = parts_of(session, freeze_action(action, 1, DAY), DAY, "en")
        propose(session, parts.parts[0], **{**SAID, "proposed": "2 Short Street\r\n1002 Town"})
        correction = take_correction(session, waiting_corrections(session)[0].id)

        replace(correction, correction.proposed or "", "a letter came back", a_log(session, tmp_path))

        (address,) = freeze_authority(correction.authority, DAY).addresses
        assert (address.lines, address.country) == (("2 Short Street", "1002 Town"), "AL")
        assert correction.verdict is CorrectionVerdict.ACCEPTED


def test_a_wrong_number_is_no_longer_used_and_a_second_look_is_refused(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        correction = proposed(session)
        stop_using(correction, a_log(session, tmp_path))

        assert freeze_authority(correction.authority, DAY).faxes == ()
        assert count_waiting(session) == 0
        with pytest.raises(ConflictingEdit, match=r"ana@desk\.example has decided"):
            take_correction(session, correction.id)
        with pytest.raises(NotFound, match="no such correction"):
            take_correction(session, 999)


def test_what_was_put_right_meanwhile_is_only_settled(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        correction, log = proposed(session), a_log(session, tmp_path)
        correction.authority.contacts[0].raw = "+355 4 225 9000"

        assert not can_be_replaced(correction)
        with pytest.raises(BadEntry, match="stands in the directory no longer"):
            stop_using(correction, log)
        settle(correction, CorrectionVerdict.REFUSED, log)

        assert correction.verdict is CorrectionVerdict.REFUSED
        assert [entry.what for entry in history_of(session, ["minister"])] == ["correction_decided"]


def test_a_number_that_is_noted_already_can_still_be_accepted_as_wrong(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        correction = proposed(session)
        correction.authority.contacts[0].bounced_on = DAY - timedelta(days=3)

        stop_using(correction, a_log(session, tmp_path))

        assert correction.authority.contacts[0].bounced_on == DAY - timedelta(days=3)
        assert correction.verdict is CorrectionVerdict.ACCEPTED
        assert len(history_of(session, ["minister"])) == 1


def test_decided_corrections_are_forgotten_after_ninety_days(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        correction = proposed(session)
        forget_corrections(session, NOW + timedelta(days=999))
        assert session.scalars(select(Correction)).all() == [correction]
        settle(correction, CorrectionVerdict.REFUSED, a_log(session, tmp_path))

        forget_corrections(session, NOW + timedelta(days=90))
        assert session.scalars(select(Correction)).all() == [correction]
        forget_corrections(session, NOW + timedelta(days=91))
        assert session.scalars(select(Correction)).all() == []


def test_a_correction_holds_nothing_but_words_and_days() -> None:
    finer = {column.name for column in Correction.__table__.columns if "TIME" in str(column.type).upper()}

    assert finer == set()
    assert set(Correction.__table__.columns.keys()) == {
        *("id", "authority_id", "part", "said", "words", "proposed", "seen_at", "received_on", "times"),
        *("verdict", "decided_on", "decided_by"),
    }


DAYS = (None, DAY - timedelta(days=900), DAY - timedelta(days=366), DAY - timedelta(days=365), DAY + timedelta(days=3))


def dated(number: int) -> dict[str, date | None]:
    """The dates of an entry: every combination comes up as the numbers go on."""
    names, dates = ("verified_on", "valid_from", "valid_to", "bounced_on"), {}
    for name in names:
        number, place = divmod(number, len(DAYS))
        dates[name] = DAYS[place]
    return dates


def test_the_work_list_follows_the_rule_of_staleness_on_every_engine(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        for number in range(0, len(DAYS) ** 4, 3):
            addresses = [
                PostalAddress(language="en", lines=("x",), country="AL", source="test", **dated(number * each + each))
                for each in (1, 7)
            ]
            contact = Contact(kind=ContactKind.FAX, raw="1", source="test", **dated(number))
            session.add(an_authority(f"a{number}", addresses=addresses, contacts=[contact]))
    with empty_database.reading() as session:
        expected = {}
        for authority in session.scalars(select(Authority)):
            count = len(stale_addresses(authority.addresses, DAY)) + len(stale_contacts(authority.contacts, DAY))
            expected |= {authority.slug: count} if count else {}
        pages = to_verify(session, DAY, 1, "en").last_page
        rows = [row for page in range(1, pages + 1) for row in to_verify(session, DAY, page, "en").rows]

    assert {row.slug: row.entries for row in rows} == expected
    assert [row.seen_on or date.min for row in rows] == sorted(row.seen_on or date.min for row in rows)


def test_what_live_actions_use_comes_first_on_the_work_list(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([an_authority("a-first"), an_authority("z-last")])
        action = a_live_action(session)
        used = an_authority("used")
        action.addressees.append(Addressee(position=2, role=Role.COPY, authority=used))
        seen = DAY - timedelta(days=400)
        for each in (*used.addresses, *used.contacts):
            each.verified_on = seen
        session.flush()

        rows = to_verify(session, DAY, 1, "en").rows

    assert [(row.slug, row.used_by, row.seen_on) for row in rows] == [
        ("minister", 1, None),
        ("used", 1, seen),
        ("a-first", 0, None),
        ("z-last", 0, None),
    ]
