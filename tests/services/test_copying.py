"""Follow-ups and clones: new drafts that begin with what is there, and take no consent along."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import IllegalMove, SecondPersonNeeded
from campaign.models import Action, Addressee, AddresseeText, FieldLevel, MergedAuthority
from campaign.models.deadline import Deadline
from campaign.models.published import PublishedAction
from campaign.models.states import ActionState
from campaign.models.vocabulary import (
    ActionKind,
    Consent,
    DeadlineRule,
    LevelledField,
    NameEmphasis,
    OrganisationMention,
    PublicationLevel,
    Role,
)
from campaign.services.copying import COPIED, clone, follow_up, free_slug
from campaign.services.differences import differences
from campaign.services.freezing import freeze_action
from campaign.services.lifecycle import approve, ask_for_review, sha256_now
from campaign.services.publishing import publish
from tests.factories import NOW, a_demand, an_action, an_authority

ANA = "ana@rights.example"
OWN = {  # what no new action takes from the one it is made from; the embargo only while it holds
    *("id", "case_id", "slug", "kind", "follows_id", "document_index", "issue_date", "embargo_until"),
    *("deadline_date", "deadline_rule", "deadline_wording", "last_valid_day"),
    *("consent", "consent_note", "consent_on", "state"),
    *("stop_reason", "stopped_at", "stopped_by", "archived_at", "archived_by"),
}


def a_rich_action(session: Session) -> Action:
    """A live action with something in everything that is copied."""
    addressees = [
        Addressee(position=1, role=Role.TARGET, authority=an_authority("minister")),
        Addressee(
            position=2,
            role=Role.OVERSIGHT,
            authority=an_authority("judge"),
            do_not_write_from=("BY",),
            do_not_write_reason="No.",
            texts={"en": AddresseeText(language="en", salutation="Your Honour,")},
        ),
    ]
    items = [a_demand("at once", 1, only_to=[addressees[0]]), a_demand("in full", 2)]
    action = an_action(
        addressees=addressees,
        demands=[a_demand("release him", 1), a_demand("tell the truth", 2, items=items, only_to=[addressees[0]])],
        levels={LevelledField.FACTS: FieldLevel(field=LevelledField.FACTS, level=PublicationLevel.LETTER_ONLY)},
        late_letters_allowed=True,
        copies_to_missions=True,
        do_not_write_from=("RU",),
        organisation_mention=OrganisationMention.ALLOW,
        name_emphasis=NameEmphasis.BOLD,
        unlisted=True,
        demonstration=True,
        embargo_until=NOW + timedelta(days=1),
        document_index="EUR 1/2026",
    )
    action.deadline = Deadline(date(2026, 6, 1), DeadlineRule.UNTIL, "by 1 June")
    session.add(action)
    session.flush()
    action.move(ActionState.IN_REVIEW)
    publish(session, action, NOW)
    return action


def frozen(action: Action) -> PublishedAction:
    return freeze_action(action, 1, NOW.date())


def test_every_column_of_an_action_is_copied_or_known_as_its_own() -> None:
    columns = {attribute.key for attribute in sa.inspect(Action).column_attrs}

    assert set(COPIED) | OWN == columns
    assert set(COPIED) & OWN == set()


def test_a_follow_up_says_the_same_of_the_same_case_on_every_engine(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        action = a_rich_action(session)
        made = follow_up(session, action, ANA, NOW, ActionKind.UPDATE)

    with empty_database.reading() as session:
        action, made = session.scalars(select(Action).order_by(Action.id)).all()
        places = {difference.place for difference in differences(frozen(action), frozen(made))}
        assert places == {"slug", "kind", "follows", "document_index", "issue_date", "deadline"}
        assert (made.slug, made.state, made.kind) == ("an-action-2", ActionState.DRAFT, ActionKind.UPDATE)
        assert (made.case, made.follows) == (action.case, action)
        assert (made.consent, made.consent_on, made.deadline) == (Consent.NOT_RECORDED, None, None)
        assert not {each.id for each in made.addressees} & {each.id for each in action.addressees}
        assert [each.who for each in made.changes] == [ANA]


def test_a_clone_belongs_to_no_case_and_follows_nothing(database: Database) -> None:
    with database.transaction() as session:
        action = a_rich_action(session)
        update = follow_up(session, action, ANA, NOW, ActionKind.UPDATE)
        made = clone(session, update, ANA, NOW)

        places = {difference.place for difference in differences(frozen(update), frozen(made))}
        assert places == {"slug", "kind", "case_code", "follows"}
        assert (made.case.code, made.follows, made.kind) == (None, None, ActionKind.ACTION)
        assert made.case is not update.case
        assert (made.slug, made.consent) == ("an-action-3", Consent.NOT_RECORDED)


def test_two_addressees_that_are_one_authority_by_now_are_one_in_a_copy(database: Database) -> None:
    with database.transaction() as session:
        action = a_rich_action(session)
        minister, judge = action.addressees
        judge.role, judge.do_not_write_from = Role.TARGET, ()
        minister.role, minister.do_not_write_from = Role.COPY, ("RU",)
        third = Addressee(position=3, role=Role.TARGET, authority=an_authority("clerk"))
        action.addressees.append(third)
        action.demands += [
            a_demand("say where he is", 3, only_to=[judge]),
            a_demand("let him go", 4, only_to=[minister, judge]),
        ]
        action.move(ActionState.STOPPED)
        judge.authority.merged_into = MergedAuthority(into=minister.authority)
        session.flush()

        made = clone(session, action, ANA, NOW)

        one, other = made.addressees
        assert [(each.authority.slug, each.position, each.role) for each in made.addressees] == [
            ("minister", 1, Role.TARGET),
            ("clerk", 2, Role.TARGET),
        ]
        assert one.texts["en"].salutation == "Your Honour,"
        assert (one.do_not_write_reason, one.do_not_write_from) == ("No.", ())
        assert [demand.only_to for demand in made.demands] == [[], [one], [one], [one]]
        assert made.demands[1].items[0].only_to == [one]
        assert {each.id for each in made.addressees}.isdisjoint({each.id for each in action.addressees})
        assert other.do_not_write_reason is None


def test_in_a_copy_the_words_for_the_authority_that_was_kept_win(database: Database) -> None:
    with database.transaction() as session:
        action = a_rich_action(session)
        minister, judge = action.addressees
        minister.texts = {"en": AddresseeText(language="en", salutation="Dear Mr Poe,", closing="Yours,")}
        judge.texts = {"en": AddresseeText(language="en", salutation="Your Honour,")}
        action.move(ActionState.STOPPED)
        minister.authority.merged_into = MergedAuthority(into=judge.authority)
        session.flush()

        (one,) = clone(session, action, ANA, NOW).addressees

        assert (one.texts["en"].salutation, one.texts["en"].closing) == ("Your Honour,", "Yours,")


def test_an_embargo_that_is_over_is_not_copied(database: Database) -> None:
    with database.transaction() as session:
        made = clone(session, a_rich_action(session), ANA, NOW + timedelta(days=1))

        assert made.embargo_until is None


def test_a_draft_is_not_followed(database: Database) -> None:
    with database.transaction() as session:
        draft = an_action()
        session.add(draft)
        session.flush()

        with pytest.raises(IllegalMove, match="never published"):
            follow_up(session, draft, ANA, NOW, ActionKind.UPDATE)


def test_whoever_made_a_clone_does_not_approve_it(database: Database) -> None:
    with database.transaction() as session:
        made = clone(session, a_rich_action(session), ANA, NOW)
        made.consent = Consent.GIVEN
        ask_for_review(session, made, "bo@rights.example", NOW)

        with pytest.raises(SecondPersonNeeded):
            approve(session, made, ANA, sha256_now(made, NOW), NOW)


@pytest.mark.parametrize(
    ("taken", "slug", "free"),
    [
        (["one"], "one", "one-2"),
        (["one", "one-2"], "one", "one-3"),
        (["one", "one-2"], "one-2", "one-3"),
        (["one", "one-2014"], "one-2014", "one-2014-2"),
        (["one-2"], "one-2", "one-2-2"),
    ],
)
def test_a_slug_gets_the_next_free_number(database: Database, taken: list[str], slug: str, free: str) -> None:
    with database.transaction() as session:
        for each in taken:
            session.add(an_action(slug=each, organisations=[], addressees=[]))
        session.flush()

        assert free_slug(session, slug) == free
