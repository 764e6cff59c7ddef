"""Actions: urgent actions that a coordinator stands behind."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship, validates

from campaign.db import Base
from campaign.models.addressee import Addressee
from campaign.models.columns import Country, Id, Language, Moment, Texts, Word
from campaign.models.deadline import Deadline
from campaign.models.demand import Demand
from campaign.models.organisation import Organisation
from campaign.models.outcome import Outcome
from campaign.models.person import PersonAtRisk
from campaign.models.review import Change, Review
from campaign.models.revision import Revision
from campaign.models.states import ActionState, StopReason, moved
from campaign.models.vocabulary import (
    ActionKind,
    Consent,
    DeadlineRule,
    LevelledField,
    NameEmphasis,
    OrganisationMention,
    OwnMinister,
    PublicationLevel,
)

if TYPE_CHECKING:
    from campaign.models.case import Case


action_organisation = sa.Table(
    "action_organisation",
    Base.metadata,
    sa.Column("action_id", sa.ForeignKey("action.id"), primary_key=True),
    sa.Column("organisation_id", sa.ForeignKey("organisation.id"), primary_key=True),
)


class Action(Base):
    """An urgent action as it is being edited; what supporters see and letters say is its newest revision."""

    __tablename__ = "action"

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ActionKind] = mapped_column(Word(ActionKind), default=ActionKind.ACTION)
    follows_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action.id"))  # the action that this one updates
    document_index: Mapped[str | None]  # the publisher's archive number, apart from the case code
    issue_date: Mapped[date | None]
    country: Mapped[Country]  # whose authorities are written to

    deadline_date: Mapped[date | None]  # the day as printed
    deadline_rule: Mapped[DeadlineRule | None] = mapped_column(Word(DeadlineRule))
    deadline_wording: Mapped[str | None]
    last_valid_day: Mapped[date | None] = mapped_column(index=True)  # follows from the three above
    time_zone: Mapped[str] = mapped_column(default="UTC")
    late_letters_allowed: Mapped[bool] = mapped_column(default=False)

    languages: Mapped[Texts]  # to write in, best first; "own": the supporter's own
    copies_to_missions: Mapped[bool] = mapped_column(default=False)
    own_minister: Mapped[OwnMinister | None] = mapped_column(
        Word(OwnMinister)
    )  # of the supporter's state; none: nobody
    do_not_write_from: Mapped[Texts]  # countries where taking part would be dangerous
    organisation_mention: Mapped[OrganisationMention] = mapped_column(
        Word(OrganisationMention), default=OrganisationMention.FORBID
    )
    name_emphasis: Mapped[NameEmphasis] = mapped_column(Word(NameEmphasis), default=NameEmphasis.NONE)
    demonstration: Mapped[bool] = mapped_column(default=False)  # a past case, shown to try things out

    consent: Mapped[Consent] = mapped_column(Word(Consent), default=Consent.NOT_RECORDED)
    consent_note: Mapped[str | None]
    consent_on: Mapped[date | None]

    state: Mapped[ActionState] = mapped_column(Word(ActionState), default=ActionState.DRAFT)
    stop_reason: Mapped[StopReason | None] = mapped_column(Word(StopReason))
    stopped_at: Mapped[Moment | None]
    stopped_by: Mapped[str | None]
    archived_at: Mapped[Moment | None]
    archived_by: Mapped[str | None]
    embargo_until: Mapped[Moment | None]
    unlisted: Mapped[bool] = mapped_column(default=False)

    case: Mapped["Case"] = relationship(back_populates="actions")
    follows: Mapped["Action | None"] = relationship(remote_side="Action.id")
    organisations: Mapped[list[Organisation]] = relationship(secondary=action_organisation, order_by=Organisation.slug)
    texts: Mapped[dict[str, "ActionText"]] = relationship(
        cascade="all, delete-orphan", collection_class=attribute_keyed_dict("language")
    )
    levels: Mapped[dict[LevelledField, "FieldLevel"]] = relationship(
        cascade="all, delete-orphan", collection_class=attribute_keyed_dict("field")
    )
    persons: Mapped[list[PersonAtRisk]] = relationship(cascade="all, delete-orphan", order_by=PersonAtRisk.position)
    demands: Mapped[list[Demand]] = relationship(cascade="all, delete-orphan", order_by=Demand.position)
    addressees: Mapped[list[Addressee]] = relationship(cascade="all, delete-orphan", order_by=Addressee.position)
    revisions: Mapped[list[Revision]] = relationship(order_by=Revision.number)
    outcomes: Mapped[list[Outcome]] = relationship(cascade="all, delete-orphan", order_by=Outcome.recorded_on)
    changes: Mapped[list[Change]] = relationship(cascade="all, delete-orphan", order_by=Change.at)
    reviews: Mapped[list[Review]] = relationship(cascade="all, delete-orphan", order_by=Review.id)

    @property
    def deadline(self) -> Deadline | None:
        """The deadline as a value; none: the action stays open."""
        if self.deadline_date is None or self.deadline_rule is None:
            return None
        return Deadline(self.deadline_date, self.deadline_rule, self.deadline_wording or "")

    @deadline.setter
    def deadline(self, deadline: Deadline | None) -> None:
        self.deadline_date = None if deadline is None else deadline.printed
        self.deadline_rule = None if deadline is None else deadline.rule
        self.deadline_wording = None if deadline is None else deadline.wording
        self.last_valid_day = None if deadline is None else deadline.last_valid_day

    @validates("time_zone")
    def _known_time_zone(self, name: str, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError(f"{zone} is no time zone")
        return zone

    def move(self, to: ActionState) -> None:
        """Take the action to another state; raises IllegalMove where states.py has no such move."""
        self.state = moved(self.state, to)


class ActionText(Base):
    """What an action says in one language."""

    __tablename__ = "action_text"

    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), primary_key=True)
    language: Mapped[Language] = mapped_column(primary_key=True)
    title: Mapped[str]
    summary: Mapped[str | None]  # the danger, in a sentence: for lists and the top of the page
    facts: Mapped[str | None]  # what happened, as the letter tells it; paragraphs parted by an empty line
    background: Mapped[str | None]  # for the page alone
    after_deadline: Mapped[str | None]  # whom to ask, and what to do, once the last day is over


class FieldLevel(Base):
    """A publication level that is not `public`, for one field of an action."""

    __tablename__ = "field_level"

    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"), primary_key=True)
    field: Mapped[LevelledField] = mapped_column(Word(LevelledField), primary_key=True)
    level: Mapped[PublicationLevel] = mapped_column(Word(PublicationLevel))
