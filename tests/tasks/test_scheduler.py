"""What runs beside the pages: it goes on whatever fails, and holds nothing up."""

import logging
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from campaign.db import Database
from campaign.models import SignedIn
from campaign.paths import HOME
from campaign.services.accounts.people import find_coordinator
from campaign.services.accounts.sessions import begin_session
from campaign.settings import load_settings
from campaign.tasks.scheduler import Scheduler
from tests.coordinators import a_coordinator
from tests.reminding import a_live_action
from tests.tasks.conftest import EMAIL, environment
from tests.tasks.mail import Keeper, free_port, mail_server

NOW = datetime.now(UTC)


def wait_until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def with_work_to_do(database: Database) -> None:
    """A reminder to send, and a session to forget."""
    with database.transaction() as session:
        begin_session(session, a_coordinator(session, EMAIL).id, "a test", NOW - timedelta(days=1))
        a_live_action(session, NOW, days_left=3)


def sessions_in(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(SignedIn)).all())


def test_it_sends_forgets_and_ends(database: Database, keeper: Keeper, port: int) -> None:
    with_work_to_do(database)
    scheduler = Scheduler(load_settings(environment(database, port)), every_s=0.05)

    scheduler.start()
    wait_until(lambda: keeper.mail)
    scheduler.end()
    scheduler.join(10)

    assert not scheduler.is_alive()
    assert scheduler.daemon
    assert len(keeper.mail) == 1
    assert sessions_in(database) == 0


def test_without_a_mail_server_it_only_forgets(database: Database) -> None:
    with_work_to_do(database)
    scheduler = Scheduler(load_settings({"CAMPAIGN_DATABASE_URL": str(database.engine.url)}), every_s=0.05)

    scheduler.start()
    wait_until(lambda: sessions_in(database) == 0)
    scheduler.end()
    scheduler.join(10)


def test_it_survives_a_database_and_a_mail_server_that_are_away_for_a_while(
    database: Database, keeper: Keeper, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with_work_to_do(database)
    database.close()
    file, aside = tmp_path / "campaign.sqlite", tmp_path / "aside.sqlite"
    file.rename(aside)
    file.write_bytes(b"nothing that a database could be" * 100)
    port = free_port()
    scheduler = Scheduler(load_settings(environment(database, port)), every_s=0.05)

    scheduler.start()
    wait_until(lambda: "The database did not answer" in caplog.text)
    aside.replace(file)
    wait_until(lambda: "The mail server 127.0.0.1" in caplog.text)
    with mail_server(keeper, port):
        wait_until(lambda: keeper.mail)
    scheduler.end()
    scheduler.join(10)

    assert len(keeper.mail) == 1
    assert {record.levelno for record in caplog.records if record.name == "campaign.tasks.scheduler"} == {
        logging.WARNING
    }


def test_what_nobody_thought_of_does_not_end_it(
    database: Database, keeper: Keeper, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    with_work_to_do(database)
    moments: list[datetime] = []

    def clock() -> datetime:
        moments.append(NOW)
        return NOW if len(moments) > 1 else None  # type: ignore[return-value]

    scheduler = Scheduler(load_settings(environment(database, port)), every_s=0.05, now=clock)
    scheduler.start()
    wait_until(lambda: keeper.mail)
    scheduler.end()
    scheduler.join(10)

    assert "failed: TypeError" in caplog.text


def test_serving_sends_reminders_without_cron_and_ends_at_once(database: Database, keeper: Keeper, port: int) -> None:
    with_work_to_do(database)
    with database.transaction() as session:
        find_coordinator(session, EMAIL).reminder_days = (3,)
    server = subprocess.Popen(
        [sys.executable, "-m", "campaign", "serve", "--port", str(free_port())],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path), **environment(database, port)},
        cwd=HOME,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        wait_until(lambda: keeper.mail)
    finally:
        server.terminate()
        _, errors = server.communicate(timeout=10)

    assert len(keeper.mail) == 1
    assert b"Traceback" not in errors
