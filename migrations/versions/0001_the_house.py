"""The tables of the house, and the triggers that keep published words as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FINAL_TABLES = {"revision": "action_id", "authority_version": "authority_id"}
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'what was published never changes'); END
"""
# INSERT OR REPLACE deletes a row without asking its delete trigger.
SQLITE_REPLACE_TRIGGER = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({owner} = NEW.{owner} AND number = NEW.number))
BEGIN SELECT RAISE(ABORT, 'what was published never changes'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was published never changes'; END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {table}_is_final BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
POSTGRESQL_TRUNCATE_TRIGGER = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def make_final() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRESQL_FUNCTION)
        for table in FINAL_TABLES:
            op.execute(POSTGRESQL_TRIGGER.format(table=table))
            op.execute(POSTGRESQL_TRUNCATE_TRIGGER.format(table=table))
        return
    for table, owner in FINAL_TABLES.items():
        op.execute(SQLITE_REPLACE_TRIGGER.format(table=table, owner=owner))
        for event in ("update", "delete"):
            op.execute(SQLITE_TRIGGER.format(table=table, event=event))


def upgrade() -> None:
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=True),
        sa.Column("office", sa.String(length=30), nullable=True),
        sa.Column("gender", sa.String(length=30), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("slug", name=op.f("uq_authority_slug")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index("ix_case_code_key", "case", ["code_key"])

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("report_address", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("document_index", sa.String(), nullable=True),
        sa.Column("issue_date", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("deadline_date", sa.Date(), nullable=True),
        sa.Column("deadline_rule", sa.String(length=30), nullable=True),
        sa.Column("deadline_wording", sa.String(), nullable=True),
        sa.Column("last_valid_day", sa.Date(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("late_letters_allowed", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("copies_to_missions", sa.Boolean(), nullable=False),
        sa.Column("do_not_write_from", sa.JSON(), nullable=False),
        sa.Column("organisation_mention", sa.String(length=30), nullable=False),
        sa.Column("name_emphasis", sa.String(length=30), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(length=30), nullable=False),
        sa.Column("consent_note", sa.String(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("stop_reason", sa.String(length=30), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unlisted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_action_case_id_case")),
        sa.ForeignKeyConstraint(["follows_id"], ["action.id"], name=op.f("fk_action_follows_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("slug", name=op.f("uq_action_slug")),
    )
    op.create_index("ix_action_case_id", "action", ["case_id"])
    op.create_index("ix_action_last_valid_day", "action", ["last_valid_day"])

    op.create_table(
        "authority_text",
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("honorific", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("salutation", sa.String(), nullable=True),
        sa.Column("closing", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_authority_text_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("authority_id", "language", name=op.f("pk_authority_text")),
    )
    op.create_table(
        "authority_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_authority_version_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_version")),
        sa.UniqueConstraint("authority_id", "number", name=op.f("uq_authority_version_authority_id_number")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("bounced_on", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_contact_authority_id_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_authority_id", "contact", ["authority_id"])

    op.create_table(
        "mission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("sending_state", sa.String(length=2), nullable=False),
        sa.Column("host_state", sa.String(length=2), nullable=False),
        sa.Column("un_body", sa.String(), nullable=True),
        sa.Column("headed_by_charge", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_mission_authority_id_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sa.UniqueConstraint("authority_id", name=op.f("uq_mission_authority_id")),
    )
    op.create_index("ix_mission_sending_state", "mission", ["sending_state"])

    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_name_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
        sa.UniqueConstraint(
            "organisation_id", "kind", "text", name=op.f("uq_organisation_name_organisation_id_kind_text")
        ),
    )
    op.create_table(
        "postal_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("bounced_on", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_postal_address_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postal_address")),
    )
    op.create_index("ix_postal_address_authority_id", "postal_address", ["authority_id"])

    op.create_table(
        "accreditation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_accreditation_mission_id_mission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
        sa.UniqueConstraint("mission_id", "state", name=op.f("uq_accreditation_mission_id_state")),
    )
    op.create_table(
        "action_organisation",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_organisation_action_id_action")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_action_organisation_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("action_id", "organisation_id", name=op.f("pk_action_organisation")),
    )
    op.create_table(
        "action_text",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("facts", sa.String(), nullable=True),
        sa.Column("background", sa.String(), nullable=True),
        sa.Column("after_deadline", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_text_action_id_action")),
        sa.PrimaryKeyConstraint("action_id", "language", name=op.f("pk_action_text")),
    )
    op.create_table(
        "addressee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("authority_version_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("do_not_write_reason", sa.String(), nullable=True),
        sa.Column("do_not_write_from", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_addressee_action_id_action")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_addressee_authority_id_authority")),
        sa.ForeignKeyConstraint(
            ["authority_version_id"],
            ["authority_version.id"],
            name=op.f("fk_addressee_authority_version_id_authority_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addressee")),
        sa.UniqueConstraint("action_id", "position", name=op.f("uq_addressee_action_id_position")),
    )
    op.create_table(
        "demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.CheckConstraint("(action_id IS NULL) <> (parent_id IS NULL)", name=op.f("ck_demand_one_place")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_demand_action_id_action")),
        sa.ForeignKeyConstraint(["parent_id"], ["demand.id"], name=op.f("fk_demand_parent_id_demand")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand")),
    )
    op.create_index("ix_demand_action_id", "demand", ["action_id"])
    op.create_index("ix_demand_parent_id", "demand", ["parent_id"])

    op.create_table(
        "field_level",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=30), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_field_level_action_id_action")),
        sa.PrimaryKeyConstraint("action_id", "field", name=op.f("pk_field_level")),
    )
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_outcome_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index("ix_outcome_action_id", "outcome", ["action_id"])

    op.create_table(
        "person_at_risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("gender", sa.String(length=30), nullable=True),
        sa.Column("pronouns", sa.String(), nullable=True),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_person_at_risk_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_at_risk")),
        sa.UniqueConstraint("action_id", "position", name=op.f("uq_person_at_risk_action_id_position")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_revision_action_id_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("action_id", "number", name=op.f("uq_revision_action_id_number")),
    )
    op.create_table(
        "addressee_text",
        sa.Column("addressee_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("salutation", sa.String(), nullable=True),
        sa.Column("closing", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["addressee_id"], ["addressee.id"], name=op.f("fk_addressee_text_addressee_id_addressee")
        ),
        sa.PrimaryKeyConstraint("addressee_id", "language", name=op.f("pk_addressee_text")),
    )
    op.create_table(
        "demand_addressee",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("addressee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"], ["addressee.id"], name=op.f("fk_demand_addressee_addressee_id_addressee")
        ),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name=op.f("fk_demand_addressee_demand_id_demand")),
        sa.PrimaryKeyConstraint("demand_id", "addressee_id", name=op.f("pk_demand_addressee")),
    )
    op.create_table(
        "demand_text",
        sa.Column("demand_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("original", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["demand_id"], ["demand.id"], name=op.f("fk_demand_text_demand_id_demand")),
        sa.PrimaryKeyConstraint("demand_id", "language", name=op.f("pk_demand_text")),
    )
    op.create_table(
        "person_text",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person_at_risk.id"], name=op.f("fk_person_text_person_id_person_at_risk")
        ),
        sa.PrimaryKeyConstraint("person_id", "language", name=op.f("pk_person_text")),
    )
    make_final()


def downgrade() -> None:
    op.drop_table("person_text")
    op.drop_table("demand_text")
    op.drop_table("demand_addressee")
    op.drop_table("addressee_text")
    op.drop_table("revision")
    op.drop_table("person_at_risk")
    op.drop_index("ix_outcome_action_id", "outcome")

    op.drop_table("outcome")
    op.drop_table("field_level")
    op.drop_index("ix_demand_parent_id", "demand")
    op.drop_index("ix_demand_action_id", "demand")

    op.drop_table("demand")
    op.drop_table("addressee")
    op.drop_table("action_text")
    op.drop_table("action_organisation")
    op.drop_table("accreditation")
    op.drop_index("ix_postal_address_authority_id", "postal_address")

    op.drop_table("postal_address")
    op.drop_table("organisation_name")
    op.drop_index("ix_mission_sending_state", "mission")

    op.drop_table("mission")
    op.drop_index("ix_contact_authority_id", "contact")

    op.drop_table("contact")
    op.drop_table("authority_version")
    op.drop_table("authority_text")
    op.drop_index("ix_action_last_valid_day", "action")
    op.drop_index("ix_action_case_id", "action")

    op.drop_table("action")
    op.drop_table("organisation")
    op.drop_index("ix_case_code_key", "case")

    op.drop_table("case")
    op.drop_table("authority")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
