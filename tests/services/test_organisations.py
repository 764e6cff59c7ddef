"""Organisations: entered, changed with care, and never named in a letter by a name that somebody has entered."""

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import Database
from campaign.errors import BadEntry, ConflictingEdit, NamedOrganisation, NotFound
from campaign.models import Action, Organisation
from campaign.models.states import ActionState
from campaign.models.vocabulary import NameKind, OrganisationMention
from campaign.services.actions import action_page, find_action
from campaign.services.editing.entries import fingerprint
from campaign.services.letters import choose_addressees, write_letters
from campaign.services.lifecycle import note_change_of_organisation
from campaign.services.organisations import (
    NameEntry,
    OrganisationEntry,
    add_organisation,
    entry_of,
    get_organisation,
    list_organisations,
    remove_organisation,
    save_organisation,
    take_organisation,
)
from campaign.services.publishing import publish
from tests.factories import NOW, a_supporter, an_action, an_organisation

FULL = NameEntry(NameKind.NAME, "en", "Watchers of Rights")
ENTRY = OrganisationEntry("office@watchers.example", None, (FULL,))


def published_action(session: Session, **changes) -> Action:
    action = an_action(**changes)
    session.add(action)
    session.flush()
    action.move(ActionState.IN_REVIEW)
    publish(session, action, NOW)
    return action


def saved(session: Session, *names: NameEntry, slug: str = "erw") -> bool:
    """Whether the organisation of the factories changes when it gets these names as well."""
    organisation = take_organisation(session, slug)
    there = entry_of(organisation)
    wanted = msgspec.structs.replace(there, names=(*there.names, *names))
    return save_organisation(session, organisation, wanted, fingerprint(there), NOW)


def test_what_is_entered_is_there_under_a_name_of_its_own(database: Database) -> None:
    with database.transaction() as session:
        first, second = add_organisation(session, ENTRY), add_organisation(session, ENTRY)
        third = add_organisation(
            session, msgspec.structs.replace(ENTRY, names=(NameEntry(NameKind.NAME, None, "New"),))
        )

        assert [each.slug for each in (first, second, third)] == ["watchers-of-rights", "watchers-of-rights-2", "new-2"]
        assert entry_of(first) == ENTRY
        with pytest.raises(NotFound):
            get_organisation(session, "nobody")


def test_a_name_that_is_corrected_keeps_its_place_and_its_language(database: Database) -> None:
    french = NameEntry(NameKind.NAME, "fr", "Veilleurs des droits")
    with database.transaction() as session:
        organisation = add_organisation(session, msgspec.structs.replace(ENTRY, names=(FULL, french)))
        first, second = (name.id for name in organisation.names)
        seen = fingerprint(entry_of(organisation))
        corrected = NameEntry(NameKind.NAME, "en", "Watchers of Human Rights")
        alias = NameEntry(NameKind.ALIAS, None, "Watchers of Rights")

        wanted = msgspec.structs.replace(ENTRY, names=(corrected, french, alias))
        save_organisation(session, organisation, wanted, seen, NOW)
        session.expire_all()

        assert entry_of(organisation).names == (corrected, french, alias)
        assert [name.id for name in organisation.names][:2] == [first, second]


def test_two_names_can_change_places(database: Database) -> None:
    french = NameEntry(NameKind.NAME, "fr", "Veilleurs des droits")
    with database.transaction() as session:
        organisation = add_organisation(session, msgspec.structs.replace(ENTRY, names=(FULL, french)))
        swapped = (
            msgspec.structs.replace(FULL, text=french.text),
            msgspec.structs.replace(french, text=FULL.text),
        )

        wanted = msgspec.structs.replace(ENTRY, names=swapped)
        save_organisation(session, organisation, wanted, fingerprint(entry_of(organisation)), NOW)
        session.expire_all()

        assert {(name.language, name.text) for name in entry_of(organisation).names} == {
            ("en", french.text),
            ("fr", FULL.text),
        }


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (OrganisationEntry("", None, (FULL,)), "whom a supporter asks"),
        (OrganisationEntry("x", None, (NameEntry(NameKind.ALIAS, None, "W"),)), "full name"),
        (OrganisationEntry("x", None, (FULL, NameEntry(NameKind.NAME, "en", "W"))), "two full names"),
        (OrganisationEntry("x", None, (FULL, NameEntry(NameKind.NAME, "fr", FULL.text))), "there twice"),
        (OrganisationEntry("x", None, (FULL, NameEntry(NameKind.ALIAS, None, "…"))), "Row 2 holds no name"),
    ],
)
def test_what_cannot_be_used_is_refused(database: Database, entry: OrganisationEntry, said: str) -> None:
    with database.transaction() as session:
        with pytest.raises(BadEntry, match=said):
            add_organisation(session, entry)
        assert session.scalars(select(Organisation)).all() == []


def test_who_comes_second_is_told(database: Database) -> None:
    with database.transaction() as session:
        organisation = add_organisation(session, ENTRY)
        seen = fingerprint(entry_of(organisation))
        changed = msgspec.structs.replace(ENTRY, contact="another@watchers.example")

        assert save_organisation(session, organisation, ENTRY, seen, NOW) is False
        assert save_organisation(session, organisation, changed, seen, NOW) is True
        with pytest.raises(ConflictingEdit):
            save_organisation(session, organisation, ENTRY, seen, NOW)


def test_one_that_actions_name_stays(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([an_action(), an_action(slug="noise", organisations=[], addressees=[])])
        unused = add_organisation(session, ENTRY)

        with pytest.raises(BadEntry, match="an-action"):
            remove_organisation(session, take_organisation(session, "erw"))
        remove_organisation(session, unused)

        assert [(each.slug, [a.slug for a in used]) for each, used in list_organisations(session)] == [
            ("erw", ["an-action"])
        ]


def test_a_new_name_counts_at_once_in_letters_of_what_was_published_before(database: Database) -> None:
    with database.transaction() as session:
        published_action(session)
        saved(session, NameEntry(NameKind.ALIAS, None, "The Vigil"), NameEntry(NameKind.NAME, "fr", "La Veille"))

    with database.reading() as session:
        for found in (find_action(session, "an-action", NOW), action_page(session, "an-action", NOW)):
            choice = choose_addressees(found.published, {1}, "PT")
            for words in ("I support The Vigil.", "La Veille told me."):
                with pytest.raises(NamedOrganisation):
                    write_letters(found, choice, a_supporter(own_words=words), "en")
            assert write_letters(found, choice, a_supporter(own_words="I worry."), "en")
            assert found.published.organisations[0].name("fr") == "Example Rights Watchers"


def test_a_name_that_letters_say_at_this_moment_is_refused_until_they_say_it_no_more(database: Database) -> None:
    named = NameEntry(NameKind.ALIAS, None, "What Happened")
    with database.transaction() as session:
        published_action(session)
        with pytest.raises(BadEntry, match="an-action"):
            saved(session, named)

    with database.transaction() as session:
        action = session.scalars(select(Action)).one()
        action.organisation_mention = OrganisationMention.ALLOW
        publish(session, action, NOW)
        assert saved(session, named) is True


def test_a_change_keeps_its_author_from_approving_the_actions_that_name_it(database: Database) -> None:
    with database.transaction() as session:
        session.add_all([an_action(), an_action(slug="noise", organisations=[], addressees=[])])
        session.add(an_action(slug="over", organisations=[], addressees=[], state=ActionState.ARCHIVED))
        session.flush()
        organisation = take_organisation(session, "erw")

        note_change_of_organisation(session, organisation, "ana@desk.example", NOW)

        changed = {action.slug: [change.who for change in action.changes] for action in session.scalars(select(Action))}
        assert changed == {"an-action": ["ana@desk.example"], "noise": [], "over": []}


def test_the_factories_organisation_is_read_as_it_was_entered() -> None:
    names = entry_of(an_organisation()).names

    assert [name.kind for name in names] == [NameKind.NAME, NameKind.ACRONYM, NameKind.ALIAS, NameKind.DOMAIN]
