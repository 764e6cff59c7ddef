"""Editing: what is written is what was entered, nothing else changes, and nobody writes over somebody else's words."""

from datetime import date

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import Database
from campaign.errors import AddresseeNeeded, BadEntry, ConflictingEdit
from campaign.models import Action, Addressee, Case
from campaign.models.states import ActionState
from campaign.models.vocabulary import DemandKind, Gender, LevelledField, PublicationLevel, Role
from campaign.services.actions import action_page
from campaign.services.differences import differences
from campaign.services.editing.entries import (
    AddresseeEntry,
    AddresseeWords,
    DemandEntry,
    PersonEntry,
    PersonWords,
    Section,
    TextEntry,
    fingerprint,
)
from campaign.services.editing.following import could_be_followed
from campaign.services.editing.reading import content_of
from campaign.services.editing.saving import create_action, save, slug_for
from campaign.services.extending import proposed_deadline
from campaign.services.freezing import freeze_action
from campaign.services.publishing import next_revision, publish
from campaign.services.readiness import missing
from campaign.services.showing import shown
from tests.conftest import LOADED_AT
from tests.factories import NOW, an_action, an_authority, an_organisation

DAY = date(2026, 5, 4)


def edited(session: Session, action: Action, section: Section, content) -> bool:
    return save(session, action, section, content, fingerprint(content_of(action, section)))


def stored(session: Session, **changes) -> Action:
    session.add_all([an_action(**changes), an_authority("judge"), an_authority("noise")])
    session.flush()
    return session.scalars(select(Action)).one()


@pytest.mark.parametrize("section", Section)
def test_writing_what_was_read_changes_nothing(demonstration: Database, section: Section) -> None:
    with demonstration.transaction() as session:
        for action in session.scalars(select(Action)):
            before = freeze_action(action, 1, LOADED_AT.date())
            content = content_of(action, section)

            assert edited(session, action, section, content) is False
            assert freeze_action(action, 1, LOADED_AT.date()) == before


def test_demands_are_moved_added_and_taken_out_with_their_sub_items(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        first, second = content_of(action, Section.DEMANDS)
        item = DemandEntry(None, DemandKind.ASK, {"en": "today"})
        new = DemandEntry(None, DemandKind.CONCERN, {"en": "she is ill", "fr": "elle est malade"})

        changed = edited(session, action, Section.DEMANDS, (msgspec.structs.replace(second, items=(item,)), new))

        session.expire_all()
        demands = content_of(action, Section.DEMANDS)
        assert changed
        assert [(demand.texts, [item.texts for item in demand.items]) for demand in demands] == [
            ({"en": "drop all charges"}, [{"en": "today"}]),
            ({"en": "she is ill", "fr": "elle est malade"}, []),
        ]
        assert demands[0].id == second.id
        assert first.id not in [demand.id for demand in demands]


def test_addressees_change_places_and_words(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        (minister,) = content_of(action, Section.ADDRESSEES)
        judge = AddresseeEntry(None, "judge", Role.OVERSIGHT, None, ("AL",), {"en": AddresseeWords("Your Honour")})

        edited(session, action, Section.ADDRESSEES, (judge, minister))
        after_first, again = content_of(action, Section.ADDRESSEES)
        edited(session, action, Section.ADDRESSEES, (again, after_first))

        frozen = freeze_action(action, 1, DAY)
        assert [each.authority.slug for each in frozen.addressees] == ["minister", "judge"]
        assert frozen.addressees[1].texts[0].salutation == "Your Honour"
        assert frozen.addressees[1].do_not_write_from == ("AL",)


def test_an_addressee_that_a_demand_is_narrowed_to_stays_until_the_demand_is_changed(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        action.addressees.append(Addressee(position=2, role=Role.TARGET, authority=an_authority("general")))
        action.demands[0].only_to = [action.addressees[1]]
        session.flush()
        minister, _general = content_of(action, Section.ADDRESSEES)

        with pytest.raises(AddresseeNeeded, match="release Ilir Doe"):
            edited(session, action, Section.ADDRESSEES, (minister,))


def test_who_comes_second_is_told_and_nothing_is_lost(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        seen = fingerprint(content_of(action, Section.TEXTS))
        mine, theirs = TextEntry("My title", "S.", "F."), TextEntry("Their title", "S.", "F.")
        save(session, action, Section.TEXTS, {"en": theirs}, seen)

        with pytest.raises(ConflictingEdit, match="Somebody else changed this section"):
            save(session, action, Section.TEXTS, {"en": mine}, seen)
        save(session, action, Section.PERSONS, (), fingerprint(content_of(action, Section.PERSONS)))

        assert action.texts["en"].title == "Their title"


def test_a_code_that_another_case_has_joins_that_case(database: Database) -> None:
    with database.transaction() as session:
        action = stored(session)
        other = Case(code="UA 9/26")
        session.add(other)
        session.flush()

        basics = msgspec.structs.replace(content_of(action, Section.BASICS), case_code="ua9/26")
        edited(session, action, Section.BASICS, basics)
        assert action.case is other

        edited(session, action, Section.BASICS, msgspec.structs.replace(basics, case_code="UA 10/26"))
        assert (action.case is other, action.case.code) == (True, "UA 10/26")


def test_an_action_is_built_from_nothing(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([an_authority(), an_organisation()])
        action = create_action(
            session, title="Été: a title", language="en", country="AL", time_zone="Europe/Tirane", issued=DAY
        )
        assert action.slug == "ete-a-title"
        assert slug_for(session, "Été: a title") == "ete-a-title-2"
        assert slug_for(session, "New") == "new-2"
        assert slug_for(session, "Игорь") == "action"
        assert len(missing(action, NOW)) >= 5

        basics = content_of(action, Section.BASICS)
        edited(
            session,
            action,
            Section.BASICS,
            msgspec.structs.replace(
                basics, organisations=("erw",), consent="given", deadline_date=proposed_deadline(DAY)
            ),
        )
        edited(session, action, Section.TEXTS, {"en": TextEntry("A title", "A summary.", "What happened.")})
        person = PersonEntry(
            None, Gender.FEMALE, None, False, PublicationLevel.PUBLIC, {"en": PersonWords("Ana Doe", "a nurse")}
        )
        edited(session, action, Section.PERSONS, (person,))
        edited(session, action, Section.DEMANDS, (DemandEntry(None, DemandKind.ASK, {"en": "release her"}),))
        edited(session, action, Section.ADDRESSEES, (AddresseeEntry(None, "minister", Role.TARGET, None, (), {}),))

        assert missing(action, NOW) == ()


def with_basics(session: Session, action: Action, **changes) -> bool:
    basics = msgspec.structs.replace(content_of(action, Section.BASICS), **changes)
    return edited(session, action, Section.BASICS, basics)


def test_levels_are_saved_told_and_kept_to_on_the_page(database: Database) -> None:
    levels = {LevelledField.FACTS: PublicationLevel.LETTER_ONLY, LevelledField.SUMMARY: PublicationLevel.INTERNAL}
    with database.transaction() as session:
        action = stored(session)
        action.move(ActionState.IN_REVIEW)
        before = publish(session, action, NOW).published

        assert with_basics(session, action, levels=levels) is True
        told = {str(each.label) for each in differences(before, next_revision(action, NOW))}
        publish(session, action, NOW)
        page = shown(action_page(session, "an-action", NOW), "en")

        assert told == {"In letters only, not on the page", "Summary (en)"}
        assert (page.facts, page.summary) == (None, None)
        assert action.revisions[-1].published.texts[0].facts == "What happened."
        assert with_basics(session, action, levels={}) is True
        assert next_revision(action, NOW).letter_only == ()


def a_case(session: Session) -> tuple[Action, Action, Action]:
    """Two actions of one case, and one of another."""
    action = stored(session)
    second = an_action(slug="second", case=action.case, organisations=list(action.organisations), addressees=[])
    other = an_action(slug="other", case=Case(code="UA 9/26"), organisations=[], addressees=[])
    session.add_all([second, other])
    session.flush()
    return action, second, other


def test_what_an_action_follows_is_chosen_by_its_name_or_its_code(database: Database) -> None:
    with database.transaction() as session:
        action, second, other = a_case(session)

        assert could_be_followed(second) == [action]
        assert with_basics(session, second, follows="an-action") is True
        assert with_basics(session, action, follows="ua9/26") is True
        assert with_basics(session, action, follows="UA 9/26") is False  # it is chosen already

        assert (second.follows, action.follows) == (action, other)
        assert could_be_followed(action) == [other]  # not what follows it
        assert with_basics(session, action, follows=None) is True
        assert action.follows is None


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("an-action", "cannot follow itself"),
        ("second", "follows this action already"),
        ("third", "follows this action already"),
        ("UA 1/99", "no other action"),
        ("UA 7/26", "Several actions have the code"),
        ("a\x00b", "characters"),
    ],
)
def test_what_cannot_be_followed_is_refused(database: Database, ref: str, said: str) -> None:
    with database.transaction() as session:
        action, second, _ = a_case(session)
        third = an_action(slug="third", case=action.case, follows=second, organisations=[], addressees=[])
        session.add(third)
        second.follows = action
        session.flush()

        with pytest.raises(BadEntry, match=said):
            with_basics(session, action, follows=ref)


def test_a_page_leads_to_what_follows_it_once_that_is_published(database: Database) -> None:
    with database.transaction() as session:
        action, second, _ = a_case(session)
        second.addressees = [Addressee(position=1, role=Role.TARGET, authority=action.addressees[0].authority)]
        for each in (action, second):
            each.move(ActionState.IN_REVIEW)
            publish(session, each, NOW)

        with_basics(session, second, follows="an-action")
        before = action_page(session, "an-action", NOW).newer
        publish(session, second, NOW)
        after = action_page(session, "an-action", NOW).newer
        action.follows = second  # as no form lets anybody, and two forms at once might
        publish(session, action, NOW)

        assert (before, after) == (None, "second")
        assert action_page(session, "an-action", NOW).newer == "second"
