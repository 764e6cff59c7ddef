"""Where the parts outside the package are: beside it in a checkout, inside it in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
HOME = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent

TEMPLATES = HOME / "templates"
LETTERS = HOME / "letters"
MIGRATIONS = HOME / "migrations"
CONFIG = HOME / "config.py"
