"""`campaign due`."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from campaign.db import Database
from campaign.models.states import StopReason
from campaign.services.closing import stop
from tests.cli.conftest import Campaign
from tests.coordinators import a_coordinator
from tests.reminding import a_live_action
from tests.tasks.conftest import environment
from tests.tasks.mail import Keeper, free_port, mail_server


def test_what_falls_due_is_told_a_line_each(loaded: Campaign, demonstration: Database) -> None:
    now = datetime.now(UTC)
    with demonstration.transaction() as session:
        a_live_action(session, now, days_left=0, slug="ends-today")
        a_live_action(session, now, days_left=7, slug="ends-soon")
        a_live_action(session, now, days_left=30, slug="hidden", embargo_until=now + timedelta(days=1))
        stop(session, a_live_action(session, now, 9, slug="stopped"), "ana@desk.example", StopReason.OTHER, now)

    lines = loaded("due").stdout.splitlines()

    assert f"last day today, {now.date()}: ends-today" in lines
    assert f"last day {now.date() + timedelta(days=7)}: ends-soon" in lines
    assert "over since 2015-01-27: kalyapin-attacked-and-threatened" in lines
    assert "ask what became of it, over since 2015-01-27: kalyapin-attacked-and-threatened" in lines
    assert f"ask what became of it, stopped since {now.date()}: stopped" in lines
    assert f"public from {now + timedelta(days=1):%Y-%m-%d %H:%M} UTC: hidden" in lines
    assert "verify 2 of minister-of-ends-soon, used by ends-soon" in lines
    assert not [line for line in lines if line.startswith("last day") and "hidden" in line]


def test_other_programs_get_json(loaded: Campaign, demonstration: Database) -> None:
    told = json.loads(loaded("due", "--json").stdout)

    assert set(told) == {"last_days", "reviews", "stale", "outcomes", "embargoes"}
    assert told["last_days"][0]["slug"] == "kalyapin-attacked-and-threatened"
    assert told["outcomes"] == [{"slug": "kalyapin-attacked-and-threatened", "stopped": False, "since": "2015-01-27"}]


def test_where_nothing_falls_due_it_says_so(campaign: Campaign) -> None:
    campaign("db", "upgrade")

    assert campaign("due").stdout == "Nothing falls due.\n"


def test_sending_says_how_many_and_fails_if_some_could_not_be_sent(
    loaded: Campaign, demonstration: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, keeper, port = datetime.now(UTC), Keeper(), free_port()
    with demonstration.transaction() as session:
        a_coordinator(session, "ines@desk.example")
        a_live_action(session, now, days_left=3)
    for name, value in environment(demonstration, port).items():
        monkeypatch.setenv(name, value)
    keeper.at["RCPT"] = lambda envelope: "550 no such person"

    away = loaded("due", "--send")
    with mail_server(keeper, port):
        refused = loaded("due", "--send")
        resting = loaded("due", "--send")

    assert (away.exit_code, "cannot be used" in away.stderr) == (1, True)
    assert (refused.exit_code, refused.stdout) == (1, "Reminders sent: 0.\n")
    assert "refused the mail to ines@desk.example: 550 no such person" in refused.stderr
    assert (resting.exit_code, resting.stdout) == (0, "Reminders sent: 0.\n")


def test_sending_without_a_mail_server_says_what_to_set(loaded: Campaign) -> None:
    refused = loaded("due", "--send")

    assert (refused.exit_code, "set CAMPAIGN_SMTP_HOST" in refused.stderr) == (1, True)
