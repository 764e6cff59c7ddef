"""Numbers that are proposed until a person confirms them, and the channels that an authority refuses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("authority", sa.Column("refuses", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("contact", sa.Column("proposed", sa.String(), nullable=True))
    op.add_column("contact", sa.Column("doubt", sa.String(length=30), nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "doubt")
    op.drop_column("contact", "proposed")
    op.drop_column("authority", "refuses")
