"""A successor takes an office: at once or on a day to come; what was published stays, live actions are offered it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadEntry, ConflictingEdit, NotFound, SecondPersonNeeded
from campaign.models import Action, AddresseeText, Authority, AuthorityText
from campaign.models.states import ActionState
from campaign.models.vocabulary import Gender
from campaign.services.authorities.history import history_of
from campaign.services.authorities.saving import take_authority
from campaign.services.authorities.succeeding import (
    Holder,
    HolderWords,
    announce,
    expected_successions,
    get_succession,
    holder_of,
    known_as,
    successions_of,
    take_back,
    take_office,
)
from campaign.services.authorities.using import uses_of
from campaign.services.lifecycle import approve, ask_for_review, sha256_now
from campaign.services.publishing import newest_revision, publish
from tests.factories import NOW, a_log, an_action, an_authority

DAY = NOW.date()
HOLDER = Holder(Gender.MALE, {"en": HolderWords("John Doe", "Mr", "Sir,")})


def in_office(session: Session) -> tuple[Action, Authority]:
    texts = {
        "en": AuthorityText(language="en", name="Jane Roe", title="Minister of Justice", salutation="Madam,"),
        "fr": AuthorityText(language="fr", name="Jane Roe", title="Ministre de la Justice"),
    }
    action = an_action(state=ActionState.IN_REVIEW)
    action.addressees[0].authority = an_authority(texts=texts)
    action.addressees[0].texts = {"en": AddresseeText(language="en", salutation="Dear Ms Roe,")}
    session.add(action)
    publish(session, action, NOW)
    return action, take_authority(session, "minister")


def named(action: Action) -> list[tuple[str, str | None]]:
    """The names that the newest revision has for its addressee."""
    published = newest_revision(action)
    assert published
    return [(text.language, text.name) for text in published.addressees[0].authority.texts]


def test_a_successor_holds_the_office_in_every_language_and_what_was_published_stays(
    empty_database: Database, tmp_path: Path
) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        action, authority = in_office(session)
        reach = [each.raw for each in authority.contacts], [each.lines for each in authority.addresses]

        announce(authority, HOLDER, DAY, "the ministry's page", a_log(session, tmp_path))

        assert holder_of(authority) == Holder(
            Gender.MALE, {"en": HolderWords("John Doe", "Mr", "Sir,"), "fr": HolderWords()}
        )
        assert authority.texts["fr"].title == "Ministre de la Justice"
        assert ([each.raw for each in authority.contacts], [each.lines for each in authority.addresses]) == reach
        assert named(action) == [("en", "Jane Roe"), ("fr", "Jane Roe")]
        (use,) = uses_of(session, authority, NOW)
        assert (use.is_behind, use.is_waiting, use.own_words) == (True, False, True)
        (succession,) = successions_of(session, authority)
        assert known_as(succession.former or "", "fr") == "Jane Roe"
        (entry,) = history_of(session, ["minister"])
        assert (entry.what, entry.source) == ("succeeded", "the ministry's page")
        assert ("texts.fr.name", "Jane Roe", "") in {(each.path, each.before, each.after) for each in entry.steps}


def test_a_live_action_gets_the_successor_with_its_next_revision_by_a_second_person(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        action, authority = in_office(session)
        announce(authority, HOLDER, DAY, "a page", a_log(session, tmp_path))

        ask_for_review(session, action, "ben@desk.example", NOW)
        with pytest.raises(SecondPersonNeeded):  # who entered the successor
            approve(session, action, "ana@desk.example", sha256_now(action, NOW), NOW)
        approve(session, action, "cleo@desk.example", sha256_now(action, NOW), NOW)

        assert named(action) == [("en", "John Doe"), ("fr", None)]
        assert [(use.is_behind, use.is_waiting) for use in uses_of(session, authority, NOW)] == [(False, False)]


def test_a_successor_expected_later_changes_nothing_until_the_day_has_come(database: Database, tmp_path: Path) -> None:
    tomorrow = DAY + timedelta(days=1)
    with database.transaction() as session:
        action, authority = in_office(session)
        log = a_log(session, tmp_path)
        succession = announce(authority, HOLDER, tomorrow, "a page", log)

        assert holder_of(authority).texts["en"].name == "Jane Roe"
        assert action.changes == []
        assert expected_successions(session) == [(succession, authority)]
        with pytest.raises(BadEntry, match="still to come"):
            take_office(authority, succession, log)
        with pytest.raises(ConflictingEdit, match="take that back first"):
            announce(authority, HOLDER, DAY, "a page", log)

        succession.takes_office_on = DAY
        take_office(authority, get_succession(session, authority, succession.id), log)
        assert holder_of(authority).texts["en"].name == "John Doe"
        assert expected_successions(session) == []
        for step in (take_office, take_back):
            with pytest.raises(ConflictingEdit, match="taken the office already"):
                step(authority, succession, log)


def test_an_expected_successor_is_taken_back(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        _action, authority = in_office(session)
        log = a_log(session, tmp_path)
        succession = announce(authority, HOLDER, DAY + timedelta(days=9), "a page", log)
        number = succession.id

        take_back(authority, succession, log)

        assert expected_successions(session) == []
        with pytest.raises(NotFound, match="no such succession"):
            get_succession(session, authority, number)
        taken, entered = history_of(session, ["minister"])
        assert [(each.path, each.before) for each in taken.steps if each.path == "successor"] == [
            ("successor", "John Doe")
        ]
        assert entered.source == "a page"


@pytest.mark.parametrize(
    ("holder", "source", "at"),
    [(HOLDER, " ", "source"), (Holder(None, {"en": HolderWords(None, "Mr")}), "a page", "name")],
)
def test_a_successor_needs_a_name_and_a_source(
    database: Database, tmp_path: Path, holder: Holder, source: str, at: str
) -> None:
    with database.transaction() as session:
        _action, authority = in_office(session)
        with pytest.raises(BadEntry) as refused:
            announce(authority, holder, date(2026, 1, 1), source, a_log(session, tmp_path))

        assert refused.value.sentence.values["at"] == at
        assert successions_of(session, authority) == []
