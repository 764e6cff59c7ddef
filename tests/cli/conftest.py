"""The command line, run in this process against a database of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from campaign.cli import cli
from campaign.db import Database

Campaign = Callable[..., Result]


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """Run `campaign` with some words, in an empty directory, with its data beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAMPAIGN_DATA_DIR", str(tmp_path))

    def run(*words: object) -> Result:
        result = CliRunner().invoke(cli, [str(word) for word in words], prog_name="campaign")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def loaded(campaign: Campaign, demonstration: Database) -> Campaign:
    """`campaign` with the demonstration loaded."""
    return campaign
