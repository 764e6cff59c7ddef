"""Taking an addressee out: demands are named or follow, and none is left without a reader or with too many."""

import pytest
from sqlalchemy import select

from campaign.db import Database
from campaign.errors import AddresseeNeeded, NotFound
from campaign.models import Action, Addressee, Demand
from campaign.models.vocabulary import Role
from campaign.services.addressing import remove_addressee
from tests.factories import a_demand, an_action, an_authority


@pytest.fixture
def addressees() -> list[Addressee]:
    return [
        Addressee(position=n, role=Role.TARGET, authority=an_authority(slug))
        for n, slug in enumerate(("minister", "judge", "governor"), start=1)
    ]


def stored(session, addressees: list[Addressee], *demands: Demand) -> Action:
    action = an_action(addressees=addressees, demands=list(demands))
    session.add(action)
    session.flush()
    return action


def test_an_addressee_that_no_demand_is_narrowed_to_is_taken_out(database: Database, addressees) -> None:
    with database.transaction() as session:
        action = stored(session, addressees, a_demand("release him"), a_demand("resign", 2, only_to=addressees[:1]))
        remove_addressee(session, action, addressees[1], also_from_demands=False)

    with database.reading() as session:
        left = session.scalars(select(Addressee).order_by(Addressee.position)).all()
        assert [each.authority.slug for each in left] == ["minister", "governor"]


def test_demands_that_are_narrowed_to_it_are_named_and_nothing_is_changed(database: Database, addressees) -> None:
    with database.transaction() as session:
        item = a_demand("and his brother " * 9, only_to=addressees[:2])
        action = stored(session, addressees, a_demand("release him", items=[item]), a_demand("x", 2))

        with pytest.raises(
            AddresseeNeeded, match="narrowed to Jane Roe: “and his brother .*…”. Take it out"
        ) as refusal:
            remove_addressee(session, action, addressees[0], also_from_demands=False)

        assert len(str(refusal.value)) < 200
        assert (len(action.addressees), len(item.only_to)) == (3, 2)


def test_it_is_taken_out_of_demands_that_go_to_others_too(database: Database, addressees) -> None:
    with database.transaction() as session:
        item = a_demand("at once", only_to=addressees[:2])
        both = a_demand("resign", 2, items=[item], only_to=addressees[:2])
        remove_addressee(session, stored(session, addressees, both), addressees[0], also_from_demands=True)

    with database.reading() as session:
        found = session.scalars(select(Demand)).all()
        assert [[each.authority.slug for each in demand.only_to] for demand in found] == [["judge"], ["judge"]]


def test_a_demand_to_it_alone_would_go_to_all_and_stays(database: Database, addressees) -> None:
    with database.transaction() as session:
        alone = a_demand("resign", only_to=addressees[:1])
        action = stored(session, addressees, alone, a_demand("release him", 2))

        with pytest.raises(AddresseeNeeded, match="go to nobody but Jane Roe: “resign”. Choose"):
            remove_addressee(session, action, addressees[0], also_from_demands=True)

        assert (alone.only_to, len(action.addressees)) == (addressees[:1], 3)


def test_a_sub_item_goes_no_further_than_its_demand(database: Database, addressees) -> None:
    minister, judge, governor = addressees
    with database.transaction() as session:
        item = a_demand("at once", only_to=[minister, governor])
        action = stored(session, addressees, a_demand("resign", items=[item], only_to=[minister, judge]))

        with pytest.raises(AddresseeNeeded, match="nobody but Jane Roe: “at once”"):
            remove_addressee(session, action, minister, also_from_demands=True)


def test_the_last_addressee_can_be_taken_out_to_be_replaced(database: Database, addressees) -> None:
    with database.transaction() as session:
        action = stored(session, addressees[:1], a_demand("release him"))
        remove_addressee(session, action, addressees[0], also_from_demands=False)

        assert action.addressees == []


def test_an_addressee_of_another_action_is_refused(database: Database, addressees) -> None:
    with database.transaction() as session:
        action = stored(session, addressees[:1], a_demand("release him"))

        with pytest.raises(NotFound):
            remove_addressee(session, action, addressees[1], also_from_demands=True)
