"""The house's rules: who may import whom, and what must not be loaded."""

import subprocess
import sys

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from campaign.paths import HOME


def loaded_by(code: str) -> set[str]:
    """The names of the modules that are loaded after some code has run."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n' + ' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=HOME,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_imports_keep_the_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(HOME / "pyproject.toml"), no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_lower_floors_load_no_flask() -> None:
    loaded = loaded_by(
        "import campaign.models, campaign.merging.merge, campaign.rendering.pdf, campaign.services.letters, "
        "campaign.services.publishing, campaign.services.demonstration, campaign.services.showing"
    )

    assert not loaded & {"flask", "flask_babel", "wtforms", "celery", "weasyprint"}


def test_help_loads_next_to_nothing() -> None:
    loaded = loaded_by(
        "from campaign.cli import cli\ntry: cli(['--help'], prog_name='campaign')\nexcept SystemExit: pass"
    )

    assert not loaded & {"flask", "sqlalchemy", "alembic", "weasyprint", "babel", "fontTools", "msgspec"}


def test_nothing_happens_at_import(tmp_path) -> None:
    subprocess.run(
        [sys.executable, "-c", "import campaign.app, campaign.cli.letter, campaign.cli.serve, campaign.schema"],
        check=True,
        cwd=tmp_path,
    )

    assert list(tmp_path.iterdir()) == []
