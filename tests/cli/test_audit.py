"""`campaign audit`, as an operator uses it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from campaign.db import Database
from tests.cli.conftest import Campaign


@pytest.fixture
def changed(loaded: Campaign) -> Campaign:
    """`campaign` after a fax and the end of another were entered, confirmed, and refused."""
    loaded("directory", "add", "ru-president", "fax", "+7 495 606 36 02 / 07", "--source", "a sheet\x1b[2J")
    (number,) = [
        line.split()[0] for line in loaded("directory", "show", "ru-president").stdout.splitlines() if "?" in line
    ]
    loaded("directory", "confirm", "ru-president", number)
    loaded("directory", "refuses", "ru-president", "fax")
    loaded("directory", "refuses", "ru-prosecutor-general", "email")
    return loaded


def tamper(database: Database, *statements: str) -> None:
    with database.transaction() as session:
        for statement in statements:
            session.execute(sa.text(statement))


def test_changes_of_contacts_are_recorded_with_what_they_changed(changed: Campaign) -> None:
    shown = changed("audit", "show", "--subject", "ru-president").stdout
    heads = [
        line.split()[0]
        for line in shown.splitlines()
        if "command line: contact_changed, authority ru-president" in line
    ]

    assert heads == ["1", "2", "3", "4"]
    assert '        e164: null → "+74956063607"\n        proposed: "+74956063607" → null' in shown
    assert '        raw: nothing → "07"' in shown
    assert '        refuses: [] → ["fax"]' in shown
    assert "ru-prosecutor-general" not in shown
    assert "\x1b" not in shown


def test_the_last_entries_are_shown_newest_last(changed: Campaign) -> None:
    lines = changed("audit", "show", "--last", "2").stdout.splitlines()

    assert [line.split()[0] for line in lines if "command line" in line] == ["4", "5"]


def test_what_was_refused_is_not_recorded_and_makes_no_key(loaded: Campaign, tmp_path: Path) -> None:
    assert loaded("directory", "add", "ru-president", "fax", "none", "--source", "a sheet").exit_code == 1

    assert not (tmp_path / "audit.key").exists()
    assert loaded("audit", "show").stdout == "Nothing was recorded yet.\n"
    assert loaded("audit", "verify").stdout == "The log is empty: nothing was recorded yet.\n"


def test_a_log_in_order_tells_its_length_and_newest_hash(changed: Campaign) -> None:
    result = changed("audit", "verify")
    *_, newest_hash = result.stdout.split()

    assert (result.exit_code, "Entries: 5." in result.stdout, result.stdout.count("\n")) == (0, True, 1)
    assert changed("audit", "verify", "--kept", newest_hash).exit_code == 0
    assert "No entry has the hash" in changed("audit", "verify", "--kept", "a" * 64).stderr


def test_every_broken_entry_is_named(changed: Campaign, demonstration: Database) -> None:
    tamper(
        demonstration,
        "DROP TRIGGER event_no_update",
        "DROP TRIGGER event_no_delete",
        "UPDATE event SET who = 'somebody else' WHERE number = 2",
        "DELETE FROM event WHERE number = 5",
    )

    result = changed("audit", "verify")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Entry 2 was altered, or not written by this program.",
        "Entry 5 was removed.",
    ]
    assert "not as it was recorded" in result.stderr


def test_an_emptied_log_is_noticed_by_its_key(changed: Campaign, demonstration: Database) -> None:
    tamper(
        demonstration,
        "DROP TRIGGER event_no_delete",
        "DELETE FROM event",
        "UPDATE event_head SET number = 0, hash = '', seal = ''",
    )

    result = changed("audit", "verify")

    assert (result.exit_code, "all entries were removed" in result.stderr) == (1, True)


def test_a_lost_key_is_replaced_only_when_somebody_says_so(changed: Campaign, tmp_path: Path) -> None:
    assert "There is a key already" in changed("audit", "new-key").stderr
    (tmp_path / "audit.key").unlink()

    assert "without it nothing can be verified" in changed("audit", "verify").stderr
    assert "new-key" in changed("directory", "refuses", "ru-president").stderr
    assert changed("directory", "show", "ru-president").stdout.splitlines()[-1] == "refuses: fax"

    assert "Made" in changed("audit", "new-key").stdout
    assert changed("directory", "refuses", "ru-president").exit_code == 0
    broken = changed("audit", "verify").stdout.splitlines()
    assert len(broken) == 6
    assert broken[-1] == "Entry 6 was recorded after those before it had been tampered with."
