"""Reminders of last days: when each coordinator wants them, and which were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = ("coordinator_id", "action_id", "last_day", "days_before")


def upgrade() -> None:
    op.add_column(
        "coordinator", sa.Column("reminder_days", sa.JSON(), server_default="[14, 7, 3, 1, 0]", nullable=False)
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coordinator_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_reminder_coordinator_id_coordinator")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_reminder_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(*KEY, name=op.f("uq_reminder_" + "_".join(KEY))),
    )
    op.create_index("ix_reminder_action_id", "reminder", ["action_id"])


def downgrade() -> None:
    op.drop_index("ix_reminder_action_id", "reminder")
    op.drop_table("reminder")
    op.drop_column("coordinator", "reminder_days")
