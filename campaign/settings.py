"""Settings: config.py first, then CAMPAIGN_* from the environment, each typed by its default."""

import difflib
import os
import runpy
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from campaign.errors import BadSetting
from campaign.paths import CONFIG

PREFIX = "CAMPAIGN_"
THREADS_FOR_PAGES = 2
SECURITIES = ("starttls", "tls", "none")
RANGES = {
    "port": (0, 65_535),
    "smtp_port": (1, 65_535),
    "server_threads": (3, 1_000),
    "trusted_proxies": (0, 10),
    "render_slots": (1, 100),
    "render_waiting": (0, 10_000),
    "render_seconds": (1, 600),
}


@dataclass(frozen=True)
class Settings:
    """Every setting of the program; config.py says what each is for."""

    data_dir: str
    database_url: str
    host: str
    port: int
    site_address: str
    server_threads: int
    trusted_proxies: int
    letter_limit: str
    render_slots: int
    render_waiting: int
    render_seconds: int
    fax_pattern: str
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str = field(repr=False)
    smtp_security: str
    mail_from: str
    site_name: str

    @property
    def database(self) -> str:
        """The database address to use: the one set, or the SQLite file in the data directory."""
        file = Path(self.data_dir).resolve() / "campaign.sqlite"
        return self.database_url or f"sqlite:///{quote(str(file))}"

    @property
    def audit_key(self) -> Path:
        """The file with the key of the log of changes; apart from the database wherever that is PostgreSQL."""
        return Path(self.data_dir).resolve() / "audit.key"

    @property
    def address(self) -> str:
        """The address that links begin with, without a slash at its end: the one set, or where `serve` listens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.site_address.rstrip("/") or f"http://{host}:{self.port}"


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
    for name, (least, most) in RANGES.items():
        if not least <= values[name] <= most:
            raise BadSetting(f"{PREFIX}{name.upper()} must be between {least} and {most}, not {values[name]}.")
    if values["render_slots"] + values["render_waiting"] > values["server_threads"] - THREADS_FOR_PAGES:
        raise BadSetting(
            f"{PREFIX}RENDER_SLOTS and {PREFIX}RENDER_WAITING together must leave {THREADS_FOR_PAGES} of "
            f"{PREFIX}SERVER_THREADS free, so that pages open while letters are made."
        )
    for name in ("data_dir", "host"):
        if not values[name]:
            raise BadSetting(f"{PREFIX}{name.upper()} is empty; leave it unset for the default.")
    if values["site_address"]:
        _check_site_address(values["site_address"])
    if values["fax_pattern"]:
        _check_fax_pattern(values["fax_pattern"])
    _check_mail(values)
    return Settings(**values)


def _check_site_address(address: str) -> None:
    parts = urlsplit(address)
    try:
        has_host = bool(parts.hostname and parts.hostname.encode("idna")) and parts.port != 0
    except ValueError:
        has_host = False  # a port that is no number, or a name that no host can have
    if parts.scheme not in ("http", "https") or not has_host or parts.path.strip("/") or parts.query:
        raise BadSetting(
            f"{PREFIX}SITE_ADDRESS must be the address of the first page, such as https://letters.example, "
            f"not “{address}”."
        )


def _check_fax_pattern(pattern: str) -> None:
    if pattern.count("{digits}") != 1 or "@" not in pattern:
        raise BadSetting(
            f"{PREFIX}FAX_PATTERN must be an address with {{digits}} once in it, such as {{digits}}@fax.example, "
            f"not “{pattern}”."
        )


def _check_mail(values: Mapping[str, Any]) -> None:
    """Refuse settings with which mail would not arrive, or a password would be seen on its way."""
    security, user, password = values["smtp_security"], values["smtp_user"], values["smtp_password"]
    if security not in SECURITIES:
        raise BadSetting(f"{PREFIX}SMTP_SECURITY must be one of {', '.join(SECURITIES)}, not “{security}”.")
    if values["mail_from"]:
        _check_mail_from(values["mail_from"])
    if not values["smtp_host"]:
        return
    for name, why in (("mail_from", "mail needs a sender"), ("site_address", "links in mail begin with it")):
        if not values[name]:
            raise BadSetting(f"{PREFIX}{name.upper()} is empty, but {PREFIX}SMTP_HOST is set: {why}.")
    if bool(user) != bool(password):
        raise BadSetting(f"{PREFIX}SMTP_USER and {PREFIX}SMTP_PASSWORD belong together: set both, or neither.")
    if user and security == "none":
        raise BadSetting(
            f"{PREFIX}SMTP_SECURITY is none, so the password would travel where others can read it: "
            f"choose starttls or tls, or leave {PREFIX}SMTP_USER empty."
        )


def _check_mail_from(address: str) -> None:
    try:
        valid = address.isascii() and bool(Address(addr_spec=address).domain)
    except (ValueError, HeaderParseError):
        valid = False
    if not valid:
        raise BadSetting(f"{PREFIX}MAIL_FROM must be an address such as desk@letters.example, not “{address}”.")


def _suggestion(name: str, known: list[str], prefix: str = "") -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {prefix}{near[0].upper()}?" if near else ""


def _typed(variable: str, text: str, wanted: type) -> Any:
    if wanted is int:
        try:
            return int(text)
        except ValueError:
            raise BadSetting(f"{variable} must be a whole number, not “{text}”.") from None
    return text
