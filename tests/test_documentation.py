"""The documentation tells the truth: all settings, values, commands and folders are described, links lead somewhere."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from campaign.cli import COMMANDS, cli
from campaign.merging.letter import Item, MergedLetter, Span
from campaign.merging.phrasebook import Phrasebook
from campaign.merging.signature import SignatureKind
from campaign.merging.supporter import Supporter
from campaign.paths import HOME
from campaign.settings import Settings

DOCS = HOME / "docs"
PAGES = [*HOME.glob("*.md"), *DOCS.rglob("*.md"), *(HOME / "letters").rglob("*.md")]


def test_every_setting_is_described() -> None:
    page = (DOCS / "operator" / "settings.md").read_text("utf-8")

    assert [field.name for field in fields(Settings) if f"`{field.name.upper()}`" not in page] == []


def test_every_value_that_a_letter_may_use_is_described() -> None:
    page = (HOME / "letters" / "README.md").read_text("utf-8")
    values = [field.name for kind in (MergedLetter, Item, Span) for field in fields(kind)]

    assert [name for name in [*values, *SignatureKind] if f"`{name}`" not in page] == []
    assert [name for name in Phrasebook.__struct_fields__ if f"`{name}`" not in page] == []


def test_every_command_and_option_is_described() -> None:
    page = (DOCS / "command-line.md").read_text("utf-8")
    context = click.Context(cli)

    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        assert f"campaign {name}" in page
        inner = command.commands.values() if isinstance(command, click.Group) else [command]
        for each in inner:
            for option in each.params:
                assert any(word in page for word in (*option.opts, (option.name or "").upper())), option


def test_every_field_of_a_sender_file_is_described() -> None:
    page = (DOCS / "command-line.md").read_text("utf-8")

    assert [field.name for field in fields(Supporter) if f"`{field.name}`" not in page] == []


def test_every_folder_has_its_line_on_the_architecture_page() -> None:
    page = (DOCS / "developer" / "architecture.md").read_text("utf-8")
    folders = [path for path in (HOME / "campaign").iterdir() if path.is_dir() and path.name != "__pycache__"]
    modules = [path.name for path in (HOME / "campaign").glob("*.py")]

    assert [folder.name for folder in folders if f"{folder.name}/" not in page] == []
    assert [name for name in modules if name not in page] == []


def test_every_decision_is_listed() -> None:
    page = (DOCS / "decisions" / "README.md").read_text("utf-8")

    assert [path.name for path in (DOCS / "decisions").glob("0*.md") if path.name not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []
