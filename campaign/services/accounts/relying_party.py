"""Who passkeys are made for: the site, by the address that its settings give it and never by what a browser says."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from campaign.errors import NoPasskeys

DEFAULT_PORTS = {"https": 443, "http": 80}
LOCALHOST = "localhost"  # the one name that browsers trust without TLS


@dataclass(frozen=True)
class RelyingParty:
    """The site as passkeys know it."""

    id: str  # its host
    origin: str  # its scheme, host and port
    name: str


def relying_party(address: str, name: str) -> RelyingParty:
    """Return the site as passkeys know it, by its address; raises NoPasskeys if browsers make none for it."""
    parts = urlsplit(address)
    host = _host(parts.hostname or "")
    if not host:
        raise NoPasskeys(
            "Passkeys need a name, and this site has a number for its address: %(address)s. An operator can set "
            "SITE_ADDRESS to a name, such as https://letters.example or, to try it out, http://localhost:8000.",
            address=address,
        )
    if parts.scheme != "https" and host != LOCALHOST:
        raise NoPasskeys(
            "Passkeys need https, and the address of this site is %(address)s. An operator can set up TLS and "
            "SITE_ADDRESS.",
            address=address,
        )
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return RelyingParty(id=host, origin=f"{parts.scheme}://{host}{port}", name=name)


def _host(host: str) -> str | None:
    """Return a host's name as browsers write it; none for a number, which cannot have passkeys."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.encode("idna").decode("ascii")
    return None
