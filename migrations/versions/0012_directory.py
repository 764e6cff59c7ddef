"""The directory: what authorities are found by, where a contact was verified, and corrections from the public."""

import json

import sqlalchemy as sa
from alembic import op

from campaign.models.finding import country_names
from campaign.models.likeness import search_text

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

DATED = ("postal_address", "contact")


def upgrade() -> None:
    op.add_column("authority", sa.Column("search", sa.String(), server_default="", nullable=False))
    for table in DATED:
        op.add_column(table, sa.Column("verified_source", sa.String(), nullable=True))
    write_what_they_are_found_by(op.get_bind())
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("seen_at", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=30), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.CheckConstraint("(decided_on IS NULL) = (verdict IS NULL)", name=op.f("ck_correction_decided_whole")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_correction_authority_id_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_authority_id", "correction", ["authority_id"])


def write_what_they_are_found_by(connection: sa.Connection) -> None:
    """Fill the column for authorities that are there; from now on storing one does."""
    words: dict[int, list[str | None]] = {}
    numbers: dict[int, list[str | None]] = {}
    for number, slug, state, office in rows(connection, "SELECT id, slug, state, office FROM authority"):
        words[number] = [slug, country_names(state or ""), (office or "").replace("_", " ")]
    for number, *texts in rows(connection, "SELECT authority_id, name, title, organisation FROM authority_text"):
        words[number] += texts
    for number, lines, country in rows(connection, "SELECT authority_id, lines, country FROM postal_address"):
        words[number] += [*(json.loads(lines) if isinstance(lines, str) else lines), country_names(country)]
    for number, *written in rows(connection, "SELECT authority_id, raw, e164, proposed FROM contact"):
        words[number].append(written[0])
        numbers.setdefault(number, []).extend(written)
    for number, body, host in rows(connection, "SELECT authority_id, un_body, host_state FROM mission"):
        words[number] += [body, country_names(host)]
    accredited = "SELECT authority_id, state FROM accreditation JOIN mission ON mission.id = mission_id"
    for number, state in rows(connection, accredited):
        words[number].append(country_names(state))
    for number, texts in words.items():
        found_by = search_text(texts, numbers.get(number, ()))
        statement = sa.text("UPDATE authority SET search = :search WHERE id = :id")
        connection.execute(statement, {"search": found_by, "id": number})


def rows(connection: sa.Connection, query: str) -> list[sa.Row]:
    return list(connection.execute(sa.text(query)))


def downgrade() -> None:
    op.drop_index("ix_correction_authority_id", "correction")
    op.drop_table("correction")
    for table in DATED:
        op.drop_column(table, "verified_source")
    op.drop_column("authority", "search")
