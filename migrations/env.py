"""Alembic's door: runs migrations on the connection that campaign.schema hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

import campaign.models  # noqa: F401  (makes every table known)
from campaign.db import Base


def plain_type(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write our own column types as the plain type below them, so that a migration never depends on later code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=plain_type,
    compare_type=True,
)
context.run_migrations()
