"""What is read of an action together, in so many questions to the database however long its lists are."""

from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from campaign.models import Action, Addressee, Authority, Demand, Mission, Organisation, PersonAtRisk, Revision


def whole_action() -> tuple[ORMOption, ...]:
    """Return how to read all that an action would be published with, and what became of it so far.

    Of its revisions the documents stay where they are: nobody needs more than the newest.
    """
    return (
        *ready_parts(),
        selectinload(Action.revisions).defer(Revision.document),
        selectinload(Action.reviews),
        selectinload(Action.changes),
        selectinload(Action.outcomes),
    )


def ready_parts() -> tuple[ORMOption, ...]:
    """Return how to read all that an action would be published with, by which it is seen what it lacks."""
    authority = selectinload(Action.addressees).joinedload(Addressee.authority)
    return (
        *_written_parts(),
        selectinload(Action.case),
        selectinload(Action.follows),
        selectinload(Action.levels),
        selectinload(Action.organisations).selectinload(Organisation.names),
        authority.selectinload(Authority.texts),
        authority.selectinload(Authority.addresses),
        authority.selectinload(Authority.contacts),
    )


def edited_parts() -> tuple[ORMOption, ...]:
    """Return how to read what the sections of an action hold, and the names of its addressees."""
    return (
        *_written_parts(),
        selectinload(Action.case),
        selectinload(Action.follows),
        selectinload(Action.levels),
        selectinload(Action.organisations),
        selectinload(Action.addressees).joinedload(Addressee.authority).selectinload(Authority.texts),
    )


def whole_authority() -> tuple[ORMOption, ...]:
    """Return how to read all that the directory holds of an authority."""
    return (
        selectinload(Authority.texts),
        selectinload(Authority.addresses),
        selectinload(Authority.contacts),
        selectinload(Authority.mission).selectinload(Mission.accreditations),
    )


def _written_parts() -> tuple[ORMOption, ...]:
    """Return how to read all words; sub-items have no sub-items of their own, which is asked for all the same."""
    demands = selectinload(Action.demands)
    items = demands.selectinload(Demand.items)
    return (
        selectinload(Action.texts),
        selectinload(Action.persons).selectinload(PersonAtRisk.texts),
        selectinload(Action.addressees).selectinload(Addressee.texts),
        demands.selectinload(Demand.texts),
        demands.selectinload(Demand.only_to),
        items.selectinload(Demand.texts),
        items.selectinload(Demand.only_to),
        items.selectinload(Demand.items),
    )
