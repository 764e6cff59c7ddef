"""Cases: what an action, its follow-ups, updates and its stop have in common."""

import re

from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from campaign.db import Base
from campaign.models.action import Action
from campaign.models.columns import Id


def code_key(code: str) -> str:
    """Return a case code as it is compared: without spaces and without regard to case."""
    return re.sub(r"\s+", "", code).casefold()


class Case(Base):
    """One matter that an organisation follows; its code stands as printed, and may be missing."""

    __tablename__ = "case"

    id: Mapped[Id]
    code: Mapped[str | None]
    code_key: Mapped[str | None] = mapped_column(index=True)
    actions: Mapped[list[Action]] = relationship(back_populates="case", order_by=Action.id)

    @validates("code")
    def _keep_key(self, name: str, code: str | None) -> str | None:
        self.code_key = None if code is None else code_key(code)
        return code
