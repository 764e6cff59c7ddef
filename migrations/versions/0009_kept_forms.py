"""What coordinators typed and have not saved yet."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coordinator_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=30), nullable=False),
        sa.Column("tab", sa.String(length=32), nullable=False),
        sa.Column("base", sa.String(), nullable=True),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_kept_form_coordinator_id_coordinator")
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_kept_form_action_id_action"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
        sa.UniqueConstraint(
            "coordinator_id",
            "action_id",
            "section",
            "tab",
            name=op.f("uq_kept_form_coordinator_id_action_id_section_tab"),
        ),
    )
    op.create_index("ix_kept_form_action_id", "kept_form", ["action_id"])
    op.create_index("ix_kept_form_kept_at", "kept_form", ["kept_at"])


def downgrade() -> None:
    op.drop_index("ix_kept_form_kept_at", "kept_form")
    op.drop_index("ix_kept_form_action_id", "kept_form")
    op.drop_table("kept_form")
