"""Whom a supporter may write to, in which language, with which copies."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.db import Database
from campaign.errors import ActionClosed, MissingWord, NotFound
from campaign.models import Accreditation
from campaign.models.published import PublishedAction
from campaign.models.states import ActionState, StopReason
from campaign.models.vocabulary import MissionKind, Role
from campaign.services.actions import ActionNow, Standing, find_action
from campaign.services.languages import choose_language
from campaign.services.letters import (
    choose_addressees,
    refuse_unless_open,
    with_mission,
    write_letters,
)
from campaign.services.publishing import publish
from tests.conftest import LOADED_AT
from tests.factories import NOW, a_mission, a_supporter, an_action, published


def now(action: PublishedAction, standing: Standing = Standing.OPEN) -> ActionNow:
    return ActionNow(action, standing, moment=NOW, published_at=NOW, stop_reason=StopReason.OTHER)


def test_after_the_last_day_the_supporter_is_told_whom_to_ask(demonstration: Database) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "UA 315/14", LOADED_AT, date(2015, 1, 28))

    with pytest.raises(ActionClosed, match="27 January 2015.*section of Amnesty International.*www.amnesty.org"):
        refuse_unless_open(found, "PT")


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing.STOPPED, "send no more letters"),
        (Standing.ARCHIVED, "is closed"),
        (Standing.EMBARGOED, "not public yet"),
    ],
)
def test_closed_actions_make_no_letters(standing: Standing, words: str) -> None:
    with pytest.raises(ActionClosed, match=words):
        refuse_unless_open(now(published(), standing), "PT")


def test_nobody_takes_part_from_where_it_is_dangerous() -> None:
    found = now(published(do_not_write_from=("RU", "BY")))

    refuse_unless_open(found, "PT")
    with pytest.raises(ActionClosed, match="from Belarus"):
        refuse_unless_open(found, "BY")


def test_the_language_is_the_first_of_the_sheet_that_can_be_had() -> None:
    action = published(languages=("ru", "en", "own"))

    assert choose_language(action, None) == "en"
    with pytest.raises(MissingWord, match="choose one of: en"):
        choose_language(action, "ru")


def test_a_language_that_the_sheet_does_not_take_is_refused() -> None:
    with pytest.raises(MissingWord, match="no text in a language"):
        choose_language(published(languages=("ru",)), None)


@pytest.mark.parametrize("to", [0, 2, -1])
def test_a_number_that_nobody_has_is_told(to: int) -> None:
    with pytest.raises(NotFound, match="has 1 addressees; there is no number"):
        choose_addressees(published(), {to}, "PT")


def test_an_addressee_not_to_write_to_is_left_out_with_the_reason() -> None:
    action = published()
    barred = replace(
        action.addressees[0], position=2, do_not_write_reason="She has left office.", do_not_write_from=("PT",)
    )
    both = replace(action, addressees=(*action.addressees, barred))

    choice = choose_addressees(both, None, "PT")

    assert [each.position for each in choice.addressees] == [1]
    assert [str(note) for note in choice.notes] == ["No letter to addressee 2: She has left office."]
    assert len(choose_addressees(both, None, "FR").addressees) == 2
    with pytest.raises(ActionClosed, match="She has left office"):
        choose_addressees(both, {2}, "PT")


def test_a_country_to_leave_out_needs_no_reason() -> None:
    action = published()
    barred = replace(action, addressees=(replace(action.addressees[0], do_not_write_from=("PT",)),))

    with pytest.raises(ActionClosed, match="from your country"):
        choose_addressees(barred, None, "PT")


def test_a_copy_never_names_somebody_who_may_not_be_written_to() -> None:
    action = published()
    boss = replace(action.addressees[0], do_not_write_reason="He punishes it.")
    copy = replace(action.addressees[0], position=2, role=Role.COPY)
    found = now(replace(action, addressees=(boss, copy)))

    with pytest.raises(ActionClosed, match="nothing to copy"):
        write_letters(found, choose_addressees(found.published, {2}, "PT"), a_supporter(), "en")


def test_an_embassy_that_is_an_addressee_gets_no_copy_even_if_it_was_not_chosen(demonstration: Database) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "RUS002/0112/OBS009", LOADED_AT)
        choice = with_mission(session, found, choose_addressees(found.published, {1}, "BE"), "BE", LOADED_AT, "en")

    assert [each.position for each in choice.addressees] == [1]


def test_the_mission_gets_a_copy_of_the_letters_that_are_written(demonstration: Database) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "UA 315/14", LOADED_AT, date(2015, 1, 5))
        everyone = with_mission(session, found, choose_addressees(found.published, None, "BE"), "BE", LOADED_AT, "en")
        second = with_mission(session, found, choose_addressees(found.published, {2}, "BE"), "BE", LOADED_AT, "en")

    *_, copy = write_letters(found, everyone, a_supporter(country="BE"), "en")
    _, copy_of_second = write_letters(found, second, a_supporter(country="BE"), "en")

    assert everyone.addressees[-1].role is Role.COPY
    assert copy.address[-1] == "1180 Brussels"
    assert "Bastrykin (Investigative Committee Chairman) and Yurii Chaika" in (copy.copy_note or "")
    assert copy_of_second.salutation == "Dear Prosecutor General,"
    assert "Bastrykin" not in (copy_of_second.copy_note or "")


def test_a_mission_that_is_an_addressee_already_gets_no_copy(demonstration: Database) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "RUS002/0112/OBS009", LOADED_AT)
        choice = with_mission(session, found, choose_addressees(found.published, None, "BE"), "BE", LOADED_AT, "en")

    assert len(choice.addressees) == 6
    assert [str(note) for note in choice.notes] == ["The mission in your country is an addressee: it gets no copy."]


def test_copies_that_nobody_asked_for_are_refused(demonstration: Database) -> None:
    with demonstration.reading() as session:
        found = find_action(session, "kalyapin-attacked-in-grozny", LOADED_AT)
        choice = choose_addressees(found.published, None, "BE")
        with pytest.raises(NotFound, match="does not ask for copies"):
            with_mission(session, found, choice, "BE", LOADED_AT, "en")


def test_the_supporter_is_told_why_the_copy_goes_elsewhere_and_who_heads_the_mission(database: Database) -> None:
    with database.transaction() as session:
        action = an_action(copies_to_missions=True)
        un = a_mission("CH", kind=MissionKind.PERMANENT_MISSION, un_body="UN Geneva", slug="un")
        spain = a_mission("ES", accreditations=[Accreditation(state="PT")], headed_by_charge=True)
        session.add_all([action, un, spain])
        session.flush()
        action.move(ActionState.IN_REVIEW)
        publish(session, action, NOW)
        found = find_action(session, "an-action", NOW)
        told = {
            country: [
                str(note)
                for note in with_mission(
                    session, found, choose_addressees(found.published, None, country), country, NOW, "en"
                ).notes
            ]
            for country in ("ES", "PT", "JP")
        }

    none = "We know of no embassy of Albania that answers for Japan"
    charge = "A chargé d'affaires heads that mission; there is no ambassador at this time."
    assert told == {
        "ES": [charge],
        "PT": ["Albania has no embassy in Portugal: your copy goes to the one in Spain, which answers for it.", charge],
        "JP": [f"{none}: your copy goes to its mission to the United Nations (UN Geneva)."],
    }
