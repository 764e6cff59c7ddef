"""The log of changes, with the triggers that keep its entries as they are, and the mark of the newest one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MESSAGE = "what was recorded never changes"
REFUSED_EVENTS = {"event": ("UPDATE", "DELETE"), "event_head": ("DELETE",)}
KEYS = {"event": "number", "event_head": "id"}
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
# INSERT OR REPLACE deletes a row without asking its delete trigger.
SQLITE_REPLACE_TRIGGER = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {table}_is_final BEFORE {events} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log()
"""
POSTGRESQL_TRUNCATE_TRIGGER = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()
"""


def make_final() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRESQL_FUNCTION)
        for table, events in REFUSED_EVENTS.items():
            op.execute(POSTGRESQL_TRIGGER.format(table=table, events=" OR ".join(events)))
            op.execute(POSTGRESQL_TRUNCATE_TRIGGER.format(table=table))
        return
    for table, events in REFUSED_EVENTS.items():
        op.execute(SQLITE_REPLACE_TRIGGER.format(table=table, key=KEYS[table], message=MESSAGE))
        for event in events:
            op.execute(SQLITE_TRIGGER.format(table=table, event=event, message=MESSAGE))


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("subject_kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event")),
    )
    op.create_index("ix_event_subject", "event", ["subject", "subject_kind", "number"])
    op.create_table(
        "event_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_event_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_head")),
    )
    # There from the start, so that two writers of the first entry have a row to queue up at.
    op.execute("INSERT INTO event_head (id, number, hash, seal) VALUES (1, 0, '', '')")
    make_final()


def downgrade() -> None:
    op.drop_table("event_head")
    op.drop_index("ix_event_subject", "event")
    op.drop_table("event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_log()")
