"""Letters to the supporter's own government: whom of it an action asks them to write to."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action", sa.Column("own_minister", sa.String(length=30), nullable=True))


def downgrade() -> None:
    op.drop_column("action", "own_minister")
    op.execute(sa.text("UPDATE authority SET office = 'minister' WHERE office = 'foreign_minister'"))
