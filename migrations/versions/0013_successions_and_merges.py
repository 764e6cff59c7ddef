"""Successions, duplicates and merges."""

import sqlalchemy as sa
from alembic import op

from campaign.models.likeness import name_key, words_key

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("takes_office_on", sa.Date(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("former", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_succession_authority_id_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
    )
    op.create_index("ix_succession_authority_id", "succession", ["authority_id"])
    add_merging()


def add_merging() -> None:
    op.create_table(
        "merged_authority",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_merged_authority_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(["into_id"], ["authority.id"], name=op.f("fk_merged_authority_into_id_authority")),
        sa.PrimaryKeyConstraint("authority_id", name=op.f("pk_merged_authority")),
    )
    op.create_index("ix_merged_authority_into_id", "merged_authority", ["into_id"])
    op.create_table(
        "authority_key",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_authority_key_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("authority_id", "key", name=op.f("pk_authority_key")),
    )
    op.create_index("ix_authority_key_key", "authority_key", ["key"])
    op.create_table(
        "not_duplicates",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["authority.id"], name=op.f("fk_not_duplicates_one_id_authority")),
        sa.ForeignKeyConstraint(["other_id"], ["authority.id"], name=op.f("fk_not_duplicates_other_id_authority")),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_not_duplicates")),
    )
    op.create_table(
        "authority_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_by", sa.String(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["authority.id"], name=op.f("fk_authority_merge_kept_id_authority")),
        sa.ForeignKeyConstraint(["merged_id"], ["authority.id"], name=op.f("fk_authority_merge_merged_id_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_merge")),
    )
    op.create_index("ix_authority_merge_kept_id", "authority_merge", ["kept_id"])
    write_keys(op.get_bind())


def write_keys(connection: sa.Connection) -> None:
    """Write the keys of authorities that are there; from now on storing one does. Here by the rule of that time."""
    found: set[tuple[int, str]] = set()
    hosts = dict(connection.execute(sa.text("SELECT authority_id, host_state FROM mission")).all())
    states = {number: state or "-" for number, state in connection.execute(sa.text("SELECT id, state FROM authority"))}
    for number, name, title in connection.execute(sa.text("SELECT authority_id, name, title FROM authority_text")):
        if key := name_key(name or ""):
            found.add((number, f"name {states[number]} {key}"))
        if key := words_key(title):
            found.add((number, f"office {states[number]} {hosts.get(number, '-')} {key}"))
    contacts = sa.text("SELECT authority_id, kind, raw, coalesce(e164, proposed) FROM contact")
    for number, kind, raw, dialled in connection.execute(contacts):
        if kind == "email":
            found.add((number, f"email {raw.strip().casefold()}"))
        elif dialled:
            found.add((number, f"number {dialled}"))
    if found:
        table = sa.table("authority_key", sa.column("authority_id"), sa.column("key"))
        connection.execute(table.insert(), [{"authority_id": number, "key": key} for number, key in sorted(found)])


def downgrade() -> None:
    op.drop_table("authority_merge")
    op.drop_table("not_duplicates")
    op.drop_table("authority_key")
    op.drop_table("merged_authority")
    op.drop_index("ix_succession_authority_id", "succession")
    op.drop_table("succession")
