"""Secret addresses of calendars, what identifiers in feeds are made from, and the moment of an outcome."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_address",
        sa.Column("coordinator_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_feed_address_coordinator_id_coordinator")
        ),
        sa.PrimaryKeyConstraint("coordinator_id", name=op.f("pk_feed_address")),
        sa.UniqueConstraint("sha256", name=op.f("uq_feed_address_sha256")),
    )
    namespace = op.create_table(
        "feed_namespace",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_namespace_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_namespace")),
    )
    op.bulk_insert(namespace, [{"id": 1, "secret": uuid.uuid4(), "begun_at": datetime.now(UTC)}])
    op.add_column("outcome", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("outcome", "recorded_at")
    op.drop_table("feed_namespace")
    op.drop_table("feed_address")
