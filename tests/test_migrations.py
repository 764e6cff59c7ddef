"""Migrations: up, down and up again with data in the tables, and equal to the models at the end."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from campaign import schema
from campaign.db import Base, Database
from campaign.errors import CampaignError
from campaign.models import Action, AuthorityVersion, Revision
from campaign.services.actions import list_drafts, list_published
from campaign.services.demonstration import load_demonstration
from tests.conftest import LOADED_AT


def test_migrations_go_up_down_and_up_again_with_data(empty_database: Database) -> None:
    for _ in range(2):
        schema.upgrade(empty_database)
        with empty_database.transaction() as session:
            assert len(load_demonstration(session, LOADED_AT)) == 5
        schema.downgrade(empty_database, "base")
        with empty_database.reading() as session:
            assert set(sa.inspect(session.connection()).get_table_names()) <= {"alembic_version"}
    schema.upgrade(empty_database)

    assert schema.current(empty_database) == schema.head()


def test_models_equal_the_newest_migration(empty_database: Database) -> None:
    schema.upgrade(empty_database)

    with empty_database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_demonstration_reads_the_same_on_every_engine(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        load_demonstration(session, LOADED_AT)

    with empty_database.reading() as session:
        found = [action.published.slug for action in list_published(session, LOADED_AT)]
        drafts = [draft.slug for draft in list_drafts(session)]

    assert found == [
        "kalyapin-attacked-in-grozny",
        "kalyapin-judicial-harassment",
        "kalyapin-attacked-and-threatened",
    ]
    assert drafts == ["kalyapin-defamation-2014", "kalyapin-defamation-campaign"]


@pytest.mark.parametrize("table", [Revision, AuthorityVersion])
@pytest.mark.parametrize("change", [lambda table: sa.update(table).values(document="{}"), sa.delete])
def test_the_database_itself_refuses_to_change_what_was_published(empty_database: Database, table, change) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        load_demonstration(session, LOADED_AT)

    with pytest.raises(DBAPIError, match="never changes"), empty_database.transaction() as session:
        session.execute(change(table))


def test_sqlites_replace_cannot_change_what_was_published(demonstration: Database) -> None:
    replace = "INSERT OR REPLACE INTO revision SELECT id, action_id, number, published_at, '{}', sha256 FROM revision"

    with pytest.raises(DBAPIError, match="never changes"), demonstration.transaction() as session:
        session.execute(sa.text(replace))


def test_an_action_with_revisions_cannot_be_deleted(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        load_demonstration(session, LOADED_AT)

    with pytest.raises(DBAPIError), empty_database.transaction() as session:
        session.delete(session.scalars(sa.select(Action).where(Action.revisions.any())).first())


def test_an_unknown_version_is_told_in_words(database: Database) -> None:
    with pytest.raises(CampaignError, match="no such version"):
        schema.upgrade(database, "9999")
