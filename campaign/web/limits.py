"""How often letters and calendars may be asked for, without knowing by whom."""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import UTC, date, datetime

import limits
from flask import Flask, current_app, request
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from campaign.errors import TooOften

EXTENSION, CALENDARS, PREVIEWS = "campaign-limits", "campaign-calendar-limits", "campaign-preview-limits"
GLANCES = "campaign-glance-limits"
CORRECTIONS, CORRECTION_LIMIT = "campaign-correction-limits", "10 per hour"
PREVIEW_LIMIT = "120 per minute"  # a link is 256 bits, so this is for our own peace, not against guessing
GLANCE_LIMIT = "300 per minute; 10000 per day"  # somebody who writes a letter takes ten looks at it, a group many
KEPT_BITS = {4: 24, 6: 56}  # of an address: enough to part networks, too little to part people


class LetterLimit:
    """Counts in memory, under a key that nobody can turn back: a shortened address, hashed with a salt of the day."""

    def __init__(self, words: str) -> None:
        self._limits = limits.parse_many(words)
        self._counter = MovingWindowRateLimiter(MemoryStorage())
        self._salt, self._salted_on = secrets.token_bytes(32), date.min

    def count(self, address: str | None, now: datetime) -> None:
        """Count one request from an address; raises TooOften if it is one too many."""
        key = self._key(address or "", now.date())
        if not all(self._counter.test(limit, key) for limit in self._limits):
            raise TooOften("Many letters have been made from your part of the network. Please try again in a minute.")

        for limit in self._limits:
            self._counter.hit(limit, key)

    def _key(self, address: str, today: date) -> str:
        if today != self._salted_on:
            self._salt, self._salted_on = secrets.token_bytes(32), today
        network = network_of(address)
        return hmac.new(self._salt, network.encode(), hashlib.sha256).hexdigest()


def network_of(address: str) -> str:
    """Return the part of the network that an address belongs to: the address without its last digits."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ipaddress.ip_network(f"{parsed}/{KEPT_BITS[parsed.version]}", strict=False))


def init_app(app: Flask, words: str) -> None:
    """Give the application its limits: calendars, previews and glances must not keep anybody from writing a letter."""
    app.extensions[EXTENSION], app.extensions[CALENDARS] = LetterLimit(words), LetterLimit(words)
    app.extensions[PREVIEWS], app.extensions[GLANCES] = LetterLimit(PREVIEW_LIMIT), LetterLimit(GLANCE_LIMIT)
    app.extensions[CORRECTIONS] = LetterLimit(CORRECTION_LIMIT)


def count_request(counted: str = EXTENSION) -> None:
    """Count the request at hand; raises TooOften if it is one too many."""
    limit: LetterLimit = current_app.extensions[counted]
    limit.count(request.remote_addr, datetime.now(UTC))
