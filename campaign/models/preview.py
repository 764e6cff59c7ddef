"""Preview links: who let others see an action before it is published, and until when."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.db import Base
from campaign.models.action import Action
from campaign.models.columns import Id, Moment
from campaign.models.coordinator import Sha256


class PreviewLink(Base):
    """A link to the preview of an action, known by the SHA-256 of its token alone; gone once it is taken back."""

    __tablename__ = "preview_link"

    id: Mapped[Id]
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), index=True)
    sha256: Mapped[str] = mapped_column(Sha256, unique=True)
    made_by: Mapped[str]  # the coordinator's e-mail address
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    action: Mapped[Action] = relationship()
