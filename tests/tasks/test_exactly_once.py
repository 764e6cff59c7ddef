"""Each reminder once, though the program runs twice at the same time, or is killed wherever it is."""

import os
import queue
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import Envelope
from sqlalchemy import func, select, update

from campaign import schema
from campaign.db import Database
from campaign.models import Reminder
from campaign.paths import HOME
from campaign.tasks.reminders import send_reminders
from tests.coordinators import a_coordinator
from tests.reminding import a_live_action
from tests.tasks.conftest import environment, settings_for
from tests.tasks.mail import Keeper

ACTIONS, COORDINATORS = 4, 3


def started(database: Database, port: int) -> subprocess.Popen[str]:
    """`campaign due --send`, as a program of its own."""
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "campaign", "due", "--send"],
        env={**keep, **environment(database, port)},
        cwd=HOME,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(program: subprocess.Popen[str]) -> int:
    """How many reminders a program says that it sent."""
    output, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    return int(output.removeprefix("Reminders sent: ").rstrip(".\n"))


def filled(database: Database, actions: int, coordinators: int) -> None:
    now = datetime.now(UTC)
    with database.transaction() as session:
        for number in range(coordinators):
            a_coordinator(session, f"c{number}@desk.example")
        for number in range(actions):
            a_live_action(session, now, days_left=5, slug=f"action-{number}")


def keys(keeper: Keeper) -> list[tuple[str, str]]:
    """Who got mail about what."""
    return sorted((message["To"], message.get_content().split("by-number/")[1].split()[0]) for message in keeper.mail)


def test_two_programs_started_together_send_each_reminder_once(
    empty_database: Database, keeper: Keeper, port: int
) -> None:
    schema.upgrade(empty_database)
    filled(empty_database, ACTIONS, COORDINATORS)
    keeper.dawdle_s = 0.03

    programs = [started(empty_database, port), started(empty_database, port)]
    sent = [finished(program) for program in programs]

    assert sum(sent) == len(keeper.mail) == len(set(keys(keeper))) == ACTIONS * COORDINATORS
    assert all(sent), "they did not run at the same time, so this proves nothing"
    with empty_database.reading() as session:
        assert session.scalar(select(func.count()).where(Reminder.sent_at.is_not(None))) == ACTIONS * COORDINATORS


def killed_at(step: str, database: Database, keeper: Keeper, port: int, *, accepted: bool = False) -> None:
    """Run the program, and kill it while it waits for the server's answer to a step."""
    process_ids: queue.Queue[int] = queue.Queue()

    def kill(envelope: Envelope) -> str:
        os.kill(process_ids.get(timeout=30), signal.SIGKILL)
        if accepted:
            keeper.keep(envelope)
        return "451 nobody is there any more"

    keeper.at[step] = kill
    program = started(database, port)
    process_ids.put(program.pid)
    program.communicate(timeout=60)
    assert program.returncode == -signal.SIGKILL
    keeper.at.clear()


def let_leases_end(database: Database) -> None:
    with database.transaction() as session:
        session.execute(update(Reminder).values(held_until=datetime.now(UTC) - timedelta(seconds=1)))


@pytest.mark.parametrize(("step", "claimed"), [("EHLO", 0), ("MAIL", 1), ("DATA", 1)])
def test_a_program_that_was_killed_leaves_exactly_one_mail_to_the_next(
    database: Database, keeper: Keeper, port: int, step: str, claimed: int
) -> None:
    filled(database, 1, 1)

    killed_at(step, database, keeper, port)
    with database.reading() as session:
        assert len(session.scalars(select(Reminder).filter_by(sent_at=None)).all()) == claimed
    settings = settings_for(database, port)
    at_once = send_reminders(database, settings).sent
    let_leases_end(database)
    later = send_reminders(database, settings).sent

    assert (at_once, later) == ((0, 1) if claimed else (1, 0))
    assert keys(keeper) == [("c0@desk.example", "1")]


def test_killed_between_the_servers_yes_and_our_note_the_second_copy_is_the_same_message(
    database: Database, keeper: Keeper, port: int
) -> None:
    filled(database, 1, 1)

    killed_at("DATA", database, keeper, port, accepted=True)
    let_leases_end(database)
    again = send_reminders(database, settings_for(database, port)).sent

    assert again == 1
    assert len(keeper.mail) == 2
    assert len({message["Message-ID"] for message in keeper.mail}) == 1
