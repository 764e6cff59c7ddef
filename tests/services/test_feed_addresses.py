"""The secret addresses of calendars, on each engine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from campaign import schema
from campaign.db import Database
from campaign.errors import NotFound
from campaign.models import FeedAddress
from campaign.models.vocabulary import CoordinatorRole
from campaign.services.accounts.feed_addresses import feed_of, find_feed, make_feed, revoke_feed, touch_feed
from campaign.services.accounts.links import invite
from campaign.services.accounts.people import disable
from campaign.services.accounts.tokens import fingerprint
from tests.coordinators import a_coordinator
from tests.factories import NOW

ANA, BO = "ana@desk.example", "bo@desk.example"
TODAY = NOW.date()


@pytest.fixture
def migrated(empty_database: Database) -> Database:
    """Each engine in turn, with all tables and nobody in them."""
    schema.upgrade(empty_database)
    return empty_database


def works(database: Database, token: str) -> bool:
    with database.reading() as session:
        try:
            find_feed(session, token)
        except NotFound:
            return False
        return True


def test_an_address_is_made_replaced_and_ended_without_touching_anybody_elses(migrated: Database) -> None:
    with migrated.transaction() as session:
        ana, bo = a_coordinator(session, ANA).id, a_coordinator(session, BO).id
        first, others = make_feed(session, ana, NOW), make_feed(session, bo, NOW)
    assert (works(migrated, first), works(migrated, others)) == (True, True)

    with migrated.transaction() as session:
        second = make_feed(session, ana, NOW + timedelta(days=1))
    assert [works(migrated, token) for token in (first, second, others)] == [False, True, True]

    with migrated.transaction() as session:
        revoke_feed(session, ana)
        revoke_feed(session, ana)
    assert [works(migrated, token) for token in (first, second, others)] == [False, False, True]


def test_the_database_holds_no_token(migrated: Database) -> None:
    with migrated.transaction() as session:
        token = make_feed(session, a_coordinator(session).id, NOW)

        stored = session.execute(sa.select(FeedAddress.__table__)).one()

    assert len(token) == 43
    assert token not in str(stored)
    assert stored.sha256 == fingerprint(token)


def test_the_day_of_the_last_use_is_noted_and_never_goes_back(migrated: Database) -> None:
    with migrated.transaction() as session:
        who = a_coordinator(session).id
        make_feed(session, who, NOW)
        feed = feed_of(session, who)
        assert feed is not None
        assert feed.used_on is None

        seen = []
        for day in (TODAY, TODAY + timedelta(days=1), TODAY):
            touch_feed(session, feed.sha256, day)
            session.refresh(feed)
            seen.append(feed.used_on)

    assert seen == [TODAY, date(2026, 5, 5), date(2026, 5, 5)]


def test_the_address_of_somebody_who_is_disabled_ends_and_does_not_come_back_with_them(migrated: Database) -> None:
    with migrated.transaction() as session:
        ana = a_coordinator(session, ANA)
        token, others = make_feed(session, ana.id, NOW), make_feed(session, a_coordinator(session, BO).id, NOW)
        disable(session, ana, NOW)
    assert [works(migrated, each) for each in (token, others)] == [False, True]

    with migrated.transaction() as session:
        with pytest.raises(NotFound):
            make_feed(session, ana.id, NOW)
        invite(session, ANA, "Ana", CoordinatorRole.VIEWER, NOW)
    assert [works(migrated, each) for each in (token, others)] == [False, True]


def test_of_several_made_at_once_one_works(migrated: Database) -> None:
    with migrated.transaction() as session:
        who = a_coordinator(session).id
    start = Barrier(4)

    def make(_: int) -> str:
        start.wait()
        with migrated.transaction() as session:
            return make_feed(session, who, NOW)

    with ThreadPoolExecutor(4) as pool:
        tokens = list(pool.map(make, range(4)))

    assert [works(migrated, token) for token in tokens].count(True) == 1
