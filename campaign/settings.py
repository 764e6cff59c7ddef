"""Settings: config.py first, then CAMPAIGN_* from the environment, each typed by its default."""

import difflib
import os
import runpy
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from campaign.errors import BadSetting
from campaign.paths import CONFIG

PREFIX = "CAMPAIGN_"


@dataclass(frozen=True)
class Settings:
    """Every setting of the program; config.py says what each is for."""

    data_dir: str
    database_url: str
    host: str
    port: int
    server_threads: int
    site_name: str

    @property
    def database(self) -> str:
        """The database address to use: the one set, or the SQLite file in the data directory."""
        return self.database_url or f"sqlite:///{Path(self.data_dir).resolve() / 'campaign.sqlite'}"


def load_settings(environ: Mapping[str, str] = os.environ, config: Path = CONFIG) -> Settings:
    """Return the settings of this installation.

    Raises BadSetting for a name that no setting has, and for a value that is not of its default's type.
    """
    known = [field.name for field in fields(Settings)]
    values = {name.lower(): value for name, value in runpy.run_path(str(config)).items() if name.isupper()}
    for name in values.keys() - set(known):
        raise BadSetting(f"config.py sets {name.upper()}, which is no setting{_suggestion(name, known)}.")
    for name in set(known) - values.keys():
        raise BadSetting(f"config.py no longer sets {name.upper()}; write it back in with its default.")
    for variable, text in environ.items():
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in values:
            raise BadSetting(f"{variable} is set, but there is no such setting{_suggestion(name, known, PREFIX)}.")
        values[name] = _typed(variable, text, type(values[name]))
    return Settings(**values)


def _suggestion(name: str, known: list[str], prefix: str = "") -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {prefix}{near[0].upper()}?" if near else ""


def _typed(variable: str, text: str, wanted: type) -> Any:
    if wanted is bool:
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if text.lower() not in words:
            raise BadSetting(f"{variable} must be yes or no, not “{text}”.")
        return words[text.lower()]
    if wanted is int:
        try:
            return int(text)
        except ValueError:
            raise BadSetting(f"{variable} must be a whole number, not “{text}”.") from None
    return text
