"""The other commands."""

import pytest

from campaign import schema
from campaign.cli import COMMANDS
from tests.cli.conftest import Campaign


def test_from_nothing_to_a_loaded_demonstration(campaign: Campaign) -> None:
    assert "db upgrade" in campaign("actions").stderr

    assert f"at version {schema.head()}" in campaign("db", "upgrade").stdout
    assert "no action yet" in campaign("actions").stdout
    assert campaign("demo").stdout.count("Loaded") == 5
    assert "already" in campaign("demo").stdout


def test_actions_lists_the_open_the_expired_and_what_drafts_lack(loaded: Campaign) -> None:
    lines = loaded("actions").stdout.splitlines()

    assert len(lines) == 5
    assert "open, no last day" in lines[1]
    assert "UA 315/14" in lines[2]
    assert "expired, the last day was 2015-01-27" in lines[2]
    assert "no demand" in lines[3]
    assert "no addressee" in lines[4]


def test_the_database_goes_down_and_says_where_it_is(loaded: Campaign) -> None:
    assert "at version none" in loaded("db", "downgrade", "base").stdout
    assert f"at version none; the newest is {schema.head()}" in loaded("db", "current").stdout
    assert loaded("db", "upgrade", "nine").exit_code == 1


def test_help_names_every_command(campaign: Campaign) -> None:
    text = campaign("--help").stdout

    assert all(name in text for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(campaign: Campaign, name: str) -> None:
    result = campaign(name, "--help")

    assert result.exit_code == 0
    assert COMMANDS[name].split(":")[0].rstrip(".")[:20] in result.stdout


def test_an_unknown_command_or_setting_is_told(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    assert campaign("lettre").exit_code == 2

    monkeypatch.setenv("CAMPAIGN_SITENAME", "x")
    result = campaign("actions")
    assert (result.exit_code, "did you mean CAMPAIGN_SITE_NAME" in result.stderr) == (1, True)
