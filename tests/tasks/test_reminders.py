"""Reminders as they are sent: to a real mail server, each once, in words that betray nobody."""

from datetime import datetime, timedelta
from threading import Timer

import pytest
from aiosmtpd.smtp import Envelope
from sqlalchemy import func, select, text

from campaign.db import Database
from campaign.errors import BadSetting, MailRefused, MailServerAway
from campaign.models import Action, Reminder
from campaign.models.states import StopReason
from campaign.services.accounts.people import find_coordinator
from campaign.services.closing import archive, stop
from campaign.services.publishing import publish
from campaign.services.reminding.claiming import LEASE, claim, is_ours, let_go, mark_sent
from campaign.services.reminding.planning import due_reminders, still_wanted
from campaign.settings import Settings, load_settings
from campaign.tasks.reminders import Run, send_reminders
from tests.coordinators import a_coordinator
from tests.factories import NOW
from tests.reminding import a_live_action, publish_until
from tests.tasks.conftest import EMAIL
from tests.tasks.mail import Keeper, free_port

DAY = timedelta(days=1)


def run(database: Database, settings: Settings, at: datetime = NOW) -> Run:
    return send_reminders(database, settings, lambda: at)


def in_days(keeper: Keeper) -> list[str]:
    return [str(message["Subject"]).removeprefix("An action has its last day ") for message in keeper.mail]


def test_a_reminder_says_how_long_and_leads_to_the_desk_without_a_name(
    database: Database, settings: Settings, keeper: Keeper, action: Action
) -> None:
    done = run(database, settings)

    (message,) = keeper.mail
    assert done == Run(1)
    assert message["To"] == EMAIL
    assert message["From"] == "desk@letters.example"
    assert message["Subject"] == "An action has its last day in 3 days"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == [
        "An action has its last day in 3 days, on 7 May 2026.",
        "See at the desk which one, and whether it needs more time:",
        "",
        f"https://letters.example/desk/actions/by-number/{action.id}",
        "",
        "When you are reminded is up to you:",
        "https://letters.example/desk/account",
    ]
    words = message.as_string().lower()
    assert not [word for word in ("igor", "ilir", "a title", "danger", "erw", "watchers", "al") if f"{word} " in words]
    assert "igor" not in words


def test_day_by_day_each_distance_is_said_once(database: Database, settings: Settings, keeper: Keeper) -> None:
    with database.transaction() as session:
        a_coordinator(session, EMAIL)
        a_live_action(session, NOW, days_left=15)

    for hour in range(0, 18 * 24, 6):
        run(database, settings, NOW + timedelta(hours=hour))

    assert in_days(keeper) == ["in 14 days", "in 7 days", "in 3 days", "tomorrow", "today"]
    assert len({message["Message-ID"] for message in keeper.mail}) == 5


def test_what_was_missed_is_not_stacked(database: Database, settings: Settings, keeper: Keeper, action: Action) -> None:
    with database.transaction() as session:
        find_coordinator(session, EMAIL).reminder_days = (14, 10, 7)

    for days in range(4):
        run(database, settings, NOW + days * DAY)

    assert in_days(keeper) == ["in 3 days"]


def test_a_farther_distance_is_moot_once_a_nearer_one_was_said(
    database: Database, settings: Settings, keeper: Keeper, action: Action
) -> None:
    run(database, settings)
    with database.transaction() as session:
        find_coordinator(session, EMAIL).reminder_days = (14, 5)

    run(database, settings, NOW + DAY)

    assert in_days(keeper) == ["in 3 days"]


def test_an_extension_begins_anew_once_it_is_published(
    database: Database, settings: Settings, keeper: Keeper, action: Action
) -> None:
    run(database, settings)
    with database.transaction() as session:
        publish_until(session, session.get_one(Action, action.id), NOW, days_left=7)

    run(database, settings)
    run(database, settings, NOW + 4 * DAY)

    assert in_days(keeper) == ["in 3 days", "in 7 days", "in 3 days"]
    assert len({message["Message-ID"] for message in keeper.mail}) == 3


def stopped(session, action: Action) -> None:
    stop(session, action, EMAIL, StopReason.RELEASED, NOW)


def archived(session, action: Action) -> None:
    archive(session, action, EMAIL, {}, NOW)


def embargoed(session, action: Action) -> None:
    action.embargo_until = NOW + DAY
    publish(session, action, NOW)


def disabled(session, action: Action) -> None:
    find_coordinator(session, EMAIL).disabled_at = NOW


def not_set_up(session, action: Action) -> None:
    find_coordinator(session, EMAIL).totp_secret = None


def not_wanted(session, action: Action) -> None:
    find_coordinator(session, EMAIL).reminder_days = ()


def extended(session, action: Action) -> None:
    publish_until(session, action, NOW, days_left=30)


SILENCED = [stopped, archived, embargoed, disabled, not_set_up, not_wanted, extended]


@pytest.mark.parametrize("change", SILENCED)
def test_nobody_is_reminded_of_what_is_over_hidden_or_not_theirs(
    database: Database, settings: Settings, keeper: Keeper, action: Action, change
) -> None:
    with database.transaction() as session:
        a_live_action(session, NOW, days_left=None, slug="noise")
        change(session, session.get_one(Action, action.id))

    assert run(database, settings) == Run(0)
    assert keeper.mail == []


@pytest.mark.parametrize("change", SILENCED)
def test_what_changes_between_claim_and_sending_is_seen(
    database: Database, settings: Settings, keeper: Keeper, action: Action, change
) -> None:
    moments = [NOW] * 100

    def clock() -> datetime:  # its second answer is asked for by the claim, its third after that was committed
        moments.pop()
        if len(moments) == 97:
            with database.transaction() as session:
                assert session.scalar(select(func.count()).select_from(Reminder)) == 1
                change(session, session.get_one(Action, action.id))
        return NOW

    done = send_reminders(database, settings, clock)

    assert (done, keeper.mail) == (Run(0), [])
    with database.reading() as session:
        assert session.scalars(select(Reminder)).one().sent_at is None


def test_a_claim_keeps_others_off_until_its_lease_ends(database: Database, action: Action) -> None:
    with database.reading() as session:
        (due,) = due_reminders(session, NOW)
    with database.transaction() as session:
        first = claim(session, due, NOW)
    with database.transaction() as session:
        second = claim(session, due, NOW + LEASE - timedelta(seconds=1))
        waiting = due_reminders(session, NOW + LEASE - timedelta(seconds=1))
    with database.transaction() as session:
        third = claim(session, due, NOW + LEASE)
        assert (first is None, second, waiting, third is None) == (False, None, [], False)
        assert is_ours(session, third, NOW + LEASE)
        assert not is_ours(session, first, NOW + LEASE)
        let_go(session, first, NOW)
        assert is_ours(session, third, NOW + LEASE)
        mark_sent(session, first, NOW)
        assert not is_ours(session, third, NOW + LEASE)
        assert claim(session, due, NOW + 2 * LEASE) is None


def test_a_program_that_slept_past_its_lease_does_not_send(
    database: Database, settings: Settings, keeper: Keeper, action: Action
) -> None:
    moments = [NOW, NOW, NOW + LEASE]

    done = send_reminders(database, settings, lambda: moments.pop(0) if moments[1:] else moments[0])

    assert (done, keeper.mail) == (Run(0), [])


def test_a_reminder_that_waited_says_the_days_that_are_left(database: Database, action: Action) -> None:
    with database.transaction() as session:
        find_coordinator(session, EMAIL).reminder_days = (3,)
    with database.reading() as session:
        (due,) = due_reminders(session, NOW)
        later = still_wanted(session, due, NOW + DAY)

    assert later is not None
    assert (later.days_before, later.days_left) == (3, 2)


def test_a_refused_recipient_is_told_rests_and_does_not_stop_the_others(
    database: Database, settings: Settings, keeper: Keeper, action: Action
) -> None:
    with database.transaction() as session:
        a_coordinator(session, "anna@desk.example")
        a_coordinator(session, "zoe@desk.example")
    keeper.at["RCPT"] = lambda envelope: "550 no such\x07 person" if envelope.rcpt_tos == [EMAIL] else None

    first = run(database, settings)
    at_once = run(database, settings, NOW + timedelta(minutes=4))
    again = run(database, settings, NOW + timedelta(minutes=5))
    resting = run(database, settings, NOW + timedelta(minutes=14))
    del keeper.at["RCPT"]
    mended = run(database, settings, NOW + timedelta(minutes=15))

    (problem,) = first.problems
    assert isinstance(problem, MailRefused)
    assert str(problem) == f"The mail server refused the mail to {EMAIL}: 550 no such  person."
    assert (first.sent, at_once, again.sent, len(again.problems), resting, mended) == (
        2,
        Run(0),
        0,
        1,
        Run(0),
        Run(1),
    )
    assert [message["To"] for message in keeper.mail] == ["anna@desk.example", "zoe@desk.example", EMAIL]


@pytest.mark.parametrize("step", ["MAIL", "DATA"])
def test_what_the_server_refuses_is_sent_later(
    database: Database, settings: Settings, keeper: Keeper, action: Action, step: str
) -> None:
    keeper.at[step] = lambda envelope: "451 not now"
    refused = run(database, settings)
    del keeper.at[step]

    assert [str(problem) for problem in refused.problems] == [
        f"The mail server refused the mail to {EMAIL}: 451 not now."
    ]
    assert run(database, settings, NOW + timedelta(minutes=5)) == Run(1)


def test_a_dead_server_is_told_and_nothing_is_claimed(database: Database, action: Action) -> None:
    nobody = load_settings(
        {
            "CAMPAIGN_DATABASE_URL": str(database.engine.url),
            "CAMPAIGN_SITE_ADDRESS": "https://letters.example",
            "CAMPAIGN_SMTP_HOST": "127.0.0.1",
            "CAMPAIGN_SMTP_PORT": str(free_port()),
            "CAMPAIGN_MAIL_FROM": "desk@letters.example",
        }
    )

    done = run(database, nobody)

    assert [type(problem) for problem in done.problems] == [MailServerAway]
    assert "cannot be used: " in str(done.problems[0])
    with database.reading() as session:
        assert session.scalars(select(Reminder)).all() == []


def test_a_server_that_goes_away_in_the_middle_is_asked_again_for_the_next_mail(
    database: Database, settings: Settings, keeper: Keeper, action: Action
) -> None:
    with database.transaction() as session:
        a_coordinator(session, "zoe@desk.example")
    # 421 makes the server hang up
    keeper.at["DATA"] = lambda envelope: "421 going down" if envelope.rcpt_tos == [EMAIL] else None

    done = run(database, settings)

    assert (done.sent, len(done.problems)) == (1, 1)
    assert [message["To"] for message in keeper.mail] == ["zoe@desk.example"]


def test_a_mail_that_was_sent_is_noted_though_the_database_is_away_for_a_moment(
    database: Database, settings: Settings, keeper: Keeper, action: Action
) -> None:
    def rename(before: str, after: str) -> None:
        with database.transaction() as session:
            session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))

    def go_away(envelope: Envelope) -> None:
        rename("reminder", "aside")
        Timer(0.5, rename, ("aside", "reminder")).start()

    keeper.at["DATA"] = go_away
    done = run(database, settings)

    assert done == Run(1)
    assert run(database, settings, NOW + 2 * LEASE) == Run(0)
    assert len(keeper.mail) == 1


def test_nothing_due_asks_no_server(database: Database, keeper: Keeper, settings: Settings) -> None:
    keeper.at["EHLO"] = lambda envelope: pytest.fail("somebody connected")

    assert run(database, settings) == Run(0)


def test_without_a_mail_server_sending_says_what_to_set(database: Database) -> None:
    with pytest.raises(BadSetting, match="set CAMPAIGN_SMTP_HOST"):
        run(database, load_settings({"CAMPAIGN_DATABASE_URL": str(database.engine.url)}))
