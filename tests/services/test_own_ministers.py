"""Letters to the supporter's own government: who gets one, what it asks, and what is said where there is none."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from campaign.db import Database
from campaign.errors import NotFound
from campaign.merging.merge import merge
from campaign.merging.phrasebook import languages
from campaign.models import Addressee, Authority, AuthorityText, MergedAuthority
from campaign.models.published import PublishedAction, PublishedContact, from_document, to_document
from campaign.models.states import ActionState
from campaign.models.vocabulary import Channel, ContactKind, Gender, Office, OwnMinister, Role
from campaign.services.actions import ActionNow, find_action
from campaign.services.channels import in_channel
from campaign.services.lengths import lengths
from campaign.services.letters import (
    Choice,
    asking,
    choose_addressees,
    which_letter,
    with_mission,
    write_letters,
)
from campaign.services.own_ministers import anybody, own_ministers_by_country, with_own_minister
from campaign.services.publishing import publish
from campaign.services.readiness import missing
from campaign.services.trying import try_letters
from tests.factories import (
    NOW,
    a_demand,
    a_mission,
    a_supporter,
    an_action,
    an_authority,
    asked,
    published,
)
from tests.merging.six_languages import the_action

EXCELLENCIES = ("Excellency", "Exzellenz", "Excellence", "Excelencia", "Превосходительство")


def a_foreign_minister(state: str = "PT", **changes) -> Authority:
    values = {
        "slug": f"foreign-{state.lower()}",
        "state": state,
        "office": Office.FOREIGN_MINISTER,
        "gender": Gender.MALE,
        "texts": {"en": AuthorityText(language="en", name="Rui Roe", title="Minister of Foreign Affairs")},
    }
    return an_authority(**{**values, **changes})


def a_live_one(session: Session, *further: Authority, **changes) -> ActionNow:
    """A published action that asks for letters to own foreign ministers, with these in the directory besides."""
    action = an_action(**{"own_minister": OwnMinister.FOREIGN_MINISTER, **changes})
    session.add_all([action, *further])
    session.flush()
    action.move(ActionState.IN_REVIEW)
    publish(session, action, NOW)
    return find_action(session, "an-action", NOW)


def with_own(session: Session, found: ActionNow, country: str = "PT", language: str = "en") -> Choice:
    choice = choose_addressees(found.published, None, country)
    return with_own_minister(session, found, choice, country, NOW, language)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("wanted", OwnMinister)
def test_in_every_language_it_asks_to_raise_the_case_with_every_demand(language: str, wanted: OwnMinister) -> None:
    narrowed = tuple(replace(each, only_to=(1,)) for each in the_action().demands)
    action = replace(the_action(), own_minister=wanted, demands=narrowed)
    own = anybody(action, [language])
    assert own is not None

    letter = merge(asking(action, own), own, a_supporter(), NOW, language=language)
    to_a_channel_abroad = merge(
        replace(the_action(), country="XK"), the_action().addressees[2], a_supporter(), NOW, language=language
    )

    kosovo, albania = ("".join(span.text for span in each.introduction) for each in (to_a_channel_abroad, letter))
    assert albania.split()[:4] == kosovo.split()[:4]
    assert letter.demands == to_a_channel_abroad.demands
    assert not any(word in letter.salutation for word in EXCELLENCIES)
    assert letter.after_demands == to_a_channel_abroad.after_demands


def test_the_one_who_holds_the_office_in_the_supporters_country_gets_a_letter(database: Database) -> None:
    merged = a_foreign_minister(slug="merged")
    with database.transaction() as session:
        kept = a_foreign_minister(slug="kept")
        found = a_live_one(
            session,
            an_authority("justice-pt", state="PT"),
            a_foreign_minister(slug="unreachable", addresses=[], contacts=[]),
            a_foreign_minister("ES"),
            merged,
            kept,
            demands=[a_demand("release Ilir Doe"), a_demand("tell the truth", 2)],
        )
        merged.merged_into = MergedAuthority(into=kept)
        session.flush()
        choice = with_own(session, found)

    letter = write_letters(found, choice, a_supporter(), "en")[-1]

    assert [which_letter(found.published, each) for each in choice.addressees] == ["1", "own"]
    assert choice.addressees[-1].authority.slug == "kept"
    assert (letter.addressee[0], letter.salutation, letter.address[0]) == ("Rui Roe", "Dear Minister,", "1 Long Street")
    assert "".join(span.text for span in letter.introduction) == (
        "I should be grateful if you would raise this case with the authorities of Albania, and urge them to "
        "release Ilir Doe and to tell the truth."
    )


def test_no_demand_is_kept_from_it_because_it_goes_to_some_authorities(database: Database) -> None:
    with database.transaction() as session:
        minister = Addressee(position=1, role=Role.TARGET, authority=an_authority())
        judge = Addressee(position=2, role=Role.TARGET, authority=an_authority("judge"))
        items = [a_demand("the charges", 1, only_to=[judge]), a_demand("the ban", 2)]
        demands = [a_demand("release Ilir Doe", 1, only_to=[minister]), a_demand("drop", 2, items=items)]
        found = a_live_one(session, a_foreign_minister(), addressees=[minister, judge], demands=demands)
        choice = with_own(session, found)

    first, _, own = write_letters(found, choice, a_supporter(), "en")

    whole = " ".join(own.own_texts())
    assert all(words in whole for words in ("release Ilir Doe", "the charges", "the ban"))
    assert "the charges" not in " ".join(first.own_texts())


def test_a_salutation_of_the_directory_wins(database: Database) -> None:
    text = AuthorityText(language="en", title="Foreign Secretary", salutation="Dear Foreign Secretary")
    with database.transaction() as session:
        found = a_live_one(session, a_foreign_minister(texts={"en": text}))
        choice = with_own(session, found)

    assert write_letters(found, choice, a_supporter(), "en")[-1].salutation == "Dear Foreign Secretary,"


def test_a_monarch_is_a_head_of_state_and_keeps_the_form_of_address(database: Database) -> None:
    with database.transaction() as session:
        king = a_foreign_minister("NO", office=Office.MONARCH)
        found = a_live_one(session, king, own_minister=OwnMinister.HEAD_OF_STATE)
        choice = with_own(session, found, "NO")

    assert write_letters(found, choice, a_supporter(country="NO"), "en")[-1].salutation == "Your Majesty,"


def test_where_there_is_no_letter_it_is_said_plainly(database: Database) -> None:
    with database.transaction() as session:
        russian = {"ru": AuthorityText(language="ru", title="Министр иностранных дел")}
        found = a_live_one(session, a_foreign_minister("ES", texts=russian))
        at_home = with_own(session, found, "AL")
        with pytest.raises(NotFound, match="how to reach the foreign minister of Portugal"):
            with_own(session, found)
        with pytest.raises(NotFound, match="foreign minister of Spain is called in the language of your letters"):
            with_own(session, found, "ES")
        unasked = replace(found, published=replace(found.published, own_minister=None))
        with pytest.raises(NotFound, match="does not ask for letters to your own government"):
            with_own(session, unasked)

    assert [each.position for each in at_home.addressees] == [1]
    assert [str(note) for note in at_home.notes] == [
        "No further letter to your own government: it is the one that this action is about."
    ]


def test_an_addressee_gets_no_second_letter_even_if_it_was_merged_since(database: Database) -> None:
    with database.transaction() as session:
        one, other = a_foreign_minister(), a_foreign_minister(slug="other")
        channel = Addressee(position=2, role=Role.CHANNEL, authority=one)
        minister = Addressee(position=1, role=Role.TARGET, authority=an_authority())
        found = a_live_one(session, other, addressees=[minister, channel])
        before = with_own(session, found)
        one.merged_into = MergedAuthority(into=other)
        session.flush()
        after = with_own(session, found)

    for choice in (before, after):
        assert [each.position for each in choice.addressees] == [1, 2]
        assert str(choice.notes[-1]) == "The foreign minister of Portugal is an addressee: there is no second letter."


def test_the_embassys_copy_says_nothing_of_it(database: Database) -> None:
    with database.transaction() as session:
        found = a_live_one(session, a_foreign_minister(), copies_to_missions=True)
        session.add(a_mission("PT"))
        session.flush()
        copied = with_mission(session, found, choose_addressees(found.published, None, "PT"), "PT", NOW, "en")
        choice = with_own_minister(session, found, copied, "PT", NOW, "en")

    _, copy, _ = write_letters(found, choice, a_supporter(), "en")

    assert [which_letter(found.published, each) for each in choice.addressees] == ["1", "copy", "own"]
    assert copy.copy_note == "For information: copy of my letter of 4 May 2026 to Jane Roe (Minister of Justice)."
    by_fax = in_channel(found.published, choice, Channel.FAX)
    assert len(by_fax.addressees) == 3
    with_own_on_paper = replace(choice.addressees[-1], authority=replace(choice.addressees[-1].authority, contacts=()))
    without = in_channel(found.published, Choice((*choice.addressees[:-1], with_own_on_paper), ()), Channel.FAX)
    assert [which_letter(found.published, each) for each in without.addressees] == ["1", "copy"]


def test_every_country_has_its_own_at_once_for_the_form(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([a_foreign_minister(), a_foreign_minister("ES"), a_foreign_minister("ES", slug="second")])
        session.add(a_foreign_minister("FR", office=Office.MINISTER))
        session.flush()
        found = own_ministers_by_country(session, OwnMinister.FOREIGN_MINISTER, NOW.date())

    assert {country: each.slug for country, each in found.items()} == {"PT": "foreign-pt", "ES": "foreign-es"}


def test_a_letter_to_it_is_tried_before_an_action_is_published(database: Database) -> None:
    copy = Addressee(position=2, role=Role.COPY, authority=an_authority("clerk"))
    minister = Addressee(position=1, role=Role.TARGET, authority=an_authority())
    lacking = a_demand("", 2, only_to=[copy])
    with database.transaction() as session:
        action = an_action(addressees=[minister, copy], demands=[a_demand("release Ilir Doe"), lacking])
        session.add(action)
        session.flush()

        assert missing(action, NOW) == ()
        action.own_minister = OwnMinister.PRIME_MINISTER
        (lack,) = missing(action, NOW)

    assert "has no text in “en”" in str(lack.sentence)
    trials = list(try_letters(published(own_minister=OwnMinister.PRIME_MINISTER), NOW))
    assert [trial.addressee.position for trial in trials] == [1, 3]


def test_its_length_is_that_of_an_e_mail_without_copies() -> None:
    action = published(own_minister=OwnMinister.PRIME_MINISTER)
    contact = PublishedContact(ContactKind.EMAIL, "clerk@state.example", None, None, "test")
    minister = action.addressees[0]
    clerk = replace(minister, position=2, role=Role.COPY, authority=replace(minister.authority, contacts=(contact,)))

    with_copy = replace(action, addressees=(minister, clerk))
    alone, beside = (list(lengths(each, try_letters(each, NOW)))[-1] for each in (action, with_copy))

    assert (alone.words, alone.link_bytes) == (beside.words, beside.link_bytes)


def test_what_was_published_before_is_read_as_asking_for_none() -> None:
    document, _ = to_document(published(demands=(asked("release Ilir Doe"),)))
    old = document.replace('"own_minister":null,', "")
    assert old != document

    read = from_document(old, hashlib.sha256(old.encode()).hexdigest(), PublishedAction)

    assert read.own_minister is None
    assert date(2026, 4, 1) == read.issue_date
