"""The demonstration: five actions, each with the shape of its sheet."""

import phonenumbers
from sqlalchemy import select

from campaign.db import Database
from campaign.models import Action, Contact
from campaign.models.states import ActionState
from campaign.models.vocabulary import ContactKind
from campaign.services.actions import Standing, find_action
from campaign.services.demonstration import load_demonstration
from campaign.services.readiness import missing
from tests.conftest import LOADED_AT


def test_loading_it_again_changes_nothing(demonstration: Database) -> None:
    with demonstration.transaction() as session:
        assert load_demonstration(session, LOADED_AT.replace(year=2027)) == ()
        assert len(session.scalars(select(Action)).all()) == 5


def test_what_was_published_without_addressees_stays_a_draft_that_says_so(demonstration: Database) -> None:
    with demonstration.reading() as session:
        drafts = {
            action.slug: [str(lack) for lack in missing(action, LOADED_AT)]
            for action in session.scalars(select(Action).filter_by(state=ActionState.DRAFT))
        }

    assert [len(lacking) for lacking in drafts.values()] == [2, 1]
    assert "no demand" in drafts["kalyapin-defamation-2014"][0]
    assert "no addressee" in drafts["kalyapin-defamation-campaign"][0]


def test_the_two_addresses_of_one_office_stay_with_their_actions(demonstration: Database) -> None:
    def addresses(ref: str) -> dict[str, tuple[str, ...]]:
        with demonstration.reading() as session:
            action = find_action(session, ref, LOADED_AT).published
        return {each.authority.slug: each.authority.addresses[0].lines for each in action.addressees}

    old, newer, newest = (
        addresses("RUS002/0112/OBS009"),
        addresses("UA 315/14"),
        addresses("kalyapin-attacked-in-grozny"),
    )
    assert old["ru-investigative-committee"][-2:] == ("Naberezhnaya Akademika Tupoleva", "105005 Moscow")
    assert newer["ru-investigative-committee"] == ("Tekhnicheskii pereulok d.2", "105005 Moscow")
    assert old["ru-foreign-minister"] == ("Smolenskaya-Sennaya pl. 32/34", "121200 Moscow")
    assert newest["ru-foreign-minister"] == ("Smolenskaia-Sennaia pl. 32/34", "119200 Moscow")


def test_only_the_fourth_gets_a_deadline_of_its_own(demonstration: Database) -> None:
    with demonstration.reading() as session:
        fourth = find_action(session, "kalyapin-attacked-in-grozny", LOADED_AT)
        first = find_action(session, "RUS002/0112/OBS009", LOADED_AT)

    assert fourth.published.days_left(LOADED_AT) == 42
    assert first.published.deadline is None
    assert first.standing is Standing.OPEN


def test_every_number_is_kept_as_printed_and_as_dialled(demonstration: Database) -> None:
    with demonstration.reading() as session:
        numbers = session.scalars(select(Contact).filter_by(kind=ContactKind.FAX)).all()

    assert len(numbers) == 8
    for contact in numbers:
        assert phonenumbers.is_valid_number(phonenumbers.parse(contact.e164))
        assert contact.e164.endswith("".join(filter(str.isdigit, contact.raw)))


def test_all_are_marked_as_past_cases(demonstration: Database) -> None:
    with demonstration.reading() as session:
        assert all(session.scalars(select(Action.demonstration)).all())
