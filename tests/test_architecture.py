"""The house's rules: who may import whom, and what must not be loaded."""

import subprocess
import sys

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


def test_imports_keep_the_contracts() -> None:
    """In a process of its own, because import-linter would silence every logger that there is."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, importlinter.cli as cli; sys.exit(cli.lint_imports(no_cache=True))"],
        capture_output=True,
        text=True,
        check=False,
        cwd=HOME,
    )

    assert done.returncode == 0, done.stdout + done.stderr


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
