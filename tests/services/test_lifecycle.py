"""The life of an action: two persons publish, one stops, and nothing goes out that nobody has read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import (
    ActionClosed,
    BadEntry,
    ConflictingEdit,
    IllegalMove,
    NotFound,
    NothingToReview,
    NotReady,
    SecondPersonNeeded,
)
from campaign.models import Action, PostalAddress, Review, Revision
from campaign.models.deadline import Deadline
from campaign.models.states import ActionState, StopReason
from campaign.models.vocabulary import Consent, DeadlineRule, Verdict
from campaign.services.actions import Standing, action_page, find_action
from campaign.services.closing import archive, record_outcome, stop
from campaign.services.differences import differences
from campaign.services.extending import propose_extension, proposed_deadline
from campaign.services.letters import refuse_unless_open
from campaign.services.lifecycle import (
    approve,
    ask_for_review,
    note_change,
    note_change_of_authority,
    send_back,
    sha256_now,
    take_action,
    waiting_review,
)
from campaign.services.publishing import newest_revision, next_revision
from tests.factories import NOW, an_action

ANA, BO, CY = "ana@rights.example", "bo@rights.example", "cy@rights.example"
LATER = NOW + timedelta(hours=1)
IN_MAY = Deadline(date(2026, 5, 20), DeadlineRule.UNTIL, "by 20 May")
IN_JUNE = Deadline(date(2026, 6, 20), DeadlineRule.UNTIL, "by 20 June")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that writes."""
    with database.transaction() as session:
        yield session


def a_draft(session: Session, **changes) -> Action:
    """A draft that Ana made, and that lacks nothing."""
    action = an_action(**changes)
    session.add(action)
    session.flush()
    note_change(session, action, ANA, NOW)
    return action


def a_live_action(session: Session, **changes) -> Action:
    """An action that Ana made and Bo approved."""
    action = a_draft(session, **changes)
    action.deadline = IN_MAY
    ask_for_review(session, action, ANA, NOW)
    approve(session, action, BO, sha256_now(action, NOW), NOW)
    return action


def retitled(session: Session, action: Action, who: str, title: str = "A newer title") -> Action:
    action.texts["en"].title = title
    note_change(session, action, who, LATER)
    return action


def test_the_whole_story_on_every_engine(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        a_draft(session).deadline = IN_MAY
    with empty_database.transaction() as session:
        ask_for_review(session, take_action(session, "an-action"), ANA, NOW)
    with empty_database.reading() as session:
        seen = sha256_now(session.scalars(select(Action)).one(), NOW)
    with empty_database.transaction() as session:
        first = approve(session, take_action(session, "an-action"), BO, seen, NOW)
    with empty_database.transaction() as session:
        propose_extension(session, take_action(session, "an-action"), IN_JUNE, BO, LATER)
    with empty_database.reading() as session:
        action = session.scalars(select(Action)).one()
        (change,) = differences(newest_revision(action), next_revision(action, LATER))
        seen = sha256_now(action, LATER)
        assert find_action(session, "an-action", LATER).published.deadline == IN_MAY
    with empty_database.transaction() as session:
        second = approve(session, take_action(session, "an-action"), ANA, seen, LATER)
    with empty_database.transaction() as session:
        stop(session, take_action(session, "an-action"), CY, StopReason.RELEASED, LATER)
    with empty_database.transaction() as session:
        archive(session, take_action(session, "an-action"), CY, {"en": "He is free.", "fr": ""}, LATER)

    with empty_database.reading() as session:
        action = session.scalars(select(Action)).one()
        assert change.place == "deadline"
        assert [(r.number, r.sha256) for r in action.revisions] == [(1, first.sha256), (2, second.sha256)]
        assert [(r.asked_by, r.decided_by, r.verdict, r.sha256) for r in action.reviews] == [
            (ANA, BO, Verdict.APPROVED, first.sha256),
            (BO, ANA, Verdict.APPROVED, second.sha256),
        ]
        assert (action.state, action.stopped_by, action.stop_reason) == (ActionState.ARCHIVED, CY, StopReason.RELEASED)
        assert (action.stopped_at, action.archived_at, action.archived_by) == (LATER, LATER, CY)
        assert [(o.language, o.text, o.recorded_by) for o in action.outcomes] == [("en", "He is free.", CY)]
        assert action.changes == []


def test_a_review_is_not_asked_for_before_everything_is_there(session: Session) -> None:
    action = a_draft(session, consent=Consent.NOT_RECORDED, demands=[])

    with pytest.raises(NotReady) as refusal:
        ask_for_review(session, action, ANA, NOW)

    assert len(refusal.value.missing) == 2
    assert (action.state, waiting_review(action)) == (ActionState.DRAFT, None)


def test_what_waits_is_not_live_yet(session: Session) -> None:
    action = a_draft(session)

    review = ask_for_review(session, action, ANA, NOW)

    assert (action.state, waiting_review(action)) == (ActionState.IN_REVIEW, review)
    with pytest.raises(NotFound):
        action_page(session, action.slug, NOW)


@pytest.mark.parametrize("who", [ANA, "ANA@Rights.example "])
def test_nobody_approves_what_they_asked_for(session: Session, who: str) -> None:
    action = an_action()
    session.add(action)
    session.flush()
    ask_for_review(session, action, ANA, NOW)

    with pytest.raises(SecondPersonNeeded, match="asked for this review"):
        approve(session, action, who, sha256_now(action, NOW), NOW)

    assert session.scalars(select(Revision)).all() == []


@pytest.mark.parametrize("who", [BO, "BO@rights.example"])
def test_nobody_approves_what_they_changed_even_if_others_changed_and_asked_too(session: Session, who: str) -> None:
    action = a_draft(session)
    retitled(session, action, BO)
    note_change(session, action, ANA, LATER)
    ask_for_review(session, action, CY, LATER)

    with pytest.raises(SecondPersonNeeded, match="changed “an-action”"):
        approve(session, action, who, sha256_now(action, LATER), LATER)

    assert session.scalars(select(Revision)).all() == []
    assert approve(session, action, "di@rights.example", sha256_now(action, LATER), LATER).number == 1


def test_a_review_sent_back_does_not_wash_changes_off(session: Session) -> None:
    action = a_draft(session)
    ask_for_review(session, action, ANA, NOW)
    send_back(session, action, BO, "Name the town.", NOW)
    retitled(session, action, BO)
    ask_for_review(session, action, CY, LATER)

    for who in (ANA, BO, CY):
        with pytest.raises(SecondPersonNeeded):
            approve(session, action, who, sha256_now(action, LATER), LATER)


def test_who_changed_what_is_forgotten_once_it_is_published(session: Session) -> None:
    action = a_live_action(session)
    retitled(session, action, BO)
    ask_for_review(session, action, BO, LATER)

    revision = approve(session, action, ANA, sha256_now(action, LATER), LATER)

    assert revision.published.texts[0].title == "A newer title"
    assert action.changes == []


def test_one_row_a_person_tells_their_last_change(session: Session) -> None:
    action = a_draft(session)

    note_change(session, action, ANA.upper(), LATER)
    note_change(session, action, BO, LATER)

    assert {(change.who, change.at) for change in action.changes} == {(ANA, LATER), (BO, LATER)}


def test_what_was_changed_after_it_was_read_is_not_published(session: Session) -> None:
    action = a_draft(session)
    ask_for_review(session, action, ANA, NOW)
    seen = sha256_now(action, NOW)
    retitled(session, action, CY)

    with pytest.raises(ConflictingEdit, match="read it again"):
        approve(session, action, BO, seen, LATER)

    assert (action.state, session.scalars(select(Revision)).all()) == (ActionState.IN_REVIEW, [])
    assert approve(session, action, BO, sha256_now(action, LATER), LATER).published.texts[0].title == "A newer title"


def test_an_address_that_ends_overnight_is_a_change_as_well(session: Session) -> None:
    action = a_draft(session)
    action.addressees[0].authority.addresses[0].valid_to = NOW.date()
    ask_for_review(session, action, ANA, NOW)
    seen = sha256_now(action, NOW)

    with pytest.raises(ConflictingEdit):
        approve(session, action, BO, seen, NOW + timedelta(days=1))


def test_what_went_missing_during_the_review_is_named(session: Session) -> None:
    action = a_draft(session)
    ask_for_review(session, action, ANA, NOW)
    seen = sha256_now(action, NOW)
    action.consent = Consent.NOT_RECORDED

    with pytest.raises(NotReady, match="Consent is not recorded"):
        approve(session, action, BO, seen, NOW)

    assert action.state is ActionState.IN_REVIEW


def test_nothing_is_approved_or_sent_back_that_does_not_wait(session: Session) -> None:
    action = a_draft(session)

    with pytest.raises(NothingToReview):
        approve(session, action, BO, sha256_now(action, NOW), NOW)
    with pytest.raises(NothingToReview):
        send_back(session, action, BO, "No.", NOW)


def test_the_second_of_two_who_approve_at_once_is_told_so(session: Session) -> None:
    action = a_draft(session)
    ask_for_review(session, action, ANA, NOW)
    seen = sha256_now(action, NOW)
    approve(session, action, BO, seen, NOW)

    with pytest.raises(NothingToReview, match="see what became of it"):
        approve(session, action, CY, seen, NOW)

    assert len(action.revisions) == 1


def test_what_is_sent_back_is_a_draft_again_with_a_note(session: Session) -> None:
    action = a_draft(session)
    review = ask_for_review(session, action, ANA, NOW)

    with pytest.raises(BadEntry, match="what is to be mended"):
        send_back(session, action, BO, "  ", LATER)
    send_back(session, action, BO, " Name the town. ", LATER)

    assert (action.state, waiting_review(action)) == (ActionState.DRAFT, None)
    assert (review.verdict, review.decided_by, review.decided_at) == (Verdict.SENT_BACK, BO, LATER)
    assert (review.note, review.sha256) == ("Name the town.", sha256_now(action, LATER))


def test_a_live_action_stays_as_it_was_while_its_changes_wait_or_are_sent_back(session: Session) -> None:
    action = retitled(session, a_live_action(session), ANA)
    ask_for_review(session, action, ANA, LATER)
    waiting = action_page(session, action.slug, LATER)
    send_back(session, action, BO, "Keep the old title.", LATER)

    afterwards = action_page(session, action.slug, LATER)

    for found in (waiting, afterwards):
        assert (found.standing, found.published.texts[0].title) == (Standing.OPEN, "A title")
    assert action.state is ActionState.LIVE


def test_a_live_action_without_changes_needs_no_review(session: Session) -> None:
    action = a_live_action(session)

    with pytest.raises(NothingToReview, match="no change to review"):
        ask_for_review(session, action, ANA, LATER)


def test_an_action_waits_for_one_review_at_a_time(session: Session) -> None:
    action = a_draft(session)
    ask_for_review(session, action, ANA, NOW)

    with pytest.raises(ConflictingEdit, match="waits for a review already"):
        ask_for_review(session, action, BO, NOW)


def test_whoever_changed_an_authority_approves_no_action_that_is_sent_to_it(session: Session) -> None:
    action = a_live_action(session)
    other = a_draft(session, slug="other", organisations=action.organisations, case=action.case, addressees=[])
    authority = action.addressees[0].authority
    authority.addresses.append(
        PostalAddress(language="en", lines=("2 New Street",), country="AL", source="t", valid_from=NOW.date())
    )
    note_change_of_authority(session, authority, CY, LATER)
    ask_for_review(session, action, ANA, LATER)

    with pytest.raises(SecondPersonNeeded):
        approve(session, action, CY, sha256_now(action, LATER), LATER)

    assert [change.who for change in other.changes] == [ANA]


def test_a_stop_holds_at_once_and_everywhere(session: Session) -> None:
    action = retitled(session, a_live_action(session), ANA)
    review = ask_for_review(session, action, ANA, LATER)

    stop(session, action, CY, StopReason.HARMFUL, LATER)

    page, found = action_page(session, action.slug, LATER), find_action(session, "UA 7/26", LATER)
    assert {page.standing, found.standing} == {Standing.STOPPED}
    assert page.stop_reason is StopReason.HARMFUL
    with pytest.raises(ActionClosed, match="send no more letters"):
        refuse_unless_open(found, "PT")
    assert (review.verdict, review.decided_by) == (Verdict.WITHDRAWN, CY)
    with pytest.raises(NothingToReview):
        approve(session, action, BO, sha256_now(action, LATER), LATER)


def test_what_is_over_or_not_begun_is_not_stopped_changed_or_reviewed(session: Session) -> None:
    draft = a_draft(session)
    with pytest.raises(IllegalMove):
        stop(session, draft, CY, StopReason.OTHER, NOW)
    with pytest.raises(IllegalMove):
        archive(session, draft, CY, {}, NOW)
    with pytest.raises(IllegalMove, match="never published"):
        record_outcome(session, draft, CY, {"en": "Free."}, NOW)
    with pytest.raises(IllegalMove, match="only a live one"):
        propose_extension(session, draft, IN_JUNE, ANA, NOW)
    ask_for_review(session, draft, ANA, NOW)
    approve(session, draft, BO, sha256_now(draft, NOW), NOW)
    stop(session, draft, CY, StopReason.OTHER, NOW)

    for step in (ask_for_review, note_change):
        with pytest.raises(IllegalMove):
            step(session, draft, ANA, LATER)
    with pytest.raises(IllegalMove):
        stop(session, draft, CY, StopReason.OTHER, LATER)


def test_an_action_goes_into_the_archive_without_a_word_and_gets_its_outcome_later(session: Session) -> None:
    action = retitled(session, a_live_action(session), ANA)
    review = ask_for_review(session, action, ANA, LATER)
    archive(session, action, CY, {"en": " "}, LATER)

    with pytest.raises(BadEntry, match="what became of"):
        record_outcome(session, action, CY, {"en": " "}, LATER)
    record_outcome(session, action, BO, {"en": " He is free. ", "fr": "Il est libre."}, LATER)

    assert {(o.language, o.text, o.recorded_on) for o in action.outcomes} == {
        ("en", "He is free.", LATER.date()),
        ("fr", "Il est libre.", LATER.date()),
    }
    assert review.verdict is Verdict.WITHDRAWN
    assert action_page(session, action.slug, LATER).standing is Standing.ARCHIVED


def test_an_extension_opens_the_action_again_once_a_second_person_agrees(session: Session) -> None:
    action = a_live_action(session)
    over = datetime(2026, 5, 25, tzinfo=UTC)
    propose_extension(session, action, IN_JUNE, ANA, over)
    before = action_page(session, action.slug, over).standing

    with pytest.raises(SecondPersonNeeded):
        approve(session, action, ANA, sha256_now(action, over), over)
    approve(session, action, BO, sha256_now(action, over), over)

    assert (before, action_page(session, action.slug, over).standing) == (Standing.EXPIRED, Standing.OPEN)
    assert action.last_valid_day == date(2026, 6, 20)


@pytest.mark.parametrize(
    ("day", "now", "said"),
    [
        (date(2026, 5, 20), LATER, "later than the present one, 2026-05-20"),
        (date(2026, 5, 24), datetime(2026, 5, 25, tzinfo=UTC), "over already"),
    ],
)
def test_an_extension_must_lead_into_the_future(session: Session, day: date, now: datetime, said: str) -> None:
    action = a_live_action(session)

    with pytest.raises(BadEntry, match=said):
        propose_extension(session, action, Deadline(day, DeadlineRule.UNTIL, ""), ANA, now)

    assert action.deadline == IN_MAY


def test_an_action_that_stays_open_cannot_be_extended(session: Session) -> None:
    action = a_draft(session)
    ask_for_review(session, action, ANA, NOW)
    approve(session, action, BO, sha256_now(action, NOW), NOW)

    with pytest.raises(BadEntry, match="nothing to extend"):
        propose_extension(session, action, IN_JUNE, ANA, LATER)


def test_an_extension_takes_no_other_change_along(session: Session) -> None:
    action = retitled(session, a_live_action(session), ANA)

    with pytest.raises(ConflictingEdit, match="other changes"):
        propose_extension(session, action, IN_JUNE, ANA, LATER)
    retitled(session, action, ANA, "A title")
    propose_extension(session, action, IN_JUNE, ANA, LATER)
    with pytest.raises(ConflictingEdit):
        propose_extension(session, action, IN_JUNE, CY, LATER)


def test_an_extension_may_come_after_news_in_the_directory(session: Session) -> None:
    action = a_live_action(session)
    action.addressees[0].authority.contacts[0].note = "at night"

    propose_extension(session, action, IN_JUNE, ANA, LATER)

    found = differences(newest_revision(action), next_revision(action, LATER))
    assert {difference.place for difference in found} == {"deadline", "addressees.1.authority.contacts.1.note"}


def test_six_weeks_are_proposed() -> None:
    assert proposed_deadline(date(2014, 12, 17)) == date(2015, 1, 28)


def test_an_action_that_is_not_there_is_told(session: Session) -> None:
    with pytest.raises(NotFound, match="no action “nobody”"):
        take_action(session, "nobody")


def test_the_steps_of_two_persons_wait_for_each_other(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        ask_for_review(session, a_draft(session), ANA, NOW)
    order: list[str] = []
    taken = Event()

    def edit() -> None:
        taken.wait()
        with empty_database.transaction() as session:
            retitled(session, take_action(session, "an-action"), CY)
            order.append("edited")

    editor = Thread(target=edit)
    editor.start()
    with empty_database.transaction() as session:
        action = take_action(session, "an-action")
        taken.set()
        editor.join(timeout=0.5)  # time enough to come in between, if it could
        approve(session, action, BO, sha256_now(action, NOW), NOW)
        order.append("approved")
    editor.join()

    with empty_database.reading() as session:
        assert order == ["approved", "edited"]
        action = session.scalars(select(Action)).one()
        assert newest_revision(action).texts[0].title == "A title"
        assert [change.who for change in action.changes] == [CY]
        assert session.scalars(select(Review.verdict)).all() == [Verdict.APPROVED]
