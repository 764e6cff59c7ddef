"""Imports of the directory: what a file would change, and what it has changed, so that it can be taken back."""

from sqlalchemy.orm import Mapped, mapped_column

from campaign.db import Base
from campaign.models.columns import Id, Moment


class DirectoryImport(Base):
    """A file that was read and checked; nothing of it is done before it is confirmed."""

    __tablename__ = "directory_import"

    id: Mapped[Id]
    file_name: Mapped[str]
    checked_by: Mapped[str]  # a coordinator's e-mail, or "command line"
    checked_at: Mapped[Moment] = mapped_column(index=True)
    plan: Mapped[str] = mapped_column(deferred=True)  # JSON of a Plan; see services/authority_files/planning.py
    done: Mapped[str | None] = mapped_column(deferred=True)  # JSON of what each authority became, once it is confirmed
    rows: Mapped[int]  # that change something
    confirmed_at: Mapped[Moment | None]
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[str | None]
