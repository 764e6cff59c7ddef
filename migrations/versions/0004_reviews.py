"""Reviews by a second person, who changed what since the last publication, and who stopped, archived and recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = sa.text("decided_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_change_action_id_action")),
        sa.PrimaryKeyConstraint("action_id", "who", name=op.f("pk_change")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(length=30), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(decided_at IS NULL) = (verdict IS NULL)", name=op.f("ck_review_decided_whole")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_review_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index("ix_review_action_id", "review", ["action_id"])
    op.create_index(
        "uq_review_waiting", "review", ["action_id"], unique=True, sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.add_column("action", sa.Column("stopped_by", sa.String(), nullable=True))
    op.add_column("action", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("action", sa.Column("archived_by", sa.String(), nullable=True))
    op.add_column("outcome", sa.Column("recorded_by", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("outcome", "recorded_by")
    op.drop_column("action", "archived_by")
    op.drop_column("action", "archived_at")
    op.drop_column("action", "stopped_by")
    op.drop_index("uq_review_waiting", "review")
    op.drop_index("ix_review_action_id", "review")
    op.drop_table("review")
    op.drop_table("change")
